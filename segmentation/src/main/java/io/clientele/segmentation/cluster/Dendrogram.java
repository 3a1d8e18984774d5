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
import java.util.Objects;

/**
 * The tree that {@link HierarchicalClustering} built: which clusters were merged, and how far apart they were.
 *
 * <p>Nodes are numbered: row i is node i, and merge i of n rows makes node n + i. Merges are in the order of their heights; those
 * of centroid and median linkage in the order in which they happened, which can go down. Immutable and thread-safe; equal by value.
 */
public final class Dendrogram {

    private static final DendrogramCodec CODEC = new DendrogramCodec();

    /** The pairs of more rows take over a GiB. */
    private static final int MOST_ORDERED = 8000;

    private final List<String> features;
    private final Linkage linkage;
    private final Metric metric;
    private final int[] left;
    private final int[] right;
    private final double[] heights;
    private final FitReport report;

    Dendrogram(
            List<String> features, Linkage linkage, Metric metric, int[][] nodes, double[] heights, FitReport report) {
        this.features = features;
        this.linkage = linkage;
        this.metric = metric;
        this.left = nodes[0];
        this.right = nodes[1];
        this.heights = heights;
        this.report = report;
    }

    /** {@return the names of the features that were clustered} */
    public List<String> features() {
        return features;
    }

    /** {@return how far apart two clusters were said to be} */
    public Linkage linkage() {
        return linkage;
    }

    /** {@return how far apart two rows were said to be} */
    public Metric metric() {
        return metric;
    }

    /** {@return how many rows were clustered} */
    public int rows() {
        return heights.length + 1;
    }

    /** {@return the height of each merge; a copy} */
    public double[] heights() {
        return heights.clone();
    }

    /** {@return the two nodes of each merge, the lower-numbered first; a copy} */
    public int[][] merges() {
        int[][] pairs = new int[heights.length][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new int[] {left[i], right[i]};
        }
        return pairs;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /**
     * Undoes the last merges until a number of clusters is left.
     *
     * @param clusters from 1 to the number of rows
     * @return a label per row; clusters are numbered from 0 in the order of their first rows
     */
    public int[] cut(int clusters) {
        Check.atLeast("clusters", clusters, 1);
        Check.atMost("clusters", clusters, rows(), "the number of rows");
        boolean[] kept = new boolean[heights.length];
        Arrays.fill(kept, 0, rows() - clusters, true);
        return labels(kept);
    }

    /**
     * Undoes every merge above a height, and those that hold one: within a cluster nothing was merged higher.
     *
     * @param height a number, not NaN
     * @return a label per row; clusters are numbered from 0 in the order of their first rows
     */
    public int[] cutAt(double height) {
        if (Double.isNaN(height)) {
            throw new IllegalArgumentException("height must be a number, got NaN");
        }
        boolean[] kept = new boolean[heights.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = heights[i] <= height && whole(kept, left[i]) && whole(kept, right[i]);
        }
        return labels(kept);
    }

    private boolean whole(boolean[] kept, int node) {
        return node < rows() || kept[node - rows()];
    }

    private int[] labels(boolean[] kept) {
        int n = rows();
        int[] cluster = new int[n + heights.length];
        Arrays.setAll(cluster, node -> node);
        for (int i = kept.length - 1; i >= 0; i--) {
            if (kept[i]) {
                cluster[left[i]] = cluster[n + i];
                cluster[right[i]] = cluster[n + i];
            }
        }
        int[] number = new int[cluster.length];
        Arrays.fill(number, -1);
        int[] labels = new int[n];
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (number[cluster[i]] < 0) {
                number[cluster[i]] = next++;
            }
            labels[i] = number[cluster[i]];
        }
        return labels;
    }

    /** {@return the rows in an order in which no branches cross; of two branches the one made first is on the left, rows before merges} */
    public int[] leafOrder() {
        int n = rows();
        int[] order = new int[n];
        int[] open = new int[n];
        int depth = 0;
        int at = 0;
        open[depth++] = n + heights.length - 1;
        while (depth > 0) {
            int node = open[--depth];
            if (node < n) {
                order[at++] = node;
            } else {
                open[depth++] = right[node - n];
                open[depth++] = left[node - n];
            }
        }
        return order;
    }

    /**
     * The rows in the order, among those in which no branches cross, that lays neighbours closest: the least sum of distances
     * of rows side by side. For drawing; takes O(n³) time and 16 bytes for each pair of rows, both ways counted.
     *
     * @param rows the table that was clustered, at most 8,000 rows
     * @param execution how to run
     * @return every row once; of equally good orders the first found
     * @see <a href="https://doi.org/10.1093/bioinformatics/17.suppl_1.S22">Bar-Joseph, Gifford and Jaakkola (2001), Fast optimal
     *     leaf ordering for hierarchical clustering</a>
     */
    public int[] optimalLeafOrder(FeatureTable rows, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        Check.length("the table", own.rows(), rows(), "the rows that were clustered");
        Check.atMost("rows", own.rows(), MOST_ORDERED, "what an optimal order can be found for; use leafOrder()");
        int[] order = leafOrder();
        double[][] points = new double[order.length][];
        for (int i = 0; i < order.length; i++) {
            points[i] = own.row(order[i]);
        }
        double[][] distances = new double[order.length][order.length];
        Chunks.tasks(order.length, execution, i -> {
            for (int j = 0; j < order.length; j++) {
                distances[i][j] = metric.between(points[i], points[j]);
            }
        });
        return OptimalOrder.of(distances, order, left, right, execution);
    }

    /**
     * How well the tree keeps the distances: the correlation, over pairs of rows, of their distance with the height at which they
     * come together.
     *
     * @param rows the table that was clustered
     * @param execution how to run
     * @return -1 to 1; NaN if all distances or all heights are equal
     * @see <a href="https://doi.org/10.2307/1217208">Sokal and Rohlf (1962), The comparison of dendrograms by objective
     *     methods</a>
     */
    public double copheneticCorrelation(FeatureTable rows, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        Check.length("the table", own.rows(), rows(), "the rows that were clustered");
        return Cophenetic.correlation(own, metric, leafOrder(), left, right, heights, execution);
    }

    /**
     * Writes the tree as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the tree as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a tree that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the tree
     */
    public static Dendrogram read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a tree that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the tree
     */
    public static Dendrogram read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dendrogram that
                && features.equals(that.features)
                && linkage == that.linkage
                && metric == that.metric
                && Arrays.equals(left, that.left)
                && Arrays.equals(right, that.right)
                && Arrays.equals(heights, that.heights)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(heights);
    }

    @Override
    public String toString() {
        return "Dendrogram[" + rows() + " rows of " + features + ", " + linkage + " linkage, " + metric + ", " + report
                + "]";
    }
}
