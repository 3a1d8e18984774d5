package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * How good are predicted chances of still being there at a horizon, on customers some of whom were watched for less than that?
 *
 * <p>Customers censored before the horizon say nothing at it; the others stand in for them with the inverse of their chance to be
 * still watched, a Kaplan-Meier curve of the censoring in which events leave first at an equal time (Graf et al. 1999). Judge on
 * other customers than those the model was fitted on, best on later ones.
 *
 * <ul>
 *   <li>{@link #at}: mean squared distance between the chance and what happened; 0 is perfect, 0.25 is saying one half to all.
 *   <li>{@link #integrated}: its mean over a range of horizons, by the trapezoid rule.
 *   <li>{@link #auc}: the chance that of a customer who has left by the horizon and one who has not, the first had the lower
 *       chance (cumulative cases, dynamic controls); equal ones count half.
 *   <li>A horizon by which nobody is still watched is refused: there is no weight to give.
 *   <li>Rows with starts, and events of several causes, are refused. Weights are allowed.
 * </ul>
 *
 * <p>Time O(rows · log). Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19990915/30)18:17/18%3C2529::AID-SIM274%3E3.0.CO;2-5">Graf, Schmoor,
 *     Sauerbrei and Schumacher (1999), Assessment and comparison of prognostic classification schemes for survival data</a>
 */
public final class BrierScore {

    private final SurvivalTable data;
    private final double[] times;
    /** Chance to be watched beyond each time. */
    private final double[] watched;
    /** Weight of each row with an event: the inverse of the chance just before its time. */
    private final double[] eventWeight;

    private final double total;

    private BrierScore(SurvivalTable data, double[] times, double[] watched, double[] eventWeight, double total) {
        this.data = data;
        this.times = times;
        this.watched = watched;
        this.eventWeight = eventWeight;
        this.total = total;
    }

    /**
     * Prepares the weights of a table.
     *
     * @param data times and events
     * @return what judges predictions on it
     */
    public static BrierScore of(SurvivalTable data) {
        data.requireSingleCause();
        if (data.hasStarts()) {
            throw new IllegalArgumentException(
                    "rows with starts cannot be judged; take each customer once, from the beginning");
        }
        int[] all = new int[data.rows()];
        Arrays.setAll(all, i -> i);
        RiskSets sets = new RiskSets(data, all, new boolean[all.length]);
        double[] watched = new double[sets.times.length];
        double[] before = new double[sets.times.length];
        double g = 1;
        for (int k = 0; k < watched.length; k++) {
            before[k] = g;
            double stay = sets.atRisk[k] - sets.events[k]; // events leave first
            g *= stay > 0 ? Math.max(0, stay - sets.censored[k]) / stay : 1;
            watched[k] = g;
        }
        double[] weights = new double[data.rows()];
        for (int i = 0; i < sets.rows.length; i++) {
            if (data.event(sets.rows[i]) > 0) {
                weights[sets.rows[i]] = 1 / before[sets.last[i]];
            }
        }
        return new BrierScore(data, sets.times, watched, weights, sets.total);
    }

    /**
     * The chance to be still watched at a time.
     *
     * @param time at least 0
     * @return between 0 and 1
     */
    public double watched(double time) {
        Check.atLeast("time", time, 0.0);
        int at = Arrays.binarySearch(times, time);
        int point = at >= 0 ? at : -at - 2;
        return point < 0 ? 1 : watched[point];
    }

    /**
     * The Brier score at a horizon.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then, between 0 and 1
     * @return at least 0
     */
    public double at(double horizon, double[] survival) {
        double g = checked(horizon, survival);
        double sum = 0;
        for (int i = 0; i < survival.length; i++) {
            double w = data.weight(i);
            if (data.time(i) > horizon) {
                sum += w * (1 - survival[i]) * (1 - survival[i]) / g;
            } else if (data.event(i) > 0) {
                sum += w * survival[i] * survival[i] * eventWeight[i];
            }
        }
        return sum / total;
    }

    /**
     * The mean Brier score over a range of horizons.
     *
     * @param horizons ascending, at least two
     * @param survival one array of predictions per horizon, as {@link CoxModel#survival} gives them
     * @return the area under the scores by the trapezoid rule, over the length of the range
     */
    public double integrated(double[] horizons, double[][] survival) {
        Check.atLeast("number of horizons", horizons.length, 2);
        Check.length("predictions", survival.length, horizons.length, "one array per horizon");
        double area = 0;
        double before = at(horizons[0], survival[0]);
        for (int k = 1; k < horizons.length; k++) {
            if (!(horizons[k] > horizons[k - 1])) {
                throw new IllegalArgumentException(
                        "horizons must ascend, got " + horizons[k] + " after " + horizons[k - 1]);
            }
            double score = at(horizons[k], survival[k]);
            area += (horizons[k] - horizons[k - 1]) * (before + score) / 2;
            before = score;
        }
        return area / (horizons[horizons.length - 1] - horizons[0]);
    }

    /**
     * The area under the curve at a horizon.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then
     * @return between 0 and 1
     */
    public double auc(double horizon, double[] survival) {
        checked(horizon, survival);
        Integer[] order = new Integer[survival.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(survival[b], survival[a]));
        double above = 0;
        double pairs = 0;
        double cases = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double controls = 0;
            double ill = 0;
            while (to < order.length && survival[order[to]] == survival[order[from]]) {
                int i = order[to++];
                controls += data.time(i) > horizon ? data.weight(i) : 0;
                ill += data.time(i) <= horizon && data.event(i) > 0 ? data.weight(i) * eventWeight[i] : 0;
            }
            pairs += ill * (above + controls / 2); // those who stay have the higher chance in a right order
            above += controls;
            cases += ill;
            from = to;
        }
        if (!(cases > 0)) {
            throw new FitException(
                    "nobody has left by " + horizon + ", so there is nothing to tell apart; take a later horizon");
        }
        return pairs / (cases * above);
    }

    private double checked(double horizon, double[] survival) {
        Check.length("predictions", survival.length, data.rows(), "one value per row");
        for (int i = 0; i < survival.length; i++) {
            if (!(survival[i] >= 0 && survival[i] <= 1)) {
                throw new IllegalArgumentException(
                        "prediction, row " + i + ": must be between 0 and 1, got " + survival[i]);
            }
        }
        double g = watched(horizon);
        if (horizon >= times[times.length - 1] || !(g > 0)) {
            throw new IllegalArgumentException(
                    "horizon " + horizon + " is at or beyond the last time anybody was watched ("
                            + times[times.length - 1] + "); take an earlier one");
        }
        return g;
    }

    @Override
    public String toString() {
        return "BrierScore[" + data.rows() + " rows, last time " + times[times.length - 1] + "]";
    }
}
