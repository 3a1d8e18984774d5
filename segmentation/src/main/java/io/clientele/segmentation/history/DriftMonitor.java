package io.clientele.segmentation.history;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.segmentation.profile.SegmentedCustomers;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Do the segments still hold whom they held? Remembers how large each segment was and how its features were spread, to raise an
 * alarm when later customers differ.
 *
 * <p>Sizes are compared by a chi-squared test of the share of each segment; each feature within each segment by one over ten bins between
 * the deciles of the reference. Holm's method (1979) sees to it that the chance of any false alarm in a check stays below the stated
 * rate, whatever the number of segments and features.
 *
 * <ul>
 *   <li>The rate is for one check of other customers, or of the same ones long after: if many customers are the same and have
 *       not changed, false alarms are rarer. In a year of monthly checks there are twelve chances.
 *   <li>Bins in which too few are expected (below 5) are merged with the next; a feature left with one bin is not tested.
 *   <li>Equal values share a bin. A feature constant in a segment raises no alarm unless other values turn up.
 * </ul>
 *
 * <p>Time O(features · rows · log rows). Immutable and thread-safe.
 *
 * <pre>{@code
 * DriftBaseline baseline = DriftMonitor.of(0.01).fit(customersInJune);
 * DriftReport report = baseline.check(featuresInJuly, segmentsInJuly);
 * }</pre>
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979), A simple sequentially rejective multiple test procedure</a>
 */
public final class DriftMonitor implements Estimator<SegmentedCustomers, DriftBaseline> {

    private static final int BINS = 10;

    private final double rate;

    private DriftMonitor(double rate) {
        this.rate = rate;
    }

    /**
     * A monitor with a chance of a false alarm.
     *
     * @param falseAlarmRate of one check, above 0 and below 1, such as 0.01
     * @return the recipe
     */
    public static DriftMonitor of(double falseAlarmRate) {
        return new DriftMonitor(rate(falseAlarmRate));
    }

    static double rate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, such as 0.01, got " + rate);
        }
        return rate;
    }

    @Override
    public DriftBaseline fit(SegmentedCustomers data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        FeatureTable table = data.features();
        int segments = data.segments().size();
        int features = table.columns();
        int[] labels = new int[table.rows()];
        Arrays.setAll(labels, data::label);
        double[][] cuts = new double[segments * features][];
        double[][] counts = new double[segments * features][];
        Chunks.tasks(features, execution, f -> {
            double[] column = table.column(f);
            for (int s = 0; s < segments; s++) {
                double[] own = own(column, labels, s);
                Arrays.sort(own);
                cuts[s * features + f] = deciles(own);
                counts[s * features + f] = counts(own, cuts[s * features + f]);
            }
        });
        double[] sizes = new double[segments];
        for (int label : labels) {
            sizes[label]++;
        }
        FitReport.Builder report = FitReport.builder().rows(table.rows());
        for (int s = 0; s < segments; s++) {
            if (sizes[s] < 5 * BINS) {
                report.warning("segment '" + data.segments().get(s) + "' has " + (int) sizes[s]
                        + " customers; only large changes of its features will be seen");
            }
        }
        return new DriftBaseline(rate, data.segments(), table.names(), sizes, cuts, counts, report.build());
    }

    static double[] own(double[] column, int[] labels, int segment) {
        double[] own = new double[column.length];
        int n = 0;
        for (int i = 0; i < column.length; i++) {
            if (labels[i] == segment) {
                own[n++] = column[i];
            }
        }
        return Arrays.copyOf(own, n);
    }

    private static double[] deciles(double[] sorted) {
        double[] cuts = new double[BINS - 1];
        for (int j = 1; j < BINS; j++) {
            cuts[j - 1] = sorted[(int) ((long) j * (sorted.length - 1) / BINS)];
        }
        return Arrays.stream(cuts).distinct().toArray();
    }

    /** Bin j holds values above cut j - 1 and not above cut j. */
    static double[] counts(double[] values, double[] cuts) {
        double[] counts = new double[cuts.length + 1];
        for (double value : values) {
            int at = Arrays.binarySearch(cuts, value);
            counts[at >= 0 ? at : -at - 1]++;
        }
        return counts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DriftMonitor that && Double.compare(rate, that.rate) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(rate);
    }

    @Override
    public String toString() {
        return "DriftMonitor[falseAlarmRate=" + rate + "]";
    }
}
