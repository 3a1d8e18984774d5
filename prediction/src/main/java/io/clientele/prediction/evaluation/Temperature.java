package io.clientele.prediction.evaluation;

import io.clientele.core.FitReport;
import io.clientele.core.internal.kernel.VectorMath;

/**
 * The factor of the log-odds with the smallest log loss, against Platt's targets, which keep it finite. The loss is convex, so its
 * derivative has one root: Newton's steps inside a bracket that shrinks.
 */
final class Temperature {

    private static final int MOST = 200;

    private final ScoreGroups groups;
    private final double[] logit;
    /** Expected weight of label 1 by the targets. */
    private final double[] target;

    private Temperature(ScoreGroups groups) {
        this.groups = groups;
        logit = new double[groups.count];
        target = new double[groups.count];
        double one = (groups.allPositives + 1) / (groups.allPositives + 2);
        double zero = 1 / (groups.allNegatives + 2);
        for (int g = 0; g < logit.length; g++) {
            logit[g] = CalibrationModel.Kind.TEMPERATURE.term(1, groups.score[g]);
            target[g] = groups.positives[g] * one + groups.negatives[g] * zero;
        }
    }

    static CalibrationModel fit(ScoreGroups groups, int rows) {
        FitReport.Builder report = FitReport.builder().rows(rows);
        double slope = new Temperature(groups).slope(report);
        if (slope == 0) {
            report.warning("these scores do not tell label 1 from label 0 about one half, so everybody gets 0.5;"
                    + " use isotonic() or logOdds()");
        }
        return new CalibrationModel(
                CalibrationModel.Kind.TEMPERATURE,
                new double[] {0, slope, 0},
                new double[0],
                new double[0],
                report.build());
    }

    private double slope(FitReport.Builder report) {
        if (!(derivatives(0)[0] > 0)) {
            return 0;
        }
        double low = 0;
        double high = 1;
        while (derivatives(high)[0] > 0) {
            low = high;
            high *= 2;
        }
        double at = (low + high) / 2;
        for (int iteration = 1; iteration <= MOST; iteration++) {
            double[] d = derivatives(at);
            if (d[0] > 0) {
                low = at;
            } else {
                high = at;
            }
            double next = at + d[0] / d[1];
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            double change = Math.abs(next - at) / next;
            at = next;
            if (change < 1e-14) {
                report.iterations(iteration).change(change);
                return at;
            }
        }
        report.iterations(MOST).converged(false).warning("not converged; the slope is between " + low + " and " + high);
        return at;
    }

    /** Of the log-likelihood: the first, falling in the slope, and the second with its sign turned. */
    private double[] derivatives(double slope) {
        double first = 0;
        double second = 0;
        for (int g = 0; g < logit.length; g++) {
            double w = groups.positives[g] + groups.negatives[g];
            double p = VectorMath.sigmoid(slope * logit[g]);
            first += logit[g] * (target[g] - w * p);
            second += logit[g] * logit[g] * w * p * (1 - p);
        }
        return new double[] {first, second};
    }
}
