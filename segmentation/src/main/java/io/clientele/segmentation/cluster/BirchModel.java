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
 * The summaries that {@link Birch} made, Ward's tree of them, and which summary each row is in. Immutable and thread-safe; equal
 * by value.
 */
public final class BirchModel {

    private static final BirchCodec CODEC = new BirchCodec();

    private final double[][] means;
    private final double[] weights;
    private final double variance;
    private final int[] ofRow;
    private final Dendrogram tree;
    private final FitReport report;

    BirchModel(double[][] means, double[] weights, double variance, int[] ofRow, Dendrogram tree, FitReport report) {
        this.means = means;
        this.weights = weights;
        this.variance = variance;
        this.ofRow = ofRow;
        this.tree = tree;
        this.report = report;
    }

    /** {@return the names of the features, in the order that points must have} */
    public List<String> features() {
        return tree.features();
    }

    /** {@return how many summaries there are} */
    public int entries() {
        return weights.length;
    }

    /** {@return the mean of the rows of each summary; a copy} */
    public double[][] centers() {
        double[][] copy = new double[means.length][];
        for (int e = 0; e < copy.length; e++) {
            copy[e] = means[e].clone();
        }
        return copy;
    }

    /** {@return how many rows each summary has; a new array} */
    public long[] sizes() {
        return Arrays.stream(weights).mapToLong(w -> (long) w).toArray();
    }

    /** {@return the largest mean squared distance of a summary's rows to their mean; 0 if only equal rows were summed up} */
    public double variance() {
        return variance;
    }

    /** {@return Ward's tree, whose rows are the summaries} */
    public Dendrogram tree() {
        return tree;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /** {@return the summary of each row, in the order of their first rows; a copy} */
    public int[] entryOfRow() {
        return ofRow.clone();
    }

    /**
     * Cuts the tree into a number of clusters.
     *
     * @param clusters from 1 to the number of summaries
     * @return a label per row that was clustered, from 0 in the order of the clusters' first rows
     */
    public int[] cut(int clusters) {
        int[] ofEntry = labels(clusters);
        int[] labels = new int[ofRow.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ofEntry[ofRow[i]];
        }
        return labels;
    }

    private int[] labels(int clusters) {
        Check.atLeast("clusters", clusters, 1);
        Check.atMost("clusters", clusters, entries(), "the number of summaries");
        return tree.cut(clusters);
    }

    /**
     * The clusters of the rows of any table: those of the nearest summaries, the first of equally near ones. Every summary is
     * measured.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param clusters how many to cut the tree into
     * @param execution how to run
     * @return one label per row, numbered as in {@link #cut}
     */
    public int[] assign(FeatureTable rows, int clusters, Execution execution) {
        int[] ofEntry = labels(clusters);
        FeatureTable own = rows.select(features().toArray(new String[0])).requireFinite();
        int[] labels = new int[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                labels[i] = ofEntry[nearest(own.row(i))];
            }
        });
        return labels;
    }

    private int nearest(double[] point) {
        int near = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int e = 0; e < means.length; e++) {
            double s = Distances.squared(point, means[e]);
            if (s < least) {
                least = s;
                near = e;
            }
        }
        return near;
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
    public static BirchModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static BirchModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BirchModel that
                && Arrays.deepEquals(means, that.means)
                && Arrays.equals(weights, that.weights)
                && Double.compare(variance, that.variance) == 0
                && Arrays.equals(ofRow, that.ofRow)
                && tree.equals(that.tree)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * tree.hashCode() + Arrays.hashCode(ofRow);
    }

    @Override
    public String toString() {
        return "BirchModel[" + ofRow.length + " rows of " + features() + " in " + entries() + " summaries, " + report
                + "]";
    }
}
