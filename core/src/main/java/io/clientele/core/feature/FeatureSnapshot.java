package io.clientele.core.feature;

import io.clientele.core.data.Dictionary;
import io.clientele.core.data.FeatureTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Features of customers as of one or more cut-offs: a table, and for each of its rows whose it is and when it was true.
 *
 * <p>Rows go cut-off by cut-off, and within a cut-off in the order of the customers' ids. Rows and cut-offs count from 0.
 * Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FeatureTable earlier = snapshot.features().slice(snapshot.start(0), snapshot.end(0));
 * String whose = snapshot.customer(17);
 * }</pre>
 */
public final class FeatureSnapshot {

    private final FeatureTable features;
    private final Dictionary customers;
    private final int[] codes;
    private final long[] cutoffs;
    private final int[] starts;
    private final List<String> warnings;

    FeatureSnapshot(
            FeatureTable features,
            Dictionary customers,
            int[] codes,
            long[] cutoffs,
            int[] starts,
            List<String> warnings) {
        this.features = features;
        this.customers = customers;
        this.codes = codes;
        this.cutoffs = cutoffs;
        this.starts = starts;
        this.warnings = warnings;
    }

    /** {@return the features, one row a customer and cut-off} */
    public FeatureTable features() {
        return features;
    }

    /** {@return the number of rows} */
    public int rows() {
        return codes.length;
    }

    /** {@return all customers of the logs, also those without a row} */
    public Dictionary customers() {
        return customers;
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return code in {@link #customers}
     */
    public int customerCode(int row) {
        return codes[row];
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return the customer's id
     */
    public String customer(int row) {
        return customers.id(codes[row]);
    }

    /** {@return the cut-offs, rising} */
    public List<Instant> cutoffs() {
        return LongStream.of(cutoffs).mapToObj(Instant::ofEpochMilli).toList();
    }

    /**
     * As of when a row is true.
     *
     * @param row from 0
     * @return the first instant that does not count
     */
    public Instant cutoff(int row) {
        return Instant.ofEpochMilli(cutoffs[cutoffIndex(row)]);
    }

    /**
     * Which cut-off a row belongs to.
     *
     * @param row from 0
     * @return its number, from 0
     */
    public int cutoffIndex(int row) {
        Objects.checkIndex(row, codes.length);
        int at = Arrays.binarySearch(starts, row);
        return at >= 0 ? at : -at - 2;
    }

    /**
     * Where the rows of a cut-off start.
     *
     * @param cutoff its number, from 0
     * @return the first row
     */
    public int start(int cutoff) {
        return starts[Objects.checkIndex(cutoff, cutoffs.length)];
    }

    /**
     * Where the rows of a cut-off end.
     *
     * @param cutoff its number, from 0
     * @return one past the last row
     */
    public int end(int cutoff) {
        return starts[Objects.checkIndex(cutoff, cutoffs.length) + 1];
    }

    /** {@return what the user should know, such as a channel that no touch has; often empty} */
    public List<String> warnings() {
        return warnings;
    }

    long cutoffMillis(int cutoff) {
        return cutoffs[cutoff];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureSnapshot that
                && features.equals(that.features)
                && customers.equals(that.customers)
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(cutoffs, that.cutoffs)
                && Arrays.equals(starts, that.starts)
                && warnings.equals(that.warnings);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
        return "FeatureSnapshot[" + codes.length + " rows of " + features.columns() + " columns, " + cutoffs.length
                + " cut-offs]";
    }
}
