package io.clientele.attribution.mediamix;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * Residuals drawn in blocks of weeks in a row, so that weeks near each other stay alike (Künsch 1989, "The jackknife and the bootstrap
 * for general stationary observations"): overlapping blocks, joined and cut to length, less their expected value (Lahiri 2003,
 * "Resampling methods for dependent data", 2.5), and widened for what the fit has taken out of them.
 */
final class ResidualBlocks {

    private final double[] residuals;
    private final double[] expected;
    private final double widening;

    ResidualBlocks(double[] residuals, int block, double widening) {
        this.residuals = residuals;
        this.widening = widening;
        this.expected = new double[block];
        int starts = residuals.length - block + 1;
        for (int j = 0; j < block; j++) {
            for (int s = 0; s < starts; s++) {
                expected[j] += residuals[s + j] / starts;
            }
        }
    }

    /** {@code n^(1/3)} weeks, rounded up: the rate at which blocks should grow. */
    static int length(int n) {
        return (int) Math.ceil(Math.cbrt(n) - 1e-9);
    }

    double[] draw(long seed, int index) {
        RandomGenerator random = RandomStreams.stream(seed, "mediamix.residuals", index);
        int n = residuals.length;
        int block = expected.length;
        double[] drawn = new double[n];
        int start = 0;
        for (int t = 0; t < n; t++) {
            int j = t % block;
            if (j == 0) {
                start = random.nextInt(n - block + 1);
            }
            drawn[t] = widening * (residuals[start + j] - expected[j]);
        }
        return drawn;
    }
}
