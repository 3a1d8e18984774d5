package io.clientele.core.feature;

import io.clientele.core.data.Dictionary;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What customers bought after a cut-off: the window that labels are taken from.
 *
 * <p>The window starts at the cut-off, that instant included, or a gap later, and lasts a number of days of 24 hours; its end does
 * not count. A gap leaves out the days in which the shop could not act on a prediction yet.
 *
 * <ul>
 *   <li>Orders count whose first line that is not a return is in the window; their money is that of their lines in the window.
 *       Returns are left out, as in {@link Events#orders}.
 *   <li>A window that reaches beyond the end of the data is refused, because who has not bought by then may still buy;
 *       {@link #withCensoredRows} flags these rows instead. The data end with the last line of the order log, unless told.
 *   <li>A window in which nobody buys gives labels of 0, and a warning.
 * </ul>
 *
 * <p>Time O(lines + rows). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Labels labels = LabelWindow.ofDays(90).withGapDays(7).label(snapshot, orders);
 * double[] bought = labels.bought();
 * }</pre>
 */
public final class LabelWindow {

    private record Options(int days, int gapDays, boolean censoredRows) {}

    private final Options o;

    private LabelWindow(Options o) {
        this.o = o;
    }

    /**
     * A window that starts at the cut-off.
     *
     * @param days of 24 hours, at least 1
     * @return the window
     */
    public static LabelWindow ofDays(int days) {
        return new LabelWindow(new Options(Check.atLeast("days", days, 1), 0, false));
    }

    /**
     * The same some days later.
     *
     * @param days between cut-off and window, at least 0
     * @return a new window
     */
    public LabelWindow withGapDays(int days) {
        return new LabelWindow(new Options(o.days, Check.atLeast("gapDays", days, 0), o.censoredRows));
    }

    /**
     * The same, but rows whose window reaches beyond the end of the data get NaN and a flag instead of a refusal.
     *
     * @return a new window
     */
    public LabelWindow withCensoredRows() {
        return new LabelWindow(new Options(o.days, o.gapDays, true));
    }

    /** {@return how long the window lasts, in days of 24 hours} */
    public int days() {
        return o.days;
    }

    /** {@return the days between cut-off and window} */
    public int gapDays() {
        return o.gapDays;
    }

    /**
     * When the window of a cut-off ends.
     *
     * @param cutoff the first instant that features do not see
     * @return the first instant that has no say in the label
     */
    public Instant end(Instant cutoff) {
        return Instant.ofEpochMilli(Check.time("cutoff", cutoff) + (long) (o.gapDays + o.days) * Plan.DAY);
    }

    /**
     * The labels of all rows of a snapshot; the data end with the last line of the log.
     *
     * @param snapshot customers and cut-offs
     * @param orders what they bought
     * @return labels, row by row
     */
    public Labels label(FeatureSnapshot snapshot, OrderLog orders) {
        Check.hasRows("the order log", orders.rows());
        return label(snapshot, orders, EventLogs.last(orders));
    }

    /**
     * The labels of all rows of a snapshot.
     *
     * @param snapshot customers and cut-offs
     * @param orders what they bought
     * @param dataEnd first instant of which the log knows nothing
     * @return labels, row by row
     */
    public Labels label(FeatureSnapshot snapshot, OrderLog orders, Instant dataEnd) {
        return label(snapshot, orders, Check.time("dataEnd", dataEnd));
    }

    private Labels label(FeatureSnapshot snapshot, OrderLog orders, long dataEnd) {
        int cutoffs = snapshot.cutoffs().size();
        int censored = 0; // windows rise with their cut-offs, so the last ones are censored
        for (int k = 0; k < cutoffs; k++) {
            if (to(snapshot, k) > dataEnd) {
                if (!o.censoredRows) {
                    throw beyond(snapshot, k, dataEnd);
                }
                censored++;
            }
        }
        int complete = cutoffs - censored == 0 ? 0 : snapshot.end(cutoffs - censored - 1);
        double[] counts = new double[snapshot.rows()];
        double[] amounts = new double[snapshot.rows()];
        Arrays.fill(counts, complete, counts.length, Double.NaN);
        Arrays.fill(amounts, complete, amounts.length, Double.NaN);
        count(snapshot, orders, cutoffs - censored, counts, amounts);
        return new Labels(counts, amounts, complete, warnings(snapshot, cutoffs - censored, counts));
    }

    private long from(FeatureSnapshot snapshot, int cutoff) {
        return snapshot.cutoffMillis(cutoff) + o.gapDays * Plan.DAY;
    }

    private long to(FeatureSnapshot snapshot, int cutoff) {
        return from(snapshot, cutoff) + o.days * Plan.DAY;
    }

    private IllegalArgumentException beyond(FeatureSnapshot snapshot, int k, long dataEnd) {
        Instant cutoff = Instant.ofEpochMilli(snapshot.cutoffMillis(k));
        Instant end = Instant.ofEpochMilli(dataEnd);
        String advice = "; take an earlier cut-off or fewer days, or ask for withCensoredRows()";
        if (!cutoff.isBefore(end)) {
            return new IllegalArgumentException("cut-off " + cutoff + " is not before the end of the data, " + end
                    + ", so its label window is empty" + advice);
        }
        return new IllegalArgumentException("cut-off " + cutoff + ": the label window ends at "
                + Instant.ofEpochMilli(to(snapshot, k)) + ", beyond the end of the data at " + end + advice);
    }

    private void count(FeatureSnapshot snapshot, OrderLog orders, int cutoffs, double[] counts, double[] amounts) {
        Dictionary known = orders.customers();
        int[] codes =
                snapshot.customers().equals(known) ? null : snapshot.customers().codesIn(known);
        for (int k = 0; k < cutoffs; k++) {
            OrderWindow window = new OrderWindow(orders, from(snapshot, k), to(snapshot, k));
            for (int row = snapshot.start(k); row < snapshot.end(k); row++) {
                int customer = snapshot.customerCode(row);
                window.open(codes == null ? customer : codes[customer]);
                counts[row] = window.orders();
                amounts[row] = window.amount();
            }
        }
    }

    private List<String> warnings(FeatureSnapshot snapshot, int cutoffs, double[] counts) {
        List<String> warnings = new ArrayList<>();
        for (int k = 0; k < cutoffs; k++) {
            double sum = 0;
            for (int row = snapshot.start(k); row < snapshot.end(k); row++) {
                sum += counts[row];
            }
            if (sum == 0) {
                warnings.add("cut-off " + Instant.ofEpochMilli(snapshot.cutoffMillis(k))
                        + ": nobody buys in the label window from " + Instant.ofEpochMilli(from(snapshot, k)) + " to "
                        + Instant.ofEpochMilli(to(snapshot, k)));
            }
        }
        return List.copyOf(warnings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelWindow that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LabelWindow" + o.toString().substring("Options".length());
    }
}
