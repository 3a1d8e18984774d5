package io.clientele.optimization.backlog;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.EffectPrior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where on the way to the purchase do customers get lost, and what would it be worth to lose fewer?
 *
 * <p>For each segment, how many reached each step. Each step of each segment becomes an idea: its rate is that of going on, and one more
 * who goes on is worth what those who do spend on average later. Rank them by {@link Backlog}.
 *
 * <ul>
 *   <li>Those who are kept by a change are taken to buy as often later as those who stay now; in truth somewhat less often.
 *   <li>A step that nobody of a segment reaches, or that all or none pass, makes no idea.
 *   <li>The evidence says how far a segment is from the others at the same step, where there are others.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * List<TestIdea> ideas = Funnel.over(4, "visit", "basket", "checkout", "order")
 *         .add("phone", 80_000, 9_000, 3_100, 1_200)
 *         .add("desktop", 50_000, 8_000, 4_200, 2_600)
 *         .ideas(38.0, 2_000, prior);
 * }</pre>
 */
public final class Funnel {

    private record Content(double weeks, List<String> steps, Map<String, List<Long>> counts) {}

    private final Content c;

    private Funnel(Content c) {
        this.c = c;
    }

    /**
     * An empty funnel.
     *
     * @param weeks for how long customers were counted, above 0
     * @param steps names, two or more, in order; the last is the purchase
     * @return the funnel
     */
    public static Funnel over(double weeks, String... steps) {
        Check.positive("weeks", weeks);
        List<String> names = List.of(steps);
        if (names.size() < 2) {
            throw new IllegalArgumentException("steps must be two or more, got " + names);
        }
        return new Funnel(new Content(weeks, names, Map.of()));
    }

    /**
     * The same with a segment.
     *
     * @param segment name, not there yet
     * @param reached how many of it reached each step, never rising
     * @return the funnel
     */
    public Funnel add(String segment, long... reached) {
        String place = "segment '" + segment + "': ";
        if (reached.length != c.steps.size()) {
            throw new IllegalArgumentException(
                    place + "counts must be one for each of " + c.steps + ", got " + reached.length);
        }
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < reached.length; i++) {
            if (reached[i] < 0 || (i > 0 && reached[i] > reached[i - 1])) {
                throw new IllegalArgumentException(place + "counts must not be negative or rise, got " + reached[i]
                        + " at '" + c.steps.get(i) + "'; count each customer once, and at every step before too");
            }
            counts.add(reached[i]);
        }
        Map<String, List<Long>> all = new LinkedHashMap<>(c.counts);
        if (all.put(segment, List.copyOf(counts)) != null) {
            throw new IllegalArgumentException(place + "is there already; add its counts up");
        }
        return new Funnel(new Content(c.weeks, c.steps, all));
    }

    /**
     * Ideas: to keep more of a segment at a step.
     *
     * @param valuePerPurchase of the last step, above 0
     * @param buildCost of a change, 0 or more
     * @param prior of a change's effect on the log odds of going on
     * @return one idea for each step of each segment
     */
    public List<TestIdea> ideas(double valuePerPurchase, double buildCost, EffectPrior prior) {
        Check.positive("valuePerPurchase", valuePerPurchase);
        List<TestIdea> ideas = new ArrayList<>();
        int last = c.steps.size() - 1;
        for (Map.Entry<String, List<Long>> segment : c.counts.entrySet()) {
            List<Long> counts = segment.getValue();
            double bought = counts.get(last);
            for (int step = 0; step < last; step++) {
                double entered = counts.get(step);
                double passed = counts.get(step + 1);
                if (passed > 0 && passed < entered && bought > 0) {
                    ideas.add(new TestIdea(
                            segment.getKey() + ": " + c.steps.get(step) + " to " + c.steps.get(step + 1),
                            entered / c.weeks,
                            passed / entered,
                            valuePerPurchase * bought / passed,
                            buildCost,
                            prior,
                            evidence(segment.getKey(), step, passed / entered)));
                }
            }
        }
        return List.copyOf(ideas);
    }

    private String evidence(String segment, int step, double rate) {
        double entered = 0;
        double passed = 0;
        for (Map.Entry<String, List<Long>> other : c.counts.entrySet()) {
            if (!other.getKey().equals(segment)) {
                entered += other.getValue().get(step);
                passed += other.getValue().get(step + 1);
            }
        }
        if (entered == 0) {
            return "";
        }
        double away = 100 * (rate - passed / entered);
        return String.format(
                Locale.ROOT,
                "%.1f points %s go on than in the other segments",
                Math.abs(away),
                away < 0 ? "fewer" : "more");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Funnel that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "Funnel[" + String.join(" > ", c.steps) + ", segments " + c.counts.keySet() + "]";
    }
}
