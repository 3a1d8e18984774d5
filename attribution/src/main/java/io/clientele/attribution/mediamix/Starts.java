package io.clientele.attribution.mediamix;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;

/** A search from the centre of the grid and from points drawn at random; the best is kept, of equals the first. */
final class Starts {

    private Starts() {}

    /** {@code phase} is what progress is reported as; each search of a fit has its own, as progress never goes back. */
    static Search best(
            Problem p, double[] target, double ridge, int starts, long seed, String phase, Execution execution) {
        Search[] found = new Search[starts];
        Chunks.tasks(starts, execution, s -> {
            execution.progress(phase, s, starts);
            found[s] = new Search(p, ridge).start(point(p, seed, s), target).run();
        });
        Search best = found[0];
        for (Search search : found) {
            best = search.objective < best.objective ? search : best;
        }
        return best;
    }

    private static int[][] point(Problem p, long seed, int start) {
        int[][] points = p.centre();
        if (start > 0) {
            RandomGenerator random = RandomStreams.stream(seed, "mediamix.start", start);
            for (int c = 0; c < points.length; c++) {
                for (int d = 0; d < points[c].length; d++) {
                    points[c][d] = random.nextInt(p.spaces[c].last(d) + 1);
                }
            }
        }
        return points;
    }
}
