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
import java.util.stream.IntStream;

/**
 * The groups that {@link KPrototypes} found: centres of numbers and categories, sizes and cost. Immutable and thread-safe; equal by value.
 *
 * <p>A point goes to the nearest centre, to the lower-numbered of two equally near ones. A category that training did not have
 * differs from every centre.
 */
public final class KPrototypesModel {

    private static final KPrototypesCodec CODEC = new KPrototypesCodec();

    private final List<String> features;
    private final List<String> categories;
    private final int[] numberAt;
    private final int[] categoryAt; // in the order of categories
    private final double gamma;
    private final double[][] centers;
    private final double[][] means; // of the numbers alone
    private final long[] sizes;
    private final double cost;
    private final FitReport report;

    KPrototypesModel(
            List<String> features,
            List<String> categories,
            double gamma,
            double[][] centers,
            long[] sizes,
            double cost,
            FitReport report) {
        this.features = features;
        this.categories = categories;
        this.numberAt = IntStream.range(0, features.size())
                .filter(j -> !categories.contains(features.get(j)))
                .toArray();
        this.categoryAt = categories.stream().mapToInt(features::indexOf).toArray();
        this.gamma = gamma;
        this.centers = centers;
        this.means = new double[centers.length][];
        for (int c = 0; c < means.length; c++) {
            means[c] = numbers(centers[c]);
        }
        this.sizes = sizes;
        this.cost = cost;
        this.report = report;
    }

    /** {@return the names of all features, categories among them, in the order that points must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the names of the features whose numbers stand for categories} */
    public List<String> categories() {
        return categories;
    }

    /** {@return how many clusters there are; fewer than asked for when there were fewer distinct rows} */
    public int k() {
        return centers.length;
    }

    /** {@return what a category that differs adds to a squared distance} */
    public double gamma() {
        return gamma;
    }

    /** {@return the centres, one row per cluster: the mean of a number, the most frequent code of a category; a copy} */
    public double[][] centers() {
        double[][] copy = new double[centers.length][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = centers[c].clone();
        }
        return copy;
    }

    /** {@return how many rows of the training data each cluster has; a copy} */
    public long[] sizes() {
        return sizes.clone();
    }

    /** {@return the sum of distances of the training rows to their centres: squared ones, and gamma for what differs} */
    public double cost() {
        return cost;
    }

    /** {@return how the fit went; {@code change} is the last relative improvement of the cost} */
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
        Check.length("the point", point.length, features.size(), "one value per feature");
        for (int j = 0; j < point.length; j++) {
            if (!Double.isFinite(point[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + point[j]
                        + "; impute or drop the row first");
            }
        }
        double[] numbers = numbers(point);
        int near = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centers.length; c++) {
            double s = distance(point, numbers, c);
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

    private double distance(double[] point, double[] numbers, int cluster) {
        double sum = Distances.squared(numbers, means[cluster]);
        for (int at : categoryAt) {
            sum += point[at] == centers[cluster][at] ? 0 : gamma;
        }
        return sum;
    }

    private double[] numbers(double[] row) {
        double[] numbers = new double[numberAt.length];
        Arrays.setAll(numbers, j -> row[numberAt[j]]);
        return numbers;
    }

    /**
     * The clusters of all rows of a table.
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
    public static KPrototypesModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static KPrototypesModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KPrototypesModel that
                && features.equals(that.features)
                && categories.equals(that.categories)
                && Double.compare(gamma, that.gamma) == 0
                && Arrays.deepEquals(centers, that.centers)
                && Arrays.equals(sizes, that.sizes)
                && Double.compare(cost, that.cost) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(centers);
    }

    @Override
    public String toString() {
        return "KPrototypesModel[k=" + centers.length + ", features=" + features + ", categories=" + categories
                + ", gamma=" + gamma + ", cost=" + cost + ", " + report + "]";
    }
}
