package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.EqualMeans;

/**
 * Do effects differ between segments by more than chance?
 *
 * @param q Cochran's Q: squared distances of the effects from their weighted mean, in standard errors
 * @param segments that were compared
 * @param chiSquaredP by the chi-squared distribution, for many units a segment
 * @param f Welch's statistic, which allows for standard errors that are themselves estimated
 * @param degreesOfFreedom below the fraction of F's distribution; may be infinite
 * @param p by the F distribution; the one to read; 0 if it is below 4.9e-324, see {@link #logP}
 */
public record Interaction(double q, int segments, double chiSquaredP, double f, double degreesOfFreedom, double p) {

    /** Welch's (1951) test of equal means, of estimates with variances that have so many degrees of freedom each. */
    static Interaction of(double[] estimates, double[] variances, double[] degrees) {
        EqualMeans e = EqualMeans.of(estimates, variances, degrees);
        int k = estimates.length;
        double chiSquaredP = Distributions.chiSquaredSurvival(e.q(), k - 1.0);
        double p = Double.isInfinite(e.degreesOfFreedom())
                ? chiSquaredP
                : Distributions.fSurvival(e.f(), k - 1.0, e.degreesOfFreedom());
        return new Interaction(e.q(), k, chiSquaredP, e.f(), e.degreesOfFreedom(), p);
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return Double.isInfinite(degreesOfFreedom)
                ? Distributions.chiSquaredLogSurvival(q, segments - 1.0)
                : Distributions.fLogSurvival(f, segments - 1.0, degreesOfFreedom);
    }
}
