package io.clientele.attribution;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Poisson weights on the counts of paths. */
final class JourneyResampling implements PathResampling {

    private final PathTable paths;
    private final long seed;

    JourneyResampling(PathTable paths, long seed) {
        this.paths = Objects.requireNonNull(paths, "paths");
        this.seed = seed;
    }

    @Override
    public PathTable paths() {
        return paths;
    }

    @Override
    public PathTable draw(long number) {
        RandomGenerator random = RandomStreams.stream(seed, "attribution.journeys", number);
        int n = paths.paths();
        long[] conversions = new long[n];
        double[] value = new double[n];
        long[] nulls = new long[n];
        for (int i = 0; i < n; i++) {
            long seen = paths.conversions(i);
            conversions[i] = PoissonTables.draw(random, seen);
            value[i] = seen == 0 ? 0 : paths.value(i) * ((double) conversions[i] / seen);
            nulls[i] = PoissonTables.draw(random, paths.nulls(i));
        }
        return paths.withCounts(conversions, value, nulls);
    }
}
