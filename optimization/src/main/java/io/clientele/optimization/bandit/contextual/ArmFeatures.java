package io.clientele.optimization.bandit.contextual;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of the arms themselves, such as price, topic or format, so that one model can learn for all of them.
 *
 * <p>With these, a policy has one model instead of one an arm: its inputs are all products of a feature of the context and one of the
 * arm, each set with a constant 1 before it. A new arm then starts from what was learned of arms like it.
 *
 * <ul>
 *   <li>Every arm of a policy needs features; arms that are not listed in the policy may have some, and then still teach.
 *   <li>Arms with the same features are the same to the model. An indicator for each arm keeps them apart.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ArmFeatures arms = ArmFeatures.of("discount", "video").with("banner", 0.1, 0).with("clip", 0.2, 1);
 * }</pre>
 */
public final class ArmFeatures {

    private final List<String> names;
    private final Map<String, double[]> values;

    private ArmFeatures(List<String> names, Map<String, double[]> values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Features without arms yet.
     *
     * @param names of the features; all differ
     * @return the features
     */
    public static ArmFeatures of(String... names) {
        return new ArmFeatures(Contexts.features(List.of(names)), Map.of());
    }

    /**
     * The same with an arm.
     *
     * @param arm name
     * @param features finite, one for each name
     * @return features of one arm more, or of the same arms with this one's changed
     */
    public ArmFeatures with(String arm, double... features) {
        Objects.requireNonNull(arm, "arm");
        try {
            Contexts.check(features, names);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("arm '" + arm + "', features as " + e.getMessage(), e);
        }
        Map<String, double[]> more = new LinkedHashMap<>(values);
        more.put(arm, features.clone());
        return new ArmFeatures(names, more);
    }

    /** {@return the names of the features} */
    public List<String> names() {
        return names;
    }

    /**
     * An arm's features.
     *
     * @param arm name
     * @return a copy
     * @throws IllegalArgumentException if it has none
     */
    public double[] values(String arm) {
        double[] known = values.get(Objects.requireNonNull(arm, "arm"));
        if (known == null) {
            throw new IllegalArgumentException("arm '" + arm + "' has no features; add them with ArmFeatures.with");
        }
        return known.clone();
    }

    boolean has(String arm) {
        return values.containsKey(arm);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArmFeatures that
                && names.equals(that.names)
                && values.keySet().equals(that.values.keySet())
                && values.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), that.values.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        int h = names.hashCode();
        for (Map.Entry<String, double[]> e : values.entrySet()) {
            h += e.getKey().hashCode() ^ Arrays.hashCode(e.getValue()); // in any order
        }
        return h;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ArmFeatures[").append(names);
        values.forEach((arm, v) -> text.append(", ").append(arm).append(Arrays.toString(v)));
        return text.append("]").toString();
    }
}
