package io.clientele.segmentation.cluster;

import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The peaks of a mixture's density that a valley parts from higher ones. A skewed or long-tailed cloud takes several normal
 * components, but has one peak.
 *
 * <p>From each component's mean the density is climbed (Li, Ray and Lindsay 2007, "A nonparametric statistical approach to
 * clustering via mode identification"). How low one has to go from one summit to another is looked up along the straight line
 * and along the ridge of the two components (Ray and Lindsay 2005, "The topography of multivariate normal mixtures"); the better
 * way counts, also by other summits.
 */
final class DensityPeaks {

    /** A valley parts two peaks when its density is below this share of the lower peak's. */
    static final double VALLEY = 0.5;

    private static final int MOST_STEPS = 500;
    private static final double STILL = 1e-9;
    private static final int LINE_POINTS = 40;
    private static final int RIDGE_POINTS = 20;

    private final GaussianMixtureModel mixture;
    private final double[][][] precisions;
    private final double[][] means;
    private final double[] spread;

    private DensityPeaks(GaussianMixtureModel mixture) {
        this.mixture = mixture;
        this.means = mixture.means();
        this.precisions = new double[mixture.k()][][];
        this.spread = new double[means[0].length];
        for (int c = 0; c < precisions.length; c++) {
            double[][] covariance = mixture.covariance(c);
            precisions[c] = Cholesky.of(covariance, 0).inverse();
            for (int j = 0; j < spread.length; j++) {
                spread[j] = Math.max(spread[j], Math.sqrt(covariance[j][j]));
            }
        }
    }

    /** Two summits and the lowest point, in logarithms, of the best direct way between them. */
    private record Way(int first, int second, double lowest) {}

    /** The summits of the peaks, highest first; those with less than a share of the mixture's weight are left out. */
    static List<double[]> of(GaussianMixtureModel mixture, double smallestShare) {
        return new DensityPeaks(mixture).peaks(smallestShare);
    }

    private List<double[]> peaks(double smallestShare) {
        int k = means.length;
        double[][] summits = new double[k][];
        double[] heights = new double[k];
        int[] group = new int[k];
        for (int c = 0; c < k; c++) {
            summits[c] = climb(means[c]);
            heights[c] = mixture.logDensity(summits[c]);
            group[c] = c;
        }
        double[] mass = mixture.weights();
        boolean[] parted = new boolean[k];
        // best ways first: a summit joins the higher one it is reached from, and how deep the way was says if a valley
        // is between
        for (Way way : ways(summits, heights)) {
            int a = group[way.first];
            int b = group[way.second];
            if (a != b) {
                int lower = heights[a] < heights[b] ? a : b;
                int higher = lower == a ? b : a;
                parted[lower] = heights[lower] - way.lowest > -Math.log(VALLEY) && mass[lower] >= smallestShare;
                if (!parted[lower]) {
                    mass[higher] += mass[lower];
                }
                for (int c = 0; c < k; c++) {
                    group[c] = group[c] == lower ? higher : group[c];
                }
            }
        }
        parted[group[0]] = true; // the highest of all
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            if (parted[c]) {
                order.add(c);
            }
        }
        order.sort(Comparator.comparingDouble(c -> -heights[c]));
        return order.stream().map(c -> summits[c]).toList();
    }

    /** The fixed point of the mean of the components' means, weighted by membership and precision. */
    private double[] climb(double[] from) {
        double[] at = from;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = balance(mixture.membership(at));
            double moved = 0;
            for (int j = 0; j < at.length; j++) {
                moved = Math.max(moved, Math.abs(next[j] - at[j]) / spread[j]);
            }
            at = next;
            if (moved < STILL) {
                break;
            }
        }
        return at;
    }

    private double[] balance(double[] shares) {
        int d = spread.length;
        double[][] precision = new double[d][d];
        double[] pulled = new double[d];
        for (int c = 0; c < shares.length; c++) {
            for (int i = 0; i < d && shares[c] > 0; i++) {
                for (int j = 0; j < d; j++) {
                    double p = shares[c] * precisions[c][i][j];
                    precision[i][j] += p;
                    pulled[i] += p * means[c][j];
                }
            }
        }
        return Cholesky.of(precision, 0).solve(pulled);
    }

    private List<Way> ways(double[][] summits, double[] heights) {
        List<Way> ways = new ArrayList<>();
        for (int a = 0; a < summits.length; a++) {
            for (int b = 0; b < a; b++) {
                double lowest = Math.max(lowestOnLine(summits[a], summits[b]), lowestOnRidge(a, b, summits));
                ways.add(new Way(a, b, Math.min(lowest, Math.min(heights[a], heights[b]))));
            }
        }
        ways.sort(Comparator.comparingDouble(way -> -way.lowest)); // stable
        return ways;
    }

    private double lowestOnLine(double[] from, double[] to) {
        double lowest = Double.POSITIVE_INFINITY;
        double[] at = new double[from.length];
        for (int t = 0; t <= LINE_POINTS; t++) {
            for (int j = 0; j < at.length; j++) {
                at[j] = from[j] + (to[j] - from[j]) * t / LINE_POINTS;
            }
            lowest = Math.min(lowest, mixture.logDensity(at));
        }
        return lowest;
    }

    /** From the first summit to the first mean, along the points where the two components' densities rise in opposite directions. */
    private double lowestOnRidge(int first, int second, double[][] summits) {
        double lowest = Double.POSITIVE_INFINITY;
        double[] before = summits[first];
        double[] shares = new double[means.length];
        for (int t = 0; t <= RIDGE_POINTS; t++) {
            shares[second] = (double) t / RIDGE_POINTS;
            shares[first] = 1 - shares[second];
            double[] next = balance(shares);
            lowest = Math.min(lowest, lowestOnLine(before, next));
            before = next;
        }
        return Math.min(lowest, lowestOnLine(before, summits[second]));
    }
}
