package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * One pass of k-prototypes: assigns rows to their nearest prototype and counts what the next prototypes need. Labels and distances are
 * written to arrays that all parts share, each to its own rows.
 */
final class PrototypePass implements Accumulator<MixedData, PrototypePass, Prototype[]> {

    private final Prototype[] from;
    private final MixedData data;
    private final double[] origin;
    private final int[] labels;
    private final double[] distances;
    private final PrototypeDistance distance;
    private final ClusterSums sums;
    /** By cluster, category column and code. */
    private final int[][][] counts;

    private double cost;
    private long changed;

    private final double[] s = new double[Chunks.TILE];
    private final double[] best = new double[Chunks.TILE];
    private final int[] near = new int[Chunks.TILE];

    PrototypePass(Prototype[] from, MixedData data, double gamma, double[] origin, int[] labels, double[] distances) {
        this.from = from;
        this.data = data;
        this.origin = origin;
        this.labels = labels;
        this.distances = distances;
        this.distance = new PrototypeDistance(data, gamma);
        this.sums = new ClusterSums(from.length, origin, false);
        this.counts = new int[from.length][data.codes.length][];
        for (int[][] own : counts) {
            Arrays.setAll(own, j -> new int[data.levels[j].length]);
        }
    }

    @Override
    public void add(MixedData rows, int first, int to) {
        for (int at = first; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            distance.load(at, n);
            Arrays.fill(best, 0, n, Double.POSITIVE_INFINITY);
            for (int c = 0; c < from.length; c++) {
                distance.measure(from[c], s, n);
                for (int i = 0; i < n; i++) {
                    if (s[i] < best[i]) {
                        best[i] = s[i];
                        near[i] = c;
                    }
                }
            }
            collect(at, n);
        }
    }

    private void collect(int at, int n) {
        for (int i = 0; i < n; i++) {
            changed += labels[at + i] == near[i] ? 0 : 1;
            labels[at + i] = near[i];
            distances[at + i] = best[i];
            cost += best[i];
        }
        for (int j = 0; j < origin.length; j++) {
            for (int i = 0; i < n; i++) {
                distance.tile[j][i] -= origin[j];
            }
        }
        for (int i = 0; i < n; i++) {
            sums.add(near[i], distance.tile, i);
        }
        for (int j = 0; j < data.codes.length; j++) {
            for (int i = 0; i < n; i++) {
                counts[near[i]][j][data.codes[j][at + i]]++;
            }
        }
    }

    @Override
    public void merge(PrototypePass later) {
        cost += later.cost;
        changed += later.changed;
        sums.merge(later.sums);
        for (int c = 0; c < counts.length; c++) {
            for (int j = 0; j < counts[c].length; j++) {
                for (int code = 0; code < counts[c][j].length; code++) {
                    counts[c][j][code] += later.counts[c][j][code];
                }
            }
        }
    }

    /** Means and modes of each cluster's rows, the lowest of equally frequent codes; an empty cluster keeps its prototype. */
    @Override
    public Prototype[] result() {
        double[][] before = new double[from.length][];
        Arrays.setAll(before, c -> from[c].means);
        double[][] means = sums.centers(before);
        Prototype[] next = new Prototype[from.length];
        for (int c = 0; c < next.length; c++) {
            int[] modes = from[c].modes.clone();
            for (int j = 0; j < modes.length && sums.sizes[c] > 0; j++) {
                modes[j] = mode(counts[c][j]);
            }
            next[c] = new Prototype(means[c], modes);
        }
        return next;
    }

    private static int mode(int[] counts) {
        int best = 0;
        for (int code = 1; code < counts.length; code++) {
            best = counts[code] > counts[best] ? code : best;
        }
        return best;
    }

    /** Gives each empty cluster the row that is farthest from its prototype, the first of several; returns how many moved. */
    int relocateEmpty() {
        int moved = 0;
        for (int c = 0; c < from.length; c++) {
            int far = -1;
            for (int i = 0; sums.sizes[c] == 0 && i < distances.length; i++) {
                if (distances[i] > 0 && sums.sizes[labels[i]] > 1 && (far < 0 || distances[i] > distances[far])) {
                    far = i;
                }
            }
            if (far >= 0) {
                moved++;
                move(far, c);
            }
        }
        return moved;
    }

    private void move(int row, int to) {
        for (int j = 0; j < origin.length; j++) {
            distance.tile[j][0] = data.numbers.get(row, j) - origin[j];
        }
        sums.remove(labels[row], distance.tile, 0);
        sums.add(to, distance.tile, 0);
        for (int j = 0; j < data.codes.length; j++) {
            counts[labels[row]][j][data.codes[j][row]]--;
            counts[to][j][data.codes[j][row]]++;
        }
        labels[row] = to;
        distances[row] = 0;
    }

    boolean hasEmpty() {
        return sums.hasEmpty();
    }

    long[] sizes() {
        return sums.sizes;
    }

    double cost() {
        return cost;
    }

    long changed() {
        return changed;
    }
}
