package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;

/** Collects what {@link ProgressiveValidation} tells. Not thread-safe. */
final class ProgressiveSums {

    /** Margins from -32 to 32 in bins of 1/64; those beyond go to the end bins. */
    private static final int BINS = 4096;

    private static final double WIDTH = 1.0 / 64;

    private final long[][] counts = new long[2][BINS];
    private long events;
    private long ones;
    private double probabilities;
    private double losses;

    void add(double margin, double probability, double label) {
        events++;
        ones += label == 1 ? 1 : 0;
        probabilities += probability;
        losses += VectorMath.log1pExp(label == 1 ? -margin : margin);
        double bin = Math.floor(margin / WIDTH) + BINS / 2.0;
        counts[(int) label][(int) Math.max(0, Math.min(BINS - 1, bin))]++;
    }

    ProgressiveValidation result() {
        if (events == 0) {
            throw new IllegalStateException("no event was learned since the validation began");
        }
        double pairs = (double) ones * (events - ones);
        double won = 0;
        double tied = 0;
        double below = 0;
        for (int k = 0; k < BINS; k++) {
            won += counts[1][k] * below;
            tied += (double) counts[1][k] * counts[0][k];
            below += counts[0][k];
        }
        return new ProgressiveValidation(
                events,
                (double) ones / events,
                probabilities / events,
                losses / events,
                pairs > 0 ? (won + tied / 2) / pairs : Double.NaN,
                pairs > 0 ? tied / 2 / pairs : Double.NaN);
    }
}
