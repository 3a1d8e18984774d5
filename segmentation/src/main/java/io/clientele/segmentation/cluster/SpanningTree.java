package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Single linkage: the edges of the minimum spanning tree, shortest first, are its merges (Gower and Ross 1969). Prim's algorithm,
 * which measures every pair once and holds O(n · features) numbers; of equally near rows the lowest-numbered comes first.
 *
 * <p>With core distances, two rows are as far apart as the largest of their distance and their core distances (mutual reachability).
 */
final class SpanningTree {

    private SpanningTree() {}

    static MergeList run(FeatureTable rows, Metric metric, Execution execution) {
        return run(rows, metric, new double[rows.rows()], execution);
    }

    /** {@code rawCore}: core distances as raw values of the metric. */
    static MergeList run(FeatureTable rows, Metric metric, double[] rawCore, Execution execution) {
        int n = rows.rows();
        MergeList merges = new MergeList(n);
        int distance = rows.columns(); // extra columns: raw distance to the tree, to which of its rows, core distance
        int neighbor = distance + 1;
        int core = neighbor + 1;
        LivePoints points = new LivePoints(rows, 3);
        for (int i = 0; i < n; i++) {
            points.set(i, distance, Double.POSITIVE_INFINITY);
            points.set(i, core, rawCore[i]);
        }
        double[] point = new double[rows.columns()];
        double[] s = new double[Chunks.TILE];
        int joined = 0;
        for (int done = 0; done < n - 1; done++) {
            execution.checkCancelled();
            points.copy(joined, point);
            points.remove(joined);
            double least = Double.POSITIVE_INFINITY;
            int at = -1;
            for (int t = 0; t < points.tiles(); t++) {
                double[][] tile = points.tile(t);
                int width = points.size(t);
                metric.raw(tile, points.features, point, s, width);
                raise(s, tile[core], rawCore[joined], width);
                lower(tile[distance], tile[neighbor], s, joined, width);
                for (int i = 0; i < width; i++) {
                    if (tile[distance][i] < least && points.id(t * Chunks.TILE + i) >= 0) {
                        least = tile[distance][i];
                        at = t * Chunks.TILE + i;
                    }
                }
            }
            if (at < 0) {
                throw new IllegalArgumentException("distances are too large to be squared; scale the columns first");
            }
            joined = points.id(at);
            merges.add((int) points.get(joined, neighbor), joined, metric.distance(least));
            execution.progress("merges", done + 1, n - 1);
        }
        return merges.sorted();
    }

    private static void raise(double[] s, double[] core, double own, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = Math.max(s[i], Math.max(core[i], own));
        }
    }

    private static void lower(double[] distance, double[] neighbor, double[] s, int joined, int n) {
        for (int i = 0; i < n; i++) {
            if (s[i] < distance[i]) {
                distance[i] = s[i];
                neighbor[i] = joined;
            }
        }
    }
}
