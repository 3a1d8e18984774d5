package io.clientele.prediction.explanation;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.Scorer;
import java.util.Arrays;

/**
 * How does a model's score go up and down with a feature?
 *
 * <ul>
 *   <li>{@link #partialDependence} (Friedman 2001): the mean score if everybody had the value. Where features go together it asks of
 *       customers who do not exist, such as one order and a spend of thousands.
 *   <li>{@link #accumulatedLocalEffects} (Apley and Zhu 2020): small steps within intervals, each for the customers who are there, added
 *       up, centred so that the mean over customers is 0. Does not leave the data.
 * </ul>
 *
 * <p>Grid points are type-7 quantiles, equal ones once. NaN in the feature is refused, a constant feature too. Time O(points · rows) scores for
 * partial dependence, 2 · rows scores for local effects. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FeatureEffect effect = FeatureEffect.accumulatedLocalEffects(model::probabilities, customers, "spend", 20);
 * double lift = effect.at(effect.points() - 1);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/rssb.12377">Apley and Zhu (2020), Visualizing the effects of predictor variables in black box
 *     supervised learning models</a>
 * @see <a href="https://doi.org/10.1214/aos/1013203451">Friedman (2001), Greedy function approximation, section 8.2</a>
 */
public final class FeatureEffect {

    private final String feature;
    private final double[] values;
    private final double[] effects;

    private FeatureEffect(String feature, double[] values, double[] effects) {
        this.feature = feature;
        this.values = values;
        this.effects = effects;
    }

    /**
     * The mean score if everybody had the value.
     *
     * @param scorer model
     * @param rows customers
     * @param feature column to vary
     * @param points how many quantiles, from the smallest value to the largest; at least 2
     * @return one mean score per distinct point
     */
    public static FeatureEffect partialDependence(Scorer scorer, FeatureTable rows, String feature, int points) {
        double[] values = quantiles(rows, feature, Check.atLeast("points", points, 2));
        double[] effects = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            double[] same = new double[rows.rows()];
            Arrays.fill(same, values[k]);
            effects[k] = Arrays.stream(scorer.scores(with(rows, feature, same)))
                    .average()
                    .orElseThrow();
        }
        return new FeatureEffect(feature, values, effects);
    }

    /**
     * The score's small steps along the feature, added up.
     *
     * @param scorer model
     * @param rows customers
     * @param feature column to vary
     * @param intervals how many quantile intervals, at least 1
     * @return one centred effect per distinct end of an interval
     */
    public static FeatureEffect accumulatedLocalEffects(
            Scorer scorer, FeatureTable rows, String feature, int intervals) {
        double[] ends = quantiles(rows, feature, Check.atLeast("intervals", intervals, 1) + 1);
        double[] own = rows.column(feature);
        int n = own.length;
        int[] interval = new int[n];
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            int found = Arrays.binarySearch(ends, own[i]);
            // (z[k-1], z[k]], the smallest value in the first
            int k = Math.max(1, found >= 0 ? found : -found - 1);
            interval[i] = k;
            low[i] = ends[k - 1];
            high[i] = ends[k];
        }
        double[] before = scorer.scores(with(rows, feature, low));
        double[] after = scorer.scores(with(rows, feature, high));
        double[] steps = new double[ends.length];
        double[] counts = new double[ends.length];
        for (int i = 0; i < n; i++) {
            steps[interval[i]] += after[i] - before[i];
            counts[interval[i]]++;
        }
        double[] effects = new double[ends.length];
        double mean = 0;
        for (int k = 1; k < ends.length; k++) {
            effects[k] = effects[k - 1] + (counts[k] == 0 ? 0 : steps[k] / counts[k]);
            mean += counts[k] / n * (effects[k - 1] + effects[k]) / 2;
        }
        for (int k = 0; k < effects.length; k++) {
            effects[k] -= mean;
        }
        return new FeatureEffect(feature, ends, effects);
    }

    /** Type 7, distinct, rising. */
    private static double[] quantiles(FeatureTable rows, String feature, int points) {
        Check.hasRows("the table", rows.rows());
        double[] sorted = rows.column(feature);
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(sorted[i])) {
                throw new IllegalArgumentException("column '" + feature + "', row " + i + ": must be finite, got "
                        + sorted[i] + "; fill missing values first");
            }
        }
        Arrays.sort(sorted);
        double[] values = new double[points];
        for (int k = 0; k < points; k++) {
            double at = (double) k / (points - 1) * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            values[k] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }
        double[] distinct = Arrays.stream(values).distinct().toArray();
        if (distinct.length < 2) {
            throw new IllegalArgumentException(
                    "column '" + feature + "' has one value, " + sorted[0] + ", so there is no effect to see");
        }
        return distinct;
    }

    private static FeatureTable with(FeatureTable rows, String feature, double[] values) {
        int j = rows.index(feature);
        double[][] columns = new double[rows.columns()][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = k == j ? values : rows.column(k);
        }
        return FeatureTable.of(rows.names(), columns);
    }

    /** {@return the feature that is varied} */
    public String feature() {
        return feature;
    }

    /** {@return the number of points} */
    public int points() {
        return values.length;
    }

    /**
     * The value of the feature at a point.
     *
     * @param point from 0
     * @return rising with the point
     */
    public double value(int point) {
        return values[point];
    }

    /**
     * The effect at a point.
     *
     * @param point from 0
     * @return mean score, or centred effect
     */
    public double at(int point) {
        return effects[point];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureEffect that
                && feature.equals(that.feature)
                && Arrays.equals(values, that.values)
                && Arrays.equals(effects, that.effects);
    }

    @Override
    public int hashCode() {
        return 31 * feature.hashCode() + Arrays.hashCode(effects);
    }

    @Override
    public String toString() {
        return "FeatureEffect[" + feature + ", " + values.length + " points]";
    }
}
