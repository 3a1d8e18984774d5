package io.clientele.segmentation.profile;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Customers, their features and the segment of each, wherever the segments come from. Immutable; equal by value.
 *
 * <ul>
 *   <li>Features are finite; fewer than two segments, and segments without customers, are refused.
 * </ul>
 *
 * <pre>{@code
 * SegmentedCustomers customers = SegmentedCustomers.of(features, model.assign(features), List.of("loyal", "new"));
 * }</pre>
 */
public final class SegmentedCustomers {

    private final FeatureTable features;
    private final int[] labels;
    private final List<String> segments;

    private SegmentedCustomers(FeatureTable features, int[] labels, List<String> segments) {
        this.features = features;
        this.labels = labels;
        this.segments = segments;
    }

    /**
     * Customers with their segments.
     *
     * @param features one row a customer
     * @param labels the segment of each row, as a position in {@code segments}
     * @param segments names, at least two, each with at least one customer
     * @return the customers
     */
    public static SegmentedCustomers of(FeatureTable features, int[] labels, List<String> segments) {
        Check.hasRows("the table", features.rows());
        features.requireFinite();
        Check.length("labels", labels.length, features.rows(), "one label per row");
        Check.atLeast("the number of segments", segments.size(), 2);
        if (new HashSet<>(segments).size() < segments.size()) {
            throw new IllegalArgumentException("segments must have different names, got " + segments);
        }
        int[] sizes = new int[segments.size()];
        for (int label : labels) {
            Check.between("label", label, 0, sizes.length - 1.0);
            sizes[label]++;
        }
        for (int s = 0; s < sizes.length; s++) {
            if (sizes[s] == 0) {
                throw new IllegalArgumentException(
                        "segment '" + segments.get(s) + "' has no customers; leave it out and number the others anew");
            }
        }
        return new SegmentedCustomers(features, labels.clone(), List.copyOf(segments));
    }

    /** {@return the features} */
    public FeatureTable features() {
        return features;
    }

    /** {@return the names of the segments} */
    public List<String> segments() {
        return segments;
    }

    /**
     * The segment of a customer.
     *
     * @param row of the customer
     * @return its position in {@link #segments}
     */
    public int label(int row) {
        return labels[row];
    }

    int[] labels() {
        return labels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentedCustomers that
                && features.equals(that.features)
                && Arrays.equals(labels, that.labels)
                && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return 31 * segments.hashCode() + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "SegmentedCustomers[" + labels.length + " customers, " + segments + "]";
    }
}
