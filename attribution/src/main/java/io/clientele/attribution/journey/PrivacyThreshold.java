package io.clientele.attribution.journey;

import io.clientele.attribution.PathTable;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows no channel, and if asked no path, that fewer than a stated number of customers met: the rare ones are pooled under one name.
 *
 * <ul>
 *   <li>If the pool itself has too few customers, the next rarest channel joins it, until it has enough.
 *   <li>Channels are pooled from the rarest up, equally rare ones in the order of their names; which were is in {@link
 *       JourneyReport#pooledChannels}.
 *   <li>The same holds for {@link #paths}: rare paths are counted together as a path of one touch with the pool's name. Conversions,
 *       value and nulls in all stay what they are.
 *   <li>The threshold is off unless applied; where it was, {@link JourneyReport#privacyThreshold} says so, even if nothing was rare.
 *   <li>Fewer customers in all than the threshold: refused.
 *   <li>This bounds how few people stand behind a channel. It is no differential privacy: two reports on data that differ by
 *       one customer may still tell something of that one.
 * </ul>
 *
 * <p>Time O(touches · (log touches + channels)). Immutable and thread-safe.
 *
 * <pre>{@code
 * JourneyTable safe = PrivacyThreshold.of(50).apply(journeys);
 * }</pre>
 */
public final class PrivacyThreshold {

    /** The name of the pool. */
    public static final String POOL = "(other)";

    private final int customers;

    private PrivacyThreshold(int customers) {
        this.customers = customers;
    }

    /**
     * A threshold.
     *
     * @param customers fewest customers behind any channel, at least 1
     * @return the threshold
     */
    public static PrivacyThreshold of(int customers) {
        return new PrivacyThreshold(Check.atLeast("customers", customers, 1));
    }

    /**
     * Counts paths, rare ones together. Rare channels show in paths that are not rare only if enough customers met them there.
     *
     * @param journeys any; may have been applied to before
     * @return paths that enough customers took, and one with the pool's name for all others
     */
    public PathTable paths(JourneyTable journeys) {
        requireEnough(journeys);
        return new RarePaths(journeys, customers).pooled();
    }

    private void requireEnough(JourneyTable journeys) {
        if (journeys.customers() < customers) {
            throw new IllegalArgumentException("the journeys are of " + journeys.customers()
                    + " customers, fewer than the threshold of " + customers + "; nothing may be shown");
        }
    }

    /**
     * Pools rare channels.
     *
     * @param journeys any; no channel may be named like the pool
     * @return journeys whose channels all have enough customers
     */
    public JourneyTable apply(JourneyTable journeys) {
        requireEnough(journeys);
        if (journeys.channels().contains(POOL)) {
            throw new IllegalArgumentException(
                    "channel '" + POOL + "' has the name of the pool; rename it, or do not pool twice");
        }
        Customers behind = new Customers(journeys);
        int n = journeys.channels().size();
        long[] seen = new long[n];
        for (int c = 0; c < n; c++) {
            boolean[] one = new boolean[n];
            one[c] = true;
            seen[c] = behind.any(one);
        }
        List<Integer> rarest = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingLong((Integer c) -> seen[c]).thenComparing(c -> c))
                .toList();
        boolean[] pooled = new boolean[n];
        int size = 0;
        while (size < n && (seen[rarest.get(size)] < customers || (size > 0 && behind.any(pooled) < customers))) {
            pooled[rarest.get(size++)] = true;
        }
        return renamed(journeys, pooled, size > 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrivacyThreshold that && customers == that.customers;
    }

    @Override
    public int hashCode() {
        return customers;
    }

    @Override
    public String toString() {
        return "PrivacyThreshold[" + customers + " customers]";
    }

    private JourneyTable renamed(JourneyTable journeys, boolean[] pooled, boolean any) {
        List<String> kept = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        for (int c = 0; c < pooled.length; c++) {
            (pooled[c] ? rare : kept).add(journeys.channels().get(c));
        }
        List<String> names = new ArrayList<>(kept);
        if (any) {
            names.add(POOL);
        }
        JourneyColumns columns = new JourneyColumns();
        for (int j = 0; j < journeys.journeys(); j++) {
            for (int i = 0; i < journeys.length(j); i++) {
                int c = journeys.channel(j, i);
                int code = pooled[c]
                        ? kept.size()
                        : kept.indexOf(journeys.channels().get(c));
                columns.touch(code, journeys.time(j, i), journeys.row(j, i));
            }
            columns.close(journeys.customer(j), journeys.end(j), journeys.converted(j), journeys.value(j));
        }
        return columns.table(names, journeys.customerIds(), journeys.report().withPrivacy(customers, rare));
    }

    /** The channels of each customer, as the distinct pairs of both in the order of customers. */
    private static final class Customers {

        private final int[] customer;
        private final int[] channel;

        Customers(JourneyTable journeys) {
            long[] pairs = new long[touches(journeys)];
            int size = 0;
            for (int j = 0; j < journeys.journeys(); j++) {
                for (int i = 0; i < journeys.length(j); i++) {
                    pairs[size++] = ((long) journeys.customer(j) << 32) | journeys.channel(j, i);
                }
            }
            long[] distinct = Arrays.stream(pairs).sorted().distinct().toArray();
            customer = Arrays.stream(distinct)
                    .mapToInt(pair -> (int) (pair >>> 32))
                    .toArray();
            channel = Arrays.stream(distinct).mapToInt(pair -> (int) pair).toArray();
        }

        private static int touches(JourneyTable journeys) {
            int touches = 0;
            for (int j = 0; j < journeys.journeys(); j++) {
                touches += journeys.length(j);
            }
            return touches;
        }

        /** How many customers met any of the channels. */
        long any(boolean[] channels) {
            long count = 0;
            int last = -1;
            for (int i = 0; i < customer.length; i++) {
                if (channels[channel[i]] && customer[i] != last) {
                    last = customer[i];
                    count++;
                }
            }
            return count;
        }
    }
}
