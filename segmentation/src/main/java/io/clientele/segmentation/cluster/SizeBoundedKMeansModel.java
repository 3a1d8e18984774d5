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

/**
 * The groups that {@link SizeBoundedKMeans} found. Immutable and thread-safe; equal by value.
 *
 * <p>A single point goes where squared distance plus {@link #prices price} is least, to the lower-numbered of equals: the rule by which
 * the training rows were placed, but for the fewer than k rows that lie exactly on a border and fix the prices (more where rows are equal).
 * So rows like them keep the shares in the mean. {@link #assignWithinBounds} keeps the bounds
 * on the rows it is given.
 */
public final class SizeBoundedKMeansModel {

    private static final SizeBoundedKMeansCodec CODEC = new SizeBoundedKMeansCodec();

    private final List<String> features;
    private final SizeBounds bounds;
    private final double[][] centers;
    private final double[] prices;
    private final long[] sizes;
    private final double inertia;
    private final FitReport report;

    SizeBoundedKMeansModel(
            List<String> features,
            SizeBounds bounds,
            double[][] centers,
            double[] prices,
            long[] sizes,
            double inertia,
            FitReport report) {
        this.features = features;
        this.bounds = bounds;
        this.centers = centers;
        this.prices = prices;
        this.sizes = sizes;
        this.inertia = inertia;
        this.report = report;
    }

    /** {@return the names of the features, in the order that points must have} */
    public List<String> features() {
        return features;
    }

    /** {@return how many clusters there are} */
    public int k() {
        return centers.length;
    }

    /** {@return the least share of the rows that a cluster has} */
    public double leastShare() {
        return bounds.least();
    }

    /** {@return the greatest share of the rows that a cluster has} */
    public double mostShare() {
        return bounds.most();
    }

    /** {@return the centres, one row per cluster, one value per feature; a copy} */
    public double[][] centers() {
        double[][] copy = new double[centers.length][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = centers[c].clone();
        }
        return copy;
    }

    /**
     * {@return the price of a place in each cluster, in squared distance: above 0 where more rows would come than may, below 0 where
     * too few would, 0 where the bounds do not matter; a copy}
     */
    public double[] prices() {
        return prices.clone();
    }

    /** {@return how many rows of the training data each cluster has; a copy} */
    public long[] sizes() {
        return sizes.clone();
    }

    /** {@return the sum of squared distances of the training rows to the centres of their clusters} */
    public double inertia() {
        return inertia;
    }

    /** {@return how the fit went; {@code change} is the last relative improvement of the inertia} */
    public FitReport report() {
        return report;
    }

    /**
     * The cluster of a point by distance and price.
     *
     * @param point one finite value per feature
     * @return the number of the cluster, from 0
     */
    public int predict(double... point) {
        Check.length("the point", point.length, features.size(), "one value per feature");
        for (int j = 0; j < point.length; j++) {
            if (!Double.isFinite(point[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + point[j]
                        + "; impute or drop the row first");
            }
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centers.length; c++) {
            double cost = Distances.squared(point, centers[c]) + prices[c];
            if (cost < least) {
                least = cost;
                best = c;
            }
        }
        if (least == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "the point is too far from every center for a double; is its scale right?");
        }
        return best;
    }

    /**
     * The clusters of all rows of a table, each by itself as in {@link #predict}.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row
     */
    public int[] assign(FeatureTable rows, Execution execution) {
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        int[] labels = new int[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                labels[i] = predict(own.row(i));
            }
        });
        return labels;
    }

    /**
     * The clusters of all rows of a table that keep the bounds among these rows, at the least sum of squared distances.
     *
     * @param rows with the columns of {@link #features}, in any order among others; at least one
     * @param execution how to run
     * @return one number per row
     * @throws IllegalArgumentException if so few rows cannot keep the bounds
     */
    public int[] assignWithinBounds(FeatureTable rows, Execution execution) {
        Check.hasRows("the table", rows.rows());
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        bounds.requirePossible(centers.length, own.rows());
        ColumnSpread spread = ColumnSpread.of(own, execution);
        spread.requireSquares(features, centers, own.rows());
        BoundedAssignment assignment = new BoundedAssignment(own, bounds, spread, prices, execution);
        assignment.solve(centers);
        return assignment.labels;
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
    public static SizeBoundedKMeansModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static SizeBoundedKMeansModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SizeBoundedKMeansModel that
                && features.equals(that.features)
                && bounds.equals(that.bounds)
                && Arrays.deepEquals(centers, that.centers)
                && Arrays.equals(prices, that.prices)
                && Arrays.equals(sizes, that.sizes)
                && Double.compare(inertia, that.inertia) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(centers);
    }

    @Override
    public String toString() {
        return "SizeBoundedKMeansModel[k=" + centers.length + ", features=" + features + ", sizes="
                + Arrays.toString(sizes) + ", inertia=" + inertia + ", " + report + "]";
    }
}
