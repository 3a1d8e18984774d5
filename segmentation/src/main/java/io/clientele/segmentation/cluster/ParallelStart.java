package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * k-means||: in each round every row is drawn by itself, with probability proportional to its weight and its squared distance from
 * the rows drawn so far, {@code k} of them in the mean; k-means of the drawn rows, each weighing as much as the rows that are
 * nearest to it, makes the centres (Bahmani et al. 2012, algorithm 2).
 *
 * <p>Each chunk draws from a stream of its own, so threads change nothing. Cost: 3 flops a row, column and drawn row.
 */
final class ParallelStart {

    private static final int ROUNDS = 5;

    private final FeatureTable data;
    private final double @Nullable [] weights;
    private final Execution execution;
    private final long seed;
    private final int run;
    /** Squared distance of each row to the nearest drawn one, and the number of that. */
    private final double[] closest;

    private final int[] nearest;
    private final double[] chunkSums;
    private final List<double[]> drawn = new ArrayList<>();

    ParallelStart(KMeansData data, Execution execution, long seed, int run, double[] closest, int[] nearest) {
        this.data = data.rows;
        this.weights = data.weights;
        this.execution = execution;
        this.seed = seed;
        this.run = run;
        this.closest = closest;
        this.nearest = nearest;
        this.chunkSums = new double[Chunks.count(data.rows.rows())];
    }

    /** At most k centres: fewer when no row is left that differs from all of them. */
    double[][] centers(int k) {
        // the first row: any, however it weighs; the rounds see to the rest
        RandomGenerator random = RandomStreams.stream(seed, "k-means|| first", run);
        drawn.add(data.row(random.nextInt(data.rows())));
        Arrays.fill(closest, Double.MAX_VALUE);
        double total = measure(0);
        for (int round = 0; total > 0 && (round < ROUNDS || drawn.size() < k); round++) {
            int before = drawn.size();
            draw(round, k / total);
            total = measure(before);
        }
        long inner = RandomStreams.stream(seed, "k-means|| centers", run).nextLong();
        KMeansFit few =
                new KMeansFit(KMeans.of(k).withSeed(inner).options(), candidates(), execution.withProgress(p -> {}));
        return few.run(0).centers;
    }

    private void draw(int round, double scale) {
        List<List<double[]>> byChunk = new ArrayList<>();
        for (int chunk = 0; chunk < chunkSums.length; chunk++) {
            byChunk.add(new ArrayList<>());
        }
        Chunks.forEach(data.rows(), execution, (chunk, from, to) -> {
            long index = ((long) run << 48) + ((long) round << 32) + chunk;
            RandomGenerator random = RandomStreams.stream(seed, "k-means||", index);
            List<double[]> own = byChunk.get(chunk);
            for (int i = from; i < to; i++) {
                double share = weights == null ? closest[i] : weights[i] * closest[i];
                if (random.nextDouble() < share * scale) {
                    own.add(data.row(i));
                }
            }
        });
        byChunk.forEach(drawn::addAll);
    }

    /** Compares all rows with those drawn from a given one on; the weighted sum of what is least now. */
    private double measure(int first) {
        Chunks.forEach(data.rows(), execution, (chunk, from, to) -> {
            double[][] tile = new double[data.columns()][Chunks.TILE];
            double[] s = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                for (int j = 0; j < tile.length; j++) {
                    data.copyColumn(j, at, tile[j], 0, n);
                }
                for (int c = first; c < drawn.size(); c++) {
                    Distances.squared(tile, tile.length, drawn.get(c), s, n);
                    lower(s, c, at, n);
                }
            }
            chunkSums[chunk] =
                    weights == null ? Reductions.sum(closest, from, to) : Reductions.dot(closest, weights, from, to);
        });
        return Reductions.sum(chunkSums, 0, chunkSums.length);
    }

    private void lower(double[] s, int c, int at, int n) {
        for (int i = 0; i < n; i++) {
            if (s[i] < closest[at + i]) {
                closest[at + i] = s[i];
                nearest[at + i] = c;
            }
        }
    }

    /** The drawn rows, each with the weight of the rows that are nearest to it. */
    private KMeansData candidates() {
        double[] standsFor = new double[drawn.size()];
        for (int i = 0; i < nearest.length; i++) {
            standsFor[nearest[i]] += weights == null ? 1 : weights[i];
        }
        String[] names = data.names().toArray(new String[0]);
        FeatureTable.Builder rows = FeatureTable.builder(names);
        List<Double> kept = new ArrayList<>();
        for (int c = 0; c < standsFor.length; c++) {
            if (standsFor[c] > 0) { // 0: the same as a row drawn before
                rows.add(drawn.get(c));
                kept.add(standsFor[c]);
            }
        }
        return KMeansData.of(
                rows.build(), kept.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
