package io.clientele.optimization.bandit.slate;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.bandit.ArmCounts;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which items belong into a short list, best first, where visitors look from the top down and click on the first that attracts them?
 *
 * <p>Cascade bandits: an item above the click was looked at and did not attract, the clicked one did, and those below were not looked at,
 * so they count for nothing. {@link #feedback} makes {@link ArmCounts} of that; {@link #thompson} orders items by a draw from each
 * item's Beta posterior, {@link #upperBound} by the upper confidence bounds of CascadeUCB1.
 *
 * <ul>
 *   <li>The order on the list does not matter for whether anything is clicked, only which items are on it; best first is customary.
 *   <li>A ranking by upper bounds is certain: it says nothing of other rankings. The chance of a ranking by draws has no closed form, so
 *       there is none to log; where a log must answer for other policies, rank by {@link PlackettLuce}.
 *   <li>Items that were never looked at come first under upper bounds, in the order of the names given.
 * </ul>
 *
 * <p>Ranking takes O(items · log items). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * CascadeBandit bandit = CascadeBandit.of("a", "b", "c", "d");
 * List<String> slate = bandit.thompson(counts, 2, 17);
 * counts = counts.plus(CascadeBandit.feedback(slate, 1));        // clicked on the second
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v37/kveton15.html">Kveton, Szepesvári, Wen and Ashkan (2015), Cascading Bandits</a>
 * @see <a href="https://jmlr.org/papers/v22/18-765.html">Zhong, Cheung and Tan (2021), Thompson Sampling Algorithms for Cascading Bandits</a>
 */
public final class CascadeBandit {

    private final List<String> items;

    private CascadeBandit(List<String> items) {
        this.items = items;
    }

    /**
     * A bandit of these items.
     *
     * @param items names; all differ, at least one
     * @return the bandit
     */
    public static CascadeBandit of(String... items) {
        List<String> copy = List.of(items);
        Check.atLeast("number of items", copy.size(), 1);
        distinct(copy);
        return new CascadeBandit(copy);
    }

    private static void distinct(List<String> items) {
        HashSet<String> seen = new HashSet<>();
        for (String item : items) {
            if (!seen.add(item)) {
                throw new IllegalArgumentException("item '" + item + "' is there twice");
            }
        }
    }

    /**
     * What a click, or none, says of the items of a list.
     *
     * @param slate names from the top down, all different
     * @param clicked position of the first click, counted from 0; -1 if there was none
     * @return looks as trials, clicks as successes
     */
    public static ArmCounts feedback(List<String> slate, int clicked) {
        distinct(slate);
        Check.atLeast("clicked", clicked, -1);
        Check.atMost("clicked", clicked, slate.size() - 1, "the last position");
        ArmCounts counts = ArmCounts.empty();
        int last = clicked < 0 ? slate.size() - 1 : clicked;
        for (int position = 0; position <= last; position++) {
            counts = counts.plus(ArmCounts.of(slate.get(position), position == clicked ? 1 : 0, 1));
        }
        return counts;
    }

    /**
     * A list by Thompson sampling, with uniform priors.
     *
     * @param counts of looks and clicks
     * @param length how many items are shown, at least 1
     * @param seed of this list, such as a hash of the visitor; the same seed and counts give the same list
     * @return names from the top down
     */
    public List<String> thompson(ArmCounts counts, int length, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "bandit.cascade", 0);
        double[] draws = new double[items.size()];
        for (int k = 0; k < draws.length; k++) {
            long clicks = clicks(counts, items.get(k));
            draws[k] = Samplers.beta(random, 1.0 + clicks, 1.0 + (counts.trials(items.get(k)) - clicks));
        }
        return top(draws, length);
    }

    /**
     * A list by the upper confidence bounds of CascadeUCB1: rate + sqrt(1.5 log(t) / looks).
     *
     * @param counts of looks and clicks
     * @param length how many items are shown, at least 1
     * @param lists t, how many lists were shown before, at least 0
     * @return names from the top down
     */
    public List<String> upperBound(ArmCounts counts, int length, long lists) {
        Check.atLeast("lists", lists, 0L);
        double log = StrictMath.log(Math.max(1.0, (double) lists));
        double[] bounds = new double[items.size()];
        for (int k = 0; k < bounds.length; k++) {
            double looks = counts.trials(items.get(k));
            long clicks = clicks(counts, items.get(k));
            bounds[k] = looks == 0 ? Double.POSITIVE_INFINITY : clicks / looks + Math.sqrt(1.5 * log / looks);
        }
        return top(bounds, length);
    }

    private static long clicks(ArmCounts counts, String item) {
        long clicks = counts.successes(item);
        if (clicks < 0 || clicks > counts.trials(item)) {
            throw new IllegalArgumentException("item '" + item + "': clicks must be from 0 to the number of looks ("
                    + counts.trials(item) + "), got " + clicks);
        }
        return clicks;
    }

    private List<String> top(double[] values, int length) {
        Check.atLeast("length", length, 1);
        Check.atMost("length", length, items.size(), "the number of items");
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a])) // stable: of equals the first
                .limit(length)
                .map(items::get)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CascadeBandit that && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return "CascadeBandit" + items;
    }
}
