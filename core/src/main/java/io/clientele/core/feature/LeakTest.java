package io.clientele.core.feature;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Do features look into the future? Gives them another one and sees whether they change.
 *
 * <p>Whatever happened at or after the cut-off is first dropped, then, in each further trial, randomised: events are dropped,
 * kept, or given to other customers at other times with other amounts, products, channels and kinds, and new ones are added, many
 * of them exactly at the cut-off, some for new customers, some as further lines of orders placed before. What happened before stays as
 * it was. A feature that is true as of the cut-off keeps every bit.
 *
 * <ul>
 *   <li>No leak found is no proof: a feature that looks at one customer in a million may not be met. More trials look longer.
 *   <li>A label must leak; a feature that does was made from it or from what comes with it.
 *   <li>Functions must give the same table for the same logs, whose rows are customers known at the cut-off.
 * </ul>
 *
 * <p>Time O(trials · events) beside the features. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<Leak> leaks = LeakTest.at(cutoff).run(logs, recipe);             // empty
 * List<Leak> mine = LeakTest.at(cutoff).run(logs, l -> myFeatures(l));  // features of your own
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2382577.2382579">Kaufman, Rosset, Perlich and Stitelman (2012), Leakage in data mining</a>
 */
public final class LeakTest {

    private record Options(long cutoff, int trials, long seed) {}

    private final Options o;

    private LeakTest(Options o) {
        this.o = o;
    }

    /**
     * A test of what is known at an instant, with three trials.
     *
     * @param cutoff first instant that must not count
     * @return the test
     */
    public static LeakTest at(Instant cutoff) {
        return new LeakTest(new Options(Check.time("cutoff", cutoff), 3, 0));
    }

    /**
     * The same with another number of futures.
     *
     * @param trials at least 1; the first has no future at all
     * @return a new test
     */
    public LeakTest withTrials(int trials) {
        return new LeakTest(new Options(o.cutoff, Check.atLeast("trials", trials, 1), o.seed));
    }

    /**
     * The same with other random futures.
     *
     * @param seed any
     * @return a new test
     */
    public LeakTest withSeed(long seed) {
        return new LeakTest(new Options(o.cutoff, o.trials, seed));
    }

    /**
     * Tests a recipe.
     *
     * @param logs what happened
     * @param recipe of the features
     * @return the columns that changed; empty for every recipe, unless Clientele has a bug
     */
    public List<Leak> run(EventLogs logs, FeatureRecipe recipe) {
        Instant cutoff = Instant.ofEpochMilli(o.cutoff);
        return run(logs, given -> recipe.compute(given, cutoff).features());
    }

    /**
     * Tests features of any making.
     *
     * @param logs what happened
     * @param features makes a table as of the cut-off from logs
     * @return the first change of every column that changed
     */
    public List<Leak> run(EventLogs logs, Function<? super EventLogs, FeatureTable> features) {
        FeatureTable before = Objects.requireNonNull(features.apply(logs), "table");
        Map<String, Leak> leaks = new LinkedHashMap<>();
        for (int trial = 0; trial < o.trials; trial++) {
            EventLogs other = trial == 0
                    ? logs.before(Instant.ofEpochMilli(o.cutoff))
                    : new OtherFuture(o.cutoff, RandomStreams.stream(o.seed, "leak-test", trial)).of(logs);
            FeatureTable after = Objects.requireNonNull(features.apply(other), "table");
            if (!after.names().equals(before.names())) {
                throw new IllegalArgumentException("the columns are " + before.names() + " with one future and "
                        + after.names() + " with another; a leak test needs the same columns");
            }
            if (after.rows() != before.rows()) {
                leaks.putIfAbsent("(rows)", new Leak("(rows)", -1, before.rows(), after.rows()));
                continue;
            }
            for (int j = 0; j < before.columns(); j++) {
                first(before, after, j).ifPresent(leak -> leaks.putIfAbsent(leak.column(), leak));
            }
        }
        return List.copyOf(new ArrayList<>(leaks.values()));
    }

    private static Optional<Leak> first(FeatureTable before, FeatureTable after, int column) {
        for (int i = 0; i < before.rows(); i++) {
            double a = before.get(i, column);
            double b = after.get(i, column);
            if (Double.doubleToLongBits(a) != Double.doubleToLongBits(b)) {
                return Optional.of(new Leak(before.names().get(column), i, a, b));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeakTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LeakTest[cutoff=" + Instant.ofEpochMilli(o.cutoff) + ", trials=" + o.trials + ", seed=" + o.seed + "]";
    }
}
