package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * Do customers whom a score calls riskier leave earlier? Harrell's concordance: of all pairs in which it is known who left
 * first, the share that the score has in the right order, ties of the score counting half.
 *
 * <p>A pair is usable when one had the event while the other was at risk and stayed longer (or was censored at the same time).
 * Pairs are counted within strata, by products of weights; rows with starts are at risk only after them. The standard error is
 * the infinitesimal jackknife, by cluster where the table has clusters. Time O(rows · log).
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
     * Compares a score with what happened.
     *
     * @param data times and events
     * @param scores one finite number per row, larger for a higher risk
     * @return the concordance
     * @throws io.clientele.core.FitException if there is no usable pair
     */
    public static Concordance of(SurvivalTable data, double[] scores) {
        data.requireSingleCause();
        Check.length("scores", scores.length, data.rows(), "one value per row");
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("score, row " + i + ": must be finite, got " + scores[i]);
            }
        }
        return new ConcordancePairs(data, scores).count();
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
