package io.clientele.core.internal.kernel;

/**
 * Weighted cross products of columns, the sum over i of {@code c[i] x[j][i] x[k][i]} for k at most j, in eight lanes: row i of a
 * call goes to lane i mod 8, where a call's rows are added up by fused multiply-adds before they join those of earlier calls. Lanes
 * are added pairwise in the end. The order, and so the bits, do not depend on the width of the machine's vectors.
 *
 * <p>Cost: m²/2 fused multiply-adds a row for m columns. Blocks of two by four columns share their loads, 6 for 8 products, and
 * eight independent sums hide the latency of the adder. Blocks at the diagonal and at the end compute a few sums that are not
 * wanted.
 */
public final class CrossProducts {

    private static final int LANES = 8;

    private CrossProducts() {}

    /**
     * Room for the sums.
     *
     * @param columns how many
     * @return zeros, eight for each pair
     */
    public static double[] lanes(int columns) {
        return new double[LANES * columns * (columns + 1) / 2];
    }

    /**
     * Adds the products of some rows.
     *
     * @param x one array per column, at least one
     * @param c weights
     * @param n how many rows
     * @param scaled room for the products c x, one array of at least n per column
     * @param lanes from {@link #lanes(int)}
     */
    public static void add(double[][] x, double[] c, int n, double[][] scaled, double[] lanes) {
        for (int j = 0; j < x.length; j++) {
            multiply(scaled[j], x[j], c, n);
        }
        KernelChoice.CHOSEN.crossProducts(x, scaled, n, lanes);
    }

    private static void multiply(double[] to, double[] x, double[] c, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = c[i] * x[i];
        }
    }

    /**
     * The sum of a pair's lanes.
     *
     * @param lanes from {@link #lanes(int)}
     * @param j a column
     * @param k a column, at most j
     * @return the cross product of all rows added
     */
    public static double sum(double[] lanes, int j, int k) {
        return InnerProducts.pairwise(lanes, index(j, k));
    }

    /** Where the lanes of a pair begin. */
    static int index(int j, int k) {
        return LANES * (j * (j + 1) / 2 + k);
    }
}
