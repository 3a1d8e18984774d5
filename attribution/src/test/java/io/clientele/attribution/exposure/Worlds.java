package io.clientele.attribution.exposure;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Journeys whose intensity of conversion is known. */
final class Worlds {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String[] CHANNELS = {"display", "email", "search", "social"};
    /** Conversions a touch brings in all; social does nothing. */
    static final double[] EFFECTS = {0.08, 0.15, 0.3, 0};

    static final double[] HALF_LIVES = {2, 2, 2, 2};
    static final double BASELINE = 0.004;
    static final double WINDOW = 20;

    private Worlds() {}

    /** The usual world. */
    static JourneyTable usual(long seed, int customers) {
        return hazard(seed, customers, EFFECTS, HALF_LIVES);
    }

    /**
     * Touches by the four channels at random times over 20 days, the first at the start; a conversion by the intensity ends a
     * journey, and day 20 does.
     */
    static JourneyTable hazard(long seed, int customers, double[] effects, double[] halfLives) {
        RandomGenerator random = RandomStreams.stream(seed, "exposure.world", 0);
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < customers; i++) {
            for (int repeat = random.nextInt(2); repeat >= 0; repeat--) {
                journey(random, builder, "u" + i, effects, halfLives);
            }
        }
        return builder.build();
    }

    private static void journey(
            RandomGenerator random, JourneyTableBuilder builder, String who, double[] effects, double[] halfLives) {
        int n = 1 + random.nextInt(5);
        double[] times = new double[n];
        int[] channels = new int[n];
        double end = WINDOW;
        boolean converted = false;
        for (int k = 0; k < n; k++) {
            times[k] = k == 0 ? 0 : random.nextDouble() * WINDOW;
            channels[k] = Samplers.categorical(random, new double[] {0.3, 0.2, 0.3, 0.2});
            // each touch brings a Poisson number of conversions, exponentially later
            long brought = Samplers.poisson(random, effects[channels[k]]);
            for (long m = 0; m < brought; m++) {
                double at = times[k] + Samplers.exponential(random) * halfLives[channels[k]] / Math.log(2);
                converted |= at < end;
                end = Math.min(end, at);
            }
        }
        double own = Samplers.exponential(random) / BASELINE;
        converted |= own < end;
        end = Math.min(end, own);
        for (int k = 0; k < n; k++) {
            if (times[k] <= end) {
                builder.touch(CHANNELS[channels[k]], at(times[k]));
            }
        }
        if (converted) {
            builder.convert(who, at(end), 10 + random.nextInt(90));
        } else {
            builder.end(who, at(end));
        }
    }

    static Instant at(double days) {
        return START.plusMillis((long) (days * 86_400_000));
    }
}
