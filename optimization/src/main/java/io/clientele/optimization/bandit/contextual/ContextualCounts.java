package io.clientele.optimization.bandit.contextual;

import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each arm was shown in each context, and how often it succeeded: all that a logistic model can learn from successes and
 * failures, in whole numbers.
 *
 * <p>Merging what several servers counted gives the same in any order and grouping, and taking a customer's trials away again leaves
 * what was there before them.
 *
 * <ul>
 *   <li>Every distinct context of an arm is kept once, with its counts. Cut numbers into a few classes (age groups, price bands), or there
 *       will be as many contexts as trials.
 *   <li>A constant 1 is put before the features of each context; don't add one.
 *   <li>What is taken away must have been added.
 * </ul>
 *
 * <p>Adding takes time logarithmic in the number of contexts. Not thread-safe.
 *
 * <pre>{@code
 * ContextualCounts counts = ContextualCounts.of("returning", "mobile");
 * counts.add("banner", new double[] {1, 0}, true);
 * }</pre>
 */
public final class ContextualCounts {

    private static final ContextualCountsCodec CODEC = new ContextualCountsCodec();

    private final List<String> features;
    /** Of each arm: (successes, trials) of each context. */
    private final TreeMap<String, TreeMap<double[], long[]>> arms = new TreeMap<>();

    private ContextualCounts(List<String> features) {
        this.features = features;
    }

    /**
     * Counts of nothing yet.
     *
     * @param features names of what is known in each context; all differ; there may be none
     * @return the counts
     */
    public static ContextualCounts of(String... features) {
        return of(List.of(features));
    }

    /**
     * Counts of nothing yet.
     *
     * @param features names of what is known in each context; all differ; there may be none
     * @return the counts
     */
    public static ContextualCounts of(List<String> features) {
        return new ContextualCounts(Contexts.features(features));
    }

    /**
     * Adds a trial whose outcome is known.
     *
     * @param arm that was shown
     * @param context in which it was shown, one value per feature
     * @param success what came of it
     */
    public void add(String arm, double[] context, boolean success) {
        add(arm, context, success ? 1 : 0, 1);
    }

    /**
     * Adds a trial whose outcome is known.
     *
     * @param decision as it was made
     * @param success what came of it
     */
    public void add(ContextualDecision decision, boolean success) {
        add(decision.arm(), decision.shared(), success);
    }

    /**
     * Adds trials of one arm in one context.
     *
     * @param arm that was shown
     * @param context in which it was shown, one value per feature
     * @param successes from 0 to the number of trials
     * @param trials at least 0
     */
    public void add(String arm, double[] context, long successes, long trials) {
        Objects.requireNonNull(arm, "arm");
        Contexts.check(context, features);
        possible(arm, successes, trials);
        change(arm, context, successes, trials);
    }

    private static void possible(String arm, long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException("arm '" + arm + "': successes must be from 0 to the number of trials ("
                    + trials + "), got " + successes);
        }
    }

    private void change(String arm, double[] context, long successes, long trials) {
        TreeMap<double[], long[]> contexts = arms.computeIfAbsent(arm, name -> new TreeMap<>(Arrays::compare));
        double[] key = new double[context.length];
        Arrays.setAll(key, j -> context[j] + 0.0); // -0.0 is 0.0
        long[] sums = contexts.computeIfAbsent(key, k -> new long[2]);
        try {
            long shown = Math.addExact(sums[1], trials);
            sums[0] += successes; // never more than trials
            sums[1] = shown;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("arm '" + arm + "': the counts add up to more than 2^63 - 1", e);
        }
        if (sums[1] == 0 && sums[0] == 0) {
            contexts.remove(key);
            if (contexts.isEmpty()) {
                arms.remove(arm);
            }
        }
    }

    /**
     * Takes over what another server, or a later stretch, counted.
     *
     * @param other counts of other trials with the same features; left as they are
     */
    public void merge(ContextualCounts other) {
        requireSame(other);
        other.copy()
                .arms
                .forEach((arm, contexts) -> contexts.forEach((context, c) -> change(arm, context, c[0], c[1])));
    }

    /**
     * Takes trials away, as if they had never been added: what must be forgotten.
     *
     * @param other counts of trials that are among these; left as they are
     */
    public void subtract(ContextualCounts other) {
        requireSame(other);
        other.arms.forEach((arm, contexts) -> contexts.forEach((context, c) -> {
            TreeMap<double[], long[]> ours = arms.getOrDefault(arm, new TreeMap<>(Arrays::compare));
            long[] known = ours.getOrDefault(context, new long[2]);
            if (c[0] > known[0] || c[1] - c[0] > known[1] - known[0]) {
                throw new IllegalArgumentException("arm '" + arm + "', context " + Arrays.toString(context)
                        + ": cannot take " + c[0] + " successes of " + c[1] + " trials away from " + known[0] + " of "
                        + known[1] + "; they were not all added here");
            }
        }));
        other.copy()
                .arms
                .forEach((arm, contexts) -> contexts.forEach((context, c) -> change(arm, context, -c[0], -c[1])));
    }

    private void requireSame(ContextualCounts other) {
        if (!features.equals(other.features)) {
            throw new IllegalArgumentException(
                    "the counts have other features: " + features + " here, " + other.features + " there");
        }
    }

    /** {@return the names of the features} */
    public List<String> features() {
        return features;
    }

    /** {@return the names of the arms with a count, sorted} */
    public List<String> arms() {
        return List.copyOf(arms.keySet());
    }

    /**
     * How often an arm was shown.
     *
     * @param arm name
     * @return the count over all contexts; 0 for an arm that never was
     */
    public long trials(String arm) {
        return sum(arm, 1);
    }

    /**
     * How often an arm succeeded.
     *
     * @param arm name
     * @return the count over all contexts; 0 for an arm that never was shown
     */
    public long successes(String arm) {
        return sum(arm, 0);
    }

    private long sum(String arm, int which) {
        TreeMap<double[], long[]> contexts = arms.get(arm);
        return contexts == null
                ? 0
                : contexts.values().stream().mapToLong(c -> c[which]).sum();
    }

    SortedMap<double[], long[]> contexts(String arm) {
        return arms.getOrDefault(arm, new TreeMap<>(Arrays::compare));
    }

    /** {@return counts that start from what these hold now} */
    public ContextualCounts copy() {
        ContextualCounts copy = new ContextualCounts(features);
        arms.forEach((arm, contexts) -> {
            TreeMap<double[], long[]> own = new TreeMap<>(Arrays::compare);
            contexts.forEach((context, c) -> own.put(context, c.clone()));
            copy.arms.put(arm, own);
        });
        return copy;
    }

    /**
     * Writes the counts as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the counts as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads counts that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the counts
     */
    public static ContextualCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static ContextualCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextualCounts that && features.equals(that.features) && rows().equals(that.rows());
    }

    /** Each context as a text, in order: equal for equal counts. */
    private List<String> rows() {
        return arms.entrySet().stream()
                .flatMap(arm -> arm.getValue().entrySet().stream()
                        .map(c -> arm.getKey() + Arrays.toString(c.getKey()) + Arrays.toString(c.getValue())))
                .toList();
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + rows().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ContextualCounts[features=").append(features);
        for (String arm : arms.keySet()) {
            text.append(", ")
                    .append(arm)
                    .append(" ")
                    .append(successes(arm))
                    .append(" of ")
                    .append(trials(arm));
            text.append(" in ").append(contexts(arm).size()).append(" contexts");
        }
        return text.append("]").toString();
    }
}
