package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How many customers is it worth writing to, from the best score down, and what does that bring?
 *
 * <p>A contact costs something, and one of label 1 brings something; both may differ between customers. Equal scores are not told apart:
 * where a budget or a number ends among them, a share of them is contacted, and the point is what that brings on average.
 *
 * <ul>
 *   <li>The threshold that is best on some rows is too good on these: choose it there, and judge it by {@link #profitAt} on later rows.
 *   <li>With calibrated probabilities no threshold needs to be learned: contact where probability times benefit exceeds cost.
 *   <li>No contact is worth it: {@link #best} has none, and profit 0. So has a budget of 0.
 *   <li>Negative or infinite amounts are refused, and lists of another length. Rows of one label only are fine.
 *   <li>An interval for any point: {@link Bootstrap}, as in the example.
 * </ul>
 *
 * <p>Time O(rows). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ProfitCurve curve = ProfitCurve.of(data, 20, 1);
 * ProfitPoint best = curve.bestWithin(500);
 * Metric sure = Bootstrap.create().metric("profit of the best 100", data, d -> ProfitCurve.of(d, 20, 1).top(100).profit());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/TKDE.2012.50">Verbraken, Verbeke and Baesens (2013), Profit maximizing classification performance
 *     measures</a>
 */
public final class ProfitCurve {

    private record Content(List<ProfitPoint> points, double rows) {}

    private final Content c;
    private final ScoredLabels data;
    private final IntToDoubleFunction benefit;
    private final IntToDoubleFunction cost;

    private ProfitCurve(ScoredLabels data, IntToDoubleFunction benefit, IntToDoubleFunction cost) {
        this.data = data;
        this.benefit = benefit;
        this.cost = cost;
        List<ProfitPoint> points = new ArrayList<>();
        points.add(new ProfitPoint(Double.POSITIVE_INFINITY, 0, 0, 0, 0));
        double contacts = 0;
        double responders = 0;
        double spend = 0;
        double value = 0;
        for (int rank = data.rows() - 1; rank >= 0; rank--) {
            int row = data.ranked(rank);
            double w = data.weight(row);
            contacts += w;
            spend += w * cost.applyAsDouble(row);
            if (data.label(row) == 1) {
                responders += w;
                value += w * benefit.applyAsDouble(row);
            }
            boolean last = rank == 0 || data.score(data.ranked(rank - 1)) != data.score(row);
            if (last && contacts > points.get(points.size() - 1).contacts()) {
                points.add(new ProfitPoint(data.score(row), contacts, responders, spend, value));
            }
        }
        this.c = new Content(List.copyOf(points), contacts);
    }

    /**
     * The same benefit and cost for everybody.
     *
     * @param data labels and scores of any kind
     * @param benefit of a contact with a row of label 1, before the cost; at least 0
     * @param cost of a contact, at least 0
     * @return the curve
     */
    public static ProfitCurve of(ScoredLabels data, double benefit, double cost) {
        amount("benefit", benefit);
        amount("cost", cost);
        return new ProfitCurve(data, row -> benefit, row -> cost);
    }

    /**
     * Benefits and costs of each row.
     *
     * @param data labels and scores of any kind
     * @param benefits of a contact if the row has label 1, before the cost; at least 0, one per row
     * @param costs of a contact, at least 0, one per row
     * @return the curve
     */
    public static ProfitCurve of(ScoredLabels data, double[] benefits, double[] costs) {
        Check.length("benefits", benefits.length, data.rows(), "one value per row");
        Check.length("costs", costs.length, data.rows(), "one value per row");
        for (int i = 0; i < costs.length; i++) {
            amount("benefit, row " + i, benefits[i]);
            amount("cost, row " + i, costs[i]);
        }
        double[] ownBenefits = benefits.clone();
        double[] ownCosts = costs.clone();
        return new ProfitCurve(data, row -> ownBenefits[row], row -> ownCosts[row]);
    }

    private static void amount(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": must be a finite number of at least 0, got " + value);
        }
    }

    /** {@return one point for nobody, and one for each distinct score from the highest down; unmodifiable} */
    public List<ProfitPoint> points() {
        return c.points;
    }

    /** {@return the point of the largest profit; the one of fewest contacts if there are several} */
    public ProfitPoint best() {
        return bestOf(c.points);
    }

    /**
     * The most profitable point whose contacts cost no more than a budget.
     *
     * @param budget at least 0
     * @return it
     */
    public ProfitPoint bestWithin(double budget) {
        Check.atLeast("budget", budget, 0.0);
        List<ProfitPoint> possible = new ArrayList<>();
        for (ProfitPoint point : c.points) {
            if (point.spend() > budget) {
                ProfitPoint before = possible.get(possible.size() - 1);
                possible.add(between(before, point, (budget - before.spend()) / (point.spend() - before.spend())));
                break;
            }
            possible.add(point);
        }
        return bestOf(possible);
    }

    private static ProfitPoint bestOf(List<ProfitPoint> points) {
        ProfitPoint best = points.get(0);
        for (ProfitPoint point : points) {
            best = point.profit() > best.profit() ? point : best;
        }
        return best;
    }

    /**
     * What it brings to contact the rows of the highest scores.
     *
     * @param contacts how many, at least 0 and at most the weight of all rows
     * @return the point
     */
    public ProfitPoint top(double contacts) {
        Check.between("contacts", contacts, 0, c.rows);
        int at = 0;
        while (c.points.get(at).contacts() < contacts) {
            at++;
        }
        if (at == 0) {
            return c.points.get(0);
        }
        ProfitPoint before = c.points.get(at - 1);
        ProfitPoint after = c.points.get(at);
        return between(before, after, (contacts - before.contacts()) / (after.contacts() - before.contacts()));
    }

    /**
     * What it brings to contact a share of all rows, those of the highest scores.
     *
     * @param share between 0 and 1
     * @return the point
     */
    public ProfitPoint topShare(double share) {
        return top(Math.min(c.rows, Check.between("share", share, 0, 1) * c.rows));
    }

    private static ProfitPoint between(ProfitPoint a, ProfitPoint b, double share) {
        return share >= 1
                ? b
                : new ProfitPoint(
                        b.threshold(),
                        a.contacts() + share * (b.contacts() - a.contacts()),
                        a.responders() + share * (b.responders() - a.responders()),
                        a.spend() + share * (b.spend() - a.spend()),
                        a.value() + share * (b.value() - a.value()));
    }

    /**
     * The profit of contacting everybody at or above a threshold that was not chosen on these rows.
     *
     * @param threshold lowest score to contact
     * @param confidence above 0 and below 1
     * @return profit of all rows together, with the interval of a sum of independent rows
     */
    public Metric profitAt(double threshold, double confidence) {
        Check.confidence(confidence);
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < data.rows(); i++) {
            sum += data.weight(i) * gain(i, threshold);
            weight += data.weight(i);
        }
        double mean = sum / weight;
        double squares = 0;
        for (int i = 0; i < data.rows(); i++) {
            double off = gain(i, threshold) - mean;
            squares += data.weight(i) * off * off;
        }
        if (weight <= 1) {
            return Metric.without("profit", sum, "no interval: one row has no spread");
        }
        double error = Math.sqrt(weight * squares / (weight - 1));
        return Metric.wald(
                "profit",
                sum,
                error,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                confidence,
                "Wald, sum of independent rows at a threshold given beforehand");
    }

    private double gain(int row, double threshold) {
        if (data.score(row) < threshold) {
            return 0;
        }
        return (data.label(row) == 1 ? benefit.applyAsDouble(row) : 0) - cost.applyAsDouble(row);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProfitCurve that
                && c.equals(that.c)
                && data.equals(that.data)
                && Arrays.equals(amounts(benefit), that.amounts(that.benefit))
                && Arrays.equals(amounts(cost), that.amounts(that.cost));
    }

    private double[] amounts(IntToDoubleFunction of) {
        double[] amounts = new double[data.rows()];
        Arrays.setAll(amounts, of);
        return amounts;
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ProfitCurve[" + c.points.size() + " points, best " + best() + "]";
    }
}
