package io.clientele.prediction.validation;

import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.feature.Labels;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Labelled rows with what a fair split has to know of them: whose each row is, as of when its features are true, and until when its
 * label was still open.
 *
 * <p>Rows of a snapshot whose label window reaches beyond the data are left out. The clusters of the table within are the customers.
 * Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * LabelWindow window = LabelWindow.ofDays(90);
 * HistoryTable data = HistoryTable.of(snapshot, window.label(snapshot, orders), window);
 * }</pre>
 */
public final class HistoryTable {

    private final LabeledTable rows;
    private final int[] customers;
    private final long[] from; // empty without times
    private final long[] to;

    private HistoryTable(LabeledTable rows, int[] customers, long[] from, long[] to) {
        this.rows = rows;
        this.customers = customers;
        this.from = from;
        this.to = to;
    }

    /**
     * Rows without times: the table's clusters are the customers, and without clusters every row is a customer of its own.
     *
     * @param rows features and labels
     * @return the rows
     */
    public static HistoryTable of(LabeledTable rows) {
        int[] customers = new int[rows.rows()];
        Arrays.setAll(customers, rows::cluster);
        return new HistoryTable(rows, customers, new long[0], new long[0]);
    }

    /**
     * Rows of a snapshot, with whether the customer bought as label.
     *
     * @param snapshot features
     * @param labels of the snapshot's rows
     * @param window that the labels were taken from
     * @return the rows whose labels are known
     */
    public static HistoryTable of(FeatureSnapshot snapshot, Labels labels, LabelWindow window) {
        Check.length("labels", labels.rows(), snapshot.rows(), "one row per row of the snapshot");
        int[] known = labels.completeRows();
        int[] customers = new int[known.length];
        long[] from = new long[known.length];
        long[] to = new long[known.length];
        for (int i = 0; i < known.length; i++) {
            Instant cutoff = snapshot.cutoff(known[i]);
            customers[i] = snapshot.customerCode(known[i]);
            from[i] = cutoff.toEpochMilli();
            to[i] = window.end(cutoff).toEpochMilli();
        }
        double[] bought = Arrays.copyOf(labels.bought(), known.length);
        LabeledTable rows =
                LabeledTable.of(snapshot.features().selectRows(known), bought).withClusters(customers);
        return new HistoryTable(rows, customers, from, to);
    }

    /**
     * The same with times.
     *
     * @param cutoffs as of when the features of each row are true, one per row
     * @param ends first instant that has no say in the row's label, after the cut-off, one per row
     * @return a new table
     */
    public HistoryTable withTimes(List<Instant> cutoffs, List<Instant> ends) {
        Check.length("cutoffs", cutoffs.size(), rows(), "one instant per row");
        Check.length("ends", ends.size(), rows(), "one instant per row");
        long[] starts = new long[rows()];
        long[] stops = new long[rows()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = Check.time("cutoff, row " + i, cutoffs.get(i));
            stops[i] = Check.time("end, row " + i, ends.get(i));
            if (stops[i] <= starts[i]) {
                throw new IllegalArgumentException(
                        "end, row " + i + ": must be after the cut-off " + cutoffs.get(i) + ", got " + ends.get(i));
            }
        }
        return new HistoryTable(rows, customers, starts, stops);
    }

    /** {@return features and labels} */
    public LabeledTable labeled() {
        return rows;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows.rows();
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return a number per customer
     */
    public int customer(int row) {
        return customers[Objects.checkIndex(row, customers.length)];
    }

    /** {@return whose each row is; a copy} */
    public int[] customers() {
        return customers.clone();
    }

    /** {@return whether cut-offs are known} */
    public boolean hasTimes() {
        return from.length == rows() && rows() > 0;
    }

    /**
     * As of when the features of a row are true.
     *
     * @param row from 0
     * @return first instant that they do not see
     * @throws IllegalStateException without times
     */
    public Instant cutoff(int row) {
        return Instant.ofEpochMilli(times(from)[row]);
    }

    /**
     * Until when the label of a row was open.
     *
     * @param row from 0
     * @return first instant that has no say in it
     * @throws IllegalStateException without times
     */
    public Instant end(int row) {
        return Instant.ofEpochMilli(times(to)[row]);
    }

    private long[] times(long[] which) {
        if (!hasTimes()) {
            throw new IllegalStateException("these rows have no times; give them by withTimes(...)");
        }
        return which;
    }

    long from(int row) {
        return from[row];
    }

    long to(int row) {
        return to[row];
    }

    /**
     * Some of the rows, in the order asked for.
     *
     * @param wanted row numbers from 0
     * @return a new table
     */
    public HistoryTable selectRows(int[] wanted) {
        int[] whose = new int[wanted.length];
        Arrays.setAll(whose, i -> customers[wanted[i]]);
        return new HistoryTable(rows.selectRows(wanted), whose, pick(from, wanted), pick(to, wanted));
    }

    private static long[] pick(long[] values, int[] wanted) {
        return values.length == 0
                ? values
                : Arrays.stream(wanted).mapToLong(i -> values[i]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryTable that
                && rows.equals(that.rows)
                && Arrays.equals(customers, that.customers)
                && Arrays.equals(from, that.from)
                && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + Arrays.hashCode(from);
    }

    @Override
    public String toString() {
        return rows + ", of " + Arrays.stream(customers).distinct().count() + " customers"
                + (hasTimes() ? ", " + Arrays.stream(from).distinct().count() + " cut-offs" : "");
    }
}
