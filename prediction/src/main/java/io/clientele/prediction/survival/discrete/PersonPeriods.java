package io.clientele.prediction.survival.discrete;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Customers cut into periods: one row for every period a customer was at risk in, with label 1 if it left in that period. On such rows
 * any classifier estimates a hazard.
 *
 * <p>Period k reaches from {@code (k - 1) length}, excluded, to {@code k length}. Rows that agree in everything, their period or band
 * of periods included, are collapsed to one with their number as weight: a few hundred rows may stand for millions, and the likelihood is the
 * same.
 *
 * <ul>
 *   <li>A censored customer counts in the periods that it saw to their end. One that was not seen to the end of its first period
 *       counts in none.
 *   <li>Starts must be ends of periods, as they are when features change from one period to the next.
 *   <li>A band in which nobody left, or everybody at risk left, has hazard 0 or 1 whatever the features: no row is needed for it, and none
 *       is made.
 *   <li>Events at time 0 belong to no period and are refused, and so are events of several causes, NaN, infinite features, no rows.
 *   <li>No events, or a period within the range in which nobody was at risk: {@link FitException}.
 *   <li>Groups, strata, clusters and subjects are not looked at: the periods of a customer who leaves at most once are independent given
 *       the features.
 * </ul>
 *
 * <p>Time O(rows · (features + bands)). Immutable and thread-safe.
 *
 * <pre>{@code
 * LabeledTable months = PersonPeriods.of(customers, 1, 1, 2, 4, 7, 13).table();
 * }</pre>
 *
 * @see "Efron (1988), Logistic regression, survival analysis, and the Kaplan-Meier curve"
 */
public final class PersonPeriods {

    /** How close to a whole number of periods a time is one. */
    private static final double WHOLE = 1e-9;

    private final double length;
    final int[] firstPeriods;
    final int lastPeriod;
    /** Of each band: 0 or 1 where it is known whatever the features, else NaN. */
    final double[] known;
    /** Of each band: its column in the table; -1 for the reference and for known ones. */
    final int[] column;

    private final LabeledTable table;
    private final double total;
    private final double unseen;

    private PersonPeriods(
            double length,
            int[] firstPeriods,
            int lastPeriod,
            double[] known,
            int[] column,
            LabeledTable table,
            double total,
            double unseen) {
        this.length = length;
        this.firstPeriods = firstPeriods;
        this.lastPeriod = lastPeriod;
        this.known = known;
        this.column = column;
        this.table = table;
        this.total = total;
        this.unseen = unseen;
    }

    /**
     * Cuts a table.
     *
     * @param data times and events of a single cause, features if there are any
     * @param length of a period, above 0, in the unit of the times
     * @param firstPeriods the first periods of bands of periods that share a baseline, ascending from 1; none for a baseline in every
     *     period of its own
     * @return the periods
     */
    public static PersonPeriods of(SurvivalTable data, double length, int... firstPeriods) {
        Check.positive("length", length);
        checkBands(firstPeriods);
        Check.hasRows("the table", data.rows());
        if (data.causes().size() > 1) {
            throw new IllegalArgumentException("events have the codes " + data.causes()
                    + "; choose one with cause(code), or pool them with anyCause()");
        }
        int n = data.rows();
        int[] from = new int[n];
        int[] to = new int[n];
        int last = 0;
        double unseen = 0;
        double events = 0;
        for (int i = 0; i < n; i++) {
            double start = periods(data.start(i), length, "start, row ", i);
            if (start != Math.rint(start)) {
                throw new IllegalArgumentException("start, row " + i + ": must be the end of a period of length "
                        + length + ", got " + data.start(i) + "; cut the rows at the ends of periods");
            }
            double end = periods(data.time(i), length, "time, row ", i);
            boolean event = data.event(i) > 0;
            if (event && end == 0) {
                throw new IllegalArgumentException("time, row " + i
                        + ": an event at 0 belongs to no period; drop the row, or add one period to all");
            }
            from[i] = (int) start + 1;
            to[i] = (int) (event ? Math.ceil(end) : Math.floor(end));
            double w = data.weight(i);
            if (to[i] < from[i]) {
                unseen += w;
            } else if (w > 0) {
                last = Math.max(last, to[i]);
                events += event ? w : 0;
            }
        }
        if (events == 0) {
            throw new FitException(
                    "no events: nobody with a weight above 0 left, so there is no hazard in any period; watch longer");
        }
        int[] bands = firstPeriods.clone();
        if (bands.length == 0) {
            bands = new int[last];
            Arrays.setAll(bands, b -> b + 1);
        } else {
            int used = 0;
            while (used < bands.length && bands[used] <= last) {
                used++;
            }
            bands = Arrays.copyOf(bands, used);
        }
        FeatureTable features = data.features()
                .filter(t -> t.columns() > 0)
                .map(FeatureTable::requireFinite)
                .orElse(FeatureTable.of(List.of()));
        PeriodCells cells = PeriodCells.of(data, features, from, to, bands, last);
        return assembled(data, features, cells, length, bands, last, unseen);
    }

