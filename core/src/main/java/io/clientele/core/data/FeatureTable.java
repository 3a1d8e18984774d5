package io.clientele.core.data;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in named columns, one row per customer (or whatever is studied).
 *
 * <p>Missing values are NaN; estimators refuse them unless their Javadoc says otherwise, see {@link #requireFinite}. Rows and
 * columns count from 0. Immutable and thread-safe; equal by value. Memory: 8 bytes a cell.
 *
 * <pre>{@code
 * FeatureTable customers = FeatureTable.builder("recency", "frequency", "spend")
 *         .add(12, 4, 310.0)
 *         .add(90, 1, 25.5)
 *         .build();
 * }</pre>
 */
public final class FeatureTable {

    private final List<String> names;
    private final double[][] columns;
    private final int rows;

    private FeatureTable(List<String> names, double[][] columns, int rows) {
        this.names = names;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Starts a table that is filled row by row.
     *
     * @param names of the columns, distinct and not blank
     * @return a builder
     */
    public static Builder builder(String... names) {
        return new Builder(checked(List.of(names)));
    }

    /**
     * A table of ready columns, which are copied.
     *
     * @param names of the columns, distinct and not blank
     * @param columns one array per name, all of the same length
     * @return the table
     */
    public static FeatureTable of(List<String> names, double[]... columns) {
        List<String> own = checked(List.copyOf(names));
        Check.length("columns", columns.length, own.size(), "one array per name");
        int rows = columns.length == 0 ? 0 : columns[0].length;
        double[][] copies = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != rows) {
                throw new IllegalArgumentException("column '" + own.get(j) + "' has " + columns[j].length
                        + " rows, but column '" + own.get(0) + "' has " + rows);
            }
            copies[j] = columns[j].clone();
        }
        return new FeatureTable(own, copies, rows);
    }

    /**
     * Starts a table of a known size whose cells are set in any order; cells never set are 0. Takes no more memory than the
     * table itself.
     *
     * @param names of the columns, distinct and not blank
     * @param rows how many, at least 0
     * @return the cells to be set
     */
    public static Cells cells(List<String> names, int rows) {
        Check.atLeast("rows", rows, 0);
        return new Cells(checked(List.copyOf(names)), rows);
    }

    private static List<String> checked(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a column name must not be blank; names are " + names);
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("column '" + name + "' is named twice; names are " + names);
            }
        }
        return names;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the number of columns} */
    public int columns() {
        return columns.length;
    }

    /** {@return the names of the columns, in order} */
    public List<String> names() {
        return names;
    }

    /**
     * Where a column is.
     *
     * @param name of the column
     * @return its number, from 0
     * @throws IllegalArgumentException if there is none of that name
     */
    public int index(String name) {
        int at = names.indexOf(Objects.requireNonNull(name, "name"));
        if (at < 0) {
            throw new IllegalArgumentException("no column '" + name + "'; columns are " + names);
        }
        return at;
    }

    /**
     * One cell.
     *
     * @param row from 0
     * @param column from 0
     * @return its value; NaN when missing
     */
    public double get(int row, int column) {
        return columns[column][row];
    }

    /**
     * A whole column.
     *
     * @param column from 0
     * @return a copy
     */
    public double[] column(int column) {
        return columns[column].clone();
    }

    /**
     * A whole column.
     *
     * @param name of the column
     * @return a copy
     */
    public double[] column(String name) {
        return columns[index(name)].clone();
    }

    /**
     * A whole row.
     *
     * @param row from 0
     * @return a copy, one value per column
     */
    public double[] row(int row) {
        double[] values = new double[columns.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = columns[j][row];
        }
        return values;
    }

    /**
     * Copies part of a column; this is how kernels get their tiles.
     *
     * @param column from 0
     * @param from first row
     * @param into where to
     * @param offset first index to write
     * @param length how many rows
     */
    public void copyColumn(int column, int from, double[] into, int offset, int length) {
        System.arraycopy(columns[column], from, into, offset, length);
    }

    /**
     * Some of the columns, in the order asked for.
     *
     * @param wanted names of the columns
     * @return a table that shares the columns
     */
    public FeatureTable select(String... wanted) {
        double[][] picked = new double[wanted.length][];
        for (int j = 0; j < wanted.length; j++) {
            picked[j] = columns[index(wanted[j])];
        }
        return new FeatureTable(checked(List.of(wanted)), picked, rows);
    }

    /**
     * Some of the rows, in the order asked for; a row may be asked for more than once.
     *
     * @param wanted row numbers from 0
     * @return a new table
     */
    public FeatureTable selectRows(int[] wanted) {
        double[][] picked = new double[columns.length][wanted.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < wanted.length; i++) {
                picked[j][i] = columns[j][wanted[i]];
            }
        }
        return new FeatureTable(names, picked, wanted.length);
    }

    /**
     * The rows {@code from} to {@code to - 1}.
     *
     * @param from first row
     * @param to one past the last row
     * @return a new table
     */
    public FeatureTable slice(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        double[][] part = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            part[j] = Arrays.copyOfRange(columns[j], from, to);
        }
        return new FeatureTable(names, part, to - from);
    }

    /**
     * The same table with one column more.
     *
     * @param name of the new column
     * @param values one per row, copied
     * @return a table that shares the other columns
     */
    public FeatureTable withColumn(String name, double[] values) {
        if (columns.length > 0) {
            Check.length("column '" + name + "'", values.length, rows, "one value per row");
        }
        List<String> more = new ArrayList<>(names);
        more.add(name);
        double[][] wider = Arrays.copyOf(columns, columns.length + 1);
        wider[columns.length] = values.clone();
        return new FeatureTable(checked(List.copyOf(more)), wider, values.length);
    }

    /**
     * Refuses missing and infinite values.
     *
     * @return this
     * @throws IllegalArgumentException naming the first column and row that holds one
     */
    public FeatureTable requireFinite() {
        for (int j = 0; j < columns.length; j++) {
            if (Double.isNaN(zeroOrNaN(columns[j]))) {
                refuse(j);
            }
        }
        return this;
    }

    /** 0 * x is 0 for finite x and NaN otherwise: one pass without branches, and the search only when it failed. */
    private static double zeroOrNaN(double[] x) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= x.length - 4; i += 4) { // four sums, because one would wait for itself
            a += 0 * x[i];
            b += 0 * x[i + 1];
            c += 0 * x[i + 2];
            d += 0 * x[i + 3];
        }
        for (; i < x.length; i++) {
            a += 0 * x[i];
        }
        return a + b + (c + d);
    }

    private void refuse(int column) {
        for (int i = 0; i < rows; i++) {
            double x = columns[column][i];
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("column '" + names.get(column) + "', row " + i + ": "
                        + (Double.isNaN(x) ? "NaN" : "an infinite value")
                        + " is not allowed; impute or drop the row first");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureTable that
                && rows == that.rows
                && names.equals(that.names)
                && Arrays.deepEquals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.deepHashCode(columns);
    }

    @Override
    public String toString() {
        return rows + " rows of " + names;
    }

    /** The cells of a table to be. Several threads may set cells of different rows at once, but not while one builds. */
    public static final class Cells {

        private final List<String> names;
        private final int rows;
        private double @Nullable [][] columns; // null once built

        private Cells(List<String> names, int rows) {
            this.names = names;
            this.rows = rows;
            this.columns = new double[names.size()][rows];
        }

        /**
         * Sets a cell.
         *
         * @param row from 0
         * @param column from 0
         * @param value NaN for missing
         * @throws IllegalStateException after {@link #build}
         */
        public void set(int row, int column, double value) {
            double[][] open = columns;
            if (open == null) {
                throw new IllegalStateException("the table is built, its cells can't be set any more");
            }
            open[column][row] = value;
        }

        /**
         * Ends the table, which takes the cells over without copying them.
         *
         * @return the table
         * @throws IllegalStateException if it was called before
         */
        public FeatureTable build() {
            double[][] whole = columns;
            if (whole == null) {
                throw new IllegalStateException("build() was called before; start new cells for a new table");
            }
            columns = null;
            return new FeatureTable(names, whole, rows);
        }
    }

    /** Fills a table row by row. Not thread-safe. */
    public static final class Builder {

        private final List<String> names;
        private final double[][] columns;
        private int rows;

        private Builder(List<String> names) {
            this.names = names;
            this.columns = new double[names.size()][16];
        }

        /**
         * Adds a row.
         *
         * @param row one value per column; NaN for missing
         * @return this
         */
        public Builder add(double... row) {
            Check.length("row " + rows, row.length, columns.length, "one value per column");
            for (int j = 0; j < columns.length; j++) {
                if (rows == columns[j].length) {
                    columns[j] = Arrays.copyOf(columns[j], Math.max(rows + (rows >> 1), rows + 16));
                }
                columns[j][rows] = row[j];
            }
            rows++;
            return this;
        }

        /** {@return the table; the builder may be used on} */
        public FeatureTable build() {
            double[][] exact = new double[columns.length][];
            for (int j = 0; j < columns.length; j++) {
                exact[j] = Arrays.copyOf(columns[j], rows);
            }
            return new FeatureTable(names, exact, rows);
        }
    }
}
