package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import java.util.List;

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
 *   <li>Standard errors are the infinitesimal jackknife, by cluster where the table has clusters; they know that the weights are
 *       estimated.
 *   <li>A horizon by which nobody is still watched is refused: there is no weight to give.
 *   <li>Rows with starts, and events of several causes, are refused. Weights are allowed.
 * </ul>
 *
 * <p>Time O(rows · log). Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19990915/30)18:17/18%3C2529::AID-SIM274%3E3.0.CO;2-5">Graf, Schmoor,
 *     Sauerbrei and Schumacher (1999), Assessment and comparison of prognostic classification schemes for survival data</a>
 * @see <a href="https://doi.org/10.1002/sim.5958">Blanche, Dartigues and Jacqmin-Gadda (2013), Estimating and comparing
 *     time-dependent areas under receiver operating characteristic curves for censored event times with competing risks</a>
 */
public final class BrierScore {

    private final CensoringWeights censoring;
    private final int cause;

    private BrierScore(CensoringWeights censoring, int cause) {
        this.censoring = censoring;
        this.cause = cause;
    }

    /**
     * Prepares the weights of a table.
     *
     * @param data times and events
     * @return what judges predictions on it
     */
    public static BrierScore of(SurvivalTable data) {
        data.requireSingleCause();
        List<Integer> causes = data.causes();
        return new BrierScore(CensoringWeights.of(data), causes.isEmpty() ? 1 : causes.get(0));
    }

    /**
     * The chance to be still watched at a time.
     *
     * @param time at least 0
     * @return between 0 and 1
     */
    public double watched(double time) {
        return censoring.watched(Check.atLeast("time", time, 0.0));
    }

    /**
     * The Brier score at a horizon.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then, between 0 and 1
     * @return at least 0
     */
    public double at(double horizon, double[] survival) {
        double[] risks = risks(survival);
        return outcomes(horizon).brier(risks);
    }

    /**
     * The Brier score at a horizon and how sure it is.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then, between 0 and 1
     * @return the score with its standard error
     */
    public HorizonScore scoreAt(double horizon, double[] survival) {
        double[] risks = risks(survival);
        HorizonOutcomes outcomes = outcomes(horizon);
        return outcomes.score(outcomes.brier(risks), outcomes.brierInfluence(risks));
    }

    /**
     * The mean Brier score over a range of horizons.
     *
     * @param horizons ascending, at least two
     * @param survival one array of predictions per horizon, as {@link CoxModel#survival} gives them
     * @return the area under the scores by the trapezoid rule, over the length of the range
     */
    public double integrated(double[] horizons, double[][] survival) {
        double[] shares = shares(horizons, survival.length);
        double mean = 0;
        for (int k = 0; k < horizons.length; k++) {
            mean += shares[k] * at(horizons[k], survival[k]);
        }
        return mean;
    }

    /**
     * The mean Brier score over a range of horizons and how sure it is.
     *
     * @param horizons ascending, at least two
     * @param survival one array of predictions per horizon
     * @return the score, with the last horizon, and its standard error
     */
    public HorizonScore integratedScore(double[] horizons, double[][] survival) {
        double[] shares = shares(horizons, survival.length);
        double[] influence = new double[censoring.data.rows()];
        double mean = 0;
        for (int k = 0; k < horizons.length; k++) {
            double[] risks = risks(survival[k]);
            HorizonOutcomes outcomes = outcomes(horizons[k]);
            double[] own = outcomes.brierInfluence(risks);
            mean += shares[k] * outcomes.brier(risks);
            for (int i = 0; i < own.length; i++) {
                influence[i] += shares[k] * own[i];
            }
        }
        return new HorizonScore(horizons[horizons.length - 1], mean, censoring.error(influence));
    }

    /** What each horizon counts in a mean by the trapezoid rule. */
    static double[] shares(double[] horizons, int predictions) {
        Check.atLeast("number of horizons", horizons.length, 2);
        Check.length("predictions", predictions, horizons.length, "one array per horizon");
        double[] shares = new double[horizons.length];
        double range = horizons[horizons.length - 1] - horizons[0];
        for (int k = 1; k < horizons.length; k++) {
            if (!(horizons[k] > horizons[k - 1])) {
                throw new IllegalArgumentException(
                        "horizons must ascend, got " + horizons[k] + " after " + horizons[k - 1]);
            }
            double half = (horizons[k] - horizons[k - 1]) / 2 / range;
            shares[k - 1] += half;
            shares[k] += half;
        }
        return shares;
    }

    /**
     * The area under the curve at a horizon.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then
     * @return between 0 and 1
     */
    public double auc(double horizon, double[] survival) {
        double[] risks = risks(survival);
        return outcomes(horizon).auc(risks);
    }

    /**
     * The area under the curve at a horizon and how sure it is.
     *
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then
     * @return the area with its standard error (Blanche, Dartigues and Jacqmin-Gadda 2013)
     */
    public HorizonScore aucAt(double horizon, double[] survival) {
        double[] risks = risks(survival);
        HorizonOutcomes outcomes = outcomes(horizon);
        return outcomes.score(outcomes.auc(risks), outcomes.aucInfluence(risks));
    }

    private HorizonOutcomes outcomes(double horizon) {
        return new HorizonOutcomes(censoring, cause, horizon);
    }

    private double[] risks(double[] survival) {
        return HorizonOutcomes.risks(HorizonOutcomes.checked(censoring.data, survival));
    }

    @Override
    public String toString() {
        return "BrierScore[" + censoring.data.rows() + " rows, last time " + censoring.lastTime() + "]";
    }
}
