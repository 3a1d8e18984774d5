package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Splits customers into {@code k} groups from a few rows at a time: for tables of many millions of rows, for streams that never end, and
 * for groups that drift.
 *
 * <p>Every batch of rows goes to the nearest centres, and each centre moves to the mean of all rows that ever came to it. {@link #fit}
 * starts by k-means++ on a sample, goes through the rows in random order, batch by batch, and stops when a pass improves the sum of
 * squared distances by less than {@link #withTolerance}; in a new pass, all that came before counts as one batch. A last look at
 * all rows counts sizes and inertia. {@link #update} takes one batch into a model that is there already, so that rows need never be
 * in memory together. With {@link #withDecay} below 1 old rows count less and less.
 *
 * <ul>
 *   <li>The inertia is above that of {@link KMeans}: 2.5 % in the mean of ten tables of overlapping groups, 10 % at most. {@link KMeans}
 *       is to be preferred where rows fit in memory and time allows.
 *   <li>A row exactly between two centres goes to the lower-numbered one.
 *   <li>Fewer distinct rows than {@code k}: the model has as many clusters as there are distinct rows, and a warning.
 *   <li>A cluster to which no row comes stays where it is, and a warning counts those that end empty.
 *   <li>What {@link KMeans} refuses is refused.
 * </ul>
 *
 * <p>Time O(rows · k · columns) a pass, O(batch · k · columns) an update; 12 bytes a row beside the data for a fit, and nothing that
 * grows with the rows seen for updates. Immutable and thread-safe.
 *
 * <pre>{@code
 * MiniBatchKMeans recipe = MiniBatchKMeans.of(5).withDecay(0.99);
 * KMeansModel model = recipe.fit(firstRows);
 * model = recipe.update(model, moreRows, Execution.sequential());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/1772690.1772862">Sculley (2010), Web-scale k-means clustering</a>
 */
public final class MiniBatchKMeans implements Estimator<FeatureTable, KMeansModel> {

    record Options(
            int k,
            int batchSize,
            int passes,
            double tolerance,
            double decay,
            long seed,
            List<List<Double>> startCenters) {}

    private final Options o;

    private MiniBatchKMeans(Options o) {
        this.o = o;
    }

    /**
     * A recipe with batches of 4,096 rows, at most 10 passes, tolerance 0.001, no decay and seed 0.
     *
     * @param k number of clusters, at least 1
     * @return the recipe
     */
    public static MiniBatchKMeans of(int k) {
        Check.atLeast("k", k, 1);
        return new MiniBatchKMeans(new Options(k, 4_096, 10, 1e-3, 1, 0, List.of()));
    }

    /**
     * The same with another size of batches.
     *
     * @param rows of a batch in {@link #fit}, at least 1; a batch of {@link #update} has any size
     * @return a new recipe
     */
    public MiniBatchKMeans withBatchSize(int rows) {
        Check.atLeast("batch size", rows, 1);
        return new MiniBatchKMeans(new Options(o.k, rows, o.passes, o.tolerance, o.decay, o.seed, o.startCenters));
    }

    /**
     * The same with another limit on the passes over the rows.
     *
     * @param passes at least 1
     * @return a new recipe
     */
    public MiniBatchKMeans withPasses(int passes) {
        Check.atLeast("passes", passes, 1);
        return new MiniBatchKMeans(new Options(o.k, o.batchSize, passes, o.tolerance, o.decay, o.seed, o.startCenters));
    }

    /**
     * The same with another stopping rule.
     *
     * @param relativeImprovement a fit stops when a pass improves the sum of squared distances by less than this share
     * @return a new recipe
     */
    public MiniBatchKMeans withTolerance(double relativeImprovement) {
        Check.atLeast("tolerance", relativeImprovement, 0.0);
        return new MiniBatchKMeans(
                new Options(o.k, o.batchSize, o.passes, relativeImprovement, o.decay, o.seed, o.startCenters));
    }

    /**
     * The same with another memory.
     *
     * @param decay what the rows seen so far count for when a batch comes, from 0 (nothing) to 1 (as much as ever)
     * @return a new recipe
     */
    public MiniBatchKMeans withDecay(double decay) {
        Check.between("decay", decay, 0, 1);
        return new MiniBatchKMeans(new Options(o.k, o.batchSize, o.passes, o.tolerance, decay, o.seed, o.startCenters));
    }

    /**
     * The same with another seed for the start and the order of rows.
     *
     * @param seed any number
     * @return a new recipe
     */
    public MiniBatchKMeans withSeed(long seed) {
        return new MiniBatchKMeans(new Options(o.k, o.batchSize, o.passes, o.tolerance, o.decay, seed, o.startCenters));
    }

    /**
     * The same from given start centres. Cluster i is the one that started at centre i.
     *
     * @param centers {@code k} rows of finite numbers, one per feature; copied
     * @return a new recipe
     */
    public MiniBatchKMeans withStartCenters(double[][] centers) {
        Check.length("start centers", centers.length, o.k, "one row per cluster");
        List<List<Double>> copy = new ArrayList<>();
        for (int c = 0; c < centers.length; c++) {
            for (double value : centers[c]) {
                Check.finite("start center " + c, value);
            }
            copy.add(Arrays.stream(centers[c]).boxed().toList());
        }
        return new MiniBatchKMeans(
                new Options(o.k, o.batchSize, o.passes, o.tolerance, o.decay, o.seed, List.copyOf(copy)));
    }

    @Override
    public KMeansModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        KMeansData rows = KMeansData.of(data, "", false, execution);
        Check.atMost("k", o.k, data.rows(), "the number of rows");
        return new MiniBatchFit(o, rows, execution).model();
    }

    /**
     * Takes a batch of rows into a model, which may come from {@link #fit}, from an update or from {@link KMeans}; of this recipe only
     * the decay matters.
     *
     * @param model left as it is
     * @param batch with the columns of the model's features, in any order among others; at least one row
     * @param execution how to run
     * @return a model with moved centres and greater sizes. Its inertia is the batch's, by the centres as they were; its report counts
     *     all rows and one iteration more, and {@code change} is the longest way of a centre by the root mean squared distance of the batch
     */
    public KMeansModel update(KMeansModel model, FeatureTable batch, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the batch", batch.rows());
        FeatureTable raw = batch.select(model.features().toArray(new String[0])).requireFinite();
        Scaling scaling = model.scaling();
        FeatureTable rows = scaling == null ? raw : scaling.apply(raw, execution);
        double[][] centers = model.scaledCenters();
        ColumnSpread spread = ColumnSpread.of(rows, execution);
        spread.requireSquares(rows.names(), centers, rows.rows());
        BatchMeans means = new BatchMeans(centers, model.weights(), o.decay);
        double way = means.add(rows, spread.origin(), execution);
        long[] sizes = model.sizes();
        Arrays.setAll(sizes, c -> sizes[c] + means.sizes()[c]);
        double typical = Math.sqrt(means.inertia() / rows.rows());
        FitReport.Builder report = FitReport.builder()
                .rows(model.report().rows() + rows.rows())
                .iterations(model.report().iterations() + 1)
                .converged(model.report().converged())
                .change(way == 0 ? 0 : typical == 0 ? Double.MAX_VALUE : way / typical);
        model.report().warnings().forEach(report::warning);
        return new KMeansModel(
                model.features(), scaling, means.centers(), sizes, means.weights(), means.inertia(), report.build());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MiniBatchKMeans that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "MiniBatchKMeans" + o.toString().substring("Options".length());
    }
}
