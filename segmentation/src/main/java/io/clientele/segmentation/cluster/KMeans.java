package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Splits customers into {@code k} groups of similar behaviour.
 *
 * <p>Lloyd's algorithm from a greedy k-means++ start; of {@link #withRestarts} runs the one with the least inertia is kept
 * (the first of equals). It stops when an assignment repeats itself, or when inertia improves by less than
 * {@link #withTolerance}. Rows whose nearest centre cannot have changed are not compared with the other centres again (Hamerly's
 * bounds); the result is that of comparing them all, to the bit. Put features on a common scale first: distances are plain
 * Euclidean.
 *
 * <ul>
 *   <li>A row exactly between two centres goes to the lower-numbered one.
 *   <li>Fewer distinct rows than {@code k}: the model has as many clusters as there are distinct rows, and a warning.
 *   <li>A cluster that loses all its rows: see {@link EmptyClusters}.
 *   <li>NaN and infinite values, no rows, and {@code k} above the number of rows are refused; so are values so far apart, or so
 *       close together, that their squared distances leave the range of a double.
 *   <li>A constant column, or one whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Time O(rows · k · columns) for the first iteration, less and less for later ones; 12 bytes a row beside the data. Immutable and thread-safe.
 *
 * <pre>{@code
 * KMeansModel model = KMeans.of(5).withRestarts(10).withSeed(42).fit(customers);
 * int cluster = model.predict(30, 2, 99.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd (1982), Least squares quantization in PCM</a>
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii (2007), k-means++: the advantages
 *     of careful seeding</a>
 * @see <a href="https://doi.org/10.1137/1.9781611972801.12">Hamerly (2010), Making k-means even faster</a>
 */
public final class KMeans implements Estimator<FeatureTable, KMeansModel> {

    record Options(
            int k,
            int restarts,
            int maxIterations,
            double tolerance,
            EmptyClusters emptyClusters,
            long seed,
            List<List<Double>> startCenters) {}

    private final Options o;

    private KMeans(Options o) {
        this.o = o;
    }

    /**
     * A recipe with one run, at most 300 iterations, tolerance 0 and seed 0.
     *
     * @param k number of clusters, at least 1
     * @return the recipe
     */
    public static KMeans of(int k) {
        Check.atLeast("k", k, 1);
        return new KMeans(new Options(k, 1, 300, 0, EmptyClusters.RELOCATE, 0, List.of()));
    }

    /**
     * The same with another number of runs; the best is kept.
     *
     * @param restarts at least 1; without effect when start centres are given
     * @return a new recipe
     */
    public KMeans withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new KMeans(
                new Options(o.k, restarts, o.maxIterations, o.tolerance, o.emptyClusters, o.seed, o.startCenters));
    }

    /**
     * The same with another limit on the iterations of a run.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public KMeans withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new KMeans(
                new Options(o.k, o.restarts, maxIterations, o.tolerance, o.emptyClusters, o.seed, o.startCenters));
    }

    /**
     * The same with another stopping rule.
     *
     * @param relativeImprovement stop when inertia falls by less than this share of itself; 0 goes on until no row changes
     *     its cluster
     * @return a new recipe
     */
    public KMeans withTolerance(double relativeImprovement) {
        Check.atLeast("tolerance", relativeImprovement, 0.0);
        return new KMeans(new Options(
                o.k, o.restarts, o.maxIterations, relativeImprovement, o.emptyClusters, o.seed, o.startCenters));
    }

    /**
     * The same with another answer to empty clusters.
     *
     * @param policy what to do
     * @return a new recipe
     */
    public KMeans withEmptyClusters(EmptyClusters policy) {
        Objects.requireNonNull(policy, "policy");
        return new KMeans(new Options(o.k, o.restarts, o.maxIterations, o.tolerance, policy, o.seed, o.startCenters));
    }

    /**
     * The same with another seed for the start.
     *
     * @param seed any number
     * @return a new recipe
     */
    public KMeans withSeed(long seed) {
        return new KMeans(
                new Options(o.k, o.restarts, o.maxIterations, o.tolerance, o.emptyClusters, seed, o.startCenters));
    }

    /**
     * The same from given start centres; one run, no randomness. Cluster i is the one that started at centre i.
     *
     * @param centers {@code k} rows of finite numbers, one per feature; copied
     * @return a new recipe
     */
    public KMeans withStartCenters(double[][] centers) {
        Check.length("start centers", centers.length, o.k, "one row per cluster");
        List<List<Double>> copy = new ArrayList<>();
        for (int c = 0; c < centers.length; c++) {
            for (double value : centers[c]) {
                Check.finite("start center " + c, value);
            }
            copy.add(Arrays.stream(centers[c]).boxed().toList());
        }
        return new KMeans(
                new Options(o.k, o.restarts, o.maxIterations, o.tolerance, o.emptyClusters, o.seed, List.copyOf(copy)));
    }

    /** {@return the number of clusters asked for} */
    public int k() {
        return o.k;
    }

    @Override
    public KMeansModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        Check.atMost("k", o.k, data.rows(), "the number of rows");
        data.requireFinite();
        for (List<Double> center : o.startCenters) {
            Check.length("start center", center.size(), data.columns(), "one value per column");
        }
        return new KMeansFit(o, data, execution).best();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KMeans that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "KMeans" + o.toString().substring("Options".length());
    }
}
