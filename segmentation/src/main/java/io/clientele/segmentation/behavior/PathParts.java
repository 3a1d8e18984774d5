package io.clientele.segmentation.behavior;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ways do customers take? Counts the n-grams of paths: n activities that follow each other directly within a session.
 *
 * <p>Time O(activities · n), memory O(different n-grams). Stateless and thread-safe.
 *
 * <pre>{@code
 * List<PathPart> ways = PathParts.of(sessions, 3, 20);
 * }</pre>
 */
public final class PathParts {

    private static final class Count {
        long occurrences;
        long sessions;
        int last = -1;
    }

    private PathParts() {}

    /**
     * The most frequent parts of paths.
     *
     * @param sessions of customers
     * @param length activities of a part, at least 1
     * @param most how many parts to give, at least 1
     * @return the most frequent first; of equally frequent ones in the order of their kinds
     */
    public static List<PathPart> of(Sessions sessions, int length, int most) {
        Check.atLeast("length", length, 1);
        Check.atLeast("most", most, 1);
        ActivityLog log = sessions.log();
        Map<List<Integer>, Count> counts = new HashMap<>();
        for (int s = 0; s < sessions.sessions(); s++) {
            for (int from = sessions.firstActivity(s); from + length <= sessions.endOfActivities(s); from++) {
                List<Integer> key = new ArrayList<>(length);
                for (int row = from; row < from + length; row++) {
                    key.add(log.kind(row));
                }
                Count count = counts.computeIfAbsent(key, k -> new Count());
                count.occurrences++;
                count.sessions += count.last == s ? 0 : 1;
                count.last = s;
            }
        }
        List<PathPart> parts = new ArrayList<>();
        counts.forEach((key, count) -> parts.add(new PathPart(
                key.stream().map(kind -> log.kinds().id(kind)).toList(), count.occurrences, count.sessions)));
        parts.sort(Comparator.comparingLong((PathPart part) -> -part.occurrences())
                .thenComparing(part -> String.join("\u0000", part.kinds())));
        return List.copyOf(parts.subList(0, Math.min(most, parts.size())));
    }
}
