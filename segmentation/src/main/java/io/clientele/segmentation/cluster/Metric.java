package io.clientele.segmentation.cluster;

import io.clientele.core.internal.kernel.Distances;

/** How far apart two rows are. */
public enum Metric {

    /** The root of the sum of squared differences. */
    EUCLIDEAN {
        @Override
        void raw(double[][] tile, int features, double[] point, double[] s, int n) {
            Distances.squared(tile, features, point, s, n);
        }

        @Override
        double distance(double raw) {
            return Math.sqrt(raw);
        }

        @Override
        double between(double[] a, double[] b) {
            return Math.sqrt(Distances.squared(a, b));
        }
    },

    /** The sum of absolute differences (city block). */
    MANHATTAN {
        @Override
        void raw(double[][] tile, int features, double[] point, double[] s, int n) {
            for (int i = 0; i < n; i++) {
                s[i] = 0;
            }
            for (int j = 0; j < features; j++) {
                addAbsolute(s, tile[j], point[j], n);
            }
        }

        @Override
        double distance(double raw) {
            return raw;
        }

        @Override
        double between(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += Math.abs(a[j] - b[j]);
            }
            return sum;
        }
    };

    /** {@code s[i]}: something that grows with the distance of row i of the tile to the point. */
    abstract void raw(double[][] tile, int features, double[] point, double[] s, int n);

    /** The distance that belongs to a raw value. */
    abstract double distance(double raw);

    /** The distance of two points. */
    abstract double between(double[] a, double[] b);

    private static void addAbsolute(double[] s, double[] x, double c, int n) {
        for (int i = 0; i < n; i++) {
            s[i] += Math.abs(x[i] - c);
        }
    }
}
