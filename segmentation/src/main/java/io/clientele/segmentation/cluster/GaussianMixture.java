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
 * Describes customers as a mixture of {@code k} normal distributions: segments of different size, spread and direction, to which
 * a customer belongs with a probability.
 *
 * <p>Expectation-maximisation from k-means starts on scaled columns; of {@link #withRestarts} starts the one of greatest
 * likelihood is kept, those without a collapsed component first. The log-likelihood never falls from one iteration to the next.
 * It stops when Aitken's estimate of what is still to be gained, per row, is below {@link #withTolerance}.
 *
 * <ul>
 *   <li>A component that would collapse onto equal rows, or onto a plane, is held at {@link #withVarianceFloor}, and a warning
 *       names it.
 *   <li>A component that loses all its rows stays with weight 0, and a warning names it.
 *   <li>Fewer distinct rows than {@code k}: as many components as there are distinct rows, and a warning.
 *   <li>A constant column has no density: {@link io.clientele.core.FitException}, naming it.
 *   <li>NaN and infinite values, no rows, {@code k} above the number of rows, and weights below 0 are refused.
 *   <li>Shapes other than {@link CovarianceShape#SPHERICAL} do not depend on the units of the columns, but for the start.
 * </ul>
 *
 * <p>Time O(rows · k · columns²) per iteration, O(rows · k · columns) for shapes without correlations; 12 bytes a row beside
 * the data while k-means makes a start, and a scaled copy of the data. Immutable and thread-safe.
 *
 * <pre>{@code
 * GaussianMixtureModel model = GaussianMixture.of(3).withShape(CovarianceShape.TIED).fit(customers);
 * double[] membership = model.membership(30, 2);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin (1977), Maximum likelihood from
 *     incomplete data via the EM algorithm</a>
 * @see <a href="https://doi.org/10.1198/016214502760047131">Fraley and Raftery (2002), Model-based clustering, discriminant
 *     analysis, and density estimation</a>
 */
public final class GaussianMixture implements Estimator<FeatureTable, GaussianMixtureModel> {

    record Options(
            int k,
            CovarianceShape shape,
            int restarts,
            int maxIterations,
            double tolerance,
            double varianceFloor,
            long seed,
            String weightColumn,
            List<Integer> startLabels,
            List<List<Double>> startMeans) {

        Options withComponents(int number, CovarianceShape other) {
            return new Options(
                    number,
                    other,
                    restarts,
                    maxIterations,
                    tolerance,
                    varianceFloor,
                    seed,
                    weightColumn,
                    startLabels,
                    startMeans);
        }

        Options withStart(List<Integer> labels, List<List<Double>> means) {
            return new Options(
                    k, shape, restarts, maxIterations, tolerance, varianceFloor, seed, weightColumn, labels, means);
        }

        Options withStops(int starts, int iterations, double gain) {
            return new Options(
                    k, shape, starts, iterations, gain, varianceFloor, seed, weightColumn, startLabels, startMeans);
        }

        boolean startIsGiven() {
            return !startLabels.isEmpty() || !startMeans.isEmpty();
        }
    }

    final Options o;

    GaussianMixture(Options o) {
        this.o = o;
    }

    /**
     * A recipe with full covariances, three starts, at most 1,000 iterations each, tolerance 1e-8, variance floor 1e-6 and seed 0.
     *
     * @param k number of components, at least 1
     * @return the recipe
     */
    public static GaussianMixture of(int k) {
        Check.atLeast("k", k, 1);
        return new GaussianMixture(
                new Options(k, CovarianceShape.FULL, 3, 1000, 1e-8, 1e-6, 0, "", List.of(), List.of()));
    }

    /**
     * The same with covariances of another shape.
     *
     * @param shape of the covariances
     * @return a new recipe
     */
    public GaussianMixture withShape(CovarianceShape shape) {
        Objects.requireNonNull(shape, "shape");
        return new GaussianMixture(o.withComponents(o.k, shape));
    }

    /**
     * The same with another number of starts; the best is kept.
     *
     * @param restarts at least 1; without effect when the start is given
     * @return a new recipe
     */
    public GaussianMixture withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new GaussianMixture(o.withStops(restarts, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations from a start.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public GaussianMixture withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new GaussianMixture(o.withStops(o.restarts, maxIterations, o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param gainPerRow stop when less than this is still to be gained of the mean log-likelihood; 0 goes on until weights, means
     *     and covariances stand still to 1e-14 of the columns' spread
     * @return a new recipe
     */
    public GaussianMixture withTolerance(double gainPerRow) {
        Check.atLeast("tolerance", gainPerRow, 0.0);
        return new GaussianMixture(o.withStops(o.restarts, o.maxIterations, gainPerRow));
    }

    /**
     * The same with another floor under the variance of a component.
     *
     * @param share of the variance of the data that a component keeps in every direction, columns scaled to variance 1; 0 for
     *     none, less than 1
     * @return a new recipe
     */
    public GaussianMixture withVarianceFloor(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("variance floor must be at least 0 and below 1, got " + share);
        }
        return new GaussianMixture(new Options(
                o.k,
                o.shape,
                o.restarts,
                o.maxIterations,
                o.tolerance,
                share,
                o.seed,
                o.weightColumn,
                o.startLabels,
                o.startMeans));
    }

    /**
     * The same with another seed for the starts.
     *
     * @param seed any number
     * @return a new recipe
     */
    public GaussianMixture withSeed(long seed) {
        return new GaussianMixture(new Options(
                o.k,
                o.shape,
                o.restarts,
                o.maxIterations,
                o.tolerance,
                o.varianceFloor,
                seed,
                o.weightColumn,
                o.startLabels,
                o.startMeans));
    }

    /**
     * The same with a column that says how often each row counts; it is no feature. A row of weight 3 counts as three equal rows,
     * but for the k-means start.
     *
     * @param name of the column; its values must be at least 0 and not all 0
     * @return a new recipe
     */
    public GaussianMixture withWeightColumn(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("weight column must not be blank");
        }
        return new GaussianMixture(new Options(
                o.k,
                o.shape,
                o.restarts,
                o.maxIterations,
                o.tolerance,
                o.varianceFloor,
                o.seed,
                name,
                o.startLabels,
                o.startMeans));
    }

    /**
     * The same from given labels; one start, no randomness. Component i starts as the rows labelled i.
     *
     * @param labels one per row, from 0 to {@code k - 1}, each at least once; copied
     * @return a new recipe
     */
    public GaussianMixture withStartLabels(int[] labels) {
        boolean[] seen = new boolean[o.k];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= o.k) {
                throw new IllegalArgumentException(
                        "start label " + i + " must be from 0 to k - 1 (" + (o.k - 1) + "), got " + labels[i]);
            }
            seen[labels[i]] = true;
        }
        for (int c = 0; c < o.k; c++) {
            if (!seen[c]) {
                throw new IllegalArgumentException("start labels must name each component; no row has label " + c);
            }
        }
        return new GaussianMixture(o.withStart(Arrays.stream(labels).boxed().toList(), List.of()));
    }

    /**
     * The same from given means; one start, no randomness. Component i starts as the rows that are nearest to mean i, columns
     * scaled as for k-means.
     *
     * @param means {@code k} rows of finite numbers, one per feature; copied
     * @return a new recipe
     */
    public GaussianMixture withStartMeans(double[][] means) {
        Check.length("start means", means.length, o.k, "one row per component");
        List<List<Double>> copy = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
            for (double value : means[c]) {
                Check.finite("start mean " + c, value);
            }
            copy.add(Arrays.stream(means[c]).boxed().toList());
        }
        return new GaussianMixture(o.withStart(List.of(), List.copyOf(copy)));
    }

    /** {@return the number of components asked for} */
    public int k() {
        return o.k;
    }

    @Override
    public GaussianMixtureModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        return new MixtureFit(o, MixtureData.of(data, o.weightColumn), execution).best();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianMixture that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "GaussianMixture" + o.toString().substring("Options".length());
    }
}
