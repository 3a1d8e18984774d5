package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between which two looks each customer left: interval-censored times.
 *
 * <p>A row says: still there at {@code left}, gone at {@code right}. An infinite right end is a customer who is still there (right censoring), a left
 * end of 0 one who was gone at the first look (left censoring), two equal ends a time that is known exactly.
 *
 * <ul>
 *   <li>Ends are at least 0, the left one finite and at most the right one; NaN is refused.
 *   <li>The event lies in (left, right]: after the left end, at or before the right one.
 *   <li>Weights are finite and at least 0; a row of weight 0 is as good as absent.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value. Memory: 16 bytes a row, 8 more for weights, 4 for groups, and the features.
 *
 * <pre>{@code
 * IntervalTable seen = IntervalTable.of(new double[] {0, 3, 6}, new double[] {3, 6, Double.POSITIVE_INFINITY});
 * }</pre>
 */
public final class IntervalTable {

    private final double[] left;
    private final double[] right;
    private final double @Nullable [] weights;
    private final @Nullable FeatureTable features;
    private final @Nullable Labels groups;

    private IntervalTable(
            double[] left,
            double[] right,
            double @Nullable [] weights,
            @Nullable FeatureTable features,
            @Nullable Labels groups) {
        this.left = left;
        this.right = right;
        this.weights = weights;
        this.features = features;
        this.groups = groups;
    }

    /**
     * The ends of each row.
     *
     * @param left finite, at least 0, one per row; copied
     * @param right at least the left end, may be infinite, one per row; copied
     * @return the table
     */
    public static IntervalTable of(double[] left, double[] right) {
        Check.length("right", right.length, left.length, "one value per row");
        double[] from = new double[left.length];
        double[] to = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            if (!(left[i] >= 0) || Double.isInfinite(left[i])) {
                throw new IllegalArgumentException(
                        "left, row " + i + ": must be a finite number of at least 0, got " + left[i]);
            }
            if (!(right[i] >= left[i])) {
                throw new IllegalArgumentException("right, row " + i + ": must be at least the row's left end ("
                        + left[i] + "), or infinite for a customer who is still there, got " + right[i]);
            }
            if (right[i] == 0) {
                throw new IllegalArgumentException(
                        "right, row " + i + ": must be above 0, got 0.0; nobody leaves before the beginning");
            }
            from[i] = left[i] + 0.0; // no negative zero
            to[i] = right[i];
        }
        return new IntervalTable(from, to, null, null, null);
    }

    /**
     * Exact and right-censored times as intervals.
     *
     * @param data events of a single cause, without starts and offsets; weights, groups and features are kept
     * @return the same customers
     */
    public static IntervalTable of(SurvivalTable data) {
        data.requireSingleCause();
        double[] to = new double[data.rows()];
        for (int i = 0; i < to.length; i++) {
            to[i] = data.event(i) > 0 ? data.time(i) : Double.POSITIVE_INFINITY;
            if (data.hasStarts() || data.offset(i) != 0) {
                throw new IllegalArgumentException("the table has starts or an offset, which intervals do not take");
            }
        }
        IntervalTable ends = of(data.times(), to);
        double[] weights = data.weights();
        return new IntervalTable(
                ends.left,
                ends.right,
                weights == null ? null : weights.clone(),
                data.features().orElse(null),
                data.groupLabels());
    }

    /**
     * The same with weights, which count how often a row is meant, fractions allowed.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public IntervalTable withWeights(double[] values) {
        Check.length("weights", values.length, left.length, "one value per row");
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "weight, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            largest = Math.max(largest, values[i]);
        }
        if (values.length > 0 && largest == 0) {
            throw new IllegalArgumentException("all weights are 0; at least one row must count");
        }
        return new IntervalTable(left, right, values.clone(), features, groups);
    }

    /**
     * The same with features, for regression.
     *
     * @param values one row per row
     * @return a new table
     */
    public IntervalTable withFeatures(FeatureTable values) {
        if (values.columns() > 0) {
            Check.length("features", values.rows(), left.length, "one row per row");
        }
        return new IntervalTable(left, right, weights, values, groups);
    }

    /**
     * The same with groups: one curve each.
     *
     * @param values one name per row
     * @return a new table
     */
    public IntervalTable withGroups(List<String> values) {
        return new IntervalTable(left, right, weights, features, Labels.of("groups", values, left.length));
    }

    /** {@return the number of rows} */
    public int rows() {
        return left.length;
    }

    /**
     * When a customer was last seen there.
     *
     * @param row from 0
     * @return the left end
     */
    public double left(int row) {
        return left[row];
    }

    /**
     * When a customer was first seen gone.
     *
     * @param row from 0
     * @return the right end; infinite for one who is still there
     */
    public double right(int row) {
        return right[row];
    }

    /**
     * The weight of a row.
     *
     * @param row from 0
     * @return 1 when no weights were given
     */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** {@return the features, if there are any} */
    public Optional<FeatureTable> features() {
        return Optional.ofNullable(features);
    }

    /** {@return the names of the groups, in alphabetical order; empty when no groups were given} */
    public List<String> groups() {
        return groups == null ? List.of() : groups.names();
    }

    @Nullable
    Labels groupLabels() {
        return groups;
    }

    /** One time a row: the right end, or the left one of who is still there; an event where both are equal. */
    SurvivalTable ends() {
        double[] times = new double[left.length];
        int[] events = new int[left.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = Double.isInfinite(right[i]) ? left[i] : right[i];
            events[i] = left[i] == right[i] ? 1 : 0;
        }
        SurvivalTable table = SurvivalTable.of(times, events);
        table = weights == null ? table : table.withWeights(weights);
        return features == null ? table : table.withFeatures(features);
    }

    /** The left end of rows with two different finite ends; NaN for the others. */
    double[] lowers() {
        double[] lower = new double[left.length];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Double.isInfinite(right[i]) || left[i] == right[i] ? Double.NaN : left[i];
        }
        return lower;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntervalTable that
                && Arrays.equals(left, that.left)
                && Arrays.equals(right, that.right)
                && Arrays.equals(weights, that.weights)
                && Objects.equals(features, that.features)
                && Objects.equals(groups, that.groups);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(left) + Arrays.hashCode(right);
    }

    @Override
    public String toString() {
        int exact = 0;
        int still = 0;
        for (int i = 0; i < left.length; i++) {
            exact += left[i] == right[i] ? 1 : 0;
            still += Double.isInfinite(right[i]) ? 1 : 0;
        }
        return left.length + " rows, " + exact + " of them exact, " + still + " still there"
                + (features == null ? "" : ", features " + features.names());
    }
}
