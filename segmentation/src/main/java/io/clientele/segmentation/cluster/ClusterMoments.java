package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;

/** Centres of labelled rows, and how far the rows are from them; two passes, so that a large mean costs no digits. */
final class ClusterMoments {

    /** Mean of all rows. */
    final double[] mean;
    /** Mean of each cluster's rows. */
    final double[][] centers;
    /** Sum of squared distances of each cluster's rows to its centre. */
    final double[] within;
    /** Mean distance of each cluster's rows to its centre. */
    final double[] spread;

    private ClusterMoments(double[] mean, double[][] centers, double[] within, double[] spread) {
        this.mean = mean;
        this.centers = centers;
        this.within = within;
        this.spread = spread;
    }

    static ClusterMoments of(FeatureTable rows, LabelCodes labels, Execution execution) {
        int k = labels.clusters();
        int columns = rows.columns();
        // about the first row: sums of differences keep the digits that sums of large values lose
        double[] origin = rows.row(0);
        double[][] centers = Chunks.reduce(
                rows.rows(),
                execution,
                chunk -> new double[k][columns],
                (sums, from, to) -> addDifferences(rows, labels.codes(), origin, sums, from, to),
                ClusterMoments::merge);
        double[] mean = new double[columns];
        for (int j = 0; j < columns; j++) {
            double all = 0;
            for (int c = 0; c < k; c++) {
                all += centers[c][j];
                centers[c][j] = origin[j] + centers[c][j] / labels.sizes()[c];
            }
            mean[j] = origin[j] + all / rows.rows();
        }
        double[][] sums = Chunks.reduce(
                rows.rows(),
                execution,
                chunk -> new double[2][k],
                (part, from, to) -> addDistances(rows, labels.codes(), centers, part, from, to),
                ClusterMoments::merge);
        double[] spread = sums[1];
        for (int c = 0; c < k; c++) {
            spread[c] /= labels.sizes()[c];
        }
        return new ClusterMoments(mean, centers, sums[0], spread);
    }

    private static void addDifferences(
            FeatureTable rows, int[] codes, double[] origin, double[][] sums, int from, int to) {
        for (int j = 0; j < origin.length; j++) {
            for (int i = from; i < to; i++) {
                sums[codes[i]][j] += rows.get(i, j) - origin[j];
            }
        }
    }

    private static void addDistances(
            FeatureTable rows, int[] codes, double[][] centers, double[][] part, int from, int to) {
        for (int i = from; i < to; i++) {
            double s = 0;
            double[] center = centers[codes[i]];
            for (int j = 0; j < center.length; j++) {
                double t = rows.get(i, j) - center[j];
                s += t * t;
            }
            part[0][codes[i]] += s;
            part[1][codes[i]] += Math.sqrt(s);
        }
    }

    private static void merge(double[][] first, double[][] later) {
        for (int c = 0; c < first.length; c++) {
            for (int j = 0; j < first[c].length; j++) {
                first[c][j] += later[c][j];
            }
        }
    }
}
