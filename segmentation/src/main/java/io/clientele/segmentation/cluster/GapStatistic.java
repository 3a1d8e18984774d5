package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Objects;

/**
 * Is there any structure in a table, and if so, how many k-means clusters?
 *
 * <p>For every k the logarithm of the inertia is compared with its mean over reference tables without clusters, of two kinds, see
 * {@link GapReference}; the difference is the gap. Structure is clear when the gaps rise more above that of one cluster than they
 * do in the references themselves: a Monte Carlo test, which has to succeed against both kinds, as k-means splits one normal cloud
 * better than a box. Only then is a number above 1 given: the smallest k whose gap is within one standard error of the largest,
 * by the more cautious kind. (The original rule looks one k ahead only, and stops at 1 for clusters that lie in a ring.)
 *
 * <ul>
 *   <li>Without structure, even or normal, the chance to see some is at most the level of the test, 0.02 by default.
 *   <li>Long-tailed columns are neither even nor normal and look like clusters; take logarithms first.
 *   <li>An answer equal to the largest k tried: a larger one may be right.
 *   <li>As many clusters as distinct rows leave no inertia: {@link FitException}, naming the k.
 *   <li>What {@link KMeans} refuses is refused, and so is a largest k above the number of rows.
 * </ul>
 *
 * <p>Time is that of (2 · references + 1) · largest k-means fits; references run side by side. Immutable and thread-safe.
 *
 * <pre>{@code
 * GapCurve curve = GapStatistic.of(8).withSeed(42).fit(customers);
 * int segments = curve.clusters(); // 1: no clear segments
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/1467-9868.00293">Tibshirani, Walther and Hastie (2001), Estimating the number of clusters
 *     in a data set via the gap statistic</a>
 * @see <a href="https://doi.org/10.1198/016214508000000454">Liu, Hayes, Nobel and Marron (2008), Statistical significance of
 *     clustering for high-dimension, low-sample size data</a>
 * @see <a href="https://doi.org/10.1186/gb-2002-3-7-research0036">Dudoit and Fridlyand (2002), A prediction-based resampling
 *     method for estimating the number of clusters in a dataset</a>
 */
public final class GapStatistic implements Estimator<FeatureTable, GapCurve> {

    private record Options(int largest, int references, int restarts, double level, long seed) {}

    private final Options o;

    private GapStatistic(Options o) {
        this.o = o;
    }

    /**
     * A recipe with 49 reference tables of each kind, 5 starts of every k-means, level 0.02 and seed 0.
     *
     * @param largest number of clusters tried, at least 2
     * @return the recipe
     */
    public static GapStatistic of(int largest) {
        Check.atLeast("largest", largest, 2);
        return new GapStatistic(new Options(largest, 49, 5, 0.02, 0));
    }

    /**
     * The same with another number of reference tables of each kind.
     *
     * @param references at least 2; below 1 / level - 1, structure is never clear
     * @return a new recipe
     */
    public GapStatistic withReferences(int references) {
        Check.atLeast("references", references, 2);
        return new GapStatistic(new Options(o.largest, references, o.restarts, o.level, o.seed));
    }

    /**
     * The same with another number of starts of every k-means.
     *
     * @param restarts at least 1
     * @return a new recipe
     */
    public GapStatistic withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new GapStatistic(new Options(o.largest, o.references, restarts, o.level, o.seed));
    }

    /**
     * The same with another chance to see structure where there is none.
     *
     * @param level between 0 and 1, such as 0.02
     * @return a new recipe
     */
    public GapStatistic withLevel(double level) {
        Check.between("level", level, 0, 1);
        return new GapStatistic(new Options(o.largest, o.references, o.restarts, level, o.seed));
    }

    /**
     * The same with another seed for the references and the starts.
     *
     * @param seed any number
     * @return a new recipe
     */
    public GapStatistic withSeed(long seed) {
        return new GapStatistic(new Options(o.largest, o.references, o.restarts, o.level, seed));
    }

    @Override
    public GapCurve fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        Check.atMost("largest", o.largest, data.rows(), "the number of rows");
        data.requireFinite();
        // k-means counts from 1 again and again; the caller hears of whole stages
        Execution quiet = execution.withProgress(p -> {});
        double[] own = logInertia(data, quiet);
        execution.progress("stages", 1, 2);
        PrincipalAxes axes = PrincipalAxes.of(data);
        GapReference[] kinds = GapReference.values();
        double[][][] logs = new double[kinds.length][o.references][];
        Execution alone = quiet.onCallingThread();
        Chunks.tasks(kinds.length * o.references, quiet, task -> {
            GapReference kind = kinds[task / o.references];
            int b = task % o.references;
            FeatureTable reference =
                    axes.draw(kind, data.names(), data.rows(), RandomStreams.stream(o.seed, "gap " + kind, b));
            logs[kind.place][b] = logInertia(reference, alone);
        });
        execution.progress("stages", 2, 2);
        return GapCurve.of(own, logs, o.level);
    }

    private double[] logInertia(FeatureTable table, Execution execution) {
        double[] logs = new double[o.largest];
        for (int k = 1; k <= o.largest; k++) {
            double inertia = KMeans.of(k)
                    .withRestarts(o.restarts)
                    .withSeed(o.seed)
                    .fit(table, execution)
                    .inertia();
            if (inertia == 0) {
                throw new FitException("with k = " + k
                        + " every row is equal to its centre, so there is no inertia to compare; choose a largest k below "
                        + k + ", or other columns");
            }
            logs[k - 1] = Math.log(inertia);
        }
        return logs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GapStatistic that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "GapStatistic" + o.toString().substring("Options".length());
    }
}
