package io.clientele.core.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Distribution functions and quantiles. Small tail probabilities come from survival functions, so a p-value of 1e-200 is
 * 1e-200 and not 0, and those below 4.9e-324 have logarithms. Relative errors are below 1e-12, those of quantiles below 2e-11 (against mpmath, see the test). Stateless
 * and thread-safe.
 */
public final class Distributions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** From here on, and below this probability, logarithms come from {@link LogTails}. */
    private static final double FAR = 30;

    private static final double SMALL = 1e-280;

    private Distributions() {}

    /**
     * Standard normal P(Z &lt;= z).
     *
     * @param z any number
     * @return the probability
     */
    public static double normalCdf(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /**
     * Standard normal P(Z &gt; z), exact in the far tail.
     *
     * @param z any number
     * @return the probability
     */
    public static double normalSurvival(double z) {
        return NORMAL.survivalProbability(z);
    }

    /**
     * The natural logarithm of {@link #normalSurvival}, also where that is too small for a double.
     *
     * @param z any number
     * @return the logarithm
     */
    public static double normalLogSurvival(double z) {
        return z < FAR ? Math.log(normalSurvival(z)) : LogTails.normal(z);
    }

    /**
     * Standard normal quantile.
     *
     * @param p between 0 and 1
     * @return z with P(Z &lt;= z) = p
     */
    public static double normalQuantile(double p) {
        return NORMAL.inverseCumulativeProbability(p);
    }

    /**
     * The number of standard errors of a two-sided normal interval.
     *
     * @param confidence such as 0.95
     * @return such as 1.96
     */
    public static double normalTwoSided(double confidence) {
        return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    }

    /**
     * Student's t, P(T &lt;= t).
     *
     * @param t any number
     * @param degreesOfFreedom above 0
     * @return the probability
     */
    public static double studentCdf(double t, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).cumulativeProbability(t);
    }

    /**
     * Student's t, P(T &gt; t).
     *
     * @param t any number
     * @param degreesOfFreedom above 0
     * @return the probability
     */
    public static double studentSurvival(double t, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).survivalProbability(t);
    }

    /**
     * The natural logarithm of {@link #studentSurvival}, also where that is too small for a double.
     *
     * @param t any number
     * @param degreesOfFreedom above 0
     * @return the logarithm
     */
    public static double studentLogSurvival(double t, double degreesOfFreedom) {
        double p = studentSurvival(t, degreesOfFreedom);
        return p > SMALL ? Math.log(p) : LogTails.student(t, degreesOfFreedom);
    }

    /**
     * Student's t quantile.
     *
     * @param p between 0 and 1
     * @param degreesOfFreedom above 0
     * @return t with P(T &lt;= t) = p
     */
    public static double studentQuantile(double p, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(p);
    }

    /**
     * Chi-squared P(X &gt; x).
     *
     * @param x at least 0
     * @param degreesOfFreedom above 0
     * @return the probability
     */
    public static double chiSquaredSurvival(double x, double degreesOfFreedom) {
        return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(x);
    }

    /**
     * The natural logarithm of {@link #chiSquaredSurvival}, also where that is too small for a double.
     *
     * @param x at least 0
     * @param degreesOfFreedom above 0
     * @return the logarithm
     */
    public static double chiSquaredLogSurvival(double x, double degreesOfFreedom) {
        double p = chiSquaredSurvival(x, degreesOfFreedom);
        return p > SMALL ? Math.log(p) : LogTails.chiSquared(x, degreesOfFreedom);
    }

    /**
     * Chi-squared quantile.
     *
     * @param p between 0 and 1
     * @param degreesOfFreedom above 0
     * @return x with P(X &lt;= x) = p
     */
    public static double chiSquaredQuantile(double p, double degreesOfFreedom) {
        return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(p);
    }

    /**
     * F distribution P(X &gt; x).
     *
     * @param x at least 0
     * @param numerator degrees of freedom
     * @param denominator degrees of freedom
     * @return the probability
     */
    public static double fSurvival(double x, double numerator, double denominator) {
        return FDistribution.of(numerator, denominator).survivalProbability(x);
    }

    /**
     * The natural logarithm of {@link #fSurvival}, also where that is too small for a double.
     *
     * @param x at least 0
     * @param numerator degrees of freedom above, above 0
     * @param denominator degrees of freedom below, above 0
     * @return the logarithm
     */
    public static double fLogSurvival(double x, double numerator, double denominator) {
        double p = fSurvival(x, numerator, denominator);
        return p > SMALL ? Math.log(p) : LogTails.f(x, numerator, denominator);
    }

    /**
     * Beta P(X &lt;= x).
     *
     * @param x between 0 and 1
     * @param alpha above 0
     * @param beta above 0
     * @return the probability
     */
    public static double betaCdf(double x, double alpha, double beta) {
        return BetaDistribution.of(alpha, beta).cumulativeProbability(x);
    }

    /**
     * Beta P(X &gt; x).
     *
     * @param x between 0 and 1
     * @param alpha above 0
     * @param beta above 0
     * @return the probability
     */
    public static double betaSurvival(double x, double alpha, double beta) {
        return BetaDistribution.of(alpha, beta).survivalProbability(x);
    }

    /**
     * Beta quantile.
     *
     * @param p between 0 and 1
     * @param alpha above 0
     * @param beta above 0
     * @return x with P(X &lt;= x) = p
     */
    public static double betaQuantile(double p, double alpha, double beta) {
        return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(p);
    }

    /**
     * Gamma P(X &lt;= x).
     *
     * @param x at least 0
     * @param shape above 0
     * @param scale above 0
     * @return the probability
     */
    public static double gammaCdf(double x, double shape, double scale) {
        return GammaDistribution.of(shape, scale).cumulativeProbability(x);
    }

    /**
     * Gamma quantile.
     *
     * @param p between 0 and 1
     * @param shape above 0
     * @param scale above 0
     * @return x with P(X &lt;= x) = p
     */
    public static double gammaQuantile(double p, double shape, double scale) {
        return GammaDistribution.of(shape, scale).inverseCumulativeProbability(p);
    }
}
