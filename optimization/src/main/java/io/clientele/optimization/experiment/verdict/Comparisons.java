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
import java.util.function.DoubleFunction;
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
                double logP = holm.adjustedLogP().get(i);
                if (m > 1) {
                    VariantData v = variants.get(i);
                    one = one.with(holm.intervals().get(i), logP, one.method() + ", Holm for " + m)
                            .withLift(lift(holm.intervals(), i, level -> mean(metric, control, v, level)));
                }
                effects.add(one);
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

    /** Holm's rule on the scale of the lift, as on that of the difference, with Fieller's ends; lift and difference have one sign. */
    private static Interval lift(List<Interval> differences, int i, DoubleFunction<MeanComparison> comparison) {
        double confidence = differences.get(i).confidence();
        Interval all = at(differences.size(), confidence, comparison);
        if (!(comparison.apply(confidence).control().mean() > 0)) {
            return new Interval(all.lower(), all.upper(), confidence);
        }
        double low = differences.get(i).lower();
        double high = differences.get(i).upper();
        if (low < 0) {
            low = at(differences.stream().filter(d -> d.lower() < 0).count(), confidence, comparison)
                    .lower();
        } else if (low > 0) {
            low = Math.max(0, all.lower());
        }
        if (high > 0) {
            high = at(differences.stream().filter(d -> d.upper() > 0).count(), confidence, comparison)
                    .upper();
        } else if (high < 0) {
            high = Math.min(0, all.upper());
        }
        return new Interval(low, high, confidence);
    }

    private static Interval at(long open, double confidence, DoubleFunction<MeanComparison> comparison) {
        return comparison.apply(1 - (1 - confidence) / open).relativeLiftInterval();
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
