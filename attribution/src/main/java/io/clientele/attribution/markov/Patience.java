package io.clientele.attribution.markov;

/** Says when sweeps have come to their end: nothing moves any more, or only rounding does. */
final class Patience {

    private static final int MOST_SWEEPS = 20_000;
    private static final int STUCK = 70;
    private static final double SMALL_CHANGE = 1e-16;

    private int sweeps;
    private int sinceBest;
    private double best = Double.MAX_VALUE;

    int sweeps() {
        return sweeps;
    }

    /** Whether to go on after a sweep that changed the solution of this size by so much. */
    boolean goOn(double change, double size) {
        sweeps++;
        sinceBest++;
        if (change < 0.5 * best) {
            best = change;
            sinceBest = 0;
        }
        return change > SMALL_CHANGE * size && sweeps < MOST_SWEEPS && (sinceBest < STUCK || change > 1e-12 * size);
    }
}
