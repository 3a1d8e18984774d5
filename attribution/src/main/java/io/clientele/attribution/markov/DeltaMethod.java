package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;

/**
 * How sure are the removal effects of a chain of order 1, without repeating the fit?
 *
 * <p>Removal effects are smooth functions of how often each step was taken, and their derivatives are known in closed form once the chain is
 * solved. So the change that each customer's journeys make is known, and their squares add up to the variance (the delta method, with a robust
 * sum of squares: Huber 1967, clustered by customer as in Liang and Zeger 1986). It does not suppose that customers really
 * move by a chain. Intervals are normal (Wald), cut at what is possible.
 *
 * <ul>
 *   <li>From journeys the customer is the unit; from a table of paths every journey is, and conversions of a path are taken to be
 *       worth their average, which makes intervals of value too narrow where orders on the same path differ much.
 *   <li>A bootstrap of the same journeys agrees as these grow many. For a channel with a handful of conversions prefer the bootstrap: the Wald interval is
 *       symmetric and the truth is not.
 *   <li>An effect of exactly 0 or 1 has an interval of width 0: no journey says otherwise.
 *   <li>Orders above 1, back-off and more than 4,096 channels: refused; use a bootstrap.
 * </ul>
 *
 * <p>Time O(n<sup>3</sup> + n · (transitions + touches)) for n channels: that of a few dozen fits. Immutable and thread-safe.
 *
 * <pre>{@code
 * MarkovIntervals sure = DeltaMethod.create().intervals(Markov.ofOrder(1), journeys, Execution.sequential());
 * Interval lost = sure.removalEffect("email");
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/73.1.13">Liang and Zeger (1986), Longitudinal data analysis using generalized linear
 *     models</a>
 */
public final class DeltaMethod {

    private static final int MOST_CHANNELS = 4096;

    private final double confidence;

    private DeltaMethod(double confidence) {
        this.confidence = confidence;
    }

    /** {@return intervals at 95 % confidence} */
    public static DeltaMethod create() {
        return new DeltaMethod(0.95);
    }

    /**
     * The same at another confidence.
     *
     * @param level above 0 and below 1
     * @return a new recipe
     */
    public DeltaMethod withConfidence(double level) {
        return new DeltaMethod(Check.confidence(level));
    }

    /**
     * A chain with its intervals, where customers may have several journeys.
     *
     * @param recipe of order 1
     * @param journeys with at least one conversion
     * @param execution how to run
     * @return the model and its intervals
     */
    public MarkovIntervals intervals(Markov recipe, JourneyTable journeys, Execution execution) {
        return intervals(recipe, JourneyUnits.byCustomer(journeys), execution);
    }

    /**
     * A chain with its intervals, where each journey is another customer's.
     *
     * @param recipe of order 1
     * @param paths with at least one conversion
     * @param execution how to run
     * @return the model and its intervals
     */
    public MarkovIntervals intervals(Markov recipe, PathTable paths, Execution execution) {
        return intervals(recipe, JourneyUnits.independent(paths), execution);
    }

    private MarkovIntervals intervals(Markov recipe, JourneyUnits units, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        recipe.requireSmooth();
        int channels = units.paths.channels().size();
        Check.atMost("channels", channels, MOST_CHANNELS, "what the delta method takes");
        MarkovModel model = recipe.fit(units.paths, execution);
        Chain chain = recipe.count(units.paths, execution);
        DirectSolution solution = DirectSolution.of(chain, execution);
        StandardErrors conversions = new StandardErrors(units, chain, solution, model, recipe.countsNulls(), false);
        StandardErrors value = new StandardErrors(units, chain, solution, model, recipe.countsNulls(), true);
        Chunks.tasks(channels, execution, c -> {
            conversions.of(c);
            value.of(c);
        });
        return MarkovIntervals.of(model, conversions, value, confidence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeltaMethod that && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(confidence);
    }

    @Override
    public String toString() {
        return "DeltaMethod[confidence=" + confidence + "]";
    }
}
