package io.clientele.benchmarks.attribution;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Paths whose channels are met as in Zipf's law and whose lengths are geometric with mean 5; the same on every machine. */
final class MadeUpPaths {

    private MadeUpPaths() {}

    static int[][] touches(int rows, int channels) {
        RandomGenerator random = RandomStreams.stream(1, "benchmark paths", channels);
        double[] upTo = new double[channels];
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += 1.0 / (c + 1);
            upTo[c] = sum;
        }
        int[][] paths = new int[rows][];
        for (int i = 0; i < rows; i++) {
            paths[i] = new int[1 + (int) Samplers.geometric(random, 0.2)];
            for (int j = 0; j < paths[i].length; j++) {
                int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
                paths[i][j] = Math.min(channels - 1, at < 0 ? -at - 1 : at);
            }
        }
        return paths;
    }

    /** One journey in five converts. */
    static PathCounts counts(int[][] paths, int channels) {
        PathCounts counts = PathCounts.create();
        for (int c = 0; c < channels; c++) {
            counts.code("channel " + c);
        }
        for (int i = 0; i < paths.length; i++) {
            int converted = i % 5 == 0 ? 1 : 0;
            counts.add(paths[i], 0, paths[i].length, converted, converted * 10.5, 1 - converted);
        }
        return counts;
    }

    static PathTable table(int rows, int channels) {
        return counts(touches(rows, channels), channels).result();
    }
}
