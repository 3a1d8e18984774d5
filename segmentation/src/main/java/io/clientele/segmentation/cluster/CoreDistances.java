package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/** How far each row is from its m-th nearest one, itself the first; every pair is measured. Raw values of the metric. */
final class CoreDistances {

    private CoreDistances() {}

    static double[] of(FeatureTable rows, Metric metric, int m, Execution execution) {
        int n = rows.rows();
        double[] core = new double[n];
        if (m == 1) {
            return core;
        }
        double[][][] tiles = tiles(rows);
        Chunks.forEach(n, execution, (chunk, from, to) -> {
            double[] s = new double[Chunks.TILE];
            double[] nearest = new double[m];
            for (int i = from; i < to; i++) {
                if ((i - from) % Chunks.TILE == 0) {
                    execution.checkCancelled();
                }
                double[] point = rows.row(i);
                Arrays.fill(nearest, Double.POSITIVE_INFINITY);
                for (int t = 0; t < tiles.length; t++) {
                    int width = Math.min(Chunks.TILE, n - t * Chunks.TILE);
                    metric.raw(tiles[t], point.length, point, s, width);
                    keepNearest(nearest, s, width);
                }
                core[i] = nearest[0];
            }
        });
        return core;
    }

    private static double[][][] tiles(FeatureTable rows) {
        double[][][] tiles = new double[(rows.rows() + Chunks.TILE - 1) / Chunks.TILE][rows.columns()][Chunks.TILE];
        for (int t = 0; t < tiles.length; t++) {
            int from = t * Chunks.TILE;
            for (int j = 0; j < rows.columns(); j++) {
                rows.copyColumn(j, from, tiles[t][j], 0, Math.min(Chunks.TILE, rows.rows() - from));
            }
        }
        return tiles;
    }

    /** A heap with its largest value first takes in what is smaller. */
    static void keepNearest(double[] heap, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            if (s[i] < heap[0]) {
                sink(heap, s[i]);
            }
        }
    }

    private static void sink(double[] heap, double value) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = value;
    }
}
