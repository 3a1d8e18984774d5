package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.Distances;
import java.util.Objects;

/**
 * How tight the clusters are and how far apart, from their centres alone.
 *
 * <p>Put features on the scale that was clustered. Distances are Euclidean. For a judgement row by row see {@link Silhouette}.
 *
 * <ul>
 *   <li>Labels are any whole numbers; clusters are reported in ascending order of the labels.
 *   <li>Fewer than 2 clusters, or as many as rows, are refused: there is nothing to compare.
 *   <li>All rows equal to their centres: Calinski-Harabasz is infinite and Davies-Bouldin 0.
 *   <li>Two clusters with the same centre: Davies-Bouldin is infinite.
 * </ul>
 *
 * <p>Time O(n · features + k² · features). Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterQuality quality = ClusterQuality.of(customers, labels);
 * double ratio = quality.calinskiHarabasz();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/03610927408827101">Calinski and Harabasz (1974), A dendrite method for cluster
 *     analysis</a>
 * @see <a href="https://doi.org/10.1109/TPAMI.1979.4766909">Davies and Bouldin (1979), A cluster separation measure</a>
 */
public final class ClusterQuality {

    private final LabelCodes labels;
    private final ClusterMoments moments;

    private ClusterQuality(LabelCodes labels, ClusterMoments moments) {
        this.labels = labels;
        this.moments = moments;
    }

    /**
     * Judges a clustering.
     *
     * @param rows what was clustered
     * @param labels one per row
     * @param execution how to run
     * @return the judgement
     */
    public static ClusterQuality of(FeatureTable rows, int[] labels, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        LabelCodes codes = checked(rows, labels);
        return new ClusterQuality(codes, ClusterMoments.of(rows, codes, execution));
    }

    /**
     * Judges a clustering on the caller's thread.
     *
     * @param rows what was clustered
     * @param labels one per row
     * @return the judgement
     */
    public static ClusterQuality of(FeatureTable rows, int[] labels) {
        return of(rows, labels, Execution.sequential());
    }

    static LabelCodes checked(FeatureTable rows, int[] labels) {
        Check.hasRows("the table", rows.rows());
        Objects.requireNonNull(labels, "labels");
        Check.length("labels", labels.length, rows.rows(), "one label per row");
        if (rows.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        rows.requireFinite();
        return LabelCodes.of("labels", labels).requireJudgeable();
    }

    /** {@return the labels in ascending order; a copy} */
    public int[] labels() {
        return labels.values().clone();
    }

    /** {@return the mean of each cluster's rows, one row per cluster; a copy} */
    public double[][] centers() {
        double[][] copy = new double[moments.centers.length][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = moments.centers[c].clone();
        }
        return copy;
    }

    /** {@return the sum of squared distances of the rows to the centres of their clusters} */
    public double withinSum() {
        double sum = 0;
        for (double part : moments.within) {
            sum += part;
        }
        return sum;
    }

    /** {@return the sum, over rows, of squared distances of their clusters' centres to the mean of all rows} */
    public double betweenSum() {
        double sum = 0;
        for (int c = 0; c < moments.centers.length; c++) {
            sum += labels.sizes()[c] * Distances.squared(moments.centers[c], moments.mean);
        }
        return sum;
    }

    /** {@return the ratio of the variances between and within clusters; more is better} */
    public double calinskiHarabasz() {
        int k = labels.clusters();
        double within = withinSum();
        return within == 0 ? Double.POSITIVE_INFINITY : betweenSum() / (k - 1) / (within / (labels.rows() - k));
    }

    /**
     * The mean, over clusters, of the worst ratio of two clusters' spreads to the distance of their centres; less is better.
     *
     * @return at least 0
     */
    public double daviesBouldin() {
        int k = labels.clusters();
        double sum = 0;
        for (int a = 0; a < k; a++) {
            double worst = 0;
            for (int b = 0; b < k; b++) {
                double spread = moments.spread[a] + moments.spread[b];
                if (a != b && spread > 0) {
                    worst = Math.max(
                            worst, spread / Math.sqrt(Distances.squared(moments.centers[a], moments.centers[b])));
                }
            }
            sum += worst;
        }
        return sum / k;
    }

    @Override
    public String toString() {
        return "ClusterQuality[" + labels.rows() + " rows, " + labels.clusters() + " clusters, Calinski-Harabasz "
                + calinskiHarabasz() + ", Davies-Bouldin " + daviesBouldin() + "]";
    }
}
