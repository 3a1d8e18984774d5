package io.clientele.attribution.journey;

import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;

/** Draws customers, each with all its journeys and their values. */
final class CustomerResampling implements PathResampling {

    private final JourneyTable journeys;
    private final PathTable paths;
    /** Number of each journey's path. */
    private final int[] path;

    private final long seed;

    CustomerResampling(JourneyTable journeys, long seed) {
        this.journeys = journeys;
        this.paths = journeys.paths();
        this.path = new int[journeys.journeys()];
        this.seed = seed;
        int[] touches = new int[paths.longest()];
        for (int j = 0; j < path.length; j++) {
            int n = journeys.length(j);
            for (int i = 0; i < n; i++) {
                touches[i] = journeys.channel(j, i);
            }
            path[j] = paths.find(touches, 0, n);
        }
    }

    @Override
    public PathTable paths() {
        return paths;
    }

    @Override
    public PathTable draw(long number) {
        int[] weights = journeys.customerWeights(seed, number);
        int n = paths.paths();
        long[] conversions = new long[n];
        double[] value = new double[n];
        long[] nulls = new long[n];
        for (int j = 0; j < path.length; j++) {
            int times = weights[journeys.customer(j)];
            if (journeys.converted(j)) {
                conversions[path[j]] += times;
                value[path[j]] += times * journeys.value(j);
            } else {
                nulls[path[j]] += times;
            }
        }
        return paths.withCounts(conversions, value, nulls);
    }
}
