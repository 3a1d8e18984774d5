package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.GaussPanel;
import io.clientele.optimization.internal.SmallDifferences;

/**
 * Tails of Student's distribution with a shifted numerator: the normal's tail averaged over the logarithm of the variance, whose
 * density is smooth and falls faster than exponentially, by panels of 16 Gauss-Legendre nodes.
 */
final class NoncentralT {

    private NoncentralT() {}

    /** P((Z + shift) / S &gt; t) where S² is chi-square by its degrees of freedom. */
    static double above(double t, double degrees, double shift) {
        double shape = degrees / 2;
        // the density of u = log S² falls by shape (exp(u) - 1 - u) from its top at 0
        double low = edge(shape, -1);
        double high = edge(shape, 1);
        double length = Math.min(1.5 / Math.sqrt(shape), 3 / Math.max(1, Math.abs(t)));
        int panels = (int) Math.ceil((high - low) / Math.min(0.5, length));
        double half = (high - low) / panels / 2;
        double logArea = 0.5 * Math.log(2 * Math.PI / shape) + SmallDifferences.stirlingError(shape);
        double sum = 0;
        for (int p = 0; p < panels; p++) {
            for (int i = 0; i < GaussPanel.NODES; i++) {
                double u = low + half * (2 * p + 1 + GaussPanel.node(i));
                double density = Math.exp(-shape * SmallDifferences.expm1MinusS(u) - logArea);
                sum += half * GaussPanel.weight(i) * density * Distributions.normalCdf(shift - t * Math.exp(u / 2));
            }
        }
        return sum;
    }

    /** Where the density has fallen below exp(-40). */
    private static double edge(double shape, int side) {
        double u = side * 0.1;
        while (shape * SmallDifferences.expm1MinusS(u) < 40) {
            u *= 1.3;
        }
        return u;
    }
}
