package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Objects;

/**
 * Is the mean of a metric (spend, orders, minutes) another under a variant than under the control, by how much, and how sure is
 * that?
 *
 * <p>A test at a fixed horizon: decide on the number of units before the start and look once.
 *
 * <ul>
 *   <li>Spend that is mostly zero is fine from some hundred units on: with 500 a variant, 3 % buyers and lognormal orders, 3.3 % of
 *       20,000 experiments without an effect gave p below 0.05. The interval of the relative lift is Fieller's, which missed 0 in
 *       3.2 % of them; the usual delta method missed it in 13.9 %.
 *   <li>The control's mean is not clearly different from 0: the relative lift's interval is the whole line.
 *   <li>Nothing varies in either variant, or a variant has fewer than two units: refused, there is no standard error.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * MeanComparison c = MeanTest.create().compare(control, variant);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947)</a>
 */
public final class MeanTest {

    private record Options(double confidence, MeanMethod method) {}

    private final Options o;

    private MeanTest(Options o) {
        this.o = o;
    }

    /** {@return Welch's test with intervals at 95 %} */
    public static MeanTest create() {
        return new MeanTest(new Options(0.95, MeanMethod.WELCH));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public MeanTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new MeanTest(new Options(confidence, o.method));
    }

    /**
     * The same with another distribution.
     *
     * @param method of the test
     * @return the test
     */
    public MeanTest withMethod(MeanMethod method) {
        return new MeanTest(new Options(o.confidence, Objects.requireNonNull(method, "method")));
    }

    /**
     * Compares one variant with the control.
     *
     * @param control what there was before; two or more units
     * @param variant what is new; two or more units
     * @return difference and lift, with intervals, and p
     */
    public MeanComparison compare(MetricSample control, MetricSample variant) {
        double m = control.count();
        double n = variant.count();
        double va = control.variance() / m;
        double vb = variant.variance() / n;
        if (va == 0 && vb == 0) {
            throw new IllegalArgumentException("the metric does not vary: '" + control.variant() + "' is always "
                    + control.mean() + " and '" + variant.variant() + "' always " + variant.mean()
                    + "; there is no standard error to compare with");
        }
        double degrees = Double.POSITIVE_INFINITY;
        if (o.method == MeanMethod.STUDENT) {
            double pooled = ((m - 1) * control.variance() + (n - 1) * variant.variance()) / (m + n - 2);
            va = pooled / m;
            vb = pooled / n;
            degrees = m + n - 2;
        } else if (o.method == MeanMethod.WELCH) {
            double total = va + vb;
            double a = va / total;
            double b = vb / total;
            degrees = 1 / (a * a / (m - 1) + b * b / (n - 1));
        }
        double error = Math.sqrt(va + vb);
        double difference = variant.mean() - control.mean();
        double t = difference / error;
        boolean normal = Double.isInfinite(degrees);
        double p = 2
                * (normal
                        ? Distributions.normalSurvival(Math.abs(t))
                        : Distributions.studentSurvival(Math.abs(t), degrees));
        double quantile = normal
                ? Distributions.normalTwoSided(o.confidence)
                : -Distributions.studentQuantile((1 - o.confidence) / 2, degrees);
        Interval interval = new Interval(difference - quantile * error, difference + quantile * error, o.confidence);
        Interval lift =
                Fieller.lift(control.mean(), va, variant.mean(), vb, quantile, o.confidence, Double.NEGATIVE_INFINITY);
        return new MeanComparison(
                new MeanComparison.Content(control, variant, error, degrees, interval, lift, Math.min(1, p)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "MeanTest" + o.toString().substring("Options".length());
    }
}
