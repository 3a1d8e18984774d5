package io.clientele.segmentation.history;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Who was in which segment at one time. Immutable; equal by value.
 *
 * <ul>
 *   <li>A customer may be there once; an empty segment is allowed, an empty cohort is not.
 * </ul>
 *
 * <pre>{@code
 * Membership june = Membership.of(ids, model.assign(features), List.of("loyal", "new"));
 * }</pre>
 */
public final class Membership {

    private final List<String> customers;
    private final int[] segments;
    private final List<String> names;
    private final double[][] centers;

    private Membership(List<String> customers, int[] segments, List<String> names, double[][] centers) {
        this.customers = customers;
        this.segments = segments;
        this.names = names;
        this.centers = centers;
    }

    /**
     * The segments of customers.
     *
     * @param customers ids, each once
     * @param segments the segment of each, as a position in {@code names}
     * @param names of the segments, all different
     * @return the membership
     */
    public static Membership of(List<String> customers, int[] segments, List<String> names) {
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("the cohort is empty; at least one customer is needed");
        }
        Check.length("segments", segments.length, customers.size(), "one segment per customer");
        for (int segment : segments) {
            Check.between("segment", segment, 0, names.size() - 1.0);
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("names must differ, got " + names);
        }
        HashSet<String> seen = new HashSet<>();
        for (String customer : customers) {
            if (!seen.add(customer)) {
                throw new IllegalArgumentException("customer '" + customer + "' is there twice; keep one row of it");
            }
        }
        return new Membership(List.copyOf(customers), segments.clone(), List.copyOf(names), new double[0][]);
    }

    /**
     * The same with the centres of the segments, in the same features and scale at all times.
     *
     * @param rows one centre a segment
     * @return a new membership
     */
    public Membership withCenters(double[][] rows) {
        Check.length("centers", rows.length, names.size(), "one row per segment");
        double[][] copy = new double[rows.length][];
        for (int s = 0; s < rows.length; s++) {
            Check.length("centers", rows[s].length, rows[0].length, "as many features as the first");
            for (double value : rows[s]) {
                Check.finite("center", value);
            }
            copy[s] = rows[s].clone();
        }
        return new Membership(customers, segments, names, copy);
    }

    Membership withNames(List<String> others) {
        return new Membership(customers, segments, List.copyOf(others), centers);
    }

    /** {@return how many customers there are} */
    public int rows() {
        return segments.length;
    }

    /** {@return the names of the segments} */
    public List<String> names() {
        return names;
    }

    /**
     * The id of a customer.
     *
     * @param row of the customer
     * @return the id
     */
    public String customer(int row) {
        return customers.get(row);
    }

    /**
     * The segment of a customer.
     *
     * @param row of the customer
     * @return its position in {@link #names}
     */
    public int segment(int row) {
        return segments[row];
    }

    List<String> customers() {
        return customers;
    }

    boolean hasCenters() {
        return centers.length > 0;
    }

    double[] center(int segment) {
        return centers[segment];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that
                && customers.equals(that.customers)
                && Arrays.equals(segments, that.segments)
                && names.equals(that.names)
                && Arrays.deepEquals(centers, that.centers);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(segments);
    }

    @Override
    public String toString() {
        return "Membership[" + rows() + " customers, " + names + "]";
    }
}
