package io.clientele.optimization.internal;

/** Differences of nearly equal numbers, without losing digits. Relative error a few units in the last place. */
public final class SmallDifferences {

    private static final double HALF_LOG_2PI = 0.9189385332046727;

    private static final double[] INVERSE = new double[22];

    static {
        for (int k = 1; k < INVERSE.length; k++) {
            INVERSE[k] = 1.0 / k;
        }
    }

    private SmallDifferences() {}

    /**
     * exp(s) - 1 - s.
     *
     * @param s any number
     * @return the difference, not negative
     */
    public static double expm1MinusS(double s) {
        if (s > 1 || s < -1) {
            return StrictMath.expm1(s) - s;
        }
        // s²/2 (1 + s/3 (1 + s/4 (…
        double sum = 1;
        for (int k = 19; k >= 3; k--) {
            sum = 1 + s * INVERSE[k] * sum;
        }
        return s * s / 2 * sum;
    }

    /** log(1 + u) - u, for u above -1. */
    static double log1pMinusU(double u) {
        if (u > 0.3 || u < -0.3) {
            return StrictMath.log1p(u) - u;
        }
        // log(1 + u) = 2 artanh(r) with r = u / (2 + u), and 2 r - u = -r u
        double r = u / (2 + u);
        double r2 = r * r;
        double sum = 0;
        for (int k = 21; k >= 3; k -= 2) {
            sum = sum * r2 + INVERSE[k];
        }
        return r * (2 * r2 * sum - u);
    }

    /**
     * log(q + p exp(s)) - p s for p + q = 1: how far the logarithm of a Beta density over the log odds has fallen s away from
     * its mode, by unit of alpha + beta. Never negative, 0 at s = 0, convex.
     *
     * @param p from 0 to 1
     * @param q 1 - p
     * @param s any number
     * @return the fall
     */
    public static double logOddsFall(double p, double q, double s) {
        return p <= q ? fall(p, q, s) : fall(q, p, -s);
    }

    private static double fall(double p, double q, double s) {
        if (p == 0) {
            return 0;
        }
        if (s > 700) {
            return q * s + StrictMath.log(p + q * StrictMath.exp(-s));
        }
        if (s > 1 || s < -1) {
            return StrictMath.log1p(p * StrictMath.expm1(s)) - p * s;
        }
        double e = expm1MinusS(s);
        return Math.max(0, log1pMinusU(p * (s + e)) + p * e);
    }

    /**
     * log Gamma(z).
     *
     * @param z above 0
     * @return the logarithm
     */
    public static double logGamma(double z) {
        return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_2PI + stirlingError(z);
    }

    /**
     * digamma(a + k) - digamma(a): the sum of 1 / (a + i) for i below k, the far part by the asymptotic series.
     *
     * @param a above 0
     * @param k at least 0
     * @return the difference
     */
    public static double digammaRise(double a, long k) {
        double sum = 0;
        long near = Math.min(k, 30);
        for (long i = 0; i < near; i++) {
            sum += 1 / (a + i);
        }
        if (k > near) {
            double from = a + near;
            sum += StrictMath.log1p((k - near) / from) + (digammaTail(a + k) - digammaTail(from));
        }
        return sum;
    }

    /** digamma(x) - log(x) for x of 30 or more. */
    private static double digammaTail(double x) {
        double r = 1 / x;
        double r2 = r * r;
        return -r / 2 - r2 * (1.0 / 12 - r2 * (1.0 / 120 - r2 * (1.0 / 252 - r2 / 240)));
    }

    /**
     * log Gamma(z) less Stirling's (z - 1/2) log z - z + log(2 pi) / 2.
     *
     * @param z above 0
     * @return the difference
     */
    public static double stirlingError(double z) {
        double sum = 0;
        double x = z;
        while (x < 16) {
            if (x < 1e-3) {
                // 1 / x would swamp the rest: log Gamma(x) = log Gamma(x + 1) - log x
                double next = x + 1;
                double gamma = stirlingError(next) + (next - 0.5) * StrictMath.log1p(x) - next + HALF_LOG_2PI;
                return sum + gamma - (x + 0.5) * StrictMath.log(x) + x - HALF_LOG_2PI;
            }
            sum += (x + 0.5) * StrictMath.log1p(1 / x) - 1;
            x++;
        }
        double v = 1 / (x * x);
        double series = 1.0 / 12
                - v * (1.0 / 360 - v * (1.0 / 1260 - v * (1.0 / 1680 - v * (1.0 / 1188 - v * 691.0 / 360360))));
        return sum + series / x;
    }
}
