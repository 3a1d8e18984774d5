package io.clientele.core.internal.kernel;

/**
 * Elementary functions. {@link #exp} takes whole arrays, in two loops that the JIT vectorises by itself: a polynomial, then the
 * exponent's bits; it gives the same bits on every JDK and machine. The others ask {@link Math}, whose last digit may differ
 * from one JDK or machine to another, but not from one call or thread to another.
 */
public final class VectorMath {

    private static final double LOG2E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877E-10;
    /** Adding and taking away 1.5 * 2^52 rounds to a whole number. */
    private static final double ROUND = 6755399441055744.0;

    private VectorMath() {}

    /**
     * {@code y[i] = exp(x[i])} for i in [0, n); error at most 2 units in the last place. Infinity from about 709.79, 0 up to
     * about -745.13, NaN of NaN.
     *
     * @param x arguments; overwritten with working values
     * @param y results; another array than {@code x}
     * @param n how many
     */
    public static void exp(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            double v = Math.max(-800, Math.min(800, x[i]));
            double k = v * LOG2E + ROUND - ROUND;
            double r = v - k * LN2_HIGH - k * LN2_LOW;
            double p = 1.6059043836821613E-10;
            p = p * r + 2.08767569878681E-9;
            p = p * r + 2.505210838544172E-8;
            p = p * r + 2.755731922398589E-7;
            p = p * r + 2.7557319223985893E-6;
            p = p * r + 2.48015873015873E-5;
            p = p * r + 1.984126984126984E-4;
            p = p * r + 0.001388888888888889;
            p = p * r + 0.008333333333333333;
            p = p * r + 0.041666666666666664;
            p = p * r + 0.16666666666666666;
            p = p * r + 0.5;
            y[i] = 1 + (r + r * r * p);
            x[i] = k;
        }
        for (int i = 0; i < n; i++) {
            // 2^k in two factors, so that results below the normal range and just below overflow come out right
            int k = (int) x[i];
            int half = k >> 1;
            double a = Double.longBitsToDouble((long) (half + 1023) << 52);
            double b = Double.longBitsToDouble((long) (k - half + 1023) << 52);
            y[i] = y[i] * a * b;
        }
    }

    /**
     * The logistic function; small values keep all their digits.
     *
     * @param x any number
     * @return 1 / (1 + exp(-x))
     */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /**
     * {@code log(1 + exp(x))} without overflow.
     *
     * @param x any number
     * @return the value
     */
    public static double log1pExp(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
