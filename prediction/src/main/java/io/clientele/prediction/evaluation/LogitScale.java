package io.clientele.prediction.evaluation;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/** Intervals of shares that are symmetric in log-odds. */
final class LogitScale {

    private LogitScale() {}

    /** For an estimate strictly between 0 and 1; the error on the logit scale by the delta method. */
    static Metric metric(String name, double estimate, double error, double confidence, String method) {
        double logit = logit(estimate);
        double half = Distributions.normalTwoSided(confidence) * error / (estimate * (1 - estimate));
        Interval interval =
                new Interval(VectorMath.sigmoid(logit - half), VectorMath.sigmoid(logit + half), confidence);
        return Metric.of(name, estimate, error, interval, method);
    }

    static double logit(double p) {
        return Math.log(p) - Math.log1p(-p);
    }
}
