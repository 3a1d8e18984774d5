package io.clientele.prediction.survival;

import java.util.function.DoubleUnaryOperator;

/**
 * How far a Brownian bridge B strays on a part [a, b] of [0, 1]: the distribution of the largest |B(u)| (Hall and Wellner 1980) and of the
 * largest {@code |B(u)| / sqrt(u (1 - u))} (Nair 1984), and their quantiles, all computed.
 *
 * <p>The first: given B(a) and B(b) a bridge goes between them, whose chance to stay between two lines is a sum of images; what is left is a
 * double integral. The second is the largest |U| of a stationary Ornstein-Uhlenbeck process over a time
 * {@code log(b (1 - a) / (a (1 - b))) / 2}: a sum of exponentials of the eigenvalues of {@code -g'' + (x²/4 - 1/2) g} on [-c, c] with g = 0 at
 * the ends, found in a basis of cosines; modes beyond the basis are free ones.
 */
final class BridgeMaximum {

    private static final int NODES = 48;
    private static final int MODES = 24;
    private static final int SWEEPS = 30;
    private static final double ROOT_DENSITY = Math.pow(2 * Math.PI, -0.25);
    private static final GaussLegendre RULE = new GaussLegendre(NODES);
    private static final GaussLegendre FINE = new GaussLegendre(96);

    private BridgeMaximum() {}

    /** The k that the largest |B(u)| on [a, b] stays below with a probability. */
    static double hallWellner(double a, double b, double probability) {
        return quantile(k -> hallWellnerProbability(k, a, b), probability);
    }

    /** The c that the largest |B(u)|/sqrt(u(1-u)) stays below with a probability. */
    static double equalPrecision(double length, double probability) {
        return quantile(c -> equalPrecisionProbability(c, length), probability);
    }

    /** By false position, with the end that stays put halved (the Illinois rule). */
    private static double quantile(DoubleUnaryOperator cdf, double probability) {
        double low = 0;
        double high = 1;
        double atLow = -probability;
        double atHigh = cdf.applyAsDouble(high) - probability;
        while (atHigh < 0) {
            low = high;
            atLow = atHigh;
            high *= 1.5;
            atHigh = cdf.applyAsDouble(high) - probability;
        }
        int kept = 0;
        for (int i = 0; i < 100 && high - low > 1e-10 * high; i++) {
            double next = low - atLow * (high - low) / (atHigh - atLow);
            double value = cdf.applyAsDouble(next) - probability;
            if (Math.abs(value) < 1e-11) {
                return next;
            }
            if (value < 0) {
                low = next;
                atLow = value;
                atHigh /= kept == 1 ? 2 : 1;
                kept = 1;
            } else {
                high = next;
                atHigh = value;
                atLow /= kept == -1 ? 2 : 1;
                kept = -1;
            }
        }
        return (low + high) / 2;
    }

