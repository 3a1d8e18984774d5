package io.clientele.optimization.experiment;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.ExactMoments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Columns with a row a unit: which variant it got, its metric, and what is beside it. From many rows to a {@link MetricSample} of each
 * variant in one pass.
 *
 * <ul>
 *   <li>A negative variant: the unit is not in the experiment and is passed over.
 *   <li>NaN or infinite numbers are refused, with the row.
 *   <li>The samples are the same to the bit for any number of threads.
 * </ul>
 *
 * <p>The columns are not copied; do not change them meanwhile. Time O(rows), some 20 ns each. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<MetricSample> samples = MetricRows.of(List.of("control", "banner"), variant, spend, spendBefore).samples();
 * }</pre>
 */
public final class MetricRows {

    private static final double[] NONE = {};

    private final List<String> names;
    private final int[] variant;
    private final double[] values;
    private final double[] beside;
    private final double cap;

    private MetricRows(List<String> names, int[] variant, double[] values, double[] beside, double cap) {
        this.names = names;
        this.variant = variant;
        this.values = values;
        this.beside = beside;
        this.cap = cap;
    }

    /**
     * Rows with a metric.
     *
     * @param names of the variants, two or more, all different
     * @param variant position in {@code names} of each unit's variant; negative: none
     * @param values one a unit
     * @return the rows
     */
    public static MetricRows of(List<String> names, int[] variant, double[] values) {
        if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "an experiment needs two or more variants with different names, got " + names);
        }
        Check.length("values", values.length, variant.length, "one value per unit");
        return new MetricRows(List.copyOf(names), variant, values, NONE, Double.POSITIVE_INFINITY);
    }

    /**
     * Rows with a metric and what is beside it.
     *
     * @param names of the variants, two or more, all different
     * @param variant position in {@code names} of each unit's variant; negative: none
     * @param values one a unit
     * @param beside one a unit: a covariate from before the start, or the denominator of a ratio
     * @return the rows
     */
    public static MetricRows of(List<String> names, int[] variant, double[] values, double[] beside) {
        MetricRows rows = of(names, variant, values);
        Check.length("beside", beside.length, variant.length, "one value per unit");
        return new MetricRows(rows.names, variant, values, Objects.requireNonNull(beside, "beside"), rows.cap);
    }

    /**
     * The same, counting larger values as this one.
     *
     * @param largest value; finite
     * @return the rows
     * @see MetricSample.Builder#withCap
     */
    public MetricRows withCap(double largest) {
        return new MetricRows(names, variant, values, beside, Check.finite("cap", largest));
    }

    /** {@return a sample of each variant, in the order of the names} */
    public List<MetricSample> samples() {
        return samples(Execution.sequential());
    }

    /**
     * Sums up on several threads.
     *
     * @param execution how to run
     * @return a sample of each variant, in the order of the names
     */
    public List<MetricSample> samples(Execution execution) {
        ExactMoments[] sums = Chunks.reduce(variant.length, execution, chunk -> fresh(), this::add, (a, b) -> {
            for (int v = 0; v < a.length; v++) {
                a[v].merge(b[v]);
            }
        });
        List<MetricSample> samples = new ArrayList<>();
        for (int v = 0; v < sums.length; v++) {
            samples.add(MetricSample.of(names.get(v), cap, sums[v]));
        }
        return List.copyOf(samples);
    }

    private ExactMoments[] fresh() {
        ExactMoments[] sums = new ExactMoments[names.size()];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = ExactMoments.create();
        }
        return sums;
    }

    private void add(ExactMoments[] sums, int from, int to) {
        boolean pairs = beside != NONE;
        for (int i = from; i < to; i++) {
            int v = variant[i];
            if (v < 0) {
                continue;
            }
            if (v >= sums.length) {
                throw new IllegalArgumentException("row " + i + ": variant must be at most " + (sums.length - 1)
                        + ", the last of " + names + ", got " + v);
            }
            double value = values[i];
            double other = pairs ? beside[i] : 0;
            if (!(Math.abs(value) <= Double.MAX_VALUE && Math.abs(other) <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("row " + i + ": values must be finite, got " + value
                        + (pairs ? " and " + other : "") + "; a unit without the metric has 0");
            }
            if (pairs) {
                sums[v].add(Math.min(value, cap), other);
            } else {
                sums[v].add(Math.min(value, cap));
            }
        }
    }

    @Override
    public String toString() {
        return "MetricRows[" + variant.length + " rows, " + names + "]";
    }
}
