package io.clientele.attribution.journey;

import io.clientele.core.data.Dictionary;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which ids are the same person, and since when is that known? A cookie that logs in, an e-mail address given at the till.
 *
 * <p>A link says that two ids were known to be one person from a time on. Ids that are linked through others are one person, too.
 * {@link Journeys} asks at the time of each order, so that what was learned later changes no journey that had converted before.
 *
 * <ul>
 *   <li>A link counts at its very time and after it.
 *   <li>Which of the two ids comes first does not matter, nor does the order in which links are added. Links that say nothing new
 *       (given twice, closing a circle, of an id to itself) change nothing; of the same link at two times the earlier one counts.
 *   <li>Links are never taken back. An id linked to two customers, such as a shared computer, makes these one person from the later link
 *       on; {@link #largestPerson} shows where that got out of hand.
 *   <li>A person goes by the smallest of its ids known at the time, as {@link String#compareTo} has it. An id without links is a
 *       person of its own.
 *   <li>Ids are compared as text, so that the number 7 in a log and the text {@code 7} here are the same.
 * </ul>
 *
 * <p>Union-find by size whose joins keep their times (Tarjan 1975, without path compression): building takes O(links · log links),
 * a question O(log ids); 36 bytes an id and 32 a link at most, beside the ids. Immutable and thread-safe; equal if made of the same distinct
 * links.
 *
 * <pre>{@code
 * IdentityLinks links = IdentityLinks.builder()
 *         .add("cookie-1", "ann", monday)
 *         .add("cookie-2", "ann", friday)
 *         .build();
 * String person = links.person("cookie-2", friday);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/321879.321884">Tarjan (1975), Efficiency of a good but not linear set union algorithm</a>
 */
public final class IdentityLinks {

    private static final IdentityLinks NONE = builder().build();

    private final Dictionary ids;
    private final int[] first;
    private final int[] second;
    private final long[] times;
    private final JoinForest forest;

    private IdentityLinks(Dictionary ids, int[] first, int[] second, long[] times) {
        this.ids = ids;
        this.first = first;
        this.second = second;
        this.times = times;
        this.forest = new JoinForest(ids.size(), first, second, times);
    }

    /** {@return a builder without links} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return no links: every id is a person of its own} */
    public static IdentityLinks none() {
        return NONE;
    }

    /** {@return how many distinct links there are, those that say nothing new included} */
    public int links() {
        return times.length;
    }

    /**
     * What a person goes by.
     *
     * @param id any
     * @param known from 1970 to before 2100; only links at or before this time count
     * @return the smallest of the person's ids; the id itself if it has no links
     */
    public String person(String id, Instant known) {
        long at = Check.time("known", known);
        OptionalInt node = ids.find(id);
        return node.isEmpty() ? id : ids.id(forest.smallest(node.getAsInt(), at));
    }

    /** {@return how many ids the person with the most of them has; 1 without links} */
    public int largestPerson() {
        return forest.largest();
    }

    Dictionary ids() {
        return ids;
    }

    JoinForest forest() {
        return forest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityLinks that
                && ids.equals(that.ids)
                && Arrays.equals(first, that.first)
                && Arrays.equals(second, that.second)
                && Arrays.equals(times, that.times);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(first) + Arrays.hashCode(second)) + Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return "IdentityLinks[" + links() + " links, " + ids.size() + " ids]";
    }

    /** Takes links in any order. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Integer> codes = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private int[] a = new int[16];
        private int[] b = new int[16];
        private long[] since = new long[16];
        private int size;

        private Builder() {}

        /**
         * Adds a link.
         *
         * @param id not blank
         * @param other id of the same person, not blank
         * @param time when this became known, from 1970 to before 2100; kept to the millisecond
         * @return this
         */
        public Builder add(String id, String other, Instant time) {
            int from = code(id);
            int to = code(other);
            if (size == a.length) {
                int wider = size + (size >> 1) + 1;
                a = Arrays.copyOf(a, wider);
                b = Arrays.copyOf(b, wider);
                since = Arrays.copyOf(since, wider);
            }
            try {
                since[size] = Check.time("time", time);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException("link " + size + ": " + refused.getMessage(), refused);
            }
            a[size] = from;
            b[size++] = to;
            return this;
        }

        private int code(String id) {
            if (id.isBlank()) {
                throw new IllegalArgumentException("link " + size + ": an id must not be blank, got '" + id + "'");
            }
            return codes.computeIfAbsent(id, name -> {
                names.add(name);
                return names.size() - 1;
            });
        }

        /** {@return the links so far; the builder may be used on} */
        public IdentityLinks build() {
            List<String> sorted = names.stream().sorted().toList();
            int[] rank = new int[names.size()];
            for (int i = 0; i < rank.length; i++) {
                rank[codes.getOrDefault(sorted.get(i), -1)] = i;
            }
            long[] pairs = new long[size];
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                int x = rank[a[i]];
                int y = rank[b[i]];
                pairs[i] = ((long) Math.min(x, y) << 32) | Math.max(x, y);
                order[i] = i;
            }
            StableOrder.sort(order, size, i -> pairs[i]);
            StableOrder.sort(order, size, i -> since[i]);
            int[] first = new int[size];
            int[] second = new int[size];
            long[] times = new long[size];
            int kept = 0;
            for (int i : order) {
                int x = (int) (pairs[i] >>> 32);
                int y = (int) pairs[i];
                if (kept == 0 || first[kept - 1] != x || second[kept - 1] != y || times[kept - 1] != since[i]) {
                    first[kept] = x;
                    second[kept] = y;
                    times[kept++] = since[i];
                }
            }
            return new IdentityLinks(
                    Dictionary.of(sorted),
                    Arrays.copyOf(first, kept),
                    Arrays.copyOf(second, kept),
                    Arrays.copyOf(times, kept));
        }
    }
}
