package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Columns for {@link AftFit}: a constant, the features centred and scaled, and last the logarithm of time centred and scaled,
 * with its sign turned. So z = -(u'theta), theta = (b/scale, 1/scale) in these columns.
 */
final class AftRows {

    private static final double CONSTANT = 1e-13;

    final double[][] u;
    final boolean[] event;
    final double @Nullable [] weight;
    final double @Nullable [] offset;
    /** The logarithm of the start, centred and scaled, for rows that came late; NaN for the others; null without starts. */
    final double @Nullable [] start;

    /**
     * Minus the logarithm of the left end, centred and scaled, for rows of which two ends are known, the right one being the time; infinite
     * for a left end of 0, NaN for other rows; null if there are none.
     */
    final double @Nullable [] lower;

    final double[] mean;
    final double[] scale;
    final double logMean;
    final double logScale;
    final double events;
    /** Sum of w log t over events. */
    final double eventLog;

    final int rows;

    AftRows(SurvivalTable data, FeatureTable features, Execution execution) {
        this(data, null, features, execution);
    }

    /**
     * Collects columns.
     *
     * @param lowers the left ends of rows of which two ends are known, NaN for others; null if there are none
     */
    AftRows(SurvivalTable data, double @Nullable [] lowers, FeatureTable features, Execution execution) {
        int[] row = kept(data);
        rows = row.length;
        int p = features.columns();
        weight = pick(data.weights(), row);
        offset = pick(data.offset(), row);
        event = new boolean[rows];
        double[] log = new double[rows];
        double sum = 0;
        double logs = 0;
        for (int i = 0; i < rows; i++) {
            event[i] = data.event(row[i]) > 0;
            log[i] = Math.log(data.time(row[i]));
            if (event[i]) {
                sum += weight(i);
                logs += weight(i) * log[i];
            }
        }
        events = sum;
        eventLog = logs;
        u = new double[p + 2][];
        mean = new double[p];
        scale = new double[p];
        u[0] = new double[rows];
        Arrays.fill(u[0], 1);
        Chunks.tasks(p, execution, j -> {
            double[] column = new double[rows];
            for (int i = 0; i < rows; i++) {
                column[i] = features.get(row[i], j);
            }
            double[] moments = standardise(column);
            mean[j] = moments[0];
            scale[j] = moments[1];
            u[j + 1] = column;
        });
        double[] moments = standardise(log);
        logMean = moments[0];
        logScale = moments[1];
        for (int i = 0; i < rows; i++) {
            log[i] = -log[i];
        }
        u[p + 1] = log;
        lower = pick(lowers, row);
        for (int i = 0; lower != null && i < rows; i++) {
            lower[i] = -(Math.log(lower[i]) - logMean) / logScale;
        }
        double[] starts = data.starts();
        start = starts == null ? null : new double[rows];
        for (int i = 0; start != null && starts != null && i < rows; i++) {
            double s = starts[row[i]];
            start[i] = s == 0 ? Double.NaN : -(Math.log(s) - logMean) / logScale;
        }
    }

    /** Whether some row tells when a customer left. */
    boolean hasEvents() {
        boolean some = events > 0;
        for (int i = 0; lower != null && i < rows; i++) {
            some |= !Double.isNaN(lower[i]);
        }
        return some;
    }

    private static int[] kept(SurvivalTable data) {
        int[] row = new int[data.rows()];
        int n = 0;
        for (int i = 0; i < row.length; i++) {
            if (data.weight(i) > 0) {
                row[n++] = i;
            }
        }
        return Arrays.copyOf(row, n);
    }

    private static double @Nullable [] pick(double @Nullable [] values, int[] rows) {
        if (values == null) {
            return null;
        }
        double[] own = new double[rows.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = values[rows[i]];
        }
        return own;
    }

    /** Centres and scales a column; one without spread becomes 0. Gives mean and deviation. */
    private double[] standardise(double[] column) {
        double total = weight == null ? rows : Reductions.sum(weight, 0, rows);
        double sum = weight == null ? Reductions.sum(column, 0, rows) : Reductions.dot(column, weight, 0, rows);
        double middle = sum / total;
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            largest = Math.max(largest, Math.abs(column[i]));
            column[i] -= middle;
            squares += weight(i) * column[i] * column[i];
        }
        double deviation = Math.sqrt(squares / total);
        boolean constant = !(deviation > CONSTANT * largest);
        for (int i = 0; i < rows; i++) {
            column[i] = constant ? 0 : column[i] / deviation;
        }
        return new double[] {middle, constant ? 1 : deviation};
    }

    double weight(int i) {
        return weight == null ? 1 : weight[i];
    }
}
