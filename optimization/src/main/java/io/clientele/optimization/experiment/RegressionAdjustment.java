package io.clientele.optimization.experiment;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Can the same experiment say more, by several things that were known of its units before? The metric is regressed on the covariates
 * within each variant, and the variants are compared at the mean covariates of all units (Lin's fully interacted regression).
 *
 * <p>The difference stays right on average whether or not the metric is linear in the covariates, and is never less precise than the
 * plain one when there are many units. From units ({@link CovariateSample}) the variances are MacKinnon and White's HC2, which hold for
 * unequal spreads. From sums alone ({@link CovariateMoments}), which servers and days can add up, the difference is the same to the last
 * digits, and the variances are those of ordinary least squares within each variant: because the variants are compared near their own mean
 * covariates, they too hold for unequal spreads when there are many units. With one covariate {@link Cuped} does nearly the same.
 *
 * <ul>
 *   <li>Covariates must be from before the start: one that the variant can move biases the difference.
 *   <li>A score of a model is a good covariate if the model has not seen the unit's own outcome (CUPAC with out-of-fold predictions).
 *   <li>A covariate that does not vary within a variant, or depends on those before it: from units refused, from sums left out of both
 *       variants and named by {@link #leftOut}.
 *   <li>The interval speaks of units like those in the experiment; their own mean covariates are taken as given.
 *   <li>Some dozens of units a covariate and variant are needed; {@link #varianceReduction} may be negative with fewer.
 * </ul>
 *
 * <p>Time O(units · covariates²), from sums O(covariates⁴). Immutable and thread-safe.
 *
 * <pre>{@code
 * RegressionAdjustment less = RegressionAdjustment.of(
 *         CovariateSample.of("control", spend, spendBefore, visitsBefore),
 *         CovariateSample.of("banner", bannerSpend, bannerSpendBefore, bannerVisitsBefore));
 * MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/12-AOAS583">Lin (2013), Agnostic notes on regression adjustments to experimental data</a>
 */
public final class RegressionAdjustment {

    private final MetricSample control;
    private final MetricSample variant;
    private final double varianceReduction;
    private final List<String> leftOut;

    private RegressionAdjustment(
            MetricSample control, MetricSample variant, double varianceReduction, List<String> leftOut) {
        this.control = control;
        this.variant = variant;
        this.varianceReduction = varianceReduction;
        this.leftOut = leftOut;
    }

    /**
     * Takes off what the covariates explain.
     *
     * @param control what there was before
     * @param variant what is new, with the same covariates in the same order
     * @return samples to hand to {@link MeanTest}
     */
    public static RegressionAdjustment of(CovariateSample control, CovariateSample variant) {
        if (Objects.requireNonNull(control, "control").covariates() != variant.covariates()) {
            throw new IllegalArgumentException("both variants must have the same covariates, got "
                    + control.covariates() + " and " + variant.covariates());
        }
        AdjustedArm a = new AdjustedArm(control);
        AdjustedArm b = new AdjustedArm(variant);
        double m = control.count();
        double n = variant.count();
        double[] center = a.mean();
        double[] other = b.mean();
        for (int j = 0; j < center.length; j++) {
            center[j] = (m * center[j] + n * other[j]) / (m + n);
        }
        double va = a.varianceAt(center);
        double vb = b.varianceAt(center);
        double before = a.plainVariance() + b.plainVariance();
        return new RegressionAdjustment(
                sample(control, a.at(center), va * m),
                sample(variant, b.at(center), vb * n),
                before == 0 ? 0 : 1 - (va + vb) / before,
                List.of());
    }

    /**
     * Takes off what the covariates explain, from sums alone.
     *
     * @param control what there was before
     * @param variant what is new, with the same covariates in the same order
     * @return samples to hand to {@link MeanTest}
     */
    public static RegressionAdjustment of(CovariateMoments control, CovariateMoments variant) {
        Objects.requireNonNull(control, "control").requireAlike(variant);
        MetricSample a = control.metric();
        MetricSample b = variant.metric();
        double before = a.variance() / a.count() + b.variance() / b.count();
        List<Integer> used = SummedArm.usable(control, variant);
        SummedArm ofA = SummedArm.of(control, used);
        SummedArm ofB = SummedArm.of(variant, used);
        double[] center = new double[used.size()];
        double share = (double) a.count() / ((double) a.count() + b.count());
        for (int i = 0; i < center.length; i++) {
            center[i] = share * ofA.mean(i) + (1 - share) * ofB.mean(i);
        }
        double va = ofA.varianceAt(center);
        double vb = ofB.varianceAt(center);
        return new RegressionAdjustment(
                a.with(ofA.at(center), va * a.count()),
                b.with(ofB.at(center), vb * b.count()),
                before == 0 ? 0 : 1 - (va + vb) / before,
                IntStream.rangeClosed(1, control.covariates().size())
                        .filter(j -> !used.contains(j))
                        .mapToObj(j -> control.covariates().get(j - 1))
                        .toList());
    }

    private static MetricSample sample(CovariateSample from, double mean, double variance) {
        double[] values = new double[from.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.value(i);
        }
        return MetricSample.of(from.variant(), values).with(mean, variance);
    }

    /** {@return the control at the mean covariates of all units} */
    public MetricSample control() {
        return control;
    }

    /** {@return the variant at the mean covariates of all units} */
    public MetricSample variant() {
        return variant;
    }

    /** {@return the share of the difference's variance that is gone: an experiment needs that much less traffic} */
    public double varianceReduction() {
        return varianceReduction;
    }

    /** {@return the covariates that do not vary or depend on those before them, and were not used; empty if made from units} */
    public List<String> leftOut() {
        return leftOut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegressionAdjustment that
                && control.equals(that.control)
                && variant.equals(that.variant)
                && varianceReduction == that.varianceReduction
                && leftOut.equals(that.leftOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(control, variant, varianceReduction);
    }

    @Override
    public String toString() {
        return "RegressionAdjustment[varianceReduction=" + varianceReduction
                + (leftOut.isEmpty() ? "" : ", left out " + leftOut) + "]";
    }
}
