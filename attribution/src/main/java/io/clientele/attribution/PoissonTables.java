package io.clientele.attribution;

import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Poisson draws by inversion for small whole means, which is what most paths have; one uniform number a draw. */
final class PoissonTables {

    private static final int MOST = 64;
    private static final double[][] CUMULATIVE = new double[MOST + 1][];

    static {
        for (int mean = 1; mean <= MOST; mean++) {
            // beyond these the chance is below 1e-16
            double[] sums = new double[mean + 20 + 10 * (int) Math.ceil(Math.sqrt(mean))];
            double p = StrictMath.exp(-mean);
            double sum = 0;
            for (int k = 0; k < sums.length; k++) {
                sum += p;
                sums[k] = sum;
                p *= mean / (k + 1.0);
            }
            CUMULATIVE[mean] = sums;
        }
    }

    private PoissonTables() {}

    static long draw(RandomGenerator random, long mean) {
        if (mean == 0) {
            return 0;
        }
        if (mean > MOST) {
            return Samplers.poisson(random, (double) mean);
        }
        double[] sums = CUMULATIVE[(int) mean];
        double u = random.nextDouble();
        int at = Arrays.binarySearch(sums, u);
        // the smallest k with u < P(at most k)
        return Math.min(at < 0 ? -at - 1 : at + 1, sums.length - 1);
    }
}
