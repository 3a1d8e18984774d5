package io.clientele.core.internal.kernel;

/**
 * Inner products of columns with one array, the sum over i of {@code r[i] x[j][i]}, in eight lanes: row i of a call goes to lane i mod
 * 8, where a call's rows are added up by fused multiply-adds before they join those of earlier calls. Lanes are added pairwise in
 * the end. The order, and so the bits, do not depend on the width of the machine's vectors.
 *
 * <p>Cost: a fused multiply-add a row and column. Eight columns share the loads of the array.
 */
public final class InnerProducts {

    private static final int LANES = 8;

    private InnerProducts() {}

    /**
     * Room for the sums.
     *
     * @param columns how many
     * @return zeros, eight for each column
     */
    public static double[] lanes(int columns) {
        return new double[LANES * columns];
    }

    /**
     * Adds the products of some rows.
     *
     * @param x one array per column, at least one
     * @param r what each is multiplied with
     * @param n how many rows
     * @param lanes from {@link #lanes(int)}
     */
    public static void add(double[][] x, double[] r, int n, double[] lanes) {
        KernelChoice.CHOSEN.innerProducts(x, r, n, lanes);
    }

    /**
     * The sum of a column's lanes.
     *
     * @param lanes from {@link #lanes(int)}
     * @param j a column
     * @return the inner product of all rows added
     */
    public static double sum(double[] lanes, int j) {
        return pairwise(lanes, LANES * j);
    }

    /** Of eight lanes from a place on. */
    static double pairwise(double[] lanes, int at) {
        double even = (lanes[at] + lanes[at + 4]) + (lanes[at + 2] + lanes[at + 6]);
        double odd = (lanes[at + 1] + lanes[at + 5]) + (lanes[at + 3] + lanes[at + 7]);
        return even + odd;
    }
}
