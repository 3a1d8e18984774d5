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
 * Builds a tree of clusters of a million rows, where {@link HierarchicalClustering} would take n² steps.
 *
 * <p>Rows are first summed up, in one pass: those close together become one summary with a size and a mean. Ward's tree is then
 * built of the summaries, with their sizes. Put features on a common scale first.
 *
 * <ul>
 *   <li>Up to {@link #withMaxEntries} distinct rows: each is a summary, and the tree is that of Ward's linkage of all rows.
 *   <li>More: which rows are summed up depends on their order; the same order gives the same tree, for any number of threads.
 *   <li>Rows of one summary are in the same cluster, however the tree is cut.
 *   <li>NaN and infinite values, and no rows, are refused; so are values whose squared distances leave the range of a double.
 *   <li>A constant column, or one whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Time O(n · log entries · features + entries² · features); memory 4 bytes a row and O(entries · features) beside the data.
 * Runs on the calling thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * BirchModel model = Birch.create().fit(customers);
 * int[] labels = model.cut(5);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/233269.233324">Zhang, Ramakrishnan and Livny (1996), BIRCH: an efficient data clustering
 *     method for very large databases</a>
 * @see <a href="https://doi.org/10.1007/978-3-030-60936-8_22">Lang and Schubert (2020), BETULA: numerically stable CF-trees for
 *     BIRCH clustering</a>
 */
public final class Birch implements Estimator<FeatureTable, BirchModel> {

    private static final Logger LOG = LoggerFactory.getLogger(Birch.class);

    private record Options(int maxEntries) {}

    private final Options o;

    private Birch(Options o) {
        this.o = o;
    }

    /**
     * A recipe with at most 10,000 summaries.
     *
     * @return the recipe
     */
    public static Birch create() {
        return new Birch(new Options(10_000));
    }

    /**
     * The same with another limit on the number of summaries: more are finer, and their tree takes time by the square.
     *
     * @param entries at least 2
     * @return a new recipe
     */
    public Birch withMaxEntries(int entries) {
        Check.atLeast("maxEntries", entries, 2);
        return new Birch(new Options(entries));
    }

    @Override
    public BirchModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        data.requireFinite();
        ColumnSpread spread = Chunks.accumulate(data, data.rows(), execution, () -> new ColumnSpread(data.columns()));
        spread.requireSquares(data.names(), new double[0][], data.rows());
        Summaries summaries = Summaries.of(data, o.maxEntries, execution);
        MergeList merges = summaries.weights.length == 1
                ? new MergeList(1)
                : NeighborChain.run(
                        new WardClusters(summaries.table(data.names()), summaries.weights),
                        execution.withProgress(p -> {}));
        execution.progress("stages", 2, 2);
        FitReport.Builder report = FitReport.builder().rows(data.rows());
        spread.warning(data.names()).ifPresent(report::warning);
        Dendrogram tree = new Dendrogram(
                data.names(),
                Linkage.WARD,
                Metric.EUCLIDEAN,
                merges.nodes(),
                merges.heights(),
                FitReport.builder().rows(summaries.weights.length).build());
        BirchModel model = new BirchModel(
                summaries.means, summaries.weights, summaries.variance, summaries.ofRow, tree, report.build());
        LOG.debug("BIRCH: {}", model);
        return model;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Birch that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Birch" + o.toString().substring("Options".length());
    }
}
