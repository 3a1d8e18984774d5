package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/**
 * The labels of least inertia for given centres among those that keep the sizes in bounds.
 *
 * <p>Squared distances are rounded to a fixed unit, some 2^-54 of the largest there can be, and then all is exact.
 */
final class BoundedAssignment {

    private final FeatureTable rows;
    private final SizeBounds bounds;
    private final ColumnSpread spread;
    private final Execution execution;
    private final long[][] costs;
    final int[] labels;
    /** By cluster; a row goes where squared distance plus price is least. */
    double[] prices;

    int[] sizes;

    BoundedAssignment(FeatureTable rows, SizeBounds bounds, ColumnSpread spread, double[] prices, Execution execution) {
        this.rows = rows;
        this.bounds = bounds;
        this.spread = spread;
        this.execution = execution;
        this.costs = new long[prices.length][rows.rows()];
        this.labels = new int[rows.rows()];
        this.prices = prices.clone();
        this.sizes = new int[prices.length];
    }

    /** Labels, prices and sizes for these centres, started from the prices of the last ones. */
    void solve(double[][] centers) {
        int k = centers.length;
        // sums along a path and prices stay below 2^62
        int bits = 59 - (32 - Integer.numberOfLeadingZeros(2 * k + 3));
        double farthest = spread.farthest(centers);
        double unit = farthest == 0 ? 1 : Math.scalb(1.0, Math.getExponent(farthest) + 1 - bits);
        Chunks.forEach(rows.rows(), execution, (chunk, from, to) -> measure(centers, unit, from, to));
        long[] start = new long[k];
        for (int c = 0; c < k; c++) {
            start[c] = Math.round(Math.max(-0x1.0p60, Math.min(0x1.0p60, prices[c] / unit)));
        }
        Transport transport =
                new Transport(costs, bounds.fewest(labels.length), bounds.greatest(labels.length), start, labels);
        transport.solve(execution);
        sizes = transport.sizes();
        long[] end = transport.prices();
        for (int c = 0; c < k; c++) {
            prices[c] = end[c] * unit;
        }
    }

    private void measure(double[][] centers, double unit, int from, int to) {
        double[][] tile = new double[rows.columns()][Chunks.TILE];
        double[] s = new double[Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < tile.length; j++) {
                rows.copyColumn(j, at, tile[j], 0, n);
            }
            for (int c = 0; c < centers.length; c++) {
                Distances.squared(tile, tile.length, centers[c], s, n);
                long[] cost = costs[c];
                for (int i = 0; i < n; i++) {
                    cost[at + i] = (long) (s[i] / unit + 0.5);
                }
            }
        }
    }
}
