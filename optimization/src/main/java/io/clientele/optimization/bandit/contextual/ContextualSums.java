package io.clientele.optimization.bandit.contextual;

import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.ExactSum;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What contextual bandits with linear models need to know of the past: for each arm the sums of products of context features and
 * rewards, without any rounding.
 *
 * <p>Adding up what several servers saw gives the same bits in any order and grouping, and taking a customer's decisions away again
 * leaves what was there before them. One set of sums serves all linear policies, with models by arm or shared.
 *
 * <ul>
 *   <li>A constant 1 is put before the features of each context; don't add one.
 *   <li>Any arm may be added, whether a policy lists it or not; arms are kept in the order of their names.
 *   <li>Contexts and rewards must be finite, at most 1e50 in size.
 *   <li>What is taken away must have been added; only the counts can be checked.
 * </ul>
 *
 * <p>With d features, each arm takes (d + 2)(d + 3) / 2 exact sums of 1 kB, and adding a decision takes as many steps: 0.6 MB and some
 * ten microseconds at d = 31. Not thread-safe, also not for reading: keep one for each thread, and merge.
 *
 * <pre>{@code
 * ContextualSums sums = ContextualSums.of("age", "basket");
 * sums.add("banner", new double[] {0.3, 1.2}, 1);
 * sums.merge(otherServer);
 * }</pre>
 */
public final class ContextualSums {

    private static final ContextualSumsCodec CODEC = new ContextualSumsCodec();

    private final List<String> features;
    private final TreeMap<String, Arm> arms = new TreeMap<>();

    private ContextualSums(List<String> features) {
        this.features = features;
    }

    /** The lower triangle, by rows, of the sums of products of (1, context, reward). */
    static final class Arm {

        long count;
        final ExactSum[] products;

        Arm(int products) {
            this.products = new ExactSum[products];
            Arrays.setAll(this.products, i -> ExactSum.create());
        }

        Arm(long count, ExactSum[] products) {
            this.count = count;
            this.products = products;
        }
    }

    /**
     * Sums of nothing yet.
     *
     * @param features names of what is known in each context; all differ; there may be none
     * @return the sums
     */
    public static ContextualSums of(String... features) {
        return of(List.of(features));
    }

    /**
     * Sums of nothing yet.
     *
     * @param features names of what is known in each context; all differ; there may be none
     * @return the sums
     */
    public static ContextualSums of(List<String> features) {
        return new ContextualSums(Contexts.features(features));
    }

    static ContextualSums of(List<String> features, SortedMap<String, Arm> arms) {
        ContextualSums sums = of(features);
        sums.arms.putAll(arms);
        return sums;
    }

    static int products(int features) {
        return (features + 2) * (features + 3) / 2;
    }

    /**
     * Adds a decision whose reward is known.
     *
     * @param arm that was shown
     * @param context in which it was shown, one value per feature
     * @param reward what came of it
     */
    public void add(String arm, double[] context, double reward) {
        add(arm, context, reward, 1);
    }

    /** So many times. */
    void add(String arm, double[] context, double reward, int times) {
        Objects.requireNonNull(arm, "arm");
        Contexts.check(context, features);
        Contexts.reward(arm, reward);
        if (times == 0) {
            return;
        }
        Arm sums = arms.computeIfAbsent(arm, name -> new Arm(products(features.size())));
        for (int time = 0; time < times; time++) {
            add(sums, context, reward);
        }
    }

    private static void add(Arm sums, double[] context, double reward) {
        int d = context.length;
        int at = 0;
        sums.count++;
        for (int i = 0; i < d + 2; i++) {
            double row = i == 0 ? 1 : i <= d ? context[i - 1] : reward;
            sums.products[at++].add(row); // by the constant
            for (int j = 1; j <= i; j++) {
                sums.products[at++].addProduct(row, j <= d ? context[j - 1] : reward);
            }
        }
    }

    /**
     * Adds a decision whose reward is known.
     *
     * @param decision as it was made
     * @param reward what came of it
     */
    public void add(ContextualDecision decision, double reward) {
        add(decision.arm(), decision.shared(), reward);
    }

    /**
     * Takes over what another server, or a later stretch, saw.
     *
     * @param other sums of other decisions with the same features; left as they are
     */
    public void merge(ContextualSums other) {
        requireSame(other);
        other.arms.forEach((name, theirs) -> {
            Arm ours = arms.computeIfAbsent(name, n -> new Arm(theirs.products.length));
            ours.count = Math.addExact(ours.count, theirs.count);
            for (int i = 0; i < theirs.products.length; i++) {
                ours.products[i].merge(theirs.products[i]);
            }
        });
    }

    /**
     * Takes decisions away, as if they had never been added: what must be forgotten.
     *
     * @param other sums of decisions that are among these; left as they are
     */
    public void subtract(ContextualSums other) {
        requireSame(other);
        other.arms.forEach((name, theirs) -> {
            if (theirs.count > count(name)) {
                throw new IllegalArgumentException("arm '" + name + "': cannot take " + theirs.count
                        + " decisions away from " + count(name) + "; they were not all added here");
            }
        });
        other.arms.forEach((name, theirs) -> {
            Arm ours = Objects.requireNonNull(arms.get(name));
            ours.count -= theirs.count;
            for (int i = 0; i < theirs.products.length; i++) {
                ours.products[i].subtract(theirs.products[i]);
            }
            if (ours.count == 0) {
                arms.remove(name);
            }
        });
    }

    private void requireSame(ContextualSums other) {
        if (!features.equals(other.features)) {
            throw new IllegalArgumentException(
                    "the sums have other features: " + features + " here, " + other.features + " there");
        }
    }

    /** {@return the names of the features} */
    public List<String> features() {
        return features;
    }

    /** {@return the names of the arms that were added, sorted} */
    public List<String> arms() {
        return List.copyOf(arms.keySet());
    }

    /**
     * How often an arm was added.
     *
     * @param arm name
     * @return the count; 0 for an arm that never was
     */
    public long count(String arm) {
        Arm known = arms.get(arm);
        return known == null ? 0 : known.count;
    }

    SortedMap<String, Arm> parts() {
        return arms;
    }

    /** {@return sums that start from what these hold now} */
    public ContextualSums copy() {
        ContextualSums copy = new ContextualSums(features);
        copy.merge(this);
        return copy;
    }

    /**
     * Writes the sums as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the sums as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads sums that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the sums
     */
    public static ContextualSums read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads sums that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the sums
     */
    public static ContextualSums read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ContextualSums that)
                || !features.equals(that.features)
                || !arms.keySet().equals(that.arms.keySet())) {
            return false;
        }
        for (String name : arms.keySet()) {
            Arm ours = Objects.requireNonNull(arms.get(name));
            Arm theirs = Objects.requireNonNull(that.arms.get(name));
            if (ours.count != theirs.count || !Arrays.equals(ours.products, theirs.products)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = features.hashCode();
        for (Arm arm : arms.values()) {
            h = 31 * h + Long.hashCode(arm.count);
            h = 31 * h + Arrays.hashCode(arm.products);
        }
        return h;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ContextualSums[features=").append(features);
        arms.forEach((name, arm) -> text.append(", ").append(name).append(" ").append(arm.count));
        return text.append("]").toString();
    }
}
