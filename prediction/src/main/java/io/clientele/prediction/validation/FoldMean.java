package io.clientele.prediction.validation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import io.clientele.prediction.evaluation.Metric;

/** Means over folds with the corrected variance {@code (1/folds + test/training) s²} of Nadeau and Bengio (2003). */
final class FoldMean {

    private FoldMean() {}

    static Metric of(String name, double[] values, double ratio, double confidence) {
        Check.confidence(confidence);
        Moments moments = Moments.of(values);
        if (values.length == 1) {
            return Metric.without(name, moments.mean(), "no interval: one fold has no spread");
        }
        double error = Math.sqrt((1.0 / values.length + ratio) * moments.variance());
        double half = -Distributions.studentQuantile((1 - confidence) / 2, values.length - 1) * error;
        Interval interval = new Interval(moments.mean() - half, moments.mean() + half, confidence);
        return Metric.of(
                name,
                moments.mean(),
                error,
                interval,
                "mean of " + values.length + " folds, Student with the variance of Nadeau and Bengio");
    }
}
