package io.clientele.optimization.experiment;

import java.util.List;
import java.util.Objects;

/**
 * Can the same experiment say more, by the group (country, channel, segment) that each unit belonged to before? Variants are
 * compared within the groups, and the differences averaged by the groups' shares of all units.
 *
 * <p>What chance dealt unevenly between the groups no longer counts. The groups' shares are taken as given.
 *
 * <ul>
 *   <li>Groups must be from before the start.
 *   <li>Each needs two units in each variant; pool rare ones before.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * PostStratification less = PostStratification.of(controlByCountry, bannerByCountry);
 * MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/rssb.12003">Miratrix, Sekhon and Yu (2013), Adjusting treatment effect estimates by
 *     post-stratification in randomized experiments</a>
 */
public final class PostStratification {

    private final MetricSample control;
    private final MetricSample variant;
    private final double varianceReduction;

    private PostStratification(MetricSample control, MetricSample variant, double varianceReduction) {
        this.control = control;
        this.variant = variant;
        this.varianceReduction = varianceReduction;
    }

    /**
     * Compares within groups.
     *
     * @param controls the control's sample of each group
     * @param variants the variant's sample of each group, in the same order
     * @return samples to hand to {@link MeanTest}
     */
    public static PostStratification of(List<MetricSample> controls, List<MetricSample> variants) {
        if (controls.size() != variants.size() || controls.isEmpty()) {
            throw new IllegalArgumentException("both variants must have a sample for each group, got " + controls.size()
                    + " and " + variants.size());
        }
        double all = 0;
        MetricSample control = controls.get(0);
        MetricSample variant = variants.get(0);
        for (int g = 0; g < controls.size(); g++) {
            long least = Math.min(controls.get(g).count(), variants.get(g).count());
            if (least < 2) {
                throw new IllegalArgumentException("group " + g + " must have at least 2 units in each variant, got "
                        + controls.get(g).count() + " and " + variants.get(g).count() + "; pool rare groups before");
            }
            all += controls.get(g).count() + (double) variants.get(g).count();
            if (g > 0) {
                control = control.pooled(controls.get(g));
                variant = variant.pooled(variants.get(g));
            }
        }
        MetricSample a = averaged(control, controls, controls, variants, all);
        MetricSample b = averaged(variant, variants, controls, variants, all);
        double before = control.variance() / control.count() + variant.variance() / variant.count();
        double after = a.variance() / a.count() + b.variance() / b.count();
        return new PostStratification(a, b, before == 0 ? 0 : 1 - after / before);
    }

    private static MetricSample averaged(
            MetricSample whole,
            List<MetricSample> groups,
            List<MetricSample> controls,
            List<MetricSample> variants,
            double all) {
        double mean = 0;
        double variance = 0;
        for (int g = 0; g < groups.size(); g++) {
            double share = (controls.get(g).count() + (double) variants.get(g).count()) / all;
            mean += share * groups.get(g).mean();
            variance += share * share * groups.get(g).variance() / groups.get(g).count();
        }
        return whole.with(mean, variance * whole.count());
    }

    /** {@return the control, its groups weighted by their shares of all units} */
    public MetricSample control() {
        return control;
    }

    /** {@return the variant, its groups weighted by their shares of all units} */
    public MetricSample variant() {
        return variant;
    }

    /** {@return the share of the difference's variance that is gone: an experiment needs that much less traffic} */
    public double varianceReduction() {
        return varianceReduction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostStratification that
                && control.equals(that.control)
                && variant.equals(that.variant)
                && varianceReduction == that.varianceReduction;
    }

    @Override
    public int hashCode() {
        return Objects.hash(control, variant, varianceReduction);
    }

    @Override
    public String toString() {
        return "PostStratification[varianceReduction=" + varianceReduction + "]";
    }
}
