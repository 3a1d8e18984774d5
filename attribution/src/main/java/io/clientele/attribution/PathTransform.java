package io.clientele.attribution;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Shortens paths before they are counted: repeats, long tails, channels that should not stand beside others.
 *
 * <p>A path D, A, B, B, C, D, C, C becomes
 *
 * <ul>
 *   <li>the same by {@link #unique};
 *   <li>D, A, B, C, D, C by {@link #exposure}: repeats in a row are one touch;
 *   <li>D, A, B, C by {@link #first}: every channel counts where it comes first;
 *   <li>D(2), A(1), B(2), C(3) by {@link #frequency}: the same with how often each channel occurs;
 *   <li>D, C, C by {@link #last} of 3.
 * </ul>
 *
 * <p>No transform leaves a path empty. Paths that become the same are counted together; conversions, value and nulls stay what
 * they are. Immutable and thread-safe.
 *
 * <pre>{@code
 * PathTable shorter = PathTransform.exposure().then(PathTransform.last(10)).apply(paths);
 * }</pre>
 */
public final class PathTransform {

    private final String name;
    private final UnaryOperator<List<String>> rule;

    private PathTransform(String name, UnaryOperator<List<String>> rule) {
        this.name = name;
        this.rule = rule;
    }

    /** {@return the transform that changes nothing} */
    public static PathTransform unique() {
        return new PathTransform("unique", path -> path);
    }

    /** {@return repeats in a row become one touch} */
    public static PathTransform exposure() {
        return new PathTransform("exposure", path -> {
            List<String> kept = new ArrayList<>();
            for (String channel : path) {
                if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(channel)) {
                    kept.add(channel);
                }
            }
            return kept;
        });
    }

    /** {@return every channel once, where it comes first} */
    public static PathTransform first() {
        return new PathTransform("first", path -> path.stream().distinct().toList());
    }

    /** {@return every channel once, where it comes first, with how often it occurs, such as {@code search(3)}} */
    public static PathTransform frequency() {
        return new PathTransform("frequency", path -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            path.forEach(channel -> counts.merge(channel, 1, Integer::sum));
            List<String> kept = new ArrayList<>();
            counts.forEach((channel, count) -> kept.add(channel + "(" + count + ")"));
            return kept;
        });
    }

    /**
     * The last touches only.
     *
     * @param touches how many at most, at least 1
     * @return the transform
     */
    public static PathTransform last(int touches) {
        Check.atLeast("touches", touches, 1);
        return new PathTransform(
                "last " + touches, path -> path.subList(Math.max(0, path.size() - touches), path.size()));
    }

    /**
     * Without some channels, unless a path has no other.
     *
     * @param channels such as {@code direct}
     * @return the transform
     */
    public static PathTransform without(String... channels) {
        Set<String> dropped = Set.copyOf(Arrays.asList(channels));
        return new PathTransform("without " + dropped.stream().sorted().toList(), path -> {
            List<String> kept =
                    path.stream().filter(channel -> !dropped.contains(channel)).toList();
            return kept.isEmpty() ? path : kept;
        });
    }

    /**
     * This, and then another.
     *
     * @param next applied to what this leaves
     * @return the transform
     */
    public PathTransform then(PathTransform next) {
        Objects.requireNonNull(next, "next");
        return new PathTransform(name + ", " + next.name, path -> next.rule.apply(rule.apply(path)));
    }

    /**
     * One path.
     *
     * @param path channels in order of time, at least one
     * @return what is left, at least one
     */
    public List<String> apply(List<String> path) {
        Check.hasRows("the path", path.size());
        return List.copyOf(rule.apply(path));
    }

    /**
     * All paths of a table.
     *
     * @param paths any
     * @return a table of what is left, with the same conversions, value and nulls in all
     */
    public PathTable apply(PathTable paths) {
        PathCounts counts = PathCounts.create();
        for (int row = 0; row < paths.paths(); row++) {
            counts.add(rule.apply(paths.path(row)), paths, row);
        }
        return counts.result();
    }

    @Override
    public String toString() {
        return "PathTransform[" + name + "]";
    }
}
