package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a tree of clusters: the two closest are merged, again and again, until all rows are together.
 *
 * <p>The tree can be cut into any number of clusters afterwards, see {@link Dendrogram#cut}. Put features on a common scale
 * first. Ward, complete, average and weighted linkage walk the chain of nearest neighbours, single linkage goes by the minimum
 * spanning tree, centroid and median linkage merge the closest pair.
 *
 * <ul>
 *   <li>Equally close pairs: several trees are right. A chain of neighbours starts at the lowest-numbered cluster and takes, of
 *       equally near ones, the one it came from, then the lowest-numbered; a merged cluster has the higher number of its
 *       parts. Every merge joins two clusters that are closest at that moment, whatever the ties.
 *   <li>Equal rows are merged first, at height 0.
 *   <li>Centroid and median linkage: a merge can be lower than the one before it; the report says so.
 *   <li>One row: a tree without merges.
 *   <li>Ward, centroid and median linkage with other than Euclidean distances, NaN and infinite values, and no rows are refused.
 *   <li>Complete, average and weighted linkage hold a distance for every pair of rows, 8 bytes each: more than
 *       {@link #withMemoryLimit} allows is refused. The other linkages hold no pairs.
 *   <li>A constant column, or one whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Time O(n² · features); memory O(n · features), or O(n²) for complete, average and weighted. The merging itself runs on the
 * calling thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * Dendrogram tree = HierarchicalClustering.of(Linkage.WARD).fit(customers);
 * int[] labels = tree.cut(5);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1109.2378">Müllner (2011), Modern hierarchical, agglomerative clustering algorithms</a>
 * @see <a href="https://doi.org/10.1080/01621459.1963.10500845">Ward (1963), Hierarchical grouping to optimize an objective
 *     function</a>
 */
public final class HierarchicalClustering implements Estimator<FeatureTable, Dendrogram> {

    private static final Logger LOG = LoggerFactory.getLogger(HierarchicalClustering.class);
    private static final long MEMORY_LIMIT = 2L << 30;

    private record Options(Linkage linkage, Metric metric, long memoryLimit, String weightColumn) {}

    private final Options o;

    private HierarchicalClustering(Options o) {
        this.o = o;
    }

    /**
     * A recipe with Euclidean distances and at most 2 GiB of them.
     *
     * @param linkage how far apart two clusters are
     * @return the recipe
     */
    public static HierarchicalClustering of(Linkage linkage) {
        Objects.requireNonNull(linkage, "linkage");
        return new HierarchicalClustering(new Options(linkage, Metric.EUCLIDEAN, MEMORY_LIMIT, ""));
    }

    /**
     * The same with other distances of rows.
     *
     * @param metric Euclidean for Ward, centroid and median linkage
     * @return a new recipe
     */
    public HierarchicalClustering withMetric(Metric metric) {
        Objects.requireNonNull(metric, "metric");
        if (o.linkage.geometric() && metric != Metric.EUCLIDEAN) {
            throw new IllegalArgumentException("metric must be EUCLIDEAN for " + o.linkage + " linkage, got " + metric
                    + "; choose another linkage, such as AVERAGE");
        }
        return new HierarchicalClustering(new Options(o.linkage, metric, o.memoryLimit, o.weightColumn));
    }

    /**
     * The same with another limit on the memory for the distances of pairs, which complete, average and weighted linkage need.
     *
     * @param bytes at least 1; n rows take 4 n (n - 1)
     * @return a new recipe
     */
    public HierarchicalClustering withMemoryLimit(long bytes) {
        Check.atLeast("memory limit", bytes, 1L);
        return new HierarchicalClustering(new Options(o.linkage, o.metric, bytes, o.weightColumn));
    }

    /**
     * The same with rows that stand for several, for Ward's linkage: the tree, above height 0, of a table in which each row is as
     * often as its weight says.
     *
     * @param name of the column with the weights, all above 0; it is no feature
     * @return a new recipe
     */
    public HierarchicalClustering withWeightColumn(String name) {
        Objects.requireNonNull(name, "name");
        if (o.linkage != Linkage.WARD) {
            throw new IllegalArgumentException("weights are for WARD linkage, got " + o.linkage);
        }
        return new HierarchicalClustering(new Options(o.linkage, o.metric, o.memoryLimit, name));
    }

    @Override
    public Dendrogram fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        double[] weights = new double[data.rows()];
        Arrays.fill(weights, 1);
        FeatureTable rows = data;
        if (!o.weightColumn.isEmpty()) {
            weights = weights(data);
            rows = data.select(data.names().stream()
                    .filter(name -> !name.equals(o.weightColumn))
                    .toArray(String[]::new));
        }
        if (rows.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        rows.requireFinite();
        MergeList merges = merges(rows, weights, execution);
        Dendrogram tree = new Dendrogram(
                rows.names(), o.linkage, o.metric, merges.nodes(), merges.heights(), report(rows, merges, execution));
        LOG.debug("hierarchical clustering: {}", tree.report());
        return tree;
    }

    private double[] weights(FeatureTable data) {
        double[] weights = data.column(o.weightColumn);
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0) || weights[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("column '" + o.weightColumn + "', row " + i
                        + ": a weight must be above 0 and finite, got " + weights[i] + "; drop rows of weight 0");
            }
        }
        return weights;
    }

    private MergeList merges(FeatureTable data, double[] weights, Execution execution) {
        if (data.rows() == 1) {
            return new MergeList(1);
        }
        return switch (o.linkage) {
            case SINGLE -> SpanningTree.run(data, o.metric, execution);
            case WARD -> NeighborChain.run(new WardClusters(data, weights), execution);
            case CENTROID, MEDIAN -> NearestPairs.run(data, o.linkage, execution);
            case COMPLETE, AVERAGE, WEIGHTED -> {
                checkMemory(data.rows());
                yield NeighborChain.run(new DistanceClusters(o.linkage, o.metric, data, execution), execution);
            }
        };
    }

    private void checkMemory(int rows) {
        long bytes = DistanceClusters.bytes(rows);
        if (bytes > o.memoryLimit || rows > DistanceClusters.MOST_ROWS) {
            throw new IllegalArgumentException(o.linkage + " linkage of " + rows + " rows holds " + bytes
                    + " bytes of distances, more than the limit of "
                    + Math.min(o.memoryLimit, DistanceClusters.bytes(DistanceClusters.MOST_ROWS))
                    + "; use WARD or SINGLE linkage, which hold none, or fewer rows");
        }
    }

    private FitReport report(FeatureTable data, MergeList merges, Execution execution) {
        FitReport.Builder report = FitReport.builder().rows(data.rows());
        int down = 0;
        double[] heights = merges.heights();
        for (int i = 1; i < heights.length; i++) {
            down += heights[i] < heights[i - 1] ? 1 : 0;
        }
        if (down > 0) {
            report.warning(down + " merges are lower than the one before them, as can happen with " + o.linkage
                    + " linkage; cut by number of clusters rather than by height");
        }
        Chunks.accumulate(data, data.rows(), execution, () -> new ColumnSpread(data.columns()))
                .warning(data.names())
                .ifPresent(report::warning);
        return report.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HierarchicalClustering that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "HierarchicalClustering" + o.toString().substring("Options".length());
    }
}
