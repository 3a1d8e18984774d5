package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Splits customers into {@code k} groups by numbers and categories together: spend and recency, but country and channel too.
 *
 * <p>A cluster's centre is the mean of each number and the most frequent value of each category. The distance is the squared
 * Euclidean one of the numbers, plus {@code gamma} for each category that differs; the sum of distances is the cost. Rows go to
 * their nearest centre and centres to the middle of their rows, by turns, until no row changes; the cost never rises. The start is
 * a greedy k-means++ among the rows by the same distance; of {@link #withRestarts} runs the one of least cost is kept.
 * Categories are columns whose numbers are codes: which codes does not matter, only which are equal. Without any it is k-means,
 * without numbers it is k-modes.
 *
 * <ul>
 *   <li>Put numbers on a common scale first. Unless given, {@code gamma} is the mean variance of the number columns divided by the
 *       chance that two rows differ in a category, averaged over category columns: so both kinds weigh alike. It is 1
 *       where one of the two is 0.
 *   <li>A row exactly between two centres goes to the lower-numbered one; of equally frequent categories the lowest code is taken.
 *   <li>A cluster that loses all its rows moves to the row that is farthest from its centre; counted in the report.
 *   <li>Fewer distinct rows than {@code k}: the model has as many clusters as there are distinct rows, and a warning.
 *   <li>NaN and infinite values, no rows, and {@code k} above the number of rows are refused. Give missing categories a code of
 *       their own.
 *   <li>A constant column, or a number column whose spread dwarfs another's a thousandfold, is named in a warning.
 * </ul>
 *
 * <p>Time O(rows · k · columns) per iteration; 20 bytes a row and 4 bytes a row and category column beside the data while it starts, and a
 * count for each cluster and category. Immutable and thread-safe.
 *
 * <pre>{@code
 * KPrototypesModel model = KPrototypes.of(3).withCategories("country").withRestarts(5).fit(customers);
 * int cluster = model.predict(12, 340.0, 2);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1023/A:1009769707641">Huang (1998), Extensions to the k-means algorithm for clustering large data
 *     sets with categorical values</a>
 * @see <a href="https://doi.org/10.32614/RJ-2018-048">Szepannek (2018), clustMixType: user-friendly clustering of mixed-type data in
 *     R</a>
 */
public final class KPrototypes implements Estimator<FeatureTable, KPrototypesModel> {

    record Options(int k, List<String> categories, OptionalDouble gamma, int restarts, int maxIterations, long seed) {}

    private final Options o;

    private KPrototypes(Options o) {
        this.o = o;
    }

    /**
     * A recipe without categories yet, gamma from the data, one run of at most 300 iterations, and seed 0.
     *
     * @param k number of clusters, at least 1
     * @return the recipe
     */
    public static KPrototypes of(int k) {
        Check.atLeast("k", k, 1);
        return new KPrototypes(new Options(k, List.of(), OptionalDouble.empty(), 1, 300, 0));
    }

    /**
     * The same with columns whose numbers stand for categories.
     *
     * @param columns their names, distinct
     * @return a new recipe
     */
    public KPrototypes withCategories(String... columns) {
        List<String> names = List.of(columns);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("categories must be different columns, got " + names);
        }
        return new KPrototypes(new Options(o.k, names, o.gamma, o.restarts, o.maxIterations, o.seed));
    }

    /**
     * The same with a given weight of categories.
     *
     * @param gamma what a category that differs adds to a squared distance, at least 0. Huang suggests a third to two thirds of the
     *     numbers' standard deviation
     * @return a new recipe
     */
    public KPrototypes withGamma(double gamma) {
        Check.atLeast("gamma", gamma, 0.0);
        return new KPrototypes(
                new Options(o.k, o.categories, OptionalDouble.of(gamma), o.restarts, o.maxIterations, o.seed));
    }

    /**
     * The same with another number of runs; the best is kept.
     *
     * @param restarts at least 1
     * @return a new recipe
     */
    public KPrototypes withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new KPrototypes(new Options(o.k, o.categories, o.gamma, restarts, o.maxIterations, o.seed));
    }

    /**
     * The same with another limit on the iterations of a run.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public KPrototypes withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new KPrototypes(new Options(o.k, o.categories, o.gamma, o.restarts, maxIterations, o.seed));
    }

    /**
     * The same with another seed for the start.
     *
     * @param seed any number
     * @return a new recipe
     */
    public KPrototypes withSeed(long seed) {
        return new KPrototypes(new Options(o.k, o.categories, o.gamma, o.restarts, o.maxIterations, seed));
    }

    @Override
    public KPrototypesModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        o.categories.forEach(data::index); // refuses one that is not there
        Check.atMost("k", o.k, data.rows(), "the number of rows");
        data.requireFinite();
        return new KPrototypesFit(o, data, execution).best();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KPrototypes that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "KPrototypes" + o.toString().substring("Options".length());
    }
}
