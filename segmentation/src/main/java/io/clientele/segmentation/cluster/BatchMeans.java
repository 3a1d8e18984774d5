package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Centres that are the means of all rows which ever came to them, older batches counting less by a power of the decay. Sculley moves a
 * centre row by row, by one over the rows it has; a whole batch at once comes to the same mean. Not thread-safe.
 */
final class BatchMeans {

    private final double decay;
    private final double[] weights;
    private double[][] centers;
    private double inertia;
    private long[] sizes;

    BatchMeans(double[][] centers, double[] weights, double decay) {
        this.centers = centers;
        this.weights = weights.clone();
        this.decay = decay;
        this.sizes = new long[centers.length];
    }

    /** Takes rows in; the longest way of a centre. */
    double add(FeatureTable rows, double[] origin, Execution execution) {
        int[] labels = new int[rows.rows()];
        double[] distances = new double[rows.rows()];
        double[][] from = centers;
        LloydPass pass = Chunks.accumulate(
                rows, rows.rows(), execution, () -> new LloydPass(from, origin, labels, distances, null));
        double[][] means = pass.result();
        inertia = pass.inertia();
        sizes = pass.sums().sizes;
        double[][] next = new double[from.length][];
        double longest = 0;
        for (int c = 0; c < from.length; c++) {
            double weight = decay * weights[c] + sizes[c];
            next[c] = from[c].clone();
            for (int j = 0; j < next[c].length && sizes[c] > 0; j++) {
                next[c][j] += sizes[c] / weight * (means[c][j] - from[c][j]);
            }
            weights[c] = weight;
            longest = Math.max(longest, Distances.squared(from[c], next[c]));
        }
        centers = next;
        return Math.sqrt(longest);
    }

    /** From now on all that came so far counts as so many rows, if it was more. */
    void countAs(double rows) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        for (int c = 0; c < weights.length && total > rows; c++) {
            weights[c] *= rows / total;
        }
    }

    double[][] centers() {
        return centers;
    }

    double[] weights() {
        return weights;
    }

    /** Of the last batch: how many rows each cluster got, and their squared distances to the centres as they were. */
    long[] sizes() {
        return sizes;
    }

    double inertia() {
        return inertia;
    }
}
