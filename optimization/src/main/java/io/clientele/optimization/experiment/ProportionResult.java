package io.clientele.optimization.experiment;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.List;

/** All variants of an experiment beside its control. Immutable and thread-safe; equal by value. */
public final class ProportionResult {

    private record Content(
            double confidence, List<Conversions> variants, List<ProportionComparison> comparisons, SampleRatio ratio) {}

    private final Content c;

    ProportionResult(
            double confidence, List<Conversions> variants, List<ProportionComparison> comparisons, SampleRatio ratio) {
        c = new Content(confidence, variants, comparisons, ratio);
    }

    /** {@return the counts, the control's first} */
    public List<Conversions> variants() {
        return c.variants;
    }

    /**
     * Wilson's interval of a variant's rate, with the confidence of the test.
     *
     * @param variant position in {@link #variants}
     * @return the interval
     */
    public Interval rateInterval(int variant) {
        return c.variants.get(variant).interval(c.confidence);
    }

    /** {@return every variant but the control, compared with it} */
    public List<ProportionComparison> comparisons() {
        return c.comparisons;
    }

    /**
     * The p-values of {@link #comparisons} adjusted for their number.
     *
     * @param rule such as {@link MultipleTesting#HOLM}
     * @return adjusted p-values, in the order of the comparisons
     */
    public double[] adjustedP(MultipleTesting rule) {
        return rule.adjust(
                c.comparisons.stream().mapToDouble(ProportionComparison::p).toArray());
    }

    /**
     * The natural logarithms of {@link #adjustedP}, also where p-values are too small for a double.
     *
     * @param rule such as {@link MultipleTesting#HOLM}
     * @return logarithms, in the order of the comparisons
     */
    public double[] adjustedLogP(MultipleTesting rule) {
        return rule.adjustLogs(
                c.comparisons.stream().mapToDouble(ProportionComparison::logP).toArray());
    }

    /** {@return the p-value of "all rates are equal": Pearson's chi-square over all variants; 1 when nothing varies} */
    public double overallP() {
        return Distributions.chiSquaredSurvival(chiSquare(), c.variants.size() - 1);
    }

    /** {@return the natural logarithm of {@link #overallP}, also where that is too small for a double} */
    public double overallLogP() {
        return Distributions.chiSquaredLogSurvival(chiSquare(), c.variants.size() - 1);
    }

    private double chiSquare() {
        double trials = 0;
        double successes = 0;
        for (Conversions one : c.variants) {
            trials += one.trials();
            successes += one.successes();
        }
        double rate = successes / trials;
        if (rate == 0 || rate == 1) {
            return 0;
        }
        double sum = 0;
        for (Conversions one : c.variants) {
            double away = one.rate() - rate;
            sum += one.trials() * (away * away / (rate * (1 - rate)));
        }
        return sum;
    }

    /** {@return whether the variants got the units they were to get; look at it first} */
    public SampleRatio sampleRatio() {
        return c.ratio;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProportionResult that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ProportionResult" + c.comparisons + ", sample ratio p " + c.ratio.p();
    }
}
