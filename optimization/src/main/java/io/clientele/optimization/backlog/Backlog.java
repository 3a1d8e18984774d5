package io.clientele.optimization.backlog;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which change should be tested next, and for how long?
 *
 * <p>By the expected value of sample information: a test is worth what better decisions bring, on average over what is believed of the
 * effect (a normal prior, see {@link io.clientele.optimization.experiment.EffectPrior}) and over what the test may show. In closed form:
 * after n units a variant the posterior mean is itself normal, and the change is shipped where it is above 0. Each length from one week
 * to the longest is tried; longer tests decide better, but leave less time to earn, and cost more.
 *
 * <ul>
 *   <li>While the test runs half of the units have the change. After it, all or none have, to the end of the horizon.
 *   <li>Effects are on the log odds and taken as small: the value is linear in them.
 *   <li>An idea is compared with the better of shipping it untested and leaving it; a prior that is sure needs no test.
 *   <li>Ideas are judged one by one: those that share units cannot all be tested at once.
 * </ul>
 *
 * <p>Time O(ideas · weeks). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * List<RankedIdea> next = Backlog.create().withHorizonWeeks(52).withCostPerWeek(400).rank(ideas);
 * String why = next.get(0).reason();
 * }</pre>
 *
 * @see "Raiffa and Schlaifer (1961), Applied Statistical Decision Theory, on two-action problems with linear losses"
 */
public final class Backlog {

    private record Options(int horizonWeeks, int longestTest, double costPerWeek) {}

    private final Options o;

    private Backlog(Options o) {
        this.o = o;
    }

    /** {@return a horizon of 52 weeks, tests of up to 8, no cost of a week} */
    public static Backlog create() {
        return new Backlog(new Options(52, 8, 0));
    }

    /**
     * The same with another horizon.
     *
     * @param weeks for how long a change earns before it is replaced anyway, longer than the longest test
     * @return the backlog
     */
    public Backlog withHorizonWeeks(int weeks) {
        Check.atLeast("weeks", weeks, o.longestTest + 1);
        return new Backlog(new Options(weeks, o.longestTest, o.costPerWeek));
    }

    /**
     * The same with another longest test.
     *
     * @param weeks at least 1, shorter than the horizon
     * @return the backlog
     */
    public Backlog withLongestTest(int weeks) {
        Check.atLeast("weeks", weeks, 1);
        Check.atMost("weeks", weeks, o.horizonWeeks - 1, "one less than the horizon");
        return new Backlog(new Options(o.horizonWeeks, weeks, o.costPerWeek));
    }

    /**
     * The same with a cost.
     *
     * @param cost of a week of testing, 0 or more
     * @return the backlog
     */
    public Backlog withCostPerWeek(double cost) {
        Check.atLeast("cost", cost, 0.0);
        return new Backlog(new Options(o.horizonWeeks, o.longestTest, cost));
    }

    /**
     * Ranks ideas.
     *
     * @param ideas in any order
     * @return the same, each with its best test, the most valuable first
     */
    public List<RankedIdea> rank(List<TestIdea> ideas) {
        List<RankedIdea> ranked = new ArrayList<>();
        for (TestIdea idea : ideas) {
            RankedIdea best = at(idea, 1);
            for (int weeks = 2; weeks <= o.longestTest; weeks++) {
                RankedIdea longer = at(idea, weeks);
                best = longer.net() > best.net() ? longer : best;
            }
            ranked.add(best);
        }
        ranked.sort(Comparator.comparingDouble(RankedIdea::net).reversed());
        return List.copyOf(ranked);
    }

    private RankedIdea at(TestIdea idea, int weeks) {
        double mean = idea.prior().mean();
        double spread = idea.prior().spread();
        double units = idea.unitsPerWeek() * weeks / 2;
        double error = Math.sqrt(2 / (units * idea.rate() * (1 - idea.rate())));
        double moved = spread == 0 ? 0 : spread * (spread / Math.hypot(spread, error));
        double value = idea.valuePerWeek();
        double horizon = o.horizonWeeks;
        double untested = Math.max(0, horizon * value * mean - idea.buildCost());
        double tested = value * ((horizon - weeks) * positivePart(mean, moved) + weeks * mean / 2)
                - idea.buildCost()
                - weeks * o.costPerWeek;
        double perfect = horizon * value * positivePart(mean - idea.buildCost() / (horizon * value), spread) - untested;
        double shipped = Distributions.normalCdf(moved == 0 ? Math.signum(mean) * 1e3 : mean / moved);
        double net = tested - untested;
        return new RankedIdea(
                idea,
                weeks,
                units,
                net,
                untested,
                perfect,
                shipped,
                net > 0 ? worth(idea, weeks, units, net, shipped) : notWorth(idea, net, untested));
    }

    /** E max(0, X) of a normal X. */
    static double positivePart(double mean, double deviation) {
        if (deviation == 0) {
            return Math.max(0, mean);
        }
        double z = mean / deviation;
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        return Math.max(0, mean * Distributions.normalCdf(z) + deviation * density);
    }

    private String worth(TestIdea idea, int weeks, double units, double net, double shipped) {
        return String.format(
                        Locale.ROOT,
                        "a test of %d week%s with %.0f units a variant is worth %.0f over %d weeks and ships the change"
                                + " with %.0f %%; %.0f units a week succeed with %.3g %%",
                        weeks,
                        weeks == 1 ? "" : "s",
                        units,
                        net,
                        o.horizonWeeks,
                        100 * shipped,
                        idea.unitsPerWeek(),
                        100 * idea.rate())
                + evidence(idea);
    }

    private String notWorth(TestIdea idea, double net, double untested) {
        return String.format(
                        Locale.ROOT,
                        "no test of up to %d weeks is worth its cost (the best loses %.0f); %s",
                        o.longestTest,
                        -net,
                        untested > 0 ? "ship it untested" : "leave it")
                + evidence(idea);
    }

    private static String evidence(TestIdea idea) {
        return idea.evidence().isEmpty() ? "" : "; " + idea.evidence();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Backlog that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Backlog" + o.toString().substring("Options".length());
    }
}
