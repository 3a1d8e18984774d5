package io.clientele.core.internal.kernel;

/**
 * Elementary functions. {@link #exp} takes whole arrays, a polynomial with fused multiply-adds times a power of two; it gives
 * the same bits on every JDK and machine. The others ask {@link Math}, whose last digit may differ from one JDK or machine to
 * another, but not from one call or thread to another.
 */
public final class VectorMath {

    private VectorMath() {}

    /**
     * {@code y[i] = exp(x[i])} for i in [0, n); error at most 1 unit in the last place, 2 where the result is
     * subnormal. Infinity from about 709.79, 0 up to about -745.13, NaN of NaN.
     *
     * @param x arguments; what it holds afterwards is not specified
     * @param y results; another array than {@code x}
     * @param n how many
     */
    public static void exp(double[] x, double[] y, int n) {
        KernelChoice.CHOSEN.exp(x, y, n);
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
