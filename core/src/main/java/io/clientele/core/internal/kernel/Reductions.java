package io.clientele.core.internal.kernel;

/**
 * Sums in a fixed order: of as many whole eights as there are, lane l takes the indices l, l + 8, …; the eight lanes are added
 * pairwise, and what is left over, up to seven numbers, is added up by itself and comes last. The order, and so the bits, do not
 * depend on the width of the machine's vectors.
 */
public final class Reductions {

    private Reductions() {}

    /**
     * Sum of {@code x[from..to-1]}.
     *
     * @param x numbers
     * @param from first index
     * @param to one past the last
     * @return the sum
     */
    public static double sum(double[] x, int from, int to) {
        return KernelChoice.CHOSEN.sum(x, from, to);
    }

    /**
     * Sum of {@code x[i] * y[i]} over {@code [from, to)}.
     *
     * @param x numbers
     * @param y numbers
     * @param from first index
     * @param to one past the last
     * @return the inner product
     */
    public static double dot(double[] x, double[] y, int from, int to) {
        return KernelChoice.CHOSEN.dot(x, y, from, to);
    }

    /**
     * Sum of {@code x[from..to-1]} with a running compensation (Neumaier 1974): as if summed in twice the precision.
     *
     * @param x finite numbers
     * @param from first index
     * @param to one past the last
     * @return the sum
     */
    public static double compensatedSum(double[] x, int from, int to) {
        double sum = 0;
        double lost = 0;
        for (int i = from; i < to; i++) {
            double t = sum + x[i];
            lost += Math.abs(sum) >= Math.abs(x[i]) ? (sum - t) + x[i] : (x[i] - t) + sum;
            sum = t;
        }
        return sum + lost;
    }
}