    static double hallWellnerProbability(double k, double a, double b) {
        double deviation = Math.sqrt(a * (1 - a));
        double slope = (1 - b) / (1 - a);
        double spread = Math.sqrt((b - a) * slope);
        double end = Math.min(k, 9 * deviation);
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double x = end * RULE.node(i);
            double density = RULE.weight(i) * end * normal(x, deviation);
            if (b == a) {
                sum += density;
                continue;
            }
            double from = Math.max(-k, slope * x - 9 * spread);
            double to = Math.min(k, slope * x + 9 * spread);
            double half = (to - from) / 2;
            double inner = 0;
            for (int j = 0; half > 0 && j < NODES; j++) {
                double y = from + half * (1 + RULE.node(j));
                inner += RULE.weight(j) * half * normal(y - slope * x, spread) * staying(x, y, k, b - a);
            }
            sum += density * inner;
        }
        return sum;
    }

    private static double normal(double x, double deviation) {
        double z = x / deviation;
        return Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI));
    }

    /** The chance that a Brownian bridge from x to y over a time stays between -k and k. */
    private static double staying(double x, double y, double k, double time) {
        int images = (int) Math.ceil(Math.sqrt(80 * time) / (4 * k)) + 1;
        double direct = (y - x) * (y - x);
        double sum = 0;
        for (int m = -images; m <= images; m++) {
            double even = y - x + 4 * m * k;
            double odd = y + x - 2 * k + 4 * m * k;
            double one = m == 0 ? 0 : (direct - even * even) / (2 * time);
            double other = (direct - odd * odd) / (2 * time);
            sum += (m == 0 ? 1 : one > -40 ? Math.exp(one) : 0) - (other > -40 ? Math.exp(other) : 0);
        }
        return Math.max(0, sum);
    }

    static double equalPrecisionProbability(double c, double length) {
        double[][] h = new double[MODES][MODES];
        double[] start = new double[MODES];
        double[] density = new double[FINE.size()];
        for (int i = 0; i < density.length; i++) {
            double x = c * FINE.node(i);
            density[i] = FINE.weight(i) * c * ROOT_DENSITY * Math.exp(-x * x / 4);
        }
        for (int m = 0; m < MODES; m++) {
            double k = (m + 0.5) * Math.PI / c;
            for (int n = 0; n < MODES; n++) {
                h[m][n] = (square(m - n, c) + square(m + n + 1, c)) / (8 * c);
            }
            h[m][m] += k * k - 0.5;
            for (int i = 0; i < density.length; i++) {
                start[m] += density[i] * Math.cos(k * c * FINE.node(i));
            }
            start[m] /= Math.sqrt(c);
        }
        double sum = 0;
        diagonalise(h, start);
        for (int m = 0; m < MODES; m++) {
            sum += start[m] * start[m] * Math.exp(-h[m][m] * length);
        }
        // beyond the basis: free modes in the mean potential, the start by its values at the end
        double end = ROOT_DENSITY * Math.exp(-c * c / 4);
        double bend = end * (c * c / 4 - 0.5);
        double potential = c * c / 12 - 0.5;
        for (int m = MODES; m < 200_000; m++) {
            double k = (m + 0.5) * Math.PI / c;
            double part = 2 * (end - bend / (k * k)) / k;
            double term = part * part / c * Math.exp(-(k * k + potential) * length);
            sum += term;
            if (term < 1e-17) {
                break;
            }
        }
        return sum;
    }

    /** The integral of x² cos(j pi x/c) over [-c, c]. */
    private static double square(int j, double c) {
        return j == 0 ? 2 * c * c * c / 3 : 4 * c * c * c * (j % 2 == 0 ? 1 : -1) / (j * Math.PI * j * Math.PI);
    }

    /** Jacobi's rotations: eigenvalues onto the diagonal, the vector into their basis. */
    private static void diagonalise(double[][] h, double[] vector) {
        int n = vector.length;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double off = 0;
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < p; q++) {
                    off = Math.max(off, Math.abs(h[p][q]));
                }
            }
            if (off < 1e-13) {
                return;
            }
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (h[p][q] != 0) {
                        rotate(h, vector, p, q);
                    }
                }
            }
        }
    }

    private static void rotate(double[][] h, double[] vector, int p, int q) {
        double theta = (h[q][q] - h[p][p]) / (2 * h[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cos = 1 / Math.sqrt(t * t + 1);
        double sin = t * cos;
        for (double[] row : h) {
            double a = row[p];
            double b = row[q];
            row[p] = cos * a - sin * b;
            row[q] = sin * a + cos * b;
        }
        for (int r = 0; r < vector.length; r++) {
            double a = h[p][r];
            double b = h[q][r];
            h[p][r] = cos * a - sin * b;
            h[q][r] = sin * a + cos * b;
        }
        double a = vector[p];
        vector[p] = cos * a - sin * vector[q];
        vector[q] = sin * a + cos * vector[q];
    }
}
