package io.clientele.optimization.experiment;

import java.util.Objects;

/**
 * Can the same experiment say more, by what was known of its units before? What the metric owes to a covariate from before the
 * start, usually the same metric in the weeks before, is taken off both variants; the difference stays the same on average and its
 * standard error shrinks by the square root of 1 - correlation².
 *
 * <p>The slope is taken over both variants together, as Deng and others do.
 *
 * <ul>
 *   <li>The covariate must be from before the start: one that the variant can move biases the difference.
 *   <li>A unit that was not seen before: give it the mean, or 0, in both variants alike.
 *   <li>A covariate that does not vary is refused.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Cuped less = Cuped.of(control, variant);
 * MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
 * double saved = less.varianceReduction();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2433396.2433413">Deng, Xu, Kohavi and Walker (2013)</a>
 */
public final class Cuped {

    private record Content(MetricSample control, MetricSample variant, double slope, double varianceReduction) {}

    private final Content c;

    private Cuped(Content c) {
        this.c = c;
    }

    /**
     * Takes off what the covariate explains.
     *
     * @param control values with the covariate beside them
     * @param variant values with the covariate beside them
     * @return the samples without it
     */
    public static Cuped of(MetricSample control, MetricSample variant) {
        MetricSample both = Objects.requireNonNull(control, "control").plus(variant);
        double spread = both.besideVariance();
        if (spread == 0) {
            throw new IllegalArgumentException(
                    "the covariate is always " + both.besideMean() + "; one that does not vary explains nothing");
        }
        double slope = both.covariance() / spread;
        MetricSample a = adjust(control, slope, both.besideMean());
        MetricSample b = adjust(variant, slope, both.besideMean());
        double before = control.variance() / control.count() + variant.variance() / variant.count();
        double after = a.variance() / a.count() + b.variance() / b.count();
        return new Cuped(new Content(a, b, slope, before == 0 ? 0 : 1 - after / before));
    }

    private static MetricSample adjust(MetricSample sample, double slope, double center) {
        double variance = sample.variance() - 2 * slope * sample.covariance() + slope * slope * sample.besideVariance();
        return sample.with(sample.mean() - slope * (sample.besideMean() - center), Math.max(0, variance));
    }

    /** {@return the control without what the covariate explains} */
    public MetricSample control() {
        return c.control;
    }

    /** {@return the variant without what the covariate explains} */
    public MetricSample variant() {
        return c.variant;
    }

    /** {@return by how much the metric rises with the covariate} */
    public double slope() {
        return c.slope;
    }

    /** {@return the share of the difference's variance that is gone: an experiment needs that much less traffic} */
    public double varianceReduction() {
        return c.varianceReduction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cuped that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "Cuped[slope=" + c.slope + ", varianceReduction=" + c.varianceReduction + "]";
    }
}
