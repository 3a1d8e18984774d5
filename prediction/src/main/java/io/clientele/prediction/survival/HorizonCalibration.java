package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Of customers to whom a model gives a risk of 20 % to leave by a horizon, does one in five leave? Judged on customers some of whom
 * were watched for less than that, best on later ones.
 *
 * <ul>
 *   <li>{@link #groups}: customers by predicted risk, the mean of what was promised beside the share that left, which is Kaplan and
 *       Meier's, or Aalen and Johansen's for one of several causes. Where nobody or everybody of a group has left, the interval is the
 *       exact binomial one of those who are known.
 *   <li>{@link #inTheLarge}: by how much the log cumulative hazard of all is off together; 0 is right, above 0 more left than was
 *       promised. {@link #observedToExpected}: the same as a ratio of shares.
 *   <li>{@link #slope}: 1 is right; below 1 the high risks are promised too high and the low ones too low, as of a model that has learned
 *       too much from chance. Both by regression of log(-log(1 - risk)), rows counting the inverse of their chance to be still watched.
 *   <li>{@link #integratedIndex}: how far promises are off on average, from a smooth curve of what came over what was promised (a
 *       restricted cubic spline with four knots in that regression). It is never 0, so it has no honest normal interval, and none is
 *       given; {@link #smoothed} has one at each risk.
 *   <li>Risks of exactly 0 or 1, a horizon at or beyond the last time anybody was watched, rows with starts: refused. Nobody has left,
 *       everybody has, risks that are all equal or that order customers without error, a group of whom nobody is watched until the
 *       horizon: {@link FitException}.
 * </ul>
 *
 * <p>Standard errors are the infinitesimal jackknife, by cluster where the table has clusters; they know that the weights are estimated.
 * Whether a row was censored must not depend on its risk. Time O(rows · log). Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/sim.8570">Austin, Harrell and van Klaveren (2020), Graphical calibration curves and the
 *     integrated calibration index (ICI) for survival models</a>
 * @see <a href="https://doi.org/10.1136/bmj-2021-069249">van Geloven and others (2022), Validation of prediction models in the presence
 *     of competing risks</a>
 * @see <a href="https://doi.org/10.1007/s10985-022-09564-6">Blanche, Holt and Scheike (2023), On logistic regression with right censored
 *     data, with or without competing risks</a>
 */
public final class HorizonCalibration {

    private final double horizon;
    private final List<CalibrationGroup> groups;
    private final CalibrationEstimate ratio;
    private final CalibrationEstimate inTheLarge;
    private final CalibrationEstimate intercept;
    private final CalibrationEstimate slope;
    private final RestrictedSpline spline;
    private final double[] smooth;
    private final double[][] smoothCovariance;
    private final double index;
    private final double median;
    private final double ninth;

    /**
     * Compares.
     *
     * @param risks to have left for the cause by the horizon
     * @param x log(-log(1 - risk)), which has more digits than the risk where that is near 1
     */
    HorizonCalibration(HorizonOutcomes outcomes, int cause, double[] risks, double[] x, int groups) {
        SurvivalTable data = outcomes.censoring.data;
        horizon = outcomes.horizon;
        double[] none = new double[x.length];
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        requireOverlap(outcomes, risks);
        this.groups = CalibrationGroups.of(data, cause, horizon, risks, groups);
        CloglogRegression shift = new CloglogRegression(outcomes, new double[][] {ones}, x, 0);
        inTheLarge = estimate(data, requireConverged(shift), 0);
        CloglogRegression line =
                requireConverged(new CloglogRegression(outcomes, new double[][] {ones, x}, none, 0, 1));
        intercept = estimate(data, line, 0);
        slope = estimate(data, line, 1);
        ratio = ratio(outcomes, risks);
        RestrictedSpline bent = RestrictedSpline.of(x);
        double[] start = new double[bent.terms(0).length];
        System.arraycopy(line.estimates, 0, start, 0, 2);
        CloglogRegression curve = new CloglogRegression(outcomes, bent.columns(x), none, start);
        if (!curve.converged()) { // part of the curve would be vertical
            bent = RestrictedSpline.line();
            curve = line;
        }
        spline = bent;
        smooth = curve.estimates;
        smoothCovariance = covariance(data, curve.influence());
        double[] miss = new double[x.length];
        double sum = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            miss[i] = Math.abs(risks[i] - risk(CoxFit.dot(smooth, spline.terms(x[i]))));
            sum += data.weight(i) * miss[i];
            total += data.weight(i);
        }
        index = sum / total;
        median = quantile(data, miss, 0.5, total);
        ninth = quantile(data, miss, 0.9, total);
    }

    /**
     * Compares chances to be still there with what happened, in ten groups.
     *
     * @param data times and events, without starts
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then, as {@link CoxModel#survival} gives it
     * @return the comparison
     */
    public static HorizonCalibration of(SurvivalTable data, double horizon, double[] survival) {
        return of(data, horizon, survival, 10);
    }

    /**
     * Compares chances to be still there with what happened.
     *
     * @param data times and events, without starts
     * @param horizon a time at which somebody is still watched
     * @param survival predicted chance of each row to be still there then
     * @param groups how many groups to make, at least 1; equal risks stay together, so there may be fewer
     * @return the comparison
     */
    public static HorizonCalibration of(SurvivalTable data, double horizon, double[] survival, int groups) {
        data.requireSingleCause();
        HorizonOutcomes.checked(data, survival);
        List<Integer> causes = data.causes();
        int cause = causes.isEmpty() ? 1 : causes.get(0);
        HorizonOutcomes outcomes = new HorizonOutcomes(CensoringWeights.of(data), cause, horizon);
        return new HorizonCalibration(
                outcomes,
                cause,
                HorizonOutcomes.risks(survival),
                ofSurvival(open(survival)),
                Check.atLeast("groups", groups, 1));
    }

    /**
     * Compares risks to leave for one of several causes with what happened.
     *
     * @param data times and events of several causes, without starts
     * @param cause the code of the cause
     * @param horizon a time at which somebody is still watched
     * @param incidence predicted risk of each row to have left for the cause by then
     * @param groups how many groups to make, at least 1
     * @return the comparison
     */
    public static HorizonCalibration ofCause(
            SurvivalTable data, int cause, double horizon, double[] incidence, int groups) {
        data.cause(cause);
        HorizonOutcomes.checked(data, incidence);
        HorizonOutcomes outcomes = new HorizonOutcomes(CensoringWeights.of(data), cause, horizon);
        return new HorizonCalibration(
                outcomes, cause, incidence, ofRisks(open(incidence)), Check.atLeast("groups", groups, 1));
    }

    private static double[] open(double[] chances) {
        for (int i = 0; i < chances.length; i++) {
            if (!(chances[i] > 0 && chances[i] < 1)) {
                throw new IllegalArgumentException(
                        "prediction, row " + i + ": must be above 0 and below 1 to be calibrated, got " + chances[i]);
            }
        }
        return chances;
    }

    static double[] ofSurvival(double[] survival) {
        return Arrays.stream(survival).map(s -> Math.log(-Math.log(s))).toArray();
    }

    static double[] ofRisks(double[] risks) {
        return Arrays.stream(risks).map(r -> Math.log(-Math.log1p(-r))).toArray();
    }

    private static CloglogRegression requireConverged(CloglogRegression fit) {
        if (!fit.converged()) {
            throw new FitException(
                    "the calibration has no finite estimate: predictions are all alike, or too far off to be put"
                            + " right by a line; judge more customers, or another horizon");
        }
        return fit;
    }

    /** Both who left and who stayed are needed, and not in perfect order, or the slope is infinite. */
    private static void requireOverlap(HorizonOutcomes outcomes, double[] risks) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < risks.length; i++) {
            if (outcomes.weight[i] > 0) {
                int side = outcomes.left[i] ? 1 : 0;
                low[side] = Math.min(low[side], risks[i]);
                high[side] = Math.max(high[side], risks[i]);
            }
        }
        if (low[1] > high[1] || low[0] > high[0]) {
            throw new FitException((low[1] > high[1] ? "nobody has" : "everybody has") + " left by " + outcomes.horizon
                    + ", so there is nothing to calibrate; take " + (low[1] > high[1] ? "a later" : "an earlier")
                    + " horizon");
        }
        if (Math.min(low[0], low[1]) == Math.max(high[0], high[1])) {
            throw new FitException("all predictions are " + risks[0]
                    + ", so there is no slope; compare the share that left with it by KaplanMeier");
        }
        if (high[0] <= low[1] || high[1] <= low[0]) {
            throw new FitException("the predictions order all who left by " + outcomes.horizon
                    + " and all who stayed without error, so the slope has no finite estimate; judge more customers");
        }
    }

    private static CalibrationEstimate estimate(SurvivalTable data, CloglogRegression fit, int j) {
        return new CalibrationEstimate(fit.estimates[j], RowInfluence.error(data, fit.influence()[j]));
    }

    private static double[][] covariance(SurvivalTable data, double[][] influence) {
        int p = influence.length;
        double[][] covariance = new double[p][p];
        for (int j = 0; j < p; j++) {
            double own = RowInfluence.error(data, influence[j]);
            covariance[j][j] = own * own;
            for (int k = 0; k < j; k++) {
                double[] both = new double[influence[j].length];
                for (int i = 0; i < both.length; i++) {
                    both[i] = influence[j][i] + influence[k][i];
                }
                double together = RowInfluence.error(data, both);
                double shared = (together * together - own * own - covariance[k][k]) / 2;
                covariance[j][k] = shared;
                covariance[k][j] = shared;
            }
        }
        return covariance;
    }

    /** Share that left, by the weights for censoring, over the mean of what was promised. */
    private static CalibrationEstimate ratio(HorizonOutcomes outcomes, double[] risks) {
        SurvivalTable data = outcomes.censoring.data;
        double total = outcomes.censoring.total;
        double expected = 0;
        double observed = 0;
        double[] parts = new double[risks.length];
        for (int i = 0; i < risks.length; i++) {
            expected += data.weight(i) * risks[i] / total;
            if (outcomes.left[i]) {
                observed += data.weight(i) * outcomes.weight[i] / total;
                parts[i] = 1 / total;
            }
        }
        double[] influence = outcomes.withCensoring(parts);
        double ratio = observed / expected;
        for (int i = 0; i < influence.length; i++) {
            influence[i] = (influence[i] - observed / total - ratio * (risks[i] - expected) / total) / expected;
        }
        return new CalibrationEstimate(ratio, RowInfluence.error(data, influence));
    }

    private static double quantile(SurvivalTable data, double[] values, double share, double total) {
        double sum = 0;
        int[] order = TimeOrder.ascending(values);
        for (int i : order) {
            sum += data.weight(i);
            if (sum >= share * total) {
                return values[i];
            }
        }
        return values[order[order.length - 1]];
    }

    private static double risk(double eta) {
        return -Math.expm1(-Math.exp(eta));
    }

    /** {@return what the predictions are for} */
    public double horizon() {
        return horizon;
    }

    /** {@return the groups, from the lowest predicted risk on; intervals of 95 %} */
    public List<CalibrationGroup> groups() {
        return groups;
    }

    /** {@return the share that left over the mean of the risks promised; 1 is right} */
    public CalibrationEstimate observedToExpected() {
        return ratio;
    }

    /** {@return by how much the log cumulative hazard of all is higher than promised, at slope 1; 0 is right} */
    public CalibrationEstimate inTheLarge() {
        return inTheLarge;
    }

    /** {@return the intercept beside {@link #slope}} */
    public CalibrationEstimate intercept() {
        return intercept;
    }

    /** {@return the slope of the true log cumulative hazard on the promised one; 1 is right} */
    public CalibrationEstimate slope() {
        return slope;
    }

    /** {@return the mean distance of promised and smoothed risks (ICI)} */
    public double integratedIndex() {
        return index;
    }

    /** {@return the distance of promised and smoothed risks that half of the rows have at most (E50)} */
    public double medianDistance() {
        return median;
    }

    /** {@return the distance of promised and smoothed risks that nine of ten rows have at most (E90)} */
    public double ninetiethDistance() {
        return ninth;
    }

    /**
     * What share of customers with a promised risk leaves, by the smooth curve.
     *
     * @param predicted above 0 and below 1
     * @return between 0 and 1
     */
    public double smoothed(double predicted) {
        return risk(CoxFit.dot(smooth, terms(predicted)));
    }

    /**
     * How sure {@link #smoothed} is: a normal interval on the scale of log(-log).
     *
     * @param predicted above 0 and below 1
     * @param confidence such as 0.95
     * @return the pointwise interval
     */
    public Interval smoothedInterval(double predicted, double confidence) {
        double[] terms = terms(predicted);
        double variance = 0;
        for (int j = 0; j < terms.length; j++) {
            variance += terms[j] * CoxFit.dot(smoothCovariance[j], terms);
        }
        double half = Distributions.normalTwoSided(Check.confidence(confidence)) * Math.sqrt(Math.max(0, variance));
        double eta = CoxFit.dot(smooth, terms);
        return new Interval(risk(eta - half), risk(eta + half), confidence);
    }

    private double[] terms(double predicted) {
        if (!(predicted > 0 && predicted < 1)) {
            throw new IllegalArgumentException("predicted must be above 0 and below 1, got " + predicted);
        }
        return spline.terms(Math.log(-Math.log1p(-predicted)));
    }

    @Override
    public String toString() {
        return "HorizonCalibration[horizon=" + horizon + ", observed/expected=" + ratio.value() + ", slope="
                + slope.value() + "]";
    }
}
