package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The groups that {@link KMeans} found: centres, sizes and inertia. Points are in the units of the training data, also where the
 * recipe standardised them. Immutable and thread-safe; equal by value.
 *
 * <p>A point goes to the nearest centre, to the lower-numbered of two equally near ones. Asking for one point takes
 * O(k · features) and allocates nothing beyond the argument array.
 */
public final class KMeansModel {

    private static final KMeansCodec CODEC = new KMeansCodec();

    private final List<String> features;
    private final @Nullable Scaling scaling;
    /** In the scale in which distances are measured. */
    private final double[][] centers;

    private final long[] sizes;
    private final double[] weights;
    private final double inertia;
    private final FitReport report;

    KMeansModel(
            List<String> features,
            @Nullable Scaling scaling,
            double[][] centers,
            long[] sizes,
            double[] weights,
            double inertia,
            FitReport report) {
        this.features = features;
        this.scaling = scaling;
        this.centers = centers;
        this.sizes = sizes;
        this.weights = weights;
        this.inertia = inertia;
        this.report = report;
    }

    /** {@return the names of the features, in the order that points must have} */
    public List<String> features() {
        return features;
    }

    /** {@return how many clusters there are; fewer than asked for when there were fewer distinct rows} */
    public int k() {
        return centers.length;
    }

    /** {@return the centres in the units of the data, one row per cluster, one value per feature; a copy} */
    public double[][] centers() {
        double[][] copy = new double[centers.length][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = scaling == null ? centers[c].clone() : scaling.undo(centers[c]);
        }
        return copy;
    }

    /**
     * {@return the centres in the scale in which distances are measured: standard deviations from the mean if the recipe
     * standardised, the units of the data otherwise; a copy}
     */
    public double[][] scaledCenters() {
        double[][] copy = new double[centers.length][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = centers[c].clone();
        }
        return copy;
    }

    /** {@return whether rows are standardised before distances are measured} */
    public boolean isStandardized() {
        return scaling != null;
    }

    /** {@return how many rows of the training data each cluster has, rows of weight 0 left out; a copy} */
    public long[] sizes() {
        return sizes.clone();
    }

    /**
     * {@return the sum of the weights of each cluster's rows, their number if there were no weights; after updates by mini-batches, how
     * much the rows still count; a copy}
     */
    public double[] weights() {
        return weights.clone();
    }

    /** {@return the weighted sum of squared distances of the training rows to their centres, in the scale of those distances} */
    public double inertia() {
        return inertia;
    }

    /** {@return how the fit went; {@code change} is the last relative improvement of the inertia} */
    public FitReport report() {
        return report;
    }

    /**
     * The cluster of a point.
     *
     * @param point one finite value per feature
     * @return the number of the cluster, from 0
     */
    public int predict(double... point) {
        check(point);
        int near = 0;
        double least = squared(point, centers[0]);
        for (int c = 1; c < centers.length; c++) {
            double s = squared(point, centers[c]);
            if (s < least) {
                least = s;
                near = c;
            }
        }
        if (least == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "the point is too far from every center for a double; is its scale right?");
        }
        return near;
    }

    /**
     * How far a point is from the centre of its cluster.
     *
     * @param point one finite value per feature
     * @return the Euclidean distance, in standard deviations if the recipe standardised
     */
    public double distance(double... point) {
        return Math.sqrt(squared(point, centers[predict(point)]));
    }

    private double squared(double[] point, double[] center) {
        return scaling == null ? Distances.squared(point, center) : scaling.squaredDistance(point, center);
    }

    /**
     * The clusters of all rows of a table.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row
     */
    public int[] assign(FeatureTable rows, Execution execution) {
        FeatureTable raw = rows.select(features.toArray(new String[0])).requireFinite();
        FeatureTable own = scaling == null ? raw : scaling.apply(raw, execution);
        int[] labels = new int[own.rows()];
        double[] distances = new double[own.rows()];
        Chunks.accumulate(own, own.rows(), execution, () -> new LloydPass(centers, labels, distances));
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "row " + i + " is too far from every center for a double; is its scale right?");
            }
        }
        return labels;
    }

    /**
     * The clusters of all rows of a table, on the caller's thread.
     *
     * @param rows with the columns of {@link #features}
     * @return one number per row
     */
    public int[] assign(FeatureTable rows) {
        return assign(rows, Execution.sequential());
    }

    /**
     * Writes the model as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the model
     */
    public static KMeansModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static KMeansModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Nullable
    Scaling scaling() {
        return scaling;
    }

    private void check(double[] point) {
        Check.length("the point", point.length, features.size(), "one value per feature");
        for (int j = 0; j < point.length; j++) {
            if (!Double.isFinite(point[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + point[j]
                        + "; impute or drop the row first");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KMeansModel that
                && features.equals(that.features)
                && Arrays.deepEquals(centers, that.centers)
                && Objects.equals(scaling, that.scaling)
                && Arrays.equals(sizes, that.sizes)
                && Arrays.equals(weights, that.weights)
                && Double.compare(inertia, that.inertia) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(centers);
    }

    @Override
    public String toString() {
        return "KMeansModel[k=" + centers.length + ", features=" + features + ", inertia=" + inertia + ", " + report
                + "]";
    }
}
