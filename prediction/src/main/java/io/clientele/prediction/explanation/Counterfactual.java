package io.clientele.prediction.explanation;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is the least that would have to be different for this customer to reach a probability?
 *
 * <p>Of all rows within the allowed ranges that reach it, the one with the smallest sum of changes, each in standard deviations of the
 * background (Wachter, Mittelstadt and Russell 2018 with their distance). For a linear model that is a linear programme with one
 * constraint, which a greedy order solves exactly: features by effect per standard deviation, each moved as far as it may until the
 * probability is reached (Dantzig 1957).
 *
 * <ul>
 *   <li>Not reachable within the ranges: {@link Change#reached} of the result is false, and the row is the one that comes nearest.
 *   <li>Already there: no change.
 *   <li>Features that are not allowed stay; a range that leaves out the present value is refused.
 *   <li>Ranges are of numbers: where only whole ones make sense, round away from the present value.
 * </ul>
 *
 * <p>It is the model's answer that changes; whether the customer does is for an experiment. Immutable and thread-safe.
 *
 * <pre>{@code
 * Change change = explainer.counterfactual(60, 1, 25).allow("orders", 1, 5).toReach(0.5);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1711.00399">Wachter, Mittelstadt and Russell (2018), Counterfactual explanations without opening the
 *     black box</a>
 */
public final class Counterfactual {

    private record Allowed(int feature, double low, double high) {}

    private final LinearExplainer explainer;
    private final double[] row;
    private final List<Allowed> allowed;

    private Counterfactual(LinearExplainer explainer, double[] row, List<Allowed> allowed) {
        this.explainer = explainer;
        this.row = row;
        this.allowed = List.copyOf(allowed);
    }

    static Counterfactual of(LinearExplainer explainer, double[] row) {
        return new Counterfactual(explainer, row, List.of());
    }

    /**
     * The same with one more feature that may change.
     *
     * @param feature its name
     * @param low smallest value, at most the present one
     * @param high largest value, at least the present one
     * @return a new search
     */
    public Counterfactual allow(String feature, double low, double high) {
        int j = explainer.features().indexOf(feature);
        if (j < 0) {
            throw new IllegalArgumentException("no feature '" + feature + "'; features are " + explainer.features());
        }
        Check.finite("low", low);
        Check.finite("high", high);
        if (!(low <= row[j] && row[j] <= high)) {
            throw new IllegalArgumentException("the range of '" + feature + "' must hold its present value " + row[j]
                    + ", got " + low + " to " + high);
        }
        List<Allowed> more = new ArrayList<>(allowed);
        more.removeIf(a -> a.feature == j);
        more.add(new Allowed(j, low, high));
        return new Counterfactual(explainer, row, more);
    }

    /**
     * The least change that reaches a probability from below, or from above if it is already higher.
     *
     * @param probability above 0 and below 1
     * @return what is different
     */
    public Change toReach(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability must be above 0 and below 1, got " + probability);
        }
        double target = Math.log(probability) - Math.log1p(-probability);
        double now = explainer.predictor(row);
        double direction = now <= target ? 1 : -1;
        double missing = Math.abs(target - now);
        // effect of a standard deviation; a feature that never varied has no such unit, and is moved last
        List<Allowed> order = new ArrayList<>(allowed);
        order.sort(Comparator.<Allowed>comparingDouble(
                        a -> -Math.abs(explainer.coefficient(a.feature)) * explainer.deviation(a.feature))
                .thenComparingInt(Allowed::feature));
        double[] changed = row.clone();
        for (Allowed a : order) {
            double slope = direction * explainer.coefficient(a.feature);
            double end = slope > 0 ? a.high : a.low;
            double gain = slope * (end - row[a.feature]);
            if (missing <= 0 || gain <= 0) {
                continue;
            }
            if (gain <= missing) {
                changed[a.feature] = end;
                missing -= gain;
            } else {
                changed[a.feature] = row[a.feature] + missing / slope;
                missing = 0;
            }
        }
        boolean reached = missing <= 1e-12 * Math.max(1, Math.abs(target));
        return Change.of(explainer, row, changed, reached);
    }

    @Override
    public String toString() {
        return "Counterfactual" + allowed;
    }
}
