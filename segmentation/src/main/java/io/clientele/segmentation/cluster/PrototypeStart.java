package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Greedy k-means++ by the distance of mixed rows, which is a squared one: what differs in a category is gamma, as if categories were
 * corners of a simplex. Prototypes are rows, so a start fails only where there are no k distinct ones.
 */
final class PrototypeStart {

    private final MixedData data;
    private final double gamma;
    private final Execution execution;
    private final RandomGenerator random;

    PrototypeStart(MixedData data, double gamma, Execution execution, long seed, int run) {
        this.data = data;
        this.gamma = gamma;
        this.execution = execution;
        this.random = RandomStreams.stream(seed, "k-prototypes", run);
    }

    /** At most k prototypes: fewer when no row is left that differs from all of them. */
    Prototype[] prototypes(int k) {
        int trials = 2 + (int) Math.log(k);
        double[] closest = new double[data.rows()];
        double[] scratch = new double[closest.length];
        double[] kept = new double[closest.length];
        Prototype[] found = new Prototype[k];
        found[0] = data.row(random.nextInt(data.rows()));
        Arrays.fill(closest, Double.MAX_VALUE);
        double total = lower(found[0], closest, closest);
        for (int c = 1; c < k; c++) {
            if (total == 0) {
                return Arrays.copyOf(found, c);
            }
            double least = Double.MAX_VALUE;
            for (int t = 0; t < trials; t++) {
                Prototype candidate = data.row(draw(closest, total));
                double left = lower(candidate, closest, scratch);
                if (t == 0 || left < least) {
                    least = left;
                    found[c] = candidate;
                    System.arraycopy(scratch, 0, kept, 0, kept.length);
                }
            }
            total = least;
            System.arraycopy(kept, 0, closest, 0, kept.length);
        }
        return found;
    }

    /** Writes each row's distance to its nearest prototype with one more there; returns the sum. */
    private double lower(Prototype from, double[] closest, double[] into) {
        Chunks.forEach(data.rows(), execution, (chunk, first, to) -> {
            PrototypeDistance distance = new PrototypeDistance(data, gamma);
            double[] s = new double[Chunks.TILE];
            for (int at = first; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                distance.load(at, n);
                distance.measure(from, s, n);
                for (int i = 0; i < n; i++) {
                    into[at + i] = Math.min(closest[at + i], s[i]);
                }
            }
        });
        return Reductions.sum(into, 0, into.length);
    }

    private int draw(double[] closest, double total) {
        double left = random.nextDouble() * total;
        int last = -1;
        for (int i = 0; i < closest.length && left >= 0; i++) {
            if (closest[i] > 0) {
                last = i;
                left -= closest[i];
            }
        }
        return last; // rounding can carry the draw past the end: then the last row that has a distance
    }
}
