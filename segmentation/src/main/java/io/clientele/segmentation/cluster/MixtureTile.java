package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;

/** A tile of rows and what each component says about them: logarithms of densities first, then shares by log-sum-exp. */
final class MixtureTile {

    private final ComponentDensity[] components;
    final double[][] x;
    /** Per component: logarithm of weight times density. */
    final double[][] logs;
    /** Per component: its share of the row. */
    final double[][] shares;
    /** Logarithm of the row's density. */
    final double[] total = new double[Chunks.TILE];

    private final double[][] y;
    private final double[] z = new double[Chunks.TILE];
    private final double[] most = new double[Chunks.TILE];

    MixtureTile(ComponentDensity[] components, int columns) {
        this.components = components;
        this.x = new double[columns][Chunks.TILE];
        this.y = new double[columns][Chunks.TILE];
        this.logs = new double[components.length][Chunks.TILE];
        this.shares = new double[components.length][Chunks.TILE];
    }

    void load(FeatureTable rows, int from, int n) {
        for (int j = 0; j < x.length; j++) {
            rows.copyColumn(j, from, x[j], 0, n);
        }
    }

    void measure(int n) {
        for (int c = 0; c < components.length; c++) {
            components[c].log(x, y, z, logs[c], n);
        }
        System.arraycopy(logs[0], 0, most, 0, n);
        for (int c = 1; c < components.length; c++) {
            raise(most, logs[c], n);
        }
        for (int i = 0; i < n; i++) {
            total[i] = 0;
        }
        for (int c = 0; c < components.length; c++) {
            subtract(z, logs[c], most, n);
            VectorMath.exp(z, shares[c], n);
            add(total, shares[c], n);
        }
        for (int c = 0; c < components.length; c++) {
            divide(shares[c], total, n);
        }
        for (int i = 0; i < n; i++) {
            total[i] = most[i] + Math.log(total[i]);
        }
    }

    private static void raise(double[] most, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            most[i] = Math.max(most[i], x[i]);
        }
    }

    private static void subtract(double[] y, double[] x, double[] c, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] - c[i];
        }
    }

    private static void add(double[] s, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            s[i] += x[i];
        }
    }

    private static void divide(double[] x, double[] by, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] / by[i];
        }
    }
}
