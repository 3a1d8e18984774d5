package io.clientele.optimization.experiment.verdict;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.Cuped;
import io.clientele.optimization.experiment.DifferenceInterval;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.ProportionTest;
import io.clientele.optimization.experiment.SimultaneousIntervals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Effects of variants on a metric from their moments. */
final class Comparisons {

    private Comparisons() {}

    /** The effect of each variant, allowing for their number. */
    static List<Effect> primary(String metric, VariantData control, List<VariantData> variants, double confidence) {
        List<Effect> effects = new ArrayList<>();
        int m = variants.size();
        if (control.means().containsKey(metric)) {
            List<MeanComparison> comparisons = variants.stream()
                    .map(v -> mean(metric, control, v, confidence))
                    .toList();
            SimultaneousIntervals holm = SimultaneousIntervals.holm(confidence, comparisons);
            for (int i = 0; i < m; i++) {
                Effect one = described(metric, control, comparisons.get(i));
                double adjusted = holm.adjustedP().get(i);
                double logP = adjusted > 0 ? Math.log(adjusted) : one.logP() + Math.log(m);
                effects.add(m == 1 ? one : one.with(holm.intervals().get(i), logP, one.method() + ", Holm for " + m));
            }
            return effects;
        }
        for (VariantData v : variants) {
            Effect one = rate(metric, control, v, 1 - (1 - confidence) / m);
            double logP = Math.min(0, one.logP() + Math.log(m));
            Interval all = new Interval(one.interval().lower(), one.interval().upper(), confidence);
            effects.add(m == 1 ? one : one.with(all, logP, one.method() + ", Bonferroni for " + m));
        }
        return effects;
    }

    static Effect guardrail(String metric, VariantData control, VariantData variant, double confidence) {
        return control.means().containsKey(metric)
                ? described(metric, control, mean(metric, control, variant, confidence))
                : rate(metric, control, variant, confidence);
    }

    private static MeanComparison mean(String metric, VariantData control, VariantData variant, double confidence) {
        MetricSample a = named(control.means().get(metric), metric, control);
        MetricSample b = named(variant.means().get(metric), metric, variant);
        MeanTest test = MeanTest.create().withConfidence(confidence);
        if (a.hasBeside() && b.hasBeside()) {
            Cuped less = Cuped.of(a, b);
            return test.compare(less.control(), less.variant());
        }
        return test.compare(a, b);
    }

    private static Effect described(String metric, VariantData control, MeanComparison c) {
        Effect plain = Effect.of(metric, c);
        boolean cuped = named(control.means().get(metric), metric, control).hasBeside();
        return plain.with(plain.interval(), plain.logP(), plain.method() + (cuped ? ", after CUPED" : ""));
    }

    private static Effect rate(String metric, VariantData control, VariantData variant, double confidence) {
        Conversions a = named(control.rates().get(metric), metric, control);
        Conversions b = named(variant.rates().get(metric), metric, variant);
        return Effect.of(
                metric,
                ProportionTest.create()
                        .withConfidence(confidence)
                        .withInterval(DifferenceInterval.MIETTINEN_NURMINEN)
                        .compare(a, b));
    }

    private static <T> T named(@Nullable T data, String metric, VariantData variant) {
        if (data == null) {
            throw new IllegalArgumentException("variant '" + variant.name() + "' has no metric '" + metric
                    + "' of the same kind as the control; give every metric for every variant");
        }
        return data;
    }
}
