package io.clientele.segmentation.rfm;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Moments;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The scores and segments of the customers of a table, row by row. Immutable; equal by value. */
public final class RfmScores {

    private final RfmTable table;
    private final SegmentMap segments;
    private final byte[][] scores;

    RfmScores(RfmTable table, SegmentMap segments, byte[][] scores) {
        this.table = table;
        this.segments = segments;
        this.scores = scores;
    }

    /** {@return the values the scores belong to, in the same order} */
    public RfmTable table() {
        return table;
    }

    /**
     * The recency score.
     *
     * @param row of the customer
     * @return from 1, longest ago
     */
    public int r(int row) {
        return scores[0][row];
    }

    /**
     * The frequency score.
     *
     * @param row of the customer
     * @return from 1, fewest orders
     */
    public int f(int row) {
        return scores[1][row];
    }

    /**
     * The monetary score.
     *
     * @param row of the customer
     * @return from 1, least money
     */
    public int m(int row) {
        return scores[2][row];
    }

    /**
     * The three scores as one number.
     *
     * @param row of the customer
     * @return {@code 100 r + 10 f + m}
     */
    public int code(int row) {
        return 100 * r(row) + 10 * f(row) + m(row);
    }

    /**
     * The segment of a customer.
     *
     * @param row of the customer
     * @return its name
     */
    public String segment(int row) {
        return segments.segment(r(row), f(row), m(row));
    }

    /**
     * Size and spend of every segment, in the order of {@link SegmentMap#names}, also of those nobody is in.
     *
     * @param confidence of the intervals, such as 0.95
     * @return one summary per segment
     */
    public List<SegmentSummary> summaries(double confidence) {
        Check.confidence(confidence);
        Check.hasRows("the table", table.rows());
        List<String> names = segments.names();
        long[] customers = new long[names.size()];
        Moments[] spend = new Moments[names.size()];
        Arrays.setAll(spend, s -> Moments.create());
        Moments all = Moments.create();
        for (int i = 0; i < table.rows(); i++) {
            int s = segments.index(r(i), f(i), m(i));
            customers[s]++;
            spend[s].add(table.monetary(i));
            all.add(table.monetary(i));
        }
        double total = all.sum();
        if (Double.isInfinite(total)) {
            throw new IllegalArgumentException("all money together is too large for a double; use another unit");
        }
        List<SegmentSummary> summaries = new ArrayList<>();
        for (int s = 0; s < customers.length; s++) {
            double money = customers[s] == 0 ? 0 : spend[s].sum();
            summaries.add(new SegmentSummary(
                    names.get(s),
                    customers[s],
                    money,
                    (double) customers[s] / table.rows(),
                    Proportions.wilson((double) customers[s], table.rows(), confidence),
                    total == 0 ? 0 : money / total));
        }
        return List.copyOf(summaries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RfmScores that
                && table.equals(that.table)
                && segments.equals(that.segments)
                && Arrays.deepEquals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + Arrays.deepHashCode(scores);
    }

    @Override
    public String toString() {
        return "RfmScores[" + table.rows() + " customers]";
    }
}
