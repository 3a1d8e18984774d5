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
 * Splits customers into {@code k} groups none of which is too small to be worth a campaign, or too large for the team that serves
 * it.
 *
 * <p>k-means whose assignment keeps every cluster's share of the rows within bounds: from the centres of plain {@link KMeans}, it
 * finds the labels of least inertia among those that keep the bounds, moves the centres to the means, and so on until no label
 * changes. The labels are the cheapest there are, not an approximation: each cluster gets a price, and a row goes where squared
 * distance plus price is least. Inertia never rises from one iteration to the next. Of {@link #withRestarts} runs the one with
 * the least inertia is kept.
 *
 * <ul>
 *   <li>Bounds are met exactly, by whole rows: of 10 rows, a least share of 0.25 is 2 rows, and a most share of 0.25 is 3. So {@code 1 / k}
 *       for both makes clusters whose sizes differ by at most one row.
 *   <li>Bounds that cannot be met are refused: {@code k} times the least share above 1, or {@code k} times the most below.
 *   <li>Equal rows can come to different clusters when bounds cut through them.
 *   <li>Fewer distinct rows than {@code k}: as many clusters as there are distinct rows, and a warning; refused if so few cannot
 *       keep the bounds.
 *   <li>A cluster whose least share is 0 may end empty; its centre stays where it is.
 *   <li>NaN and infinite values, no rows and {@code k} above the number of rows are refused, as are values that {@link KMeans} refuses.
 * </ul>
 *
 * <p>Time per iteration O(rows · k · columns) and O(k²) for every row that has to leave its nearest cluster; 20 bytes a row and
 * cluster beside the data. Immutable and thread-safe.
 *
 * <pre>{@code
 * SizeBoundedKMeansModel model = SizeBoundedKMeans.of(4).withLeastShare(0.1).withMostShare(0.4).fit(customers);
 * int[] groups = model.assignWithinBounds(customers, Execution.sequential());
 * }</pre>
 *
 * @see <a href="https://www.microsoft.com/en-us/research/publication/constrained-k-means-clustering/">Bradley, Bennett and Demiriz
 *     (2000), Constrained k-means clustering</a>
 */
public final class SizeBoundedKMeans implements Estimator<FeatureTable, SizeBoundedKMeansModel> {

    record Options(
            int k, SizeBounds bounds, int restarts, int maxIterations, long seed, List<List<Double>> startCenters) {}

    private final Options o;

    private SizeBoundedKMeans(Options o) {
        this.o = o;
    }

    /**
     * A recipe without bounds yet, with one run, at most 300 iterations and seed 0.
     *
     * @param k number of clusters, from 1 to 1000
     * @return the recipe
     */
    public static SizeBoundedKMeans of(int k) {
        Check.atLeast("k", k, 1);
        Check.atMost("k", k, 1000, "what bounded assignment can take");
        return new SizeBoundedKMeans(new Options(k, new SizeBounds(0, 1), 1, 300, 0, List.of()));
    }

    /**
     * The same with a least share.
     *
     * @param share of the rows that each cluster must have, 0 to 1 and at most 1 / k
     * @return a new recipe
     */
    public SizeBoundedKMeans withLeastShare(double share) {
        SizeBounds.requireLeast(share, o.k);
        return with(new SizeBounds(share, o.bounds.most()), o.restarts, o.maxIterations, o.seed, o.startCenters);
    }

    /**
     * The same with a most share.
     *
     * @param share of the rows that each cluster may have, 0 to 1 and at least 1 / k
     * @return a new recipe
     */
    public SizeBoundedKMeans withMostShare(double share) {
        if (share * o.k < 1 - 1e-9) {
            throw new IllegalArgumentException("most share must be at least 1 / k (1 / " + o.k + "), got " + share);
        }
        return with(new SizeBounds(o.bounds.least(), share), o.restarts, o.maxIterations, o.seed, o.startCenters);
    }

    /**
     * The same with another number of runs; the best is kept.
     *
     * @param restarts at least 1; without effect when start centres are given
     * @return a new recipe
     */
    public SizeBoundedKMeans withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return with(o.bounds, restarts, o.maxIterations, o.seed, o.startCenters);
    }

    /**
     * The same with another limit on the iterations of a run.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public SizeBoundedKMeans withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return with(o.bounds, o.restarts, maxIterations, o.seed, o.startCenters);
    }

    /**
     * The same with another seed for the start.
     *
     * @param seed any number
     * @return a new recipe
     */
    public SizeBoundedKMeans withSeed(long seed) {
        return with(o.bounds, o.restarts, o.maxIterations, seed, o.startCenters);
    }

    /**
     * The same from given start centres; one run, no randomness. Cluster i is the one that started at centre i.
     *
     * @param centers {@code k} rows of finite numbers, one per feature; copied
     * @return a new recipe
     */
    public SizeBoundedKMeans withStartCenters(double[][] centers) {
        Check.length("start centers", centers.length, o.k, "one row per cluster");
        List<List<Double>> copy = new ArrayList<>();
        for (int c = 0; c < centers.length; c++) {
            for (double value : centers[c]) {
                Check.finite("start center " + c, value);
            }
            copy.add(Arrays.stream(centers[c]).boxed().toList());
        }
        return with(o.bounds, o.restarts, o.maxIterations, o.seed, List.copyOf(copy));
    }

    private SizeBoundedKMeans with(
            SizeBounds bounds, int restarts, int maxIterations, long seed, List<List<Double>> startCenters) {
        return new SizeBoundedKMeans(new Options(o.k, bounds, restarts, maxIterations, seed, startCenters));
    }

    @Override
    public SizeBoundedKMeansModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        Check.atMost("k", o.k, data.rows(), "the number of rows");
        data.requireFinite();
        o.bounds.requirePossible(o.k, data.rows());
        return new SizeBoundedFit(o, data, execution).best();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SizeBoundedKMeans that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SizeBoundedKMeans" + o.toString().substring("Options".length());
    }
}
