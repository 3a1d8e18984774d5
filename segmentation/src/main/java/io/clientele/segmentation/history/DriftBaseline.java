package io.clientele.segmentation.history;

import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How segments were when all was well: sizes, and features in bins. Checks later customers against it. Keeps no customers. Immutable and
 * thread-safe; equal by value.
 */
public final class DriftBaseline {

    private static final DriftBaselineCodec CODEC = new DriftBaselineCodec();
    private static final double EXPECTED = 5;

    final double rate;
    final List<String> segments;
    final List<String> features;
    final double[] sizes;
    final double[][] cuts; // by segment, then feature
    final double[][] counts;
    final FitReport report;

    DriftBaseline(
            double rate,
            List<String> segments,
            List<String> features,
            double[] sizes,
            double[][] cuts,
            double[][] counts,
            FitReport report) {
        this.rate = rate;
        this.segments = segments;
        this.features = features;
        this.sizes = sizes;
        this.cuts = cuts;
        this.counts = counts;
        this.report = report;
    }

    /** {@return the chance of any false alarm in one check} */
    public double falseAlarmRate() {
        return rate;
    }

    /** {@return the names of the segments} */
    public List<String> segments() {
        return segments;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /**
     * Compares later customers with those of the baseline.
     *
     * @param table with the features of the baseline, by name; others are left out
     * @param labels the segment of each row, as a position in {@link #segments}; a segment may be empty
     * @return every comparison, and which are alarms
     */
    public DriftReport check(FeatureTable table, int[] labels) {
        Check.hasRows("the table", table.rows());
        FeatureTable own = table.select(features.toArray(new String[0])).requireFinite();
        Check.length("labels", labels.length, table.rows(), "one label per row");
        double[] now = new double[sizes.length];
        for (int label : labels) {
            Check.between("label", label, 0, sizes.length - 1.0);
            now[label]++;
        }
        List<DriftReport.Comparison> all = new ArrayList<>();
        double then = Arrays.stream(sizes).sum();
        for (int s = 0; s < sizes.length; s++) {
            double[] a = {sizes[s], then - sizes[s]};
            double[] b = {now[s], labels.length - now[s]};
            all.add(compared(segments.get(s), Optional.empty(), a, b));
        }
        for (int f = 0; f < features.size(); f++) {
            double[] column = own.column(f);
            for (int s = 0; s < sizes.length; s++) {
                int at = s * features.size() + f;
                double[] seen = DriftMonitor.counts(DriftMonitor.own(column, labels, s), cuts[at]);
                all.add(compared(segments.get(s), Optional.of(features.get(f)), counts[at], seen));
            }
        }
        return new DriftReport(holm(all), rate);
    }

    private static DriftReport.Comparison compared(
            String segment, Optional<String> feature, double[] reference, double[] seen) {
        double n = Arrays.stream(reference).sum();
        double m = Arrays.stream(seen).sum();
        double index = 0;
        for (int j = 0; j < seen.length; j++) { // half a customer more in each bin, so that empty ones have a logarithm
            double p = (reference[j] + 0.5) / (n + 0.5 * seen.length);
            double q = (seen[j] + 0.5) / (m + 0.5 * seen.length);
            index += (q - p) * Math.log(q / p);
        }
        double statistic = 0;
        int bins = 0;
        double a = 0;
        double b = 0;
        double restA = n;
        double restB = m;
        for (int j = 0; j < seen.length && m > 0; j++) {
            a += reference[j];
            b += seen[j];
            restA -= reference[j];
            restB -= seen[j];
            boolean last = j == seen.length - 1;
            double smaller = Math.min(n, m) / (n + m);
            if (last || ((a + b) * smaller >= EXPECTED && (restA + restB) * smaller >= EXPECTED)) {
                statistic += cell(a, (a + b) * n / (n + m)) + cell(b, (a + b) * m / (n + m));
                bins++;
                a = 0;
                b = 0;
            }
        }
        double p = bins < 2 ? 1 : Distributions.chiSquaredSurvival(statistic, bins - 1.0);
        return new DriftReport.Comparison(segment, feature, index, p, p, false);
    }

    private static double cell(double seen, double expected) {
        return expected == 0 ? 0 : (seen - expected) * (seen - expected) / expected;
    }

    private List<DriftReport.Comparison> holm(List<DriftReport.Comparison> all) {
        int n = all.size();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> all.get(i).pValue()));
        List<DriftReport.Comparison> adjusted = new ArrayList<>(all);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            DriftReport.Comparison c = all.get(order[i]);
            largest = Math.max(largest, Math.min(1, (n - i) * c.pValue()));
            adjusted.set(
                    order[i],
                    new DriftReport.Comparison(
                            c.segment(), c.feature(), c.stabilityIndex(), c.pValue(), largest, largest <= rate));
        }
        return List.copyOf(adjusted);
    }

    /**
     * Writes the baseline as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the baseline as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a baseline that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the baseline
     */
    public static DriftBaseline read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a baseline that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the baseline
     */
    public static DriftBaseline read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DriftBaseline that
                && Double.compare(rate, that.rate) == 0
                && segments.equals(that.segments)
                && features.equals(that.features)
                && Arrays.equals(sizes, that.sizes)
                && Arrays.deepEquals(cuts, that.cuts)
                && Arrays.deepEquals(counts, that.counts)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * segments.hashCode() + Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return "DriftBaseline[falseAlarmRate=" + rate + ", " + segments + ", " + features + "]";
    }
}
