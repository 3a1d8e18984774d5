package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in the order in which Cox regression walks them, sorted once: by stratum, and within it from the last
 * time back, so that the risk set grows as the walk goes on. At an equal time censored rows come before events.
 *
 * <p>Rows are cut into <em>bins</em>, one per distinct event time of a stratum: the rows that join the risk set between the
 * event time before (later in time) and this one, its own events last. A row with a start drops out again at the first bin
 * whose time is not after the start. Rows that are at risk at no event time say nothing and are left out.
 *
 * <p>Columns are centred within each stratum and scaled by their standard deviation over all rows. They stay in the table, from where
 * {@link #columns} reads them, and are sorted only when {@link #x} is asked for. Memory: 4 bytes a row, 8 with starts, 8 more for
 * each of weights and offset, 9 or, with starts, 13 for each event time; 8 bytes a cell for {@link #x}.
 */
final class CoxDesign {

    /** Below this share of its largest value, the spread of a column within strata is rounding. */
    private static final double CONSTANT = 1e-13;

    private static final long LARGE = 1L << 26;

    final SurvivalTable table;
    final FeatureTable features;
    /** One array per feature, centred, scaled and sorted; null until it is asked for. */
    private double @Nullable [][] x;

    final Execution execution;

    final double[] scale;
    /** By which a centred column is multiplied: one divided by its scale; 0 for one that does not vary. */
    final double[] factor;
    /** The largest distance from 0 in each column of {@link #x}. */
    final double[] reach;
    /** One row of means per stratum with bins. */
    final double[][] center;

    /** Row numbers in the table. */
    final int[] row;

    final double @Nullable [] weight;
    final double @Nullable [] offset;
    /** The bin at which a row drops out, or {@link CoxRows#NEVER}; null without starts. */
    final int @Nullable [] leave;

    /** Rows that drop out, by the bin at which they do; null without starts. */
    final int @Nullable [] leaving;
    /** Where each bin's part of {@link #leaving} ends. */
    final int[] leavingEnd;

    /** First row of each bin; one more entry for the end. */
    final int[] binStart;
    /** First row of each bin's events. */
    final int[] binEvents;

    /** First bin of each stratum with bins; one more entry for the end. */
    final int[] stratumBin;
    /** Their names in the table's labels; 0 without strata. */
    final int[] stratumCode;
    /** Cuts of the bins into chunks of about equally many rows; one more entry for the end. */
    final int[] chunkBin;

    final int events;
    private final boolean[] first;
    /** The rows in the order of the table; null where their order by time matters. */
    final @Nullable CoxTable unsorted;
    /** The columns where they are. */
    final CoxColumns columns;

    private CoxDesign(SurvivalTable table, FeatureTable features, CoxRows rows, Execution execution) {
        this.table = table;
        this.features = features;
        this.row = rows.row;
        this.leave = rows.leave;
        this.binStart = rows.binStart;
        this.binEvents = rows.binEvents;
        this.stratumBin = rows.stratumBin;
        this.stratumCode = rows.stratumCode;
        this.weight = gather(table.weights(), row);
        this.offset = gather(table.offset(), row);
        this.chunkBin = chunks(binStart);
        int count = 0;
        for (int b = 0; b < binEvents.length; b++) {
            count += binStart[b + 1] - binEvents[b];
        }
        this.events = count;
        first = new boolean[binEvents.length];
        for (int s = 0; s < stratumCode.length; s++) {
            first[stratumBin[s]] = true;
        }
        this.execution = execution;
        int p = features.columns();
        scale = new double[p];
        factor = new double[p];
        reach = new double[p];
        center = new double[stratumCode.length][p];
        leavingEnd = new int[leave == null ? 0 : binEvents.length];
        leaving = leave == null ? null : leaving(leave, leavingEnd);
        columns = new CoxColumns(this);
        unsorted = CoxTable.suits(this) ? new CoxTable(this, execution) : null;
        if (unsorted == null) {
            Chunks.tasks(p, execution, this::measure);
        }
    }

    /** Rows that drop out, in the order of their bins; fills in where each bin's part ends. */
    private static int[] leaving(int[] leave, int[] end) {
        int count = 0;
        for (int bin : leave) {
            if (bin != CoxRows.NEVER) {
                end[bin]++;
                count++;
            }
        }
        int sum = 0;
        for (int b = 0; b < end.length; b++) {
            int own = end[b];
            end[b] = sum;
            sum += own;
        }
        int[] order = new int[count];
        for (int i = 0; i < leave.length; i++) {
            if (leave[i] != CoxRows.NEVER) {
                order[end[leave[i]]++] = i;
            }
        }
        return order;
    }

    /** Where a bin's part of {@link #leaving} begins. */
    int leavingFrom(int bin) {
        return bin == 0 ? 0 : leavingEnd[bin - 1];
    }

    static CoxDesign of(SurvivalTable table, FeatureTable features, Execution execution) {
        return new CoxDesign(table, features, CoxRows.of(table), execution);
    }

    int columns() {
        return scale.length;
    }

    /**
     * Whether the columns should rather stay where they are: with starts, and where sorted copies took more than half a gigabyte. To read
     * them by row numbers takes about twice the time, which with starts is still far less than that of anybody else.
     */
    boolean large() {
        return leave != null || (long) row.length * columns() > LARGE;
    }

    /** The columns in walking order, one array per feature, centred and scaled. First asked for by the thread that made the design. */
    double[][] x() {
        double[][] ready = x;
        if (ready == null) {
            double[][] sorted = new double[columns()][];
            Chunks.tasks(sorted.length, execution, j -> sorted[j] = columns.sorted(j));
            ready = sorted;
            x = ready;
        }
        return ready;
    }

    private CoxDesign(CoxDesign whole, int[] columns) {
        this.table = whole.table;
        this.features = whole.features.select(Arrays.stream(columns)
                .mapToObj(j -> whole.features.names().get(j))
                .toArray(String[]::new));
        this.row = whole.row;
        this.leave = whole.leave;
        this.binStart = whole.binStart;
        this.binEvents = whole.binEvents;
        this.leaving = whole.leaving;
        this.leavingEnd = whole.leavingEnd;
        this.stratumBin = whole.stratumBin;
        this.stratumCode = whole.stratumCode;
        this.weight = whole.weight;
        this.offset = whole.offset;
        this.chunkBin = whole.chunkBin;
        this.events = whole.events;
        this.first = whole.first;
        this.execution = whole.execution;
        this.unsorted = null;
        double[][] sorted = whole.x();
        double[][] own = new double[columns.length][];
        scale = new double[columns.length];
        factor = new double[columns.length];
        reach = new double[columns.length];
        center = new double[stratumCode.length][columns.length];
        for (int j = 0; j < columns.length; j++) {
            own[j] = sorted[columns[j]];
            reach[j] = whole.reach[columns[j]];
            scale[j] = whole.scale[columns[j]];
            factor[j] = whole.factor[columns[j]];
            for (int s = 0; s < center.length; s++) {
                center[s][j] = whole.center[s][columns[j]];
            }
        }
        x = own;
        this.columns = new CoxColumns(this);
    }

    /** The same rows with some of the columns, which are shared, not copied. */
    CoxDesign select(int[] columns) {
        return new CoxDesign(this, columns);
    }

    /** Finds the centre, scale and reach of a column. */
    private void measure(int j) {
        int n = row.length;
        double[] column = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            column[i] = features.get(row[i], j);
            largest = Math.max(largest, Math.abs(column[i]));
        }
        double squares = 0;
        double total = 0;
        for (int s = 0; s < stratumCode.length; s++) {
            int from = binStart[stratumBin[s]];
            int to = binStart[stratumBin[s + 1]];
            double weights = weight == null ? to - from : Reductions.sum(weight, from, to);
            double sum = weight == null ? Reductions.sum(column, from, to) : Reductions.dot(column, weight, from, to);
            double mean = sum / weights;
            center[s][j] = mean;
            for (int i = from; i < to; i++) {
                column[i] -= mean;
            }
            double square =
                    weight == null ? Reductions.dot(column, column, from, to) : squares(column, weight, from, to);
            squares += square;
            total += weights;
        }
        double deviation = Math.sqrt(squares / total);
        boolean varies = spread(deviation, largest);
        scale[j] = varies ? deviation : 1;
        factor[j] = varies ? 1 / deviation : 0;
        double most = 0;
        for (double value : column) {
            most = Math.max(most, Math.abs(value));
        }
        reach[j] = most * factor[j];
    }

    /** Whether a column varies by more than rounding. */
    static boolean spread(double deviation, double largest) {
        return deviation > CONSTANT * largest;
    }

    private static double squares(double[] x, double[] w, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += w[i] * x[i] * x[i];
        }
        return sum;
    }

    private static double @Nullable [] gather(double @Nullable [] values, int[] rows) {
        if (values == null) {
            return null;
        }
        double[] own = new double[rows.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = values[rows[i]];
        }
        return own;
    }

    private static int[] chunks(int[] binStart) {
        int bins = binStart.length - 1;
        int size = Chunks.size(binStart[bins]);
        int[] cuts = new int[bins + 1];
        int chunks = 0;
        for (int b = 0; b < bins; b++) {
            if (binStart[b + 1] - binStart[cuts[chunks]] >= size || b == bins - 1) {
                cuts[++chunks] = b + 1;
            }
        }
        return Arrays.copyOf(cuts, chunks + 1);
    }

    int rows() {
        return row.length;
    }

    int bins() {
        return binEvents.length;
    }

    double binTime(int bin) {
        return table.time(row[binEvents[bin]]);
    }

    int chunks() {
        return chunkBin.length - 1;
    }

    int strata() {
        return stratumCode.length;
    }

    double weight(int i) {
        return weight == null ? 1 : weight[i];
    }

    /** The stratum, by position, that a bin belongs to. */
    int stratumOf(int bin) {
        int at = Arrays.binarySearch(stratumBin, bin);
        return at >= 0 ? at : -at - 2;
    }

    boolean startsStratum(int bin) {
        return first[bin];
    }
}
