package io.clientele.attribution.shapley;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.PathTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Objects;

/**
 * What does each channel add to the conversion rate, when there are too many channels to try all their sets?
 *
 * <p>The rate game of {@link Shapley#rateGame} with random orders in which channels join, each taken forwards and backwards
 * (Castro, Gómez and Tejada 2009, "Polynomial calculation of the Shapley value based on sampling"; Lomeli, Rowland, Gretton and
 * Ghahramani 2019 for the pairs). The more orders, the closer to the exact values; standard errors say how close.
 *
 * <ul>
 *   <li>For any number of channels; up to 28, {@link Shapley#rateGame} is exact and as a rule faster.
 *   <li>The credits add up to the conversions whatever the number of orders.
 *   <li>Intervals by {@link io.clientele.attribution.Bootstrap} take other orders in every draw, so that they hold the error of the orders
 *       too; with few orders they are wider than need be.
 *   <li>A set of channels that no journey stays within is worth 0.
 * </ul>
 *
 * <p>Time O(orders · touches on distinct channels of distinct paths). The same bits for any number of threads. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * SampledCredits credits = SampledShapley.of(2_000).withSeed(42).fit(paths);
 * double off = credits.standardError("email");
 * }</pre>
 */
public final class SampledShapley implements Estimator<PathTable, SampledCredits>, AttributionMethod {

    private record Options(int orders, long seed) {}

    private final Options o;

    private SampledShapley(Options o) {
        this.o = o;
    }

    /**
     * A number of random orders, seed 0.
     *
     * @param orders at least 10, each taken forwards and backwards
     * @return the recipe
     */
    public static SampledShapley of(int orders) {
        return new SampledShapley(new Options(Check.atLeast("orders", orders, 10), 0));
    }

    /**
     * The same with another seed.
     *
     * @param seed any number
     * @return a new recipe
     */
    public SampledShapley withSeed(long seed) {
        return new SampledShapley(new Options(o.orders, seed));
    }

    @Override
    public String name() {
        return "shapley-rate";
    }

    @Override
    public Attribution attribute(PathTable paths, Execution execution) {
        return fit(paths, execution).attribution();
    }

    @Override
    public SampledShapley forDraw(int draw) {
        return withSeed(RandomStreams.stream(o.seed, "shapley.draw", draw).nextLong());
    }

    @Override
    public SampledCredits fit(PathTable paths, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Attribution.requireConversions(paths);
        return new RandomOrders(paths, o.orders, o.seed).credits(execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampledShapley that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SampledShapley[orders=" + o.orders + ", seed=" + o.seed + "]";
    }
}
