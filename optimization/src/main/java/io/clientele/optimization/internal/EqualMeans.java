package io.clientele.optimization.internal;

/**
 * Whether independent estimates differ by more than chance: Cochran's Q, and Welch's (1951) statistic, which allows for variances that
 * are themselves estimated.
 *
 * @param q squared distances of the estimates from their weighted mean, in standard errors
 * @param f Welch's statistic
 * @param degreesOfFreedom below the fraction of F's distribution; infinite if all variances are known
 * @see <a href="https://doi.org/10.2307/3001666">Cochran (1954), The combination of estimates from different experiments</a>
 * @see <a href="https://doi.org/10.1093/biomet/38.3-4.330">Welch (1951), On the comparison of several mean values</a>
 */
public record EqualMeans(double q, double f, double degreesOfFreedom) {

    /**
     * Compares estimates.
     *
     * @param estimates two or more
     * @param variances of the estimates, above 0
     * @param degrees of freedom of each variance
     * @return the statistics
     */
    public static EqualMeans of(double[] estimates, double[] variances, double[] degrees) {
        int k = estimates.length;
        double total = 0;
        double mean = 0;
        for (int i = 0; i < k; i++) {
            total += 1 / variances[i];
            mean += estimates[i] / variances[i];
        }
        mean /= total;
        double q = 0;
        double unsure = 0;
        for (int i = 0; i < k; i++) {
            double away = estimates[i] - mean;
            q += away * away / variances[i];
            double rest = 1 - 1 / variances[i] / total;
            unsure += rest * rest / degrees[i];
        }
        double square = (double) k * k - 1;
        return new EqualMeans(q, q / (k - 1) / (1 + 2 * (k - 2) / square * unsure), square / (3 * unsure));
    }
}
