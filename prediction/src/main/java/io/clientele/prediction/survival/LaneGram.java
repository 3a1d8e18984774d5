package io.clientele.prediction.survival;

import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products of columns, {@code U'U}, for many full tiles: like {@link Gram}, but each product is kept as a tile of sums, one for
 * each row of a tile, so that the loop has no sum to wait for and the JIT vectorises it. Two tiles at a time.
 *
 * <p>About half the time of {@link Gram} where tiles are full and columns are few; a kilobyte for each pair of columns until
 * {@link #take}. Of more than 48 columns it is a {@link Gram}, which is as fast there and smaller.
 */
final class LaneGram {

    private static final int WIDE = 48;

    /** The tile to fill next: one array per column. */
    double[][] u;

    private double[][] waiting;
    private boolean full;
    private final double[][] sum;
    /** In place of the tiles of sums where these would not stay in the caches. */
    private final @Nullable Gram wide;

    LaneGram(int columns) {
        if (columns > WIDE) {
            wide = new Gram(columns);
            u = wide.u;
            waiting = u;
            sum = new double[0][];
            return;
        }
        wide = null;
        u = new double[columns][Chunks.TILE];
        waiting = new double[columns][Chunks.TILE];
        sum = new double[columns * (columns + 1) / 2][Chunks.TILE];
    }

    /** Adds the first {@code n} rows of the tile; then {@link #u} is another one. */
    void add(int n) {
        if (wide != null) {
            wide.add(n);
            return;
        }
        if (n < Chunks.TILE) {
            for (double[] column : u) {
                Arrays.fill(column, n, Chunks.TILE, 0);
            }
        }
        double[][] filled = u;
        u = waiting;
        waiting = filled;
        if (full) {
            products();
        }
        full = !full;
    }

    private void products() {
        int at = 0;
        for (int j = 0; j < u.length; j++) {
            for (int k = 0; k <= j; k++) {
                products(sum[at++], u[j], u[k], waiting[j], waiting[k], Chunks.TILE);
            }
        }
    }

    private static void products(double[] s, double[] a, double[] b, double[] c, double[] d, int n) {
        for (int i = 0; i < n; i++) {
            s[i] += a[i] * b[i] + c[i] * d[i];
        }
    }

    /** The sums, row by row of the lower triangle; the tiles begin anew. */
    double[] take() {
        if (wide != null) {
            return wide.take();
        }
        if (full) {
            for (double[] column : u) {
                Arrays.fill(column, 0);
            }
            products();
            full = false;
        }
        double[] triangle = new double[sum.length];
        for (int k = 0; k < triangle.length; k++) {
            triangle[k] = Reductions.sum(sum[k], 0, Chunks.TILE);
            Arrays.fill(sum[k], 0);
        }
        return triangle;
    }

    /** Adds what {@link #take} gave to the lower triangle of a matrix. */
    static void add(double[] triangle, double[][] matrix) {
        int at = 0;
        for (int j = 0; j < matrix.length; j++) {
            for (int k = 0; k <= j; k++) {
                matrix[j][k] += triangle[at++];
            }
        }
    }
}
