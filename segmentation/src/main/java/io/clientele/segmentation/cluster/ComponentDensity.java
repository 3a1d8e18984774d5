package io.clientele.segmentation.cluster;

import io.clientele.core.FitException;

/**
 * The weighted normal density of one component, in logarithms, of a point or of a tile of points to the same bits.
 *
 * <p>The covariance is factored once, S = LL'; a point's quadratic form is the square length of L⁻¹(x - m). Sums are taken four
 * columns at a time, over tiles with one array a column, without a reduction: d(d + 1) flops a point.
 */
final class ComponentDensity {

    /** Stands for the logarithm of a weight of 0: no chance against any other component, and no NaN. */
    private static final double NEVER = -1e300;

    private final double[] mean;
    /** Rows of L⁻¹, each up to its diagonal; or one number a column. */
    private final double[][] inverse;

    private final boolean diagonal;
    private final double constant;

    ComponentDensity(MixtureParameters parameters, int component) {
        int d = parameters.columns();
        this.mean = parameters.means[component];
        this.diagonal = !parameters.shape.hasCorrelations();
        double[] held = parameters.covariance(component);
        double logRoot = 0; // half the logarithm of the determinant
        if (diagonal) {
            inverse = new double[1][d];
            for (int j = 0; j < d; j++) {
                double variance = held[held.length == 1 ? 0 : j];
                if (!(variance > 0)) {
                    throw singular(component);
                }
                inverse[0][j] = 1 / Math.sqrt(variance);
                logRoot += Math.log(variance) / 2;
            }
        } else {
            double[][] l = factor(held, d, component);
            inverse = inverse(l);
            for (int j = 0; j < d; j++) {
                logRoot += Math.log(l[j][j]);
            }
        }
        double weight = parameters.weights[component];
        this.constant = (weight > 0 ? Math.log(weight) : NEVER) - d * Math.log(2 * Math.PI) / 2 - logRoot;
    }

    private static double[][] factor(double[] a, int d, int component) {
        double[][] l = new double[d][];
        for (int i = 0; i < d; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = a[i * d + j];
                for (int m = 0; m < j; m++) {
                    s -= l[i][m] * l[j][m];
                }
                if (i == j && !(s > 0)) {
                    throw singular(component);
                }
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
            }
        }
        return l;
    }

    private static FitException singular(int component) {
        return new FitException(
                "the covariance of component " + component
                        + " is singular; raise the variance floor, drop columns that depend on others, or choose fewer components");
    }

    private static double[][] inverse(double[][] l) {
        double[][] w = new double[l.length][];
        for (int i = 0; i < l.length; i++) {
            w[i] = new double[i + 1];
            w[i][i] = 1 / l[i][i];
            for (int j = 0; j < i; j++) {
                double s = 0;
                for (int m = j; m < i; m++) {
                    s += l[i][m] * w[m][j];
                }
                w[i][j] = -s / l[i][i];
            }
        }
        return w;
    }

    double[] mean() {
        return mean;
    }

    /** Logarithm of weight times density of one point. */
    double log(double[] point) {
        double q = 0;
        if (diagonal) {
            for (int j = 0; j < mean.length; j++) {
                double z = inverse[0][j] * (point[j] - mean[j]);
                q += z * z;
            }
            return constant - q / 2;
        }
        for (double[] row : inverse) {
            double z = 0;
            int j = 0;
            for (; j <= row.length - 4; j += 4) {
                z += row[j] * (point[j] - mean[j])
                        + row[j + 1] * (point[j + 1] - mean[j + 1])
                        + (row[j + 2] * (point[j + 2] - mean[j + 2]) + row[j + 3] * (point[j + 3] - mean[j + 3]));
            }
            for (; j < row.length; j++) {
                z += row[j] * (point[j] - mean[j]);
            }
            q += z * z;
        }
        return constant - q / 2;
    }

    /**
     * The same for a tile.
     *
     * @param x one array per column
     * @param y differences to the mean, overwritten
     * @param z scratch
     * @param log result, overwritten
     * @param n how many points
     */
    void log(double[][] x, double[][] y, double[] z, double[] log, int n) {
        for (int j = 0; j < mean.length; j++) {
            subtract(y[j], x[j], mean[j], n);
        }
        clear(log, n);
        if (diagonal) {
            for (int j = 0; j < mean.length; j++) {
                addSquare(log, y[j], inverse[0][j], n);
            }
        } else {
            for (double[] row : inverse) {
                clear(z, n);
                int j = 0;
                for (; j <= row.length - 4; j += 4) {
                    add4(z, y[j], row[j], y[j + 1], row[j + 1], y[j + 2], row[j + 2], y[j + 3], row[j + 3], n);
                }
                for (; j < row.length; j++) {
                    add1(z, y[j], row[j], n);
                }
                addSquare(log, z, 1, n);
            }
        }
        finish(log, constant, n);
    }

    private static void clear(double[] s, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = 0;
        }
    }

    private static void subtract(double[] y, double[] x, double c, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] - c;
        }
    }

    private static void addSquare(double[] s, double[] y, double w, int n) {
        for (int i = 0; i < n; i++) {
            double z = w * y[i];
            s[i] += z * z;
        }
    }

    private static void add4(
            double[] z,
            double[] y0,
            double w0,
            double[] y1,
            double w1,
            double[] y2,
            double w2,
            double[] y3,
            double w3,
            int n) {
        for (int i = 0; i < n; i++) {
            z[i] += w0 * y0[i] + w1 * y1[i] + (w2 * y2[i] + w3 * y3[i]);
        }
    }

    private static void add1(double[] z, double[] y, double w, int n) {
        for (int i = 0; i < n; i++) {
            z[i] += w * y[i];
        }
    }

    private static void finish(double[] log, double constant, int n) {
        for (int i = 0; i < n; i++) {
            log[i] = constant - log[i] / 2;
        }
    }
}
