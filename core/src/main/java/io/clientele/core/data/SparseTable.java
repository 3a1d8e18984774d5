package io.clientele.core.data;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers of which most are 0, by compressed rows: one-hot features, bags of products, customer by item counts.
 *
 * <p>Only cells that are not 0 are kept, in rising column order within a row. Rows and columns count from 0. Immutable and
 * thread-safe; equal by value. Memory: 12 bytes a kept cell and 4 bytes a row.
 *
 * <pre>{@code
 * SparseTable baskets = SparseTable.builder(1_000)
 *         .add(new int[] {3, 998}, new double[] {1, 2})
 *         .add(new int[0], new double[0])
 *         .build();
 * for (int k = baskets.start(0); k < baskets.end(0); k++) {
 *     total[baskets.column(k)] += baskets.value(k);
 * }
 * }</pre>
 */
public final class SparseTable {

    private final int columns;
    private final int[] starts;
    private final int[] column;
    private final double[] value;

    private SparseTable(int columns, int[] starts, int[] column, double[] value) {
        this.columns = columns;
        this.starts = starts;
        this.column = column;
        this.value = value;
    }

    /**
     * Starts a table that is filled row by row.
     *
     * @param columns how many there are, kept cells or not
     * @return a builder
     */
    public static Builder builder(int columns) {
        Check.atLeast("columns", columns, 0);
        return new Builder(columns);
    }

    /**
     * The cells of a dense table that are not 0.
     *
     * @param table dense; NaN counts as not 0
     * @return the same numbers
     */
    public static SparseTable of(FeatureTable table) {
        Builder builder = builder(table.columns());
        int[] every = new int[table.columns()];
        Arrays.setAll(every, j -> j);
        for (int i = 0; i < table.rows(); i++) {
            builder.add(every, table.row(i));
        }
        return builder.build();
    }

    /** {@return the number of rows} */
    public int rows() {
        return starts.length - 1;
    }

    /** {@return the number of columns} */
    public int columns() {
        return columns;
    }

    /** {@return how many cells are kept} */
    public long nonZeros() {
        return value.length;
    }

    /**
     * Where the kept cells of a row start.
     *
     * @param row from 0
     * @return number of its first cell
     */
    public int start(int row) {
        return starts[row];
    }

    /**
     * Where the kept cells of a row end.
     *
     * @param row from 0
     * @return one past the number of its last cell
     */
    public int end(int row) {
        return starts[row + 1];
    }

    /**
     * The column of a kept cell.
     *
     * @param cell from {@link #start} to {@code end - 1}
     * @return from 0
     */
    public int column(int cell) {
        return column[cell];
    }

    /**
     * The number in a kept cell.
     *
     * @param cell from {@link #start} to {@code end - 1}
     * @return never 0
     */
    public double value(int cell) {
        return value[cell];
    }

    /**
     * Any cell, found by bisection.
     *
     * @param row from 0
     * @param at column, from 0
     * @return 0 where nothing is kept
     */
    public double get(int row, int at) {
        Objects.checkIndex(at, columns);
        int cell = Arrays.binarySearch(column, starts[row], starts[row + 1], at);
        return cell < 0 ? 0.0 : value[cell];
    }

    /**
     * Some of the rows, in the order asked for; a row may be asked for more than once.
     *
     * @param wanted row numbers from 0
     * @return a new table
     */
    public SparseTable selectRows(int[] wanted) {
        int[] first = new int[wanted.length + 1];
        for (int i = 0; i < wanted.length; i++) {
            first[i + 1] = Math.addExact(first[i], end(wanted[i]) - start(wanted[i]));
        }
        int[] c = new int[first[wanted.length]];
        double[] v = new double[c.length];
        for (int i = 0; i < wanted.length; i++) {
            int from = start(wanted[i]);
            int length = end(wanted[i]) - from;
            System.arraycopy(column, from, c, first[i], length);
            System.arraycopy(value, from, v, first[i], length);
        }
        return new SparseTable(columns, first, c, v);
    }

    /**
     * Refuses NaN and infinite values.
     *
     * @return this
     * @throws IllegalArgumentException naming the first row and column that holds one
     */
    public SparseTable requireFinite() {
        for (int i = 0; i < rows(); i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                if (!Double.isFinite(value[k])) {
                    throw new IllegalArgumentException("column " + column[k] + ", row " + i + ": "
                            + (Double.isNaN(value[k]) ? "NaN" : "an infinite value")
                            + " is not allowed; impute or drop the row first");
                }
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseTable that
                && columns == that.columns
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(column, that.column)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, Arrays.hashCode(starts), Arrays.hashCode(column), Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return rows() + " rows of " + columns + " columns, " + nonZeros() + " cells not 0";
    }

    /** Fills a table row by row. Not thread-safe. */
    public static final class Builder {

        private final int columns;
        private int[] starts = new int[16];
        private int rows;
        private int[] column = new int[64];
        private double[] value = new double[64];
        private int cells;

        private Builder(int columns) {
            this.columns = columns;
        }

        /**
         * Adds a row. The columns may come in any order, each once; zeros are dropped.
         *
         * @param at columns, from 0
         * @param values one per column named
         * @return this
         */
        public Builder add(int[] at, double[] values) {
            Check.length("values of row " + rows, values.length, at.length, "one per column named");
            int from = cells;
            try {
                for (int i = 0; i < at.length; i++) {
                    insert(at[i], values[i], from);
                }
            } catch (IllegalArgumentException e) {
                cells = from; // a refused row leaves no trace
                throw e;
            }
            drop(from);
            if (rows + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
            }
            starts[++rows] = cells;
            return this;
        }

        private void insert(int at, double x, int from) {
            if (columns == 0) {
                throw new IllegalArgumentException("row " + rows + ": the table has no columns, got column " + at);
            }
            if (at < 0 || at >= columns) {
                throw new IllegalArgumentException(
                        "row " + rows + ": column must be between 0 and " + (columns - 1) + ", got " + at);
            }
            if (cells == column.length) {
                int more = Math.addExact(cells, cells >> 1);
                column = Arrays.copyOf(column, more);
                value = Arrays.copyOf(value, more);
            }
            int k = cells;
            if (k > from && column[k - 1] >= at) {
                int found = Arrays.binarySearch(column, from, cells, at);
                if (found >= 0) {
                    throw new IllegalArgumentException("row " + rows + ": column " + at + " is given twice");
                }
                k = -found - 1;
                System.arraycopy(column, k, column, k + 1, cells - k);
                System.arraycopy(value, k, value, k + 1, cells - k);
            }
            column[k] = at;
            value[k] = x;
            cells++;
        }

        /** Takes out zeros of the row that starts at a cell; they were kept so far to notice a column given twice. */
        private void drop(int from) {
            int to = from;
            for (int k = from; k < cells; k++) {
                if (value[k] != 0.0) {
                    column[to] = column[k];
                    value[to++] = value[k];
                }
            }
            cells = to;
        }

        /** {@return the table; the builder may be used on} */
        public SparseTable build() {
            return new SparseTable(
                    columns,
                    Arrays.copyOf(starts, rows + 1),
                    Arrays.copyOf(column, cells),
                    Arrays.copyOf(value, cells));
        }
    }
}
