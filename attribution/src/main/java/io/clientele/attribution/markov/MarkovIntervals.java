package io.clientele.attribution.markov;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * A Markov chain with intervals of its removal effects and of its credits, by {@link Markov#intervals} or {@link DeltaMethod}.
 * Immutable, thread-safe, equal by value.
 */
public final class MarkovIntervals {

    private final MarkovModel model;
    private final AttributionIntervals credits;
    /** Removal effects in the place of conversions, those on value in the place of value. */
    private final AttributionIntervals effects;

    MarkovIntervals(MarkovModel model, AttributionIntervals credits, AttributionIntervals effects) {
        this.model = model;
        this.credits = credits;
        this.effects = effects;
    }

    /** Removal effects, so that they can be drawn and sorted like credits. */
    static Attribution effects(MarkovModel model) {
        return Attribution.of(
                "removal effect",
                model.channels(),
                model.removalEffects(),
                model.valueRemovalEffects(),
                model.report());
    }

    static MarkovIntervals of(MarkovModel model, StandardErrors conversions, StandardErrors value, double confidence) {
        Attribution credited = model.attribution();
        Attribution effects = effects(model);
        double none = Double.POSITIVE_INFINITY;
        return new MarkovIntervals(
                model,
                AttributionIntervals.of(
                        credited,
                        wald(credited.conversions(), conversions.credit, none, confidence),
                        wald(credited.value(), value.credit, none, confidence),
                        conversions.credit),
                AttributionIntervals.of(
                        effects,
                        wald(effects.conversions(), conversions.effect, 1, confidence),
                        wald(effects.value(), value.effect, 1, confidence),
                        conversions.effect));
    }

    private static List<Interval> wald(double[] estimates, double[] errors, double largest, double confidence) {
        double z = Distributions.normalTwoSided(confidence);
        List<Interval> intervals = new ArrayList<>();
        for (int c = 0; c < estimates.length; c++) {
            double reach = z * errors[c];
            double lower = Math.max(0, estimates[c] - reach);
            intervals.add(new Interval(lower, Math.max(lower, Math.min(largest, estimates[c] + reach)), confidence));
        }
        return List.copyOf(intervals);
    }

    /** {@return the chain of what was seen} */
    public MarkovModel model() {
        return model;
    }

    /** {@return the credits with their intervals} */
    public AttributionIntervals credits() {
        return credits;
    }

    /**
     * The interval of the share of conversions lost without a channel.
     *
     * @param channel its name
     * @return within 0 and 1
     */
    public Interval removalEffect(String channel) {
        return effects.conversions(channel);
    }

    /**
     * The interval of the share of value lost without a channel.
     *
     * @param channel its name
     * @return within 0 and 1
     */
    public Interval valueRemovalEffect(String channel) {
        return effects.value(channel);
    }

    /**
     * The standard error of the share of conversions lost without a channel.
     *
     * @param channel its name
     * @return at least 0
     */
    public double removalStandardError(String channel) {
        return effects.standardError(channel);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkovIntervals that
                && model.equals(that.model)
                && credits.equals(that.credits)
                && effects.equals(that.effects);
    }

    @Override
    public int hashCode() {
        return 31 * credits.hashCode() + effects.hashCode();
    }

    @Override
    public String toString() {
        return "MarkovIntervals[order " + model.order() + ", "
                + model.channels().size() + " channels]";
    }
}
