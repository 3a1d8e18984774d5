package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import java.util.Objects;

/**
 * How much closer each row is to its own cluster than to the nearest other one: 1 well inside, 0 on the border, below 0
 * probably misplaced.
 *
 * <p>With a the mean distance to the other rows of its cluster and b the least mean distance to the rows of another cluster, a
 * row has (b - a) / max(a, b). {@link #euclidean} measures every pair of rows, in tiles, and holds nothing but sums.
 * {@link #squaredEuclidean} takes squared distances, for which means over a cluster follow from its centre and its spread; its
 * values are larger, and not to be compared with the other's.
 *
 * <ul>
 *   <li>Labels are any whole numbers; clusters are reported in ascending order of the labels.
 *   <li>A row alone in its cluster has 0, as in the paper; so has one whose a and b are both 0.
 *   <li>Fewer than 2 clusters, or as many as rows, are refused: there is nothing to compare.
 *   <li>A few outliers in a cluster of their own raise the mean: look at the sizes too.
 * </ul>
 *
 * <p>Time O(n² · features) and O(n · k · features); memory 8 bytes a row for both. Immutable and thread-safe.
 *
 * <pre>{@code
 * Silhouette silhouette = Silhouette.euclidean(customers, model.assign(customers), Execution.sequential());
 * double overall = silhouette.mean();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1016/0377-0427(87)90125-7">Rousseeuw (1987), Silhouettes: a graphical aid to the
 *     interpretation and validation of cluster analysis</a>
 */
public final class Silhouette {

    private final LabelCodes labels;
    private final double[] values;

    private Silhouette(LabelCodes labels, double[] values) {
        this.labels = labels;
        this.values = values;
    }

    /**
     * Silhouettes by Euclidean distance: exact, every pair of rows is measured.
     *
     * @param rows what was clustered
     * @param labels one per row
     * @param execution how to run
     * @return a value per row
     */
    public static Silhouette euclidean(FeatureTable rows, int[] labels, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        LabelCodes codes = ClusterQuality.checked(rows, labels);
        return new Silhouette(codes, PairwiseSilhouette.values(rows, codes, execution));
    }

    /**
     * Silhouettes by squared Euclidean distance: exact, by a closed form in one pass.
     *
     * @param rows what was clustered
     * @param labels one per row
     * @param execution how to run
     * @return a value per row
     */
    public static Silhouette squaredEuclidean(FeatureTable rows, int[] labels, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        LabelCodes codes = ClusterQuality.checked(rows, labels);
        ClusterMoments moments = ClusterMoments.of(rows, codes, execution);
        return new Silhouette(codes, SquaredSilhouette.values(rows, codes, moments, execution));
    }

    /** (b - a) / max(a, b), from a row's sums of distances to the rows of each cluster. */
    static double value(int own, int[] sizes, double[] sums) {
        if (sizes[own] == 1) {
            return 0;
        }
        double a = sums[own] / (sizes[own] - 1);
        double b = Double.MAX_VALUE;
        for (int c = 0; c < sizes.length; c++) {
            if (c != own) {
                b = Math.min(b, sums[c] / sizes[c]);
            }
        }
        double larger = Math.max(a, b);
        return larger == 0 ? 0 : (b - a) / larger;
    }

    /** {@return the labels in ascending order, which is the order of {@link #byCluster}; a copy} */
    public int[] labels() {
        return labels.values().clone();
    }

    /** {@return how many rows each cluster has; a copy} */
    public int[] sizes() {
        return labels.sizes().clone();
    }

    /** {@return the value of each row, -1 to 1; a copy} */
    public double[] values() {
        return values.clone();
    }

    /** {@return the mean over all rows} */
    public double mean() {
        return Reductions.sum(values, 0, values.length) / values.length;
    }

    /** {@return the mean over the rows of each cluster; a new array} */
    public double[] byCluster() {
        double[] means = new double[labels.clusters()];
        for (int i = 0; i < values.length; i++) {
            means[labels.codes()[i]] += values[i];
        }
        for (int c = 0; c < means.length; c++) {
            means[c] /= labels.sizes()[c];
        }
        return means;
    }

    @Override
    public String toString() {
        return "Silhouette[" + values.length + " rows, " + labels.clusters() + " clusters, mean " + mean() + "]";
    }
}
