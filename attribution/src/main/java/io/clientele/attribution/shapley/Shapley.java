package io.clientele.attribution.shapley;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What does each channel add, on average over all orders in which channels could join?
 *
 * <p>The Shapley value (Shapley 1953, "A Value for n-Person Games") of a game among the channels. Two games:
 *
 * <ul>
 *   <li>{@link #countGame}, the default choice: a set of channels is worth the conversions of the journeys that touch no other
 *       channel. The value is exact for any number of channels in one pass, because it comes to an even split of every
 *       conversion among the distinct channels of its path.
 *   <li>{@link #rateGame}: a set is worth the conversion rate of these journeys. Every set counts alike, however few
 *       journeys it has, so rates of tiny sets decide: on a real table of 19,785 conversions a channel with 2 of them gets 11 % of
 *       the credit. Use it with {@link #withMinimumSupport} or {@link #withShrinkage}, and look at intervals. Credits can be
 *       negative. Exact up to 28 channels; more are refused, see {@link SampledShapley}.
 * </ul>
 *
 * <ul>
 *   <li>A set that no journey, or too few, stays within is worth 0.
 *   <li>Credits are scaled so that they add up to the conversions; value is shared by the game of value per journey.
 *   <li>A table without conversions is refused.
 * </ul>
 *
 * <p>Count game: time O(touches). Rate game: time O(n 2<sup>n</sup>) for n channels, memory a few megabytes a thread. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Attribution credits = Shapley.countGame().attribute(paths);
 * Attribution rates = Shapley.rateGame().withMinimumSupport(30).attribute(paths);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1804.05327">Zhao, Mahboobi and Bagheri (2018), Shapley value methods for attribution
 *     modeling in online advertising</a>
 */
public final class Shapley implements Estimator<PathTable, Attribution>, AttributionMethod {

    private record Options(boolean rate, long minimumSupport, double shrinkage) {}

    private final Options o;

    private Shapley(Options o) {
        this.o = o;
    }

    /** {@return the game of conversion counts} */
    public static Shapley countGame() {
        return new Shapley(new Options(false, 1, 0));
    }

    /** {@return the game of conversion rates, without minimum support and shrinkage} */
    public static Shapley rateGame() {
        return new Shapley(new Options(true, 1, 0));
    }

    /**
     * The same, with sets of channels worth nothing unless enough journeys stay within them. Of no effect on the count game.
     *
     * @param journeys at least 1
     * @return a new recipe
     */
    public Shapley withMinimumSupport(long journeys) {
        Check.atLeast("minimumSupport", journeys, 1);
        return new Shapley(new Options(o.rate, journeys, o.shrinkage));
    }

    /**
     * The same, with rates drawn towards the rate of all journeys, as if every set had so many journeys more at that rate. Of
     * no effect on the count game.
     *
     * @param journeys at least 0
     * @return a new recipe
     */
    public Shapley withShrinkage(double journeys) {
        Check.atLeast("shrinkage", journeys, 0.0);
        return new Shapley(new Options(o.rate, o.minimumSupport, journeys));
    }

    @Override
    public String name() {
        return o.rate ? "shapley-rate" : "shapley";
    }

    @Override
    public Attribution attribute(PathTable paths, Execution execution) {
        return fit(paths, execution);
    }

    @Override
    public Attribution fit(PathTable paths, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Attribution.requireConversions(paths);
        double[][] credits = o.rate
                ? RateGame.credits(paths, o.minimumSupport, o.shrinkage, execution)
                : CountGame.credits(paths, execution);
        FitReport.Builder report = FitReport.builder().rows(paths.journeys());
        if (o.rate) {
            negatives(paths, credits[0], report);
        }
        return Attribution.of(name(), paths.channels(), credits[0], credits[1], report.build());
    }

    private static void negatives(PathTable paths, double[] credits, FitReport.Builder report) {
        for (int c = 0; c < credits.length; c++) {
            if (credits[c] < 0) {
                report.warning("channel '" + paths.channels().get(c)
                        + "' has a negative credit: journeys with it convert less often than those without");
            }
        }
    }

    /**
     * The count game by position: a conversion's even split among the distinct channels of its path, each channel's part split
     * evenly over the places at which it occurs (Zhao et al. 2018, ordered Shapley value).
     *
     * @param paths with at least one conversion
     * @param positions how many places are kept apart, at least 1
     * @return for every channel, credits at the first, second, … place, and last those of all later places together
     */
    public static double[][] creditsByPosition(PathTable paths, int positions) {
        Check.atLeast("positions", positions, 1);
        Attribution.requireConversions(paths);
        return CountGame.byPosition(paths, positions);
    }

    /**
     * The count game for one journey: an even split among its distinct channels, each channel's part split evenly over its
     * touches. Over all journeys this adds up to the credits of the count game.
     *
     * @param journeys the table
     * @param journey its number, from 0
     * @return one share for each touch, adding up to 1
     */
    public static double[] countShares(JourneyTable journeys, int journey) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < journeys.length(journey); i++) {
            counts.merge(journeys.channel(journey, i), 1, Integer::sum);
        }
        double[] shares = new double[journeys.length(journey)];
        for (int i = 0; i < shares.length; i++) {
            int often = counts.getOrDefault(journeys.channel(journey, i), 1);
            shares[i] = 1.0 / counts.size() / often;
        }
        return shares;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shapley that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return o.rate
                ? "Shapley[rate game, minimumSupport=" + o.minimumSupport + ", shrinkage=" + o.shrinkage + "]"
                : "Shapley[count game"
                        + (o.minimumSupport > 1 ? ", minimumSupport=" + o.minimumSupport : "")
                        + (o.shrinkage > 0 ? ", shrinkage=" + o.shrinkage : "") + "]";
    }
}
