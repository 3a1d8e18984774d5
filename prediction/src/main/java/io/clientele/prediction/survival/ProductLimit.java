package io.clientele.prediction.survival;

import io.clientele.core.stats.Distributions;

/**
 * The product-limit estimate of one group: survival, cumulative hazard, their errors and intervals at every time. For any rows;
 * {@link PlainLimit} is faster where they allow it.
 */
final class ProductLimit {

    private ProductLimit() {}

    static SurvivalCurve curve(String group, RiskSets sets, SurvivalTable table, KaplanMeier.Options o) {
        int k = sets.times.length;
        double[] survival = new double[k];
        double[] logVariance = new double[k];
        double[] hazard = new double[k];
        double[] hazardVariance = new double[k];
        double[] step = new double[k];
        double[] hazardStep = new double[k];
        double s = 1;
        double h = 0;
        for (int i = 0; i < k; i++) {
            double n = sets.atRisk[i];
            double d = sets.events[i];
            if (sets.eventMembers[i] > 0) {
                boolean everybody = sets.eventMembers[i] == sets.members[i];
                s = everybody ? 0 : s * ((n - d) / n);
                step[i] = everybody ? Double.POSITIVE_INFINITY : d / (n * (n - d));
                h += d / n;
                hazardStep[i] = d / (n * n);
            }
            survival[i] = s;
            hazard[i] = h;
        }
        if (o.errors() == CurveErrors.GREENWOOD) {
            accumulate(step, logVariance);
            accumulate(hazardStep, hazardVariance);
        } else {
            logVariance = robust(sets, table, step);
            hazardVariance = robustHazard(sets, table, hazardStep);
        }
        double[] logError = new double[k];
        double[] hazardError = new double[k];
        for (int i = 0; i < k; i++) {
            // once everybody has left with an event, nothing tells how sure that is
            logError[i] = survival[i] == 0 ? Double.NaN : Math.sqrt(logVariance[i]);
            hazardError[i] = Math.sqrt(hazardVariance[i]);
        }
        return SurvivalCurve.of(
                group,
                new CurveCounts(sets.times, sets.atRisk, sets.events, sets.censored, sets.total, sets.members),
                survival,
                logError,
                hazard,
                hazardError,
                o.interval(),
                o.confidence(),
                Distributions.normalTwoSided(o.confidence()));
    }

    private static void accumulate(double[] step, double[] sum) {
        double v = 0;
        for (int i = 0; i < step.length; i++) {
            v += step[i];
            sum[i] = v;
        }
    }

    /** Influence on log S: d/(n(n-d)) for being at risk, -1/(n-d) for leaving with the event. */
    private static double[] robust(RiskSets sets, SurvivalTable table, double[] greenwoodStep) {
        double[] step = greenwoodStep.clone();
        double[] jump = new double[step.length];
        for (int i = 0; i < step.length; i++) {
            if (Double.isInfinite(step[i])) {
                step[i] = 0; // S is 0 from here on and has no error anyway
            } else {
                jump[i] = -1 / (sets.atRisk[i] - sets.events[i]);
            }
        }
        return RobustCurve.variances(sets, table, step, jump);
    }

    /** Influence on the cumulative hazard: -d/n² for being at risk, 1/n for leaving with the event. */
    private static double[] robustHazard(RiskSets sets, SurvivalTable table, double[] squaredStep) {
        double[] step = new double[squaredStep.length];
        double[] jump = new double[squaredStep.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = -squaredStep[i];
            jump[i] = 1 / sets.atRisk[i];
        }
        return RobustCurve.variances(sets, table, step, jump);
    }
}
