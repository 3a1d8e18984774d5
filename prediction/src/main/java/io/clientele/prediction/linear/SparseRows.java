package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.SparseTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * What a sparse fit asks of its rows: products with the features from either side.
 *
 * <p>Products with the transposed features are summed in blocks of rows, merged in order. A block holds arrays of one number a
 * column, so there are few of them, and how many depends on the data only. Cost of {@link #curved}: 4 flops, 12 bytes and one
 * access to a cache line at random for each cell that is not 0.
 */
final class SparseRows {

    /** Three numbers a column must fit into an array. */
    static final int MOST_COLUMNS = 500_000_000;
    /** Values beyond this have squares that may be no numbers. */
    private static final double LARGEST = 1e100;

    private static final int MOST_BLOCKS = 16;
    /** Cells a block must have for each column to be worth its arrays. */
    private static final int WORTHWHILE = 16;

    final SparseTable x;
    final int count;
    final int columns;
    /** First row of each block, and the number of rows. */
    private final int[] blocks;

    private final Execution execution;

    SparseRows(SparseTable x, Execution execution) {
        this.x = x;
        this.count = x.rows();
        this.columns = x.columns();
        this.execution = execution;
        long wished = x.nonZeros() / ((long) WORTHWHILE * columns);
        int number = (int) Math.max(1, Math.min(Math.min(MOST_BLOCKS, wished), count));
        this.blocks = new int[number + 1];
        Arrays.setAll(blocks, b -> (int) ((long) count * b / number));
        for (int k = 0; k < x.nonZeros(); k++) {
            if (!(Math.abs(x.value(k)) <= LARGEST)) {
                throw new FitException("column " + x.column(k) + " holds " + x.value(k)
                        + ", whose square may be no number; bring it to an ordinary unit");
            }
        }
    }

    /** {@code into[i] = x_i v} for all rows. */
    void times(double[] v, double[] into) {
        Chunks.forEach(count, execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                int k = x.start(i);
                int end = x.end(i);
                double even = 0;
                double odd = 0;
                for (; k < end - 1; k += 2) {
                    even += x.value(k) * v[x.column(k)];
                    odd += x.value(k + 1) * v[x.column(k + 1)];
                }
                if (k < end) {
                    even += x.value(k) * v[x.column(k)];
                }
                into[i] = even + odd;
            }
        });
    }

    /** By column three sums over rows, one after the other: of {@code s x}, of {@code d x} and of {@code d x²}. */
    double[] sums(double[] s, double[] d) {
        return Chunks.fold(
                blocks.length - 1,
                execution,
                block -> {
                    double[] part = new double[3 * columns];
                    for (int i = blocks[block]; i < blocks[block + 1]; i++) {
                        double si = s[i];
                        double di = d[i];
                        for (int k = x.start(i); k < x.end(i); k++) {
                            int at = 3 * x.column(k);
                            double value = x.value(k);
                            double dx = di * value;
                            part[at] += si * value;
                            part[at + 1] += dx;
                            part[at + 2] += dx * value;
                        }
                    }
                    return part;
                },
                SparseRows::addAll);
    }

    /**
     * By column {@code sum over rows of d (x v - shift) x}.
     *
     * @param into result
     */
    void curved(double[] d, double[] v, double shift, double[] into) {
        // v and its product side by side: what is added to was just read, in the same cache line
        double[] pairs = Chunks.fold(
                blocks.length - 1,
                execution,
                block -> {
                    double[] part = new double[2 * columns];
                    for (int j = 0; j < columns; j++) {
                        part[2 * j] = v[j];
                    }
                    for (int i = blocks[block]; i < blocks[block + 1]; i++) {
                        row(x, x.start(i), x.end(i), d[i], shift, part);
                    }
                    return part;
                },
                (a, b) -> {
                    for (int j = 1; j < a.length; j += 2) {
                        a[j] += b[j];
                    }
                });
        for (int j = 0; j < columns; j++) {
            into[j] = pairs[2 * j + 1];
        }
    }

    private static void row(SparseTable x, int from, int to, double d, double shift, double[] pairs) {
        double even = -shift;
        double odd = 0;
        int k = from;
        for (; k < to - 1; k += 2) {
            even += x.value(k) * pairs[2 * x.column(k)];
            odd += x.value(k + 1) * pairs[2 * x.column(k + 1)];
        }
        if (k < to) {
            even += x.value(k) * pairs[2 * x.column(k)];
        }
        double t = d * (even + odd);
        for (k = from; k < to; k++) {
            pairs[2 * x.column(k) + 1] += t * x.value(k);
        }
    }

    private static void addAll(double[] a, double[] b) {
        for (int j = 0; j < a.length; j++) {
            a[j] += b[j];
        }
    }
}
