package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A metric of one variant whose units come in groups: for each group the number of its units and the sum of their values.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ClusterSample control = ClusterSample.builder("control").add("Ulm", 12.5).add("Ulm", 0).add("Bonn", 8).build();
 * }</pre>
 */
public final class ClusterSample {

    /** The sums of a group. */
    record Sums(long count, double total) {}

    private record Content(String variant, Map<String, Sums> clusters) {}

    private final Content c;

    private ClusterSample(Content c) {
        this.c = c;
    }

    /**
     * Starts a sample.
     *
     * @param variant name
     * @return a builder
     */
    public static Builder builder(String variant) {
        return new Builder(Objects.requireNonNull(variant, "variant"));
    }

    /** {@return the name of the variant} */
    public String variant() {
        return c.variant;
    }

    /** {@return the number of groups} */
    public int clusters() {
        return c.clusters.size();
    }

    /** {@return the number of units} */
    public long count() {
        return c.clusters.values().stream().mapToLong(Sums::count).sum();
    }

    /** {@return the mean over units} */
    public double mean() {
        double sum = 0;
        for (Sums s : c.clusters.values()) {
            sum += s.total;
        }
        return sum / count();
    }

    Map<String, Sums> sums() {
        return c.clusters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterSample that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ClusterSample[" + c.variant + ", " + clusters() + " clusters, " + count() + " units]";
    }

    /** Collects values. Not thread-safe. */
    public static final class Builder {

        private final String variant;
        private final Map<String, Sums> clusters = new LinkedHashMap<>();

        private Builder(String variant) {
            this.variant = variant;
        }

        /**
         * Adds a unit.
         *
         * @param cluster its group
         * @param value finite
         * @return this
         */
        public Builder add(String cluster, double value) {
            return add(cluster, 1, value);
        }

        /**
         * Adds several units of a group.
         *
         * @param cluster their group
         * @param count how many, at least 1
         * @param total the sum of their values, finite
         * @return this
         */
        public Builder add(String cluster, long count, double total) {
            Objects.requireNonNull(cluster, "cluster");
            Check.atLeast("count", count, 1L);
            if (!Double.isFinite(total)) {
                throw new IllegalArgumentException("variant '" + variant + "', cluster '" + cluster
                        + "': values must be finite, got " + total + "; a unit without the metric has 0");
            }
            clusters.merge(cluster, new Sums(count, total), (a, b) -> new Sums(a.count + b.count, a.total + b.total));
            return this;
        }

        /** {@return the sample; two or more groups} */
        public ClusterSample build() {
            if (clusters.size() < 2) {
                throw new IllegalArgumentException("variant '" + variant + "' needs at least 2 clusters, got "
                        + clusters.size() + "; one says nothing of how clusters differ");
            }
            return new ClusterSample(new Content(variant, new LinkedHashMap<>(clusters)));
        }
    }
}
