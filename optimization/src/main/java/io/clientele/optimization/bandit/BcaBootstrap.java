package io.clientele.optimization.bandit;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Efron (1987), "Better bootstrap confidence intervals": bias-corrected and accelerated. */
final class BcaBootstrap {

    private final EstimateParts parts;
    private final int samples;
    private final long seed;

    BcaBootstrap(EstimateParts parts, int samples, long seed) {
        this.parts = parts;
        this.samples = samples;
        this.seed = seed;
    }

    /** Around an estimate that may differ from the one here in its last digits. */
    Interval interval(double around, double confidence, Execution execution) {
        int n = parts.rows();
        EstimateParts.Sums all = parts.all();
        double estimate = all.estimate(n);
        double[] drawn = new double[samples];
        Chunks.tasks(samples, execution, sample -> {
            RandomGenerator random = RandomStreams.stream(seed, "off.policy.bootstrap", sample);
            EstimateParts.Sums sums = parts.new Sums();
            for (int i = 0; i < n; i++) {
                sums.add(random.nextInt(n));
            }
            drawn[sample] = sums.estimate(n);
        });
        Arrays.sort(drawn);
        if (drawn[0] == drawn[samples - 1]) {
            return new Interval(around, around, confidence);
        }
        double below = 0;
        for (double value : drawn) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        // all on one side: as far as this many samples can tell
        double share = Math.max(0.5, Math.min(samples - 0.5, below)) / samples;
        double bias = Distributions.normalQuantile(share);
        double acceleration = acceleration(all, n);
        double z = Distributions.normalTwoSided(confidence);
        return new Interval(
                quantile(drawn, level(bias, acceleration, -z)),
                quantile(drawn, level(bias, acceleration, z)),
                confidence);
    }

    /** From leaving out each row: a sixth of the skewness of the estimate. */
    private static double acceleration(EstimateParts.Sums all, int n) {
        double mean = 0;
        for (int row = 0; row < n; row++) {
            mean += all.without(row) / n;
        }
        double squares = 0;
        double cubes = 0;
        for (int row = 0; row < n; row++) {
            double d = mean - all.without(row);
            squares += d * d;
            cubes += d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
    }

    private static double level(double bias, double acceleration, double z) {
        double shifted = bias + z;
        double scale = 1 - acceleration * shifted;
        // beyond the pole the transformation is not increasing any more: the end of the samples
        return scale > 0 ? Distributions.normalCdf(bias + shifted / scale) : shifted > 0 ? 1 : 0;
    }

    private static double quantile(double[] sorted, double level) {
        double at = Math.max(0, Math.min(sorted.length - 1.0, level * (sorted.length + 1) - 1));
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
