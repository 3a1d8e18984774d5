package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * For whom does a variant work, and does it work differently at all?
 *
 * <p>The effect of each segment by its own units, without borrowing from others; Welch's version of Cochran's Q asks whether effects
 * differ; p-values are corrected for their number, by the false discovery rate unless told otherwise; and simultaneous intervals
 * (Šidák 1967, for independent estimates) let one speak of the best segment without the luck of having been picked.
 *
 * <ul>
 *   <li>Segments must share no unit, and be known before the start: one that the variant can move compares different people.
 *   <li>Look at {@link SegmentResult#interaction} first: if effects do not differ, the overall effect is the better guess for all.
 *   <li>A segment in which nothing varies has no standard error: means are refused; rates of 0 or 1 in both variants get p = 1 and take
 *       no part in the interaction.
 *   <li>Rates use {@link ProportionTest}'s p and intervals, means {@link MeanTest}'s.
 * </ul>
 *
 * <p>Time O(segments · log segments). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SegmentResult result = SegmentTest.create().means(List.of("new", "old"), controls, variants);
 * boolean differ = result.interaction().p() <= 0.05;
 * List<SegmentEffect> found = result.discoveries(0.05);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/38.3-4.330">Welch (1951), On the comparison of several mean values</a>
 */
public final class SegmentTest {

    private record Options(double confidence, MultipleTesting adjustment) {}

    /** An effect with what the interaction needs; the name and the adjusted p come when all are known. */
    private record Estimate(SegmentEffect effect, double degrees) {}

    private final Options o;

    private SegmentTest(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, Benjamini and Hochberg's correction} */
    public static SegmentTest create() {
        return new SegmentTest(new Options(0.95, MultipleTesting.BENJAMINI_HOCHBERG));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public SegmentTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new SegmentTest(new Options(confidence, o.adjustment));
    }

    /**
     * The same with another correction for the number of segments.
     *
     * @param adjustment such as {@link MultipleTesting#HOLM}
     * @return the test
     */
    public SegmentTest withAdjustment(MultipleTesting adjustment) {
        return new SegmentTest(new Options(o.confidence, Objects.requireNonNull(adjustment, "adjustment")));
    }

    /**
     * Compares means.
     *
     * @param segments names, two or more, all different
     * @param controls the control's sample of each segment
     * @param variants the variant's sample of each segment
     * @return effects and their interaction
     */
    public SegmentResult means(List<String> segments, List<MetricSample> controls, List<MetricSample> variants) {
        double together = together(segments, controls, variants);
        return result(segments, controls, variants, (control, variant) -> {
            MeanComparison alone =
                    MeanTest.create().withConfidence(o.confidence).compare(control, variant);
            MeanComparison all = MeanTest.create().withConfidence(together).compare(control, variant);
            return new Estimate(
                    new SegmentEffect(
                            "",
                            control.count() + variant.count(),
                            alone.difference(),
                            alone.standardError(),
                            alone.interval(),
                            all.interval(),
                            alone.p(),
                            1,
                            alone.logP(),
                            0),
                    alone.degreesOfFreedom());
        });
    }

    /**
     * Compares rates.
     *
     * @param segments names, two or more, all different
     * @param controls the control's counts in each segment
     * @param variants the variant's counts in each segment
     * @return effects and their interaction
     */
    public SegmentResult rates(List<String> segments, List<Conversions> controls, List<Conversions> variants) {
        double together = together(segments, controls, variants);
        return result(segments, controls, variants, (control, variant) -> {
            ProportionComparison alone =
                    ProportionTest.create().withConfidence(o.confidence).compare(control, variant);
            ProportionComparison all =
                    ProportionTest.create().withConfidence(together).compare(control, variant);
            double a = variance(control);
            double b = variance(variant);
            double sum = a + b;
            double degrees = sum * sum / (part(a, control) + part(b, variant));
            return new Estimate(
                    new SegmentEffect(
                            "",
                            Math.addExact(control.trials(), variant.trials()),
                            alone.difference(),
                            Math.sqrt(sum),
                            alone.interval(),
                            all.interval(),
                            alone.p(),
                            1,
                            alone.logP(),
                            0),
                    degrees);
        });
    }

    /** Of the rate, as of a mean of zeros and ones. */
    private static double variance(Conversions c) {
        return c.rate() * (1 - c.rate()) / Math.max(1, c.trials() - 1.0);
    }

    private static double part(double variance, Conversions c) {
        return variance == 0 ? 0 : variance * variance / (c.trials() - 1.0);
    }

    /** The confidence of each of independent intervals that makes that of all together. */
    private double together(List<String> segments, List<?> controls, List<?> variants) {
        if (segments.size() < 2) {
            throw new IllegalArgumentException("segments must be two or more, got " + segments);
        }
        if (segments.stream().distinct().count() < segments.size()) {
            throw new IllegalArgumentException("segments must differ, got " + segments);
        }
        Check.length("controls", controls.size(), segments.size(), "one for each segment");
        Check.length("variants", variants.size(), segments.size(), "one for each segment");
        return Math.pow(o.confidence, 1.0 / segments.size());
    }

    private <T> SegmentResult result(
            List<String> segments, List<T> controls, List<T> variants, BiFunction<T, T, Estimate> compare) {
        List<Estimate> raw = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            try {
                raw.add(compare.apply(controls.get(i), variants.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("segment '" + segments.get(i) + "': " + e.getMessage(), e);
            }
        }
        double[] adjusted =
                o.adjustment.adjust(raw.stream().mapToDouble(e -> e.effect.p()).toArray());
        double[] logarithms = o.adjustment.adjustLogs(
                raw.stream().mapToDouble(e -> e.effect.logP()).toArray());
        List<SegmentEffect> effects = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            SegmentEffect e = raw.get(i).effect;
            effects.add(new SegmentEffect(
                    segments.get(i),
                    e.units(),
                    e.difference(),
                    e.standardError(),
                    e.interval(),
                    e.simultaneous(),
                    e.p(),
                    adjusted[i],
                    e.logP(),
                    logarithms[i]));
        }
        List<Estimate> varying =
                raw.stream().filter(e -> e.effect.standardError() > 0).toList();
        if (varying.size() < 2) {
            throw new IllegalArgumentException(
                    "the metric varies in fewer than two segments; there is nothing to compare between them");
        }
        return new SegmentResult(
                List.copyOf(effects),
                Interaction.of(
                        varying.stream().mapToDouble(e -> e.effect.difference()).toArray(),
                        varying.stream()
                                .mapToDouble(e -> Math.pow(e.effect.standardError(), 2))
                                .toArray(),
                        varying.stream().mapToDouble(Estimate::degrees).toArray()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SegmentTest" + o.toString().substring("Options".length());
    }
}
