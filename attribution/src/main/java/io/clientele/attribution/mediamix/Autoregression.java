package io.clientele.attribution.mediamix;

import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Noise in which each week keeps a share of the week before: an autoregression of order 1 whose correlation and size are found from the
 * residuals of a fit, and which is drawn anew (Bühlmann 1997, "Sieve bootstrap for time series").
 *
 * <p>A fit takes part of the noise out of the residuals, above all what is slow: they are smaller than the noise and correlate less. So
 * correlation and size are those with which the residuals' sum of squares and their sum of products of neighbours come out, on
 * average, as they did: of a noise with covariance S, residuals have MSM, M being the projection off everything that was fitted. Innovations are
 * drawn from those of the residuals, scaled to the size found.
 */
final class Autoregression {

    private static final double LOWEST = -0.9;
    private static final double HIGHEST = 0.95;
    private static final int HALVINGS = 40;
    /** Weeks before the first, so that the start does not matter. */
    private static final int RUN_IN = 100;

    private static final double DEPENDENT = 1e-10;

    final double correlation;
    final double deviation;
    private final int n;
    private final double[] innovations;

    private Autoregression(double correlation, double deviation, double[] residuals) {
        this.correlation = correlation;
        this.deviation = deviation;
        this.n = residuals.length;
        this.innovations = new double[n - 1];
        double mean = 0;
        for (int t = 1; t < n; t++) {
            innovations[t - 1] = residuals[t] - correlation * residuals[t - 1];
            mean += innovations[t - 1] / (n - 1);
        }
        double squares = 0;
        for (int i = 0; i < n - 1; i++) {
            innovations[i] -= mean;
            squares += innovations[i] * innovations[i] / (n - 1);
        }
        double scale = squares > 0 ? deviation * Math.sqrt((1 - correlation * correlation) / squares) : 0;
        for (int i = 0; i < n - 1; i++) {
            innovations[i] *= scale;
        }
    }

    /** The noise behind the residuals of a search's fit. */
    static Autoregression of(double[] residuals, Problem p, Search fit) {
        return of(residuals, projection(p, fitted(p, fit)));
    }

    static Autoregression of(double[] residuals, double[][] projection) {
        int n = residuals.length;
        double squares = Reductions.dot(residuals, residuals, 0, n);
        if (!(squares > 0)) {
            return new Autoregression(0, 0, residuals);
        }
        double products = 0;
        for (int t = 1; t < n; t++) {
            products += residuals[t] * residuals[t - 1];
        }
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double[] expected = expected(projection, middle);
            if (expected[1] * squares < products * expected[0]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double correlation = (low + high) / 2;
        return new Autoregression(correlation, Math.sqrt(squares / expected(projection, correlation)[0]), residuals);
    }

    /**
     * What the sum of squares of the residuals and the sum of products of neighbours are on average, for noise of variance 1: the sums
     * of the diagonal of MSM and of the one beside it. A row of MS takes two recursions, since S falls by the same factor from week to
     * week.
     */
    static double[] expected(double[][] projection, double correlation) {
        int n = projection.length;
        double[] row = new double[n];
        double squares = 0;
        double products = 0;
        for (int i = 0; i < n; i++) {
            double[] m = projection[i];
            double carried = 0;
            for (int j = 0; j < n; j++) {
                carried = correlation * carried + m[j];
                row[j] = carried;
            }
            carried = 0;
            for (int j = n - 1; j >= 0; j--) {
                row[j] += carried;
                carried = correlation * (carried + m[j]);
            }
            squares += Reductions.dot(row, m, 0, n);
            products += i > 0 ? Reductions.dot(row, projection[i - 1], 0, n) : 0;
        }
        return new double[] {squares, products};
    }

    /** What the channels had to fit with: their columns, and how these change with carry-over and saturation. */
    private static List<double[]> fitted(Problem p, Search fit) {
        List<double[]> columns = new ArrayList<>();
        double[] work = new double[p.n];
        for (int c = 0; c < p.channels; c++) {
            if (!fit.free(c)) {
                continue;
            }
            columns.add(fit.column(c).clone());
            int[] at = fit.points[c];
            for (int d = 0; d < at.length; d++) {
                if (at[d] > 0 && at[d] < p.spaces[c].last(d)) {
                    int[] above = at.clone();
                    int[] below = at.clone();
                    above[d]++;
                    below[d]--;
                    double[] change = new double[p.n];
                    double[] lower = new double[p.n];
                    p.column(c, above, work, change);
                    p.column(c, below, work, lower);
                    for (int t = 0; t < p.n; t++) {
                        change[t] -= lower[t];
                    }
                    p.basis.residual(change);
                    columns.add(change);
                }
            }
        }
        return columns;
    }

    /** Off the controls and off columns from which the controls are taken out. */
    private static double[][] projection(Problem p, List<double[]> columns) {
        double[][] m = new double[p.n][p.n];
        for (int i = 0; i < p.n; i++) {
            m[i][i] = 1;
            p.basis.residual(m[i]);
        }
        List<double[]> basis = new ArrayList<>();
        for (double[] v : columns) {
            double before = Reductions.dot(v, v, 0, p.n);
            for (int pass = 0; pass < 2; pass++) {
                for (double[] q : basis) {
                    double f = Reductions.dot(q, v, 0, p.n);
                    for (int t = 0; t < p.n; t++) {
                        v[t] -= f * q[t];
                    }
                }
            }
            double left = Reductions.dot(v, v, 0, p.n);
            if (left > DEPENDENT * before) {
                double norm = Math.sqrt(left);
                for (int t = 0; t < p.n; t++) {
                    v[t] /= norm;
                }
                basis.add(v);
                for (int i = 0; i < p.n; i++) {
                    for (int j = 0; j < p.n; j++) {
                        m[i][j] -= v[i] * v[j];
                    }
                }
            }
        }
        return m;
    }

    double[] draw(long seed, int index) {
        RandomGenerator random = RandomStreams.stream(seed, "mediamix.residuals", index);
        double[] drawn = new double[n];
        double e = 0;
        for (int t = -RUN_IN; t < n; t++) {
            e = correlation * e + innovations[random.nextInt(n - 1)];
            if (t >= 0) {
                drawn[t] = e;
            }
        }
        return drawn;
    }
}
