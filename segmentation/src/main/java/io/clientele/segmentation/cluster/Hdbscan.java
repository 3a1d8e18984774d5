package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds dense groups of any shape and says which customers belong to none: no number of groups is asked for, no shape is assumed.
 *
 * <p>A row's core distance is that to its {@link #withMinSamples}-th nearest row, itself included; two rows are as far apart as
 * the largest of their distance and their core distances. As the limit on that distance falls, the rows come apart; a part
 * of at least {@code minClusterSize} rows is a cluster, smaller ones are rows that leave. Of these nested clusters those are
 * kept that last longest, see {@link ClusterSelection}. Put features on a common scale first.
 *
 * <ul>
 *   <li>The table as a whole is no cluster: where nothing comes apart, every row is noise, and the report says so.
 *   <li>Equal distances come apart at once, so the answer does not depend on the order of the rows (but for the numbers of the
 *       clusters, which follow their first rows). Implementations that part them one by one can differ.
 *   <li>Equal rows: a distance of 0 counts as half the least one above 0 in the tree.
 *   <li>{@code minSamples} 1: core distances are 0, and the tree is that of single linkage.
 *   <li>NaN and infinite values, no rows, and more {@code minSamples} than rows are refused.
 *   <li>A constant column, or one whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Exact. Time O(n² · features), of which core distances run on several threads; memory O(n · features). Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * HdbscanModel model = Hdbscan.of(15).withMinSamples(5).fit(customers);
 * int[] labels = model.labels(); // -1: noise
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-37456-2_14">Campello, Moulavi and Sander (2013), Density-based clustering based on
 *     hierarchical density estimates</a>
 * @see <a href="https://doi.org/10.1145/2733381">Campello, Moulavi, Zimek and Sander (2015), Hierarchical density estimates for data
 *     clustering, visualization, and outlier detection</a>
 * @see <a href="https://doi.org/10.1109/ICDMW.2017.12">McInnes and Healy (2017), Accelerated hierarchical density based
 *     clustering</a>
 * @see <a href="https://doi.org/10.1109/ICDMW51313.2020.00023">Malzer and Baum (2020), A hybrid approach to hierarchical
 *     density-based cluster selection</a>
 */
public final class Hdbscan implements Estimator<FeatureTable, HdbscanModel> {

    private static final Logger LOG = LoggerFactory.getLogger(Hdbscan.class);

    private record Options(
            int minClusterSize, int minSamples, ClusterSelection selection, double epsilon, Metric metric) {}

    private final Options o;

    private Hdbscan(Options o) {
        this.o = o;
    }

    /**
     * A recipe with as many samples as the smallest cluster has rows, excess of mass, no threshold and Euclidean distances.
     *
     * @param minClusterSize least number of rows in a cluster, at least 2
     * @return the recipe
     */
    public static Hdbscan of(int minClusterSize) {
        Check.atLeast("minClusterSize", minClusterSize, 2);
        return new Hdbscan(
                new Options(minClusterSize, minClusterSize, ClusterSelection.EXCESS_OF_MASS, 0, Metric.EUCLIDEAN));
    }

    /**
     * The same with another neighbour that sets the core distance: the more, the smoother the density and the more noise.
     *
     * @param minSamples at least 1; the row itself is the first
     * @return a new recipe
     */
    public Hdbscan withMinSamples(int minSamples) {
        Check.atLeast("minSamples", minSamples, 1);
        return new Hdbscan(new Options(o.minClusterSize, minSamples, o.selection, o.epsilon, o.metric));
    }

    /**
     * The same with another choice among nested clusters.
     *
     * @param selection which are kept
     * @return a new recipe
     */
    public Hdbscan withSelection(ClusterSelection selection) {
        Objects.requireNonNull(selection, "selection");
        return new Hdbscan(new Options(o.minClusterSize, o.minSamples, selection, o.epsilon, o.metric));
    }

    /**
     * The same without splits below a distance: clusters that came apart from each other at this distance or
     * less stay together. Those that the whole table comes apart into are kept in any case.
     *
     * @param distance at least 0; 0 is no threshold
     * @return a new recipe
     */
    public Hdbscan withEpsilon(double distance) {
        Check.atLeast("epsilon", distance, 0.0);
        return new Hdbscan(new Options(o.minClusterSize, o.minSamples, o.selection, distance, o.metric));
    }

    /**
     * The same with other distances of rows.
     *
     * @param metric how far apart two rows are
     * @return a new recipe
     */
    public Hdbscan withMetric(Metric metric) {
        Objects.requireNonNull(metric, "metric");
        return new Hdbscan(new Options(o.minClusterSize, o.minSamples, o.selection, o.epsilon, metric));
    }

    @Override
    public HdbscanModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        Check.atMost("minSamples", o.minSamples, data.rows(), "the number of rows");
        data.requireFinite();
        double[] core = CoreDistances.of(data, o.metric, o.minSamples, execution);
        MergeList tree = data.rows() == 1 ? new MergeList(1) : SpanningTree.run(data, o.metric, core, execution);
        DensityTree clusters = DensityTree.of(tree, o.minClusterSize);
        SelectedClusters selected = SelectedClusters.of(clusters, o.selection, o.epsilon);
        FitReport.Builder report = FitReport.builder().rows(data.rows());
        Chunks.accumulate(data, data.rows(), execution, () -> new ColumnSpread(data.columns()))
                .warning(data.names())
                .ifPresent(report::warning);
        if (selected.clusters() == 0) {
            report.warning(
                    "no two parts of at least " + o.minClusterSize
                            + " rows come apart, so every row is noise; there may be one group only, or minClusterSize may be too large");
        }
        for (int i = 0; i < core.length; i++) {
            core[i] = o.metric.distance(core[i]);
        }
        HdbscanModel model = new HdbscanModel(
                data.names(), o.metric, o.minSamples, rows(data), core, tree, selected, report.build());
        LOG.debug("density clusters: {}", model);
        return model;
    }

    private static double[][] rows(FeatureTable data) {
        double[][] rows = new double[data.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = data.row(i);
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hdbscan that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Hdbscan" + o.toString().substring("Options".length());
    }
}
