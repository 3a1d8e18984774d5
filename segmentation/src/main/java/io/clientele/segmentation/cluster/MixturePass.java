package io.clientele.segmentation.cluster;

import io.clientele.core.Accumulator;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import org.jspecify.annotations.Nullable;

/**
 * One pass of EM: the log-likelihood of the parameters, and the sums from which better ones follow.
 *
 * <p>Sums are of differences to the present means, so that a large mean costs no digits. Rows belong to components by their
 * densities, or wholly to the components of given labels.
 */
final class MixturePass implements Accumulator<FeatureTable, MixturePass, double[]> {

    private final double[][] centers;
    private final CovarianceShape shape;
    private final int weightColumn; // -1: every row counts once
    private final int @Nullable [] labels;
    private final MixtureTile tile;

    final double[] weight;
    final double[][] sums;
    final double[][] squares;
    private double logLikelihood;
    private double entropy;

    private final double[] w = new double[Chunks.TILE];
    private final double[] r = new double[Chunks.TILE];
    private final double[][] y;
    private final double[] ry = new double[Chunks.TILE];

    /** Rows belong to components by their densities. */
    MixturePass(ComponentDensity[] components, CovarianceShape shape, int weightColumn) {
        this(components, centers(components), shape, weightColumn, null);
    }

    /** Rows belong to the components of their labels. */
    MixturePass(double[][] centers, CovarianceShape shape, int weightColumn, int[] labels) {
        this(new ComponentDensity[0], centers, shape, weightColumn, labels);
    }

    private MixturePass(
            ComponentDensity[] components,
            double[][] centers,
            CovarianceShape shape,
            int weightColumn,
            int @Nullable [] labels) {
        int k = centers.length;
        int d = centers[0].length;
        this.centers = centers;
        this.shape = shape;
        this.weightColumn = weightColumn;
        this.labels = labels;
        this.tile = new MixtureTile(components, d);
        this.weight = new double[k];
        this.sums = new double[k][d];
        this.squares = new double[shape.held(k)][shape.hasCorrelations() ? d * d : d];
        this.y = new double[d][Chunks.TILE];
    }

    private static double[][] centers(ComponentDensity[] components) {
        double[][] centers = new double[components.length][];
        for (int c = 0; c < centers.length; c++) {
            centers[c] = components[c].mean();
        }
        return centers;
    }

    /** The table's columns are the features, in order, and after them perhaps the weights. */
    @Override
    public void add(FeatureTable rows, int first, int to) {
        for (int at = first; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(rows, at, n);
            if (weightColumn >= 0) {
                rows.copyColumn(weightColumn, at, w, 0, n);
            } else {
                java.util.Arrays.fill(w, 0, n, 1);
            }
            if (labels == null) {
                tile.measure(n);
                logLikelihood += Reductions.dot(w, tile.total, 0, n);
            }
            for (int c = 0; c < weight.length; c++) {
                belong(c, at, n);
                collect(c, n);
            }
        }
    }

    private void belong(int c, int at, int n) {
        if (labels != null) {
            for (int i = 0; i < n; i++) {
                r[i] = labels[at + i] == c ? w[i] : 0;
            }
        } else {
            multiply(r, w, tile.shares[c], n);
            // -log(share) = total - log: no logarithm of a share that is 0
            subtract(ry, tile.total, tile.logs[c], n);
            entropy += Reductions.dot(r, ry, 0, n);
        }
    }

    private void collect(int c, int n) {
        weight[c] += Reductions.sum(r, 0, n);
        double[] held = squares[shape == CovarianceShape.TIED ? 0 : c];
        int d = y.length;
        for (int j = 0; j < d; j++) {
            subtract(y[j], tile.x[j], centers[c][j], n);
            multiply(ry, r, y[j], n);
            sums[c][j] += Reductions.sum(ry, 0, n);
            if (shape.hasCorrelations()) {
                for (int m = 0; m <= j; m++) {
                    held[j * d + m] += Reductions.dot(ry, y[m], 0, n);
                }
            } else {
                held[j] += Reductions.dot(ry, y[j], 0, n);
            }
        }
    }

    private static void multiply(double[] z, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] * y[i];
        }
    }

    private static void subtract(double[] z, double[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] - y[i];
        }
    }

    private static void subtract(double[] z, double[] x, double y, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = x[i] - y;
        }
    }

    @Override
    public void merge(MixturePass later) {
        logLikelihood += later.logLikelihood;
        entropy += later.entropy;
        for (int c = 0; c < weight.length; c++) {
            weight[c] += later.weight[c];
            add(sums[c], later.sums[c]);
        }
        for (int c = 0; c < squares.length; c++) {
            add(squares[c], later.squares[c]);
        }
    }

    private static void add(double[] first, double[] later) {
        for (int i = 0; i < first.length; i++) {
            first[i] += later[i];
        }
    }

    /** Log-likelihood and entropy of the shares. */
    @Override
    public double[] result() {
        return new double[] {logLikelihood, entropy};
    }

    double logLikelihood() {
        return logLikelihood;
    }

    double entropy() {
        return entropy;
    }

    /** Where the sums are counted from. */
    double[][] centers() {
        return centers;
    }
}
