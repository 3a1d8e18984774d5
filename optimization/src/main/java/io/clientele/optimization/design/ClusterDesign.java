package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.UnitHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which groups (shops, towns, teams) get a change, when it cannot be given to one customer and kept from the next?
 *
 * <p>Exactly as many as asked: those whose id has the smallest hash under the salt. The same answer on every server, whatever the order
 * in which the ids are given. Analyse by {@link ClusterTest}.
 *
 * <ul>
 *   <li>The ids must be the same wherever it is asked: one more may change who is in.
 *   <li>Another salt deals anew.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ClusterDesign design = ClusterDesign.of("same-day delivery", List.of("Ulm", "Bonn", "Kiel", "Jena"), 2);
 * boolean changed = design.isTreated("Ulm");
 * }</pre>
 */
public final class ClusterDesign {

    private record Content(String salt, Set<String> treated, Set<String> control) {}

    private final Content c;

    private ClusterDesign(Content c) {
        this.c = c;
    }

    /**
     * Deals the groups.
     *
     * @param salt of the experiment, not empty
     * @param clusters ids, all different
     * @param treated how many get the change, from 1 to one less than there are
     * @return the design
     */
    public static ClusterDesign of(String salt, Collection<String> clusters, int treated) {
        if (salt.isEmpty()) {
            throw new IllegalArgumentException("the salt must not be empty");
        }
        Check.atLeast("treated", treated, 1);
        Check.atMost("treated", treated, clusters.size() - 1, "one less than there are clusters");
        UnitHash hash = new UnitHash(new UnitHash(0).of(salt));
        List<String> order = new ArrayList<>(clusters);
        order.sort(Comparator.comparingLong((String id) -> hash.of(id)).thenComparing(Comparator.naturalOrder()));
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i).equals(order.get(i - 1))) {
                throw new IllegalArgumentException("clusters must differ, got '" + order.get(i) + "' twice");
            }
        }
        return new ClusterDesign(new Content(
                salt,
                new LinkedHashSet<>(order.subList(0, treated)),
                new LinkedHashSet<>(order.subList(treated, order.size()))));
    }

    /**
     * Whether a group gets the change.
     *
     * @param cluster id, one of those that were dealt
     * @return true if it does
     */
    public boolean isTreated(String cluster) {
        if (!c.treated.contains(cluster) && !c.control.contains(cluster)) {
            throw new IllegalArgumentException("there is no cluster '" + Objects.requireNonNull(cluster, "cluster")
                    + "' in the experiment '" + c.salt + "'");
        }
        return c.treated.contains(cluster);
    }

    /** {@return the groups that get the change} */
    public Set<String> treated() {
        return java.util.Collections.unmodifiableSet(c.treated);
    }

    /** {@return the groups that do not} */
    public Set<String> control() {
        return java.util.Collections.unmodifiableSet(c.control);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterDesign that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ClusterDesign[" + c.salt + ", " + c.treated.size() + " of " + (c.treated.size() + c.control.size())
                + " clusters]";
    }
}
