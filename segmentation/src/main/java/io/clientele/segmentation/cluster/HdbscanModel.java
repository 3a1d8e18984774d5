package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The dense groups that {@link Hdbscan} found, the rows that belong to none, and the tree behind them. Immutable and thread-safe;
 * equal by value.
 *
 * <p>A new point is looked up next to the rows that were clustered, so the model holds them: 8 bytes a cell, and its files hold
 * customers' data. A look-up measures every row, O(rows · features).
 */
public final class HdbscanModel {

    private static final HdbscanCodec CODEC = new HdbscanCodec();

    private final List<String> features;
    private final Metric metric;
    private final int minSamples;
    private final double[][] rows;
    private final double[] core;
    private final MergeList tree;
    private final SelectedClusters selected;
    private final FitReport report;

    HdbscanModel(
            List<String> features,
            Metric metric,
            int minSamples,
            double[][] rows,
            double[] core,
            MergeList tree,
            SelectedClusters selected,
            FitReport report) {
        this.features = features;
        this.metric = metric;
        this.minSamples = minSamples;
        this.rows = rows;
        this.core = core;
        this.tree = tree;
        this.selected = selected;
        this.report = report;
    }

    /** {@return the names of the features, in the order that points must have} */
    public List<String> features() {
        return features;
    }

    /** {@return how far apart two rows were said to be} */
    public Metric metric() {
        return metric;
    }

    /** {@return which neighbour set the core distance} */
    public int minSamples() {
        return minSamples;
    }

    /** {@return how many clusters there are; 0 if nothing came apart} */
    public int clusters() {
        return selected.clusters();
    }

    /** {@return the cluster of each row that was clustered, in the order of their first rows; -1 is noise; a copy} */
    public int[] labels() {
        return selected.labels.clone();
    }

    /** {@return how firmly each row belongs to its cluster: 1 if it stays to the end, 0 for noise; a copy} */
    public double[] strengths() {
        return selected.strengths.clone();
    }

    /**
     * How much of an outlier each row is: 0 for the densest rows of the cluster it was last in, towards 1 the farther out it left
     * (GLOSH, Campello and others 2015).
     *
     * @return a value per row; a copy
     */
    public double[] outlierScores() {
        return selected.outlierScores.clone();
    }

    /** {@return how long each cluster lasts: density range times rows, summed; a copy} */
    public double[] stabilities() {
        return selected.stabilities.clone();
    }

    /** {@return how many rows each cluster has; noise is in none; a new array} */
    public int[] sizes() {
        int[] sizes = new int[clusters()];
        for (int label : selected.labels) {
            if (label >= 0) {
                sizes[label]++;
            }
        }
        return sizes;
    }

    /** {@return the distance of each row to its {@link #minSamples}-th nearest, itself the first; a copy} */
    public double[] coreDistances() {
        return core.clone();
    }

    /** {@return the length of each edge of the spanning tree of mutual reachability, ascending; a copy} */
    public double[] treeLengths() {
        return tree.heights().clone();
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /**
     * The clusters at one limit on the distance: DBSCAN without border rows (DBSCAN*), with this distance and {@link #minSamples}.
     *
     * @param distance at least 0
     * @return a label per row in the order of the clusters' first rows; -1 for rows whose core distance is larger
     */
    public int[] cutAt(double distance) {
        Check.atLeast("distance", distance, 0.0);
        int n = rows.length;
        int[] root = new int[n];
        Arrays.setAll(root, i -> i);
        double[] lengths = tree.heights();
        for (int i = 0; i < lengths.length && lengths[i] <= distance; i++) {
            root[find(root, tree.first(i))] = find(root, tree.second(i));
        }
        int[] number = new int[n];
        Arrays.fill(number, -1);
        int[] labels = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            int at = find(root, i);
            if (core[i] <= distance && number[at] < 0) {
                number[at] = count++;
            }
            labels[i] = core[i] <= distance ? number[at] : -1;
        }
        return labels;
    }

    private static int find(int[] root, int row) {
        int at = row;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    /**
     * Where a new point belongs: to the cluster of the row that is nearest by mutual reachability (of equally near ones the one at
     * the least plain distance, then the first), if the point is at least as near as that cluster came apart from the rest.
     *
     * @param point one finite value per feature
     * @return the cluster, or noise
     */
    public DensityMembership membership(double... point) {
        Check.length("the point", point.length, features.size(), "one value per feature");
        for (int j = 0; j < point.length; j++) {
            if (!Double.isFinite(point[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + point[j]
                        + "; impute or drop the row first");
            }
        }
        double[] distances = new double[rows.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = metric.between(point, rows[i]);
        }
        double own = 0;
        if (minSamples > 1) {
            double[] nearest = new double[minSamples - 1]; // the point itself is the first
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            CoreDistances.keepNearest(nearest, distances, distances.length);
            own = nearest[0];
        }
        int near = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < distances.length; i++) {
            double reach = Math.max(own, Math.max(core[i], distances[i]));
            if (near < 0 || reach < least || (reach == least && distances[i] < distances[near])) {
                near = i;
                least = reach;
            }
        }
        int cluster = selected.labels[near];
        double density = 1 / least;
        if (cluster < 0 || density < selected.births[cluster]) {
            return new DensityMembership(-1, 0);
        }
        return new DensityMembership(cluster, Math.min(1, density / selected.ends[cluster]));
    }

    /**
     * The cluster of a new point.
     *
     * @param point one finite value per feature
     * @return the number of the cluster, from 0; -1 for noise
     */
    public int predict(double... point) {
        return membership(point).cluster();
    }

    /**
     * The clusters of all rows of another table; for the table that was clustered see {@link #labels}.
     *
     * @param table with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row; -1 for noise
     */
    public int[] assign(FeatureTable table, Execution execution) {
        FeatureTable own = table.select(features.toArray(new String[0])).requireFinite();
        int[] labels = new int[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                labels[i] = predict(own.row(i));
            }
        });
        return labels;
    }

    /**
     * Writes the model as JSON; the file holds the rows that were clustered.
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
    public static HdbscanModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static HdbscanModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    double[][] rows() {
        return rows;
    }

    MergeList tree() {
        return tree;
    }

    SelectedClusters selected() {
        return selected;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HdbscanModel that
                && features.equals(that.features)
                && metric == that.metric
                && minSamples == that.minSamples
                && Arrays.deepEquals(rows, that.rows)
                && Arrays.equals(core, that.core)
                && tree.equals(that.tree)
                && selected.equals(that.selected)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(selected.labels);
    }

    @Override
    public String toString() {
        int noise = 0;
        for (int label : selected.labels) {
            noise += label < 0 ? 1 : 0;
        }
        return "HdbscanModel[" + rows.length + " rows of " + features + ", " + clusters() + " clusters, " + noise
                + " rows of noise, " + report + "]";
    }
}
