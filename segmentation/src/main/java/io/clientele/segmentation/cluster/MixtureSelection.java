package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Chooses how many normal distributions a table holds, and of what shape, in one call.
 *
 * <p>Every number of components is fitted with every shape; the one of least {@link MixtureCriterion} is kept. One component is a
 * candidate like any other, so the answer can be that there are no segments.
 *
 * <ul>
 *   <li>Equal criteria: the one with fewer numbers fitted.
 *   <li>A candidate with a collapsed component has a likelihood out of nothing; it is chosen only if all are such.
 *   <li>Fewer distinct rows than components: such candidates have fewer components, see {@link GaussianMixture}.
 *   <li>A largest number above the number of rows, and data that {@link GaussianMixture} refuses, are refused.
 * </ul>
 *
 * <p>Time is that of all the fits. Immutable and thread-safe.
 *
 * <pre>{@code
 * MixtureChoice choice = MixtureSelection.of(1, 6).withCriterion(MixtureCriterion.ICL).fit(customers);
 * int segments = choice.best().k();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/comjnl/41.8.578">Fraley and Raftery (1998), How many clusters? Which clustering method?
 *     Answers via model-based cluster analysis</a>
 * @see <a href="https://doi.org/10.1109/34.865189">Biernacki, Celeux and Govaert (2000), Assessing a mixture model for clustering
 *     with the integrated completed likelihood</a>
 */
public final class MixtureSelection implements Estimator<FeatureTable, MixtureChoice> {

    private record Options(
            int smallest,
            int largest,
            List<CovarianceShape> shapes,
            MixtureCriterion criterion,
            GaussianMixture mixture) {}

    private final Options o;

    private MixtureSelection(Options o) {
        this.o = o;
    }

    /**
     * A recipe that tries all four shapes, by BIC.
     *
     * @param smallest number of components, at least 1
     * @param largest number of components, at least {@code smallest}
     * @return the recipe
     */
    public static MixtureSelection of(int smallest, int largest) {
        Check.atLeast("smallest", smallest, 1);
        Check.atLeast("largest", largest, smallest);
        return new MixtureSelection(new Options(
                smallest,
                largest,
                List.of(CovarianceShape.values()),
                MixtureCriterion.BIC,
                GaussianMixture.of(smallest)));
    }

    /**
     * The same with some shapes only.
     *
     * @param shapes at least one; the order does not matter
     * @return a new recipe
     */
    public MixtureSelection withShapes(CovarianceShape... shapes) {
        Set<CovarianceShape> wanted = new LinkedHashSet<>(List.of(shapes));
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "shapes must name at least one of " + Arrays.toString(CovarianceShape.values()) + ", got none");
        }
        List<CovarianceShape> ordered =
                wanted.stream().sorted(Comparator.naturalOrder()).toList();
        return new MixtureSelection(new Options(o.smallest, o.largest, ordered, o.criterion, o.mixture));
    }

    /**
     * The same with another criterion.
     *
     * @param criterion what decides
     * @return a new recipe
     */
    public MixtureSelection withCriterion(MixtureCriterion criterion) {
        Objects.requireNonNull(criterion, "criterion");
        return new MixtureSelection(new Options(o.smallest, o.largest, o.shapes, criterion, o.mixture));
    }

    /**
     * The same with the other options of a mixture: restarts, iterations, tolerance, variance floor, seed, weights.
     *
     * @param mixture recipe whose options are taken; its number of components and shape are not used
     * @return a new recipe
     */
    public MixtureSelection withMixture(GaussianMixture mixture) {
        if (mixture.o.startIsGiven()) {
            throw new IllegalArgumentException(
                    "the mixture must not have start labels or means, which fit one number of components only");
        }
        return new MixtureSelection(new Options(o.smallest, o.largest, o.shapes, o.criterion, mixture));
    }

    @Override
    public MixtureChoice fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        Check.atMost("largest", o.largest, data.rows(), "the number of rows");
        // each fit counts from 1 again; the caller hears of whole fits
        Execution quiet = execution.withProgress(p -> {});
        MixtureData checked = MixtureData.of(data, o.mixture.o.weightColumn());
        List<MixtureCandidate> candidates = new ArrayList<>();
        List<GaussianMixtureModel> models = new ArrayList<>();
        int all = o.shapes.size() * (o.largest - o.smallest + 1);
        for (int k = o.smallest; k <= o.largest; k++) {
            for (CovarianceShape shape : o.shapes) {
                GaussianMixtureModel model =
                        new MixtureFit(o.mixture.o.withComponents(k, shape), checked, quiet).best();
                models.add(model);
                candidates.add(candidate(k, model));
                execution.progress("mixtures", candidates.size(), all);
            }
        }
        MixtureCandidate first = candidates.stream().min(order()).orElseThrow();
        GaussianMixtureModel best = models.get(candidates.indexOf(first));
        candidates.sort(order());
        return new MixtureChoice(best, candidates, o.criterion);
    }

    private static MixtureCandidate candidate(int k, GaussianMixtureModel model) {
        return new MixtureCandidate(
                k,
                model.shape(),
                model.logLikelihood(),
                model.freeParameters(),
                model.bic(),
                model.icl(),
                model.collapsed(),
                model.report().converged());
    }

    private Comparator<MixtureCandidate> order() {
        return Comparator.comparing(MixtureCandidate::collapsed)
                .thenComparingDouble(c -> o.criterion == MixtureCriterion.BIC ? c.bic() : c.icl())
                .thenComparingInt(MixtureCandidate::freeParameters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureSelection that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "MixtureSelection" + o.toString().substring("Options".length());
    }
}
