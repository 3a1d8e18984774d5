package io.clientele.prediction.evaluation;

import java.util.OptionalDouble;

/**
 * How well do scores tell customers of label 1 from those of label 0?
 *
 * <p>The area under the ROC curve: the chance that a random row of label 1 scores above a random one of label 0, equal scores
 * counting half. Its variance is that of DeLong, DeLong and Clarke-Pearson (1988), from midranks in one sorted pass (Sun and
 * Xu 2014, "Fast Implementation of DeLong's Algorithm").
 *
 * <ul>
 *   <li>All rows of one label: {@link io.clientele.core.FitException}.
 *   <li>A label with a total weight of 1 or less: no variance.
 *   <li>Every row of label 1 above (or below) every row of label 0: DeLong's variance is 0 and says nothing, so there is no
 *       interval.
 * </ul>
 *
 * <p>Time O(rows) beyond the sorting in {@link ScoredLabels}. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * RocAuc auc = RocAuc.of(ScoredLabels.of(bought, scores));
 * Metric withInterval = auc.metric(0.95);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong and Clarke-Pearson (1988)</a>
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu (2014)</a>
 */
public final class RocAuc {

    private static final String NAME = "ROC AUC";
    /** A standard error of 1e-12 is what rounding leaves of 0. */
    private static final double NOTHING = 1e-24;

    private record Content(double value, double variance, double positives, double negatives) {}

    private final Content c;

    private RocAuc(Content c) {
        this.c = c;
    }

    /**
     * Measures the area.
     *
     * @param data labels and scores of any kind
     * @return the area with its variance
     */
    public static RocAuc of(ScoredLabels data) {
        return of(ScoreGroups.of(data));
    }

    static RocAuc of(ScoreGroups groups) {
        double m = groups.allPositives;
        double n = groups.allNegatives;
        double pairs = 0;
        double below = n;
        for (int g = 0; g < groups.count; g++) {
            below -= groups.negatives[g];
            pairs += groups.positives[g] * (below + groups.negatives[g] / 2);
        }
        double value = pairs / (m * n);
        // placements: the share of the other label that a row beats
        double ofPositives = 0;
        double ofNegatives = 0;
        double above = 0;
        below = n;
        for (int g = 0; g < groups.count; g++) {
            double a = groups.positives[g];
            double b = groups.negatives[g];
            below -= b;
            double u = (below + b / 2) / n - value;
            double v = (above + a / 2) / m - value;
            ofPositives += a * u * u;
            ofNegatives += b * v * v;
            above += a;
        }
        double variance = m > 1 && n > 1 ? ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n : Double.NaN;
        return new RocAuc(new Content(value, variance, m, n));
    }

    /** {@return the area, between 0 and 1} */
    public double value() {
        return c.value;
    }

    /** {@return the Gini coefficient or accuracy ratio, {@code 2 * value - 1}} */
    public double gini() {
        return 2 * c.value - 1;
    }

    /** {@return DeLong's standard error; empty with a total weight of at most 1 of either label} */
    public OptionalDouble standardError() {
        return Double.isNaN(c.variance) ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(c.variance));
    }

    /**
     * The area with DeLong's interval: value plus or minus so many standard errors, cut off at 0 and 1.
     *
     * @param confidence such as 0.95
     * @return the metric
     */
    public Metric metric(double confidence) {
        String reason = whyNone();
        return reason.isEmpty()
                ? Metric.wald(NAME, c.value, Math.sqrt(c.variance), 0, 1, confidence, "DeLong")
                : Metric.without(NAME, c.value, reason);
    }

    /**
     * The area with DeLong's interval on the logit scale, which stays within (0, 1) and is better for areas near 1.
     *
     * @param confidence such as 0.95
     * @return the metric
     */
    public Metric logitMetric(double confidence) {
        String reason = whyNone();
        return reason.isEmpty()
                ? LogitScale.metric(NAME, c.value, Math.sqrt(c.variance), confidence, "DeLong on the logit scale")
                : Metric.without(NAME, c.value, reason);
    }

    Metric giniMetric(double confidence) {
        String reason = whyNone();
        return reason.isEmpty()
                ? Metric.wald("Gini", gini(), 2 * Math.sqrt(c.variance), -1, 1, confidence, "DeLong")
                : Metric.without("Gini", gini(), reason);
    }

    private String whyNone() {
        if (Double.isNaN(c.variance)) {
            return "no interval: DeLong's variance needs a total weight above 1 of each label, got " + c.positives
                    + " and " + c.negatives;
        }
        if (c.variance < NOTHING) {
            return "no interval: the labels are told apart without variation, so that DeLong's variance is 0 and says nothing";
        }
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RocAuc that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return NAME + " " + c.value + ", standard error " + Math.sqrt(c.variance);
    }
}