    static void checkBands(int[] firstPeriods) {
        for (int b = 0; b < firstPeriods.length; b++) {
            if (b == 0 ? firstPeriods[b] != 1 : firstPeriods[b] <= firstPeriods[b - 1]) {
                throw new IllegalArgumentException(
                        "first periods of bands must ascend from 1, got " + Arrays.toString(firstPeriods));
            }
        }
    }

    private static double periods(double time, double length, String what, int row) {
        double periods = time / length;
        double whole = Math.rint(periods);
        if (whole > 100_000) {
            throw new IllegalArgumentException(what + row + ": is " + time + ", more than 100000 periods of length "
                    + length + "; use longer periods");
        }
        return Math.abs(periods - whole) <= WHOLE * Math.max(1, periods) ? whole : periods;
    }

    private static PersonPeriods assembled(
            SurvivalTable data,
            FeatureTable features,
            PeriodCells cells,
            double length,
            int[] bands,
            int last,
            double unseen) {
        double[] known = new double[bands.length];
        int[] column = new int[bands.length];
        List<String> names = new ArrayList<>();
        boolean reference = false;
        for (int b = 0; b < bands.length; b++) {
            double stayed = cells.stayed[b];
            double left = cells.left[b];
            if (stayed + left == 0) {
                throw new FitException("nobody was at risk in " + name(bands, b, last)
                        + ", so no survival beyond it can be said; pool it with others in a band");
            }
            known[b] = left == 0 ? 0 : stayed == 0 ? 1 : Double.NaN;
            column[b] = -1;
            if (Double.isNaN(known[b])) {
                if (reference) {
                    column[b] = names.size();
                    names.add(name(bands, b, last));
                }
                reference = true;
            }
        }
        if (!reference) {
            throw new FitException(
                    "in every period nobody or everybody at risk left, so features cannot matter; use shorter"
                            + " periods");
        }
        int baseline = names.size();
        names.addAll(features.names());
        int rows = 0;
        for (int r = 0; r < cells.rows; r++) {
            rows += Double.isNaN(known[cells.band[r]]) ? 1 : 0;
        }
        FeatureTable.Cells into = FeatureTable.cells(names, rows);
        double[] labels = new double[rows];
        double[] weights = new double[rows];
        double[] offset = new double[rows];
        int at = 0;
        double total = 0;
        for (int r = 0; r < cells.rows; r++) {
            total += cells.weight[r];
            if (!Double.isNaN(known[cells.band[r]])) {
                continue;
            }
            for (int j = 0; j < baseline; j++) {
                into.set(at, j, column[cells.band[r]] == j ? 1 : 0);
            }
            for (int j = 0; j < features.columns(); j++) {
                into.set(at, baseline + j, features.get(cells.example[r], j));
            }
            labels[at] = cells.label[r];
            weights[at] = cells.weight[r];
            offset[at++] = data.offset(cells.example[r]);
        }
        LabeledTable table = LabeledTable.of(into.build(), labels).withWeights(weights);
        boolean plain = Arrays.stream(offset).allMatch(v -> v == 0);
        return new PersonPeriods(
                length, bands, last, known, column, plain ? table : table.withOffset(offset), total, unseen);
    }

    static String name(int[] bands, int b, int last) {
        int end = b + 1 < bands.length ? bands[b + 1] - 1 : last;
        return end <= bands[b] ? "period " + bands[b] : "periods " + bands[b] + " to " + end;
    }

    /** {@return the length of a period} */
    public double length() {
        return length;
    }

    /** {@return the last period anybody was at risk in} */
    public int lastPeriod() {
        return lastPeriod;
    }

    /** {@return how many periods of customers the rows stand for, by weight, those without a row included} */
    public double total() {
        return total;
    }

    /** {@return the weight of the rows that were not seen to the end of a period and count in none} */
    public double unseen() {
        return unseen;
    }

    /**
     * The rows for a classifier.
     *
     * @return one column of 0 and 1 per band after the first, then the features; label 1 for leaving; weights count periods
     */
    public LabeledTable table() {
        return table;
    }

    @Override
    public String toString() {
        return "PersonPeriods[" + total + " periods of customers in " + table.rows() + " rows]";
    }
}
