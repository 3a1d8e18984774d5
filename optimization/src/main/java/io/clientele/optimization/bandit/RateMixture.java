package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.SmallDifferences;

/**
 * How much likelier counts are under rates of their own, drawn from a Beta distribution, than under the one rate that explains them
 * best. The ratio is below a martingale that starts at 1, however the trials were chosen, so that it ever passes 1 / level with
 * probability at most level while one rate is the truth (Robbins 1970; Ville).
 */
record RateMixture(double alpha, double beta) {

    /** The rate of Jeffreys: never far from the best one, costs about half the logarithm of the trials. */
    static final RateMixture JEFFREYS = new RateMixture(0.5, 0.5);

    /** log of: two rates over one. */
    double evidence(long successesA, long trialsA, long successesB, long trialsB) {
        double sa = successesA;
        double na = trialsA;
        double sb = successesB;
        double nb = trialsB;
        double pooled = (sa + sb) / (na + nb);
        return na * divergence(sa / na, pooled)
                + nb * divergence(sb / nb, pooled)
                - shortfall(sa, na)
                - shortfall(sb, nb);
    }

    /** How far the mixture's logarithm stays below that of the best rate. */
    private double shortfall(double s, double n) {
        double mean = s / n;
        double best = n * (term(mean) + term(1 - mean));
        return best - (logBeta(s + alpha, n - s + beta) - logBeta(alpha, beta));
    }

    private static double logBeta(double a, double b) {
        return SmallDifferences.logGamma(a) + SmallDifferences.logGamma(b) - SmallDifferences.logGamma(a + b);
    }

    private static double term(double p) {
        return p == 0 ? 0 : p * StrictMath.log(p);
    }

    /** Kullback and Leibler's, of two success rates; infinite where the second rules the first out. */
    static double divergence(double p, double q) {
        return divergenceTerm(p, q) + divergenceTerm(1 - p, 1 - q);
    }

    private static double divergenceTerm(double p, double q) {
        return p == 0 ? 0 : p * StrictMath.log(p / q);
    }
}
