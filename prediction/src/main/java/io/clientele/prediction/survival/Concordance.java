package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * Do customers whom a score calls riskier leave earlier? The concordance: of all pairs in which it is known who left first, the
 * share that the score has in the right order, ties of the score counting half.
 *
 * <p>{@link #of} counts every pair once (Harrell). What it estimates depends on how long customers happened to be watched, so it
 * cannot be compared across tables. {@link #uno} weights pairs for those that censoring hides and stops at a time, and then it can
 * (Uno et al.).
 *
 * <p>A pair is usable when one had the event while the other was at risk and stayed longer (or was censored at the same time).
 * Pairs are counted within strata, by products of weights; rows with starts are at risk only after them. The standard error is
 * the infinitesimal jackknife, by cluster where the table has clusters; Uno's knows that its weights are estimated. Time O(rows ·
 * log).
 *
 * <pre>{@code
 * Concordance c = Concordance.of(customers, model.linearPredictors(features, Execution.sequential()));
 * double share = c.index();
 * }</pre>
 *
 * @param concordant weight of the pairs in the right order
 * @param discordant weight of the pairs in the wrong order
 * @param tiedRisk weight of the usable pairs with the same score
 * @param tiedTime weight of the pairs with the event at the same time and different scores
 * @param tiedBoth weight of the pairs with the event at the same time and the same score
 * @param index the concordance: 0.5 for a coin, 1 for a perfect order
 * @param standardError of the index
 * @see <a href="https://doi.org/10.1001/jama.1982.03320430047030">Harrell, Califf, Pryor, Lee and Rosati (1982), Evaluating the
 *     yield of medical tests</a>
 * @see <a href="https://doi.org/10.1002/sim.4154">Uno, Cai, Pencina, D'Agostino and Wei (2011), On the C-statistics for evaluating
 *     overall adequacy of risk prediction procedures with censored survival data</a>
 */
public record Concordance(
        double concordant,
        double discordant,
        double tiedRisk,
        double tiedTime,
        double tiedBoth,
        double index,
        double standardError) {

    /**
     * Compares a score with what happened, by Harrell's concordance.
     *
     * @param data times and events
     * @param scores one finite number per row, larger for a higher risk
     * @return the concordance
     * @throws FitException if there is no usable pair
     */
    public static Concordance of(SurvivalTable data, double[] scores) {
        check(data, scores);
        return new ConcordancePairs(data, scores, null).count(null);
    }

    /**
     * Compares a score with what happened, by Uno's concordance: the chance that of two customers, the first of whom leaves before a
     * time and before the other, the first has the higher score.
     *
     * <p>A pair counts the inverse of the squared chance to be still watched when its event happens: a Kaplan-Meier curve of the
     * censoring, in which events leave first, over all rows. That chance must not depend on the score.
     *
     * @param data times and events, without starts
     * @param scores one finite number per row, larger for a higher risk
     * @param until pairs whose event is at this time or later do not count; choose it so that a good share is still watched
     * @return the concordance; weights of pairs are sums of these weights
     * @throws FitException if there is no usable pair
     */
    public static Concordance uno(SurvivalTable data, double[] scores, double until) {
        check(data, scores);
        Check.positive("until", until);
        CensoringWeights censoring = CensoringWeights.of(data);
        double[] weights = new double[scores.length];
        boolean any = false;
        for (int i = 0; i < weights.length; i++) {
            if (data.event(i) > 0 && data.time(i) < until && censoring.at[i] >= 0) {
                weights[i] = censoring.ofEvent(i) * censoring.ofEvent(i);
                any = true;
            }
        }
        if (!any) {
            throw new FitException(
                    "nobody has left before " + until + ", so no pair shows who left first; take a later time");
        }
        return new ConcordancePairs(data, scores, weights).count(censoring);
    }

    private static void check(SurvivalTable data, double[] scores) {
        data.requireSingleCause();
        Check.length("scores", scores.length, data.rows(), "one value per row");
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("score, row " + i + ": must be finite, got " + scores[i]);
            }
        }
    }

    /**
     * A normal interval of the index, cut off at 0 and 1.
     *
     * @param confidence such as 0.95
     * @return the interval
     */
    public Interval interval(double confidence) {
        double half = Distributions.normalTwoSided(Check.confidence(confidence)) * standardError;
        return new Interval(Math.max(0, index - half), Math.min(1, index + half), confidence);
    }
}
