package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Greedy k-means++: each next centre is a row drawn with probability proportional to its weight and its squared distance from
 * the centres so far; of several draws the one that lowers the sum of distances most is taken (the first of equals).
 */
final class PlusPlusStart {

    private final FeatureTable data;
    private final double @Nullable [] weights;
    private final Execution execution;
    private final RandomGenerator random;
    private final int chunkSize;
    private final double[] chunkSums;

    PlusPlusStart(FeatureTable data, double @Nullable [] weights, Execution execution, long seed, int run) {
        this.data = data;
        this.weights = weights;
        this.execution = execution;
        this.random = RandomStreams.stream(seed, "k-means++", run);
        this.chunkSize = Chunks.size(data.rows());
        this.chunkSums = new double[Chunks.count(data.rows())];
    }

    /** At most k centres: fewer when no row is left that differs from all of them. */
    double[][] centers(int k, double[] closest) {
        int trials = 2 + (int) Math.log(k);
        double[][] centers = new double[k][];
        centers[0] = data.row(first(closest));
        Arrays.fill(closest, Double.MAX_VALUE);
        double total = lower(centers[0], closest, closest);
        for (int c = 1; c < k; c++) {
            if (total == 0) {
                return Arrays.copyOf(centers, c);
            }
            // candidates are drawn from the distances as they are now, before any of them changes the sums
            int[] drawn = new int[trials];
            for (int t = 0; t < trials; t++) {
                drawn[t] = draw(closest, total);
            }
            double[] scratch = new double[closest.length];
            double least = Double.MAX_VALUE;
            int best = drawn[0];
            for (int row : drawn) {
                double left = lower(data.row(row), closest, scratch);
                if (left < least) {
                    least = left;
                    best = row;
                }
            }
            centers[c] = data.row(best);
            total = lower(centers[c], closest, closest);
        }
        return centers;
    }

    /** Writes each row's distance to its nearest centre with one more centre there; returns the sum. */
    private double lower(double[] center, double[] closest, double[] into) {
        Chunks.forEach(data.rows(), execution, (chunk, from, to) -> {
            double[][] tile = new double[data.columns()][Chunks.TILE];
            double[] s = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                for (int j = 0; j < tile.length; j++) {
                    data.copyColumn(j, at, tile[j], 0, n);
                }
                Distances.squared(tile, tile.length, center, s, n);
                for (int i = 0; i < n; i++) {
                    into[at + i] = Math.min(closest[at + i], s[i]);
                }
            }
            chunkSums[chunk] =
                    weights == null ? Reductions.sum(into, from, to) : Reductions.dot(into, weights, from, to);
        });
        return Reductions.sum(chunkSums, 0, chunkSums.length);
    }

    private int first(double[] scratch) {
        if (weights == null) {
            return random.nextInt(data.rows());
        }
        Arrays.fill(scratch, 1);
        for (int chunk = 0; chunk < chunkSums.length; chunk++) {
            int from = chunk * chunkSize;
            chunkSums[chunk] = Reductions.sum(weights, from, (int) Math.min(data.rows(), (long) from + chunkSize));
        }
        return draw(scratch, Reductions.sum(chunkSums, 0, chunkSums.length));
    }

    private int draw(double[] closest, double total) {
        double at = random.nextDouble() * total;
        int from = 0;
        for (int chunk = 0; chunk < chunkSums.length - 1 && at >= chunkSums[chunk]; chunk++) {
            at -= chunkSums[chunk];
            from += chunkSize;
        }
        int last = -1;
        for (int i = from; i < closest.length; i++) {
            if (closest[i] > 0) {
                last = i;
                at -= weights == null ? closest[i] : weights[i] * closest[i];
                if (at < 0) {
                    return i;
                }
            }
        }
        return last >= 0 ? last : lastPositive(closest);
    }

    /** Rounding can carry the draw past the last row that has a distance. */
    private static int lastPositive(double[] closest) {
        int i = closest.length - 1;
        while (closest[i] == 0) {
            i--;
        }
        return i;
    }
}
