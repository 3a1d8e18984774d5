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
 * <p>Lloyd's algorithm from a greedy k-means++ start, or another {@link KMeansStart}; of {@link #withRestarts} runs the one with the
 * least inertia is kept
 * (the first of equals). It stops when an assignment repeats itself, or when inertia improves by less than
 * {@link #withTolerance}. Rows whose nearest centre cannot have changed are not compared with the other centres again (Hamerly's
 * bounds); the result is that of comparing them all, to the bit. Distances are plain Euclidean: put features on a
 * common scale first, or ask for it by {@link #withStandardized}.
 *
 * <ul>
 *   <li>A row exactly between two centres goes to the lower-numbered one.
 *   <li>Fewer distinct rows than {@code k}: the model has as many clusters as there are distinct rows, and a warning.
 *   <li>A cluster that loses all its rows: see {@link EmptyClusters}.
 *   <li>Rows may count more than once, or in part: {@link #withWeightColumn}.
 *   <li>NaN and infinite values, no rows, {@code k} above the number of rows, and weights below 0 are refused; so are values so far apart, or so
 *       close together, that their squared distances leave the range of a double.
 *   <li>A constant column, or one whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Time O(rows · k · columns) for the first iteration, less and less for later ones; 12 bytes a row beside the data, and a copy of the
 * data where columns are standardised. Immutable and thread-safe.
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
            List<List<Double>> startCenters,
            KMeansStart start,
            String weightColumn,
            boolean standardized) {

        Options withStops(int runs, int iterations, double improvement) {
            return new Options(
                    k,
                    runs,
                    iterations,
                    improvement,
                    emptyClusters,
                    seed,
                    startCenters,
                    start,
                    weightColumn,
                    standardized);
        }

        Options withStart(KMeansStart method, long number, List<List<Double>> centers) {
            return new Options(
                    k,
                    restarts,
                    maxIterations,
                    tolerance,
                    emptyClusters,
                    number,
                    centers,
                    method,
                    weightColumn,
                    standardized);
        }

        Options withRows(String weights, boolean scaled) {
            return new Options(
                    k, restarts, maxIterations, tolerance, emptyClusters, seed, startCenters, start, weights, scaled);
        }
    }

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
        return new KMeans(
                new Options(k, 1, 300, 0, EmptyClusters.RELOCATE, 0, List.of(), KMeansStart.PLUS_PLUS, "", false));
    }

    /**
     * The same with another number of runs; the best is kept.
     *
     * @param restarts at least 1; without effect when start centres are given
     * @return a new recipe
     */
    public KMeans withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new KMeans(o.withStops(restarts, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations of a run.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public KMeans withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new KMeans(o.withStops(o.restarts, maxIterations, o.tolerance));
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
        return new KMeans(o.withStops(o.restarts, o.maxIterations, relativeImprovement));
    }

    /**
     * The same with another answer to empty clusters.
     *
     * @param policy what to do
     * @return a new recipe
     */
    public KMeans withEmptyClusters(EmptyClusters policy) {
        Objects.requireNonNull(policy, "policy");
        return new KMeans(new Options(
                o.k,
                o.restarts,
                o.maxIterations,
                o.tolerance,
                policy,
                o.seed,
                o.startCenters,
                o.start,
                o.weightColumn,
                o.standardized));
    }

    /**
     * The same with another seed for the start.
     *
     * @param seed any number
     * @return a new recipe
     */
    public KMeans withSeed(long seed) {
        return new KMeans(o.withStart(o.start, seed, o.startCenters));
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
        return new KMeans(o.withStart(o.start, o.seed, List.copyOf(copy)));
    }

    /**
     * The same with another way to choose the first centres.
     *
     * @param method of the start; without effect when start centres are given
     * @return a new recipe
     */
    public KMeans withStart(KMeansStart method) {
        Objects.requireNonNull(method, "method");
        return new KMeans(o.withStart(method, o.seed, o.startCenters));
    }

    /**
     * The same with a column that says how often each row counts; it is no feature. A row of weight 3 counts as three equal rows: from
     * the same start centres, with no cluster lost on the way, the centres are the same to the rounding of a number. A row of
     * weight 0 counts as if it were not there.
     *
     * @param name of the column; its values must be at least 0 and not all 0
     * @return a new recipe
     */
    public KMeans withWeightColumn(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("weight column must not be blank");
        }
        return new KMeans(o.withRows(name, o.standardized));
    }

    /**
     * The same with columns standardised first, or not: less their mean, by their population standard deviation. The model keeps both
     * and takes rows in their own units, as {@link #withStartCenters} does; inertia and distances are in standard deviations.
     *
     * @param standardized true to standardise
     * @return a new recipe
     */
    public KMeans withStandardized(boolean standardized) {
        return new KMeans(o.withRows(o.weightColumn, standardized));
    }

    Options options() {
        return o;
    }

    /** {@return the number of clusters asked for} */
    public int k() {
        return o.k;
    }

    @Override
    public KMeansModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        KMeansData rows = KMeansData.of(data, o.weightColumn, o.standardized, execution);
        Check.atMost(
                "k",
                o.k,
                rows.rows.rows(),
                o.weightColumn.isEmpty() ? "the number of rows" : "the number of rows of a weight above 0");
        return new KMeansFit(o, rows, execution).best();
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
