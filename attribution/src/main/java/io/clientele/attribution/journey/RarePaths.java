package io.clientele.attribution.journey;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts together the paths that fewer than a number of customers took. */
final class RarePaths {

    private final JourneyTable journeys;
    private final int least;
    /** Number of each journey's path. */
    private final int[] path;

    private final int paths;

    RarePaths(JourneyTable journeys, int least) {
        this.journeys = journeys;
        this.least = least;
        this.path = new int[journeys.journeys()];
        PathTable table = journeys.paths();
        this.paths = table.paths();
        int[] touches = new int[table.longest()];
        for (int j = 0; j < path.length; j++) {
            int n = journeys.length(j);
            for (int i = 0; i < n; i++) {
                touches[i] = journeys.channel(j, i);
            }
            path[j] = table.find(touches, 0, n);
        }
    }

    PathTable pooled() {
        boolean[] rare = rare();
        PathCounts counts = PathCounts.create();
        journeys.channels().forEach(counts::code);
        int[] pool = {counts.code(PrivacyThreshold.POOL)};
        for (int j = 0; j < path.length; j++) {
            int[] touches = pool;
            if (!rare[path[j]]) {
                touches = new int[journeys.length(j)];
                for (int i = 0; i < touches.length; i++) {
                    touches[i] = journeys.channel(j, i);
                }
            }
            long converted = journeys.converted(j) ? 1 : 0;
            counts.add(touches, 0, touches.length, converted, journeys.value(j), 1 - converted);
        }
        return counts.result();
    }

    /** Paths from the rarest up, until none is left that is rare and the pool is not rare itself. */
    private boolean[] rare() {
        long[] pairs = new long[path.length];
        Arrays.setAll(pairs, j -> ((long) path[j] << 32) | journeys.customer(j));
        long[] distinct = Arrays.stream(pairs).sorted().distinct().toArray();
        int[] starts = new int[paths + 1];
        for (long pair : distinct) {
            starts[(int) (pair >>> 32) + 1]++;
        }
        for (int p = 0; p < paths; p++) {
            starts[p + 1] += starts[p];
        }
        List<Integer> rarest = IntStream.range(0, paths)
                .boxed()
                .sorted(Comparator.comparingInt((Integer p) -> starts[p + 1] - starts[p]))
                .toList();
        boolean[] rare = new boolean[paths];
        boolean[] behind = new boolean[journeys.customers()];
        int many = 0;
        for (int k = 0; k < paths; k++) {
            int p = rarest.get(k);
            if (starts[p + 1] - starts[p] >= least && (k == 0 || many >= least)) {
                break;
            }
            rare[p] = true;
            for (int i = starts[p]; i < starts[p + 1]; i++) {
                many += behind[(int) distinct[i]] ? 0 : 1;
                behind[(int) distinct[i]] = true;
            }
        }
        return rare;
    }
}
