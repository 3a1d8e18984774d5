package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in the order in which Cox regression walks them, sorted once: by stratum, and within it from the last
 * time back, so that the risk set grows as the walk goes on. At an equal time censored rows come before events.
 *
 * <p>Rows are cut into <em>bins</em>, one per distinct event time of a stratum: the rows that join the risk set between the
 * event time before (later in time) and this one, its own events last. A row with a start drops out again at the first bin
 * whose time is not after the start. Rows that are at risk at no event time say nothing and are left out.
 *
 * <p>Columns are centred within each stratum and scaled by their standard deviation over all rows. Where they can be worked on in the
 * order of the table ({@link CoxTable}), the columns are sorted only when {@link #x} is asked for. Memory: then 8 bytes a cell, and
 * about 30 bytes a row.
 */
final class CoxDesign {

    /** Below this share of its largest value, the spread of a column within strata is rounding. */
    private static final double CONSTANT = 1e-13;

    final SurvivalTable table;
    final FeatureTable features;
    /** One array per feature, centred and scaled; null until it is asked for. */
    private double @Nullable [][] x;

    final Execution execution;

    final double[] scale;
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

    /** First row of each bin; one more entry for the end. */
    final int[] binStart;
    /** First row of each bin's events. */
    final int[] binEvents;

    final double[] binTime;
    /** First bin of each stratum with bins; one more entry for the end. */
    final int[] stratumBin;
    /** Their names in the table's labels; 0 without strata. */
    final int[] stratumCode;
    /** Cuts of the bins into chunks of about equally many rows; one more entry for the end. */
    final int[] chunkBin;

    final int events;
    private final boolean[] first;
    /** The rows in the order of the table; null where they are better sorted. */
    final @Nullable CoxTable unsorted;

    private CoxDesign(SurvivalTable table, FeatureTable features, CoxRows rows, Execution execution) {
        this.table = table;
        this.features = features;
        this.row = rows.row;
        this.leave = rows.leave;
        this.binStart = rows.binStart;
        this.binEvents = rows.binEvents;
        this.binTime = rows.binTime;
        this.stratumBin = rows.stratumBin;
        this.stratumCode = rows.stratumCode;
        this.weight = gather(table.weights(), row);
        this.offset = gather(table.offset(), row);
        this.chunkBin = chunks(binStart);
        int count = 0;
        for (int b = 0; b < binTime.length; b++) {
            count += binStart[b + 1] - binEvents[b];
        }
        this.events = count;
        first = new boolean[binTime.length];
        for (int s = 0; s < stratumCode.length; s++) {
            first[stratumBin[s]] = true;
        }
        this.execution = execution;
        int p = features.columns();
        scale = new double[p];
        reach = new double[p];
        center = new double[stratumCode.length][p];
        unsorted = CoxTable.suits(this) ? new CoxTable(this, execution) : null;
        if (unsorted == null) {
            double[][] sorted = new double[p][];
            Chunks.tasks(p, execution, j -> sorted[j] = load(j));
            x = sorted;
        }
    }

    static CoxDesign of(SurvivalTable table, FeatureTable features, Execution execution) {
        return new CoxDesign(table, features, CoxRows.of(table), execution);
    }

    int columns() {
        return scale.length;
    }

    /** The columns in walking order, one array per feature, centred and scaled. First asked for by the thread that made the design. */
    double[][] x() {
        double[][] ready = x;
        if (ready == null) {
            double[][] sorted = new double[columns()][];
            CoxTable from = Objects.requireNonNull(unsorted);
            Chunks.tasks(sorted.length, execution, j -> sorted[j] = from.sorted(j));
            ready = sorted;
            x = ready;
        }
        return ready;
    }

    private CoxDesign(CoxDesign whole, int[] columns) {
        this.table = whole.table;
        this.features = whole.features;
        this.row = whole.row;
        this.leave = whole.leave;
        this.binStart = whole.binStart;
        this.binEvents = whole.binEvents;
        this.binTime = whole.binTime;
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
        reach = new double[columns.length];
        center = new double[stratumCode.length][columns.length];
        for (int j = 0; j < columns.length; j++) {
            own[j] = sorted[columns[j]];
            reach[j] = whole.reach[columns[j]];
            scale[j] = whole.scale[columns[j]];
            for (int s = 0; s < center.length; s++) {
                center[s][j] = whole.center[s][columns[j]];
            }
        }
        x = own;
    }

    /** The same rows with some of the columns, which are shared, not copied; {@code features} stay those of the whole. */
    CoxDesign select(int[] columns) {
        return new CoxDesign(this, columns);
    }

    private double[] load(int j) {
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
        if (spread(deviation, largest)) {
            double factor = 1 / deviation;
            for (int i = 0; i < n; i++) {
                column[i] *= factor;
            }
            scale[j] = deviation;
        } else {
            Arrays.fill(column, 0);
            scale[j] = 1;
        }
        double most = 0;
        for (double value : column) {
            most = Math.max(most, Math.abs(value));
        }
        reach[j] = most;
        return column;
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
        return binTime.length;
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
