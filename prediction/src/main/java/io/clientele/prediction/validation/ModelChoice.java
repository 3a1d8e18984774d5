package io.clientele.prediction.validation;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Is the fancier model worth it?
 *
 * <p>Candidates are named from the simplest to the most elaborate and cross-validated on the same folds. The simplest is kept until one is better beyond
 * the interval of the difference: paired, on the same test rows, by drawing customers as a whole; {@link #withFoldIntervals} takes the
 * spread between folds instead, with the variance of Nadeau and Bengio (2003).
 *
 * <ul>
 *   <li>The figure of the chosen one is flattered by the choice. {@link #nested} chooses anew within each outer training part and judges on
 *       rows that had no say: what the whole procedure, choice included, will do.
 *   <li>A figure that is not finite, fewer than two candidates, a name twice: refused.
 * </ul>
 *
 * <p>Time that of candidates times folds fits. Immutable and thread-safe.
 *
 * <pre>{@code
 * ChoiceResult choice = ModelChoice.by("AUC", d -> RocAuc.of(d).value(), Folds.byTime(3))
 *         .withCandidate("recency alone", simple)
 *         .withCandidate("all features", full)
 *         .choose(data, Execution.sequential());
 * String kept = choice.chosen();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1023/A:1024068626366">Nadeau and Bengio (2003), Inference for the generalization error</a>
 */
public final class ModelChoice {

    private record Candidate(String name, Estimator<LabeledTable, ? extends Scorer> recipe) {}

    private record Options(
            String name,
            ToDoubleFunction<ScoredLabels> figure,
            Folds folds,
            Bootstrap bootstrap,
            boolean byFold,
            double confidence,
            List<Candidate> candidates) {}

    private final Options o;

    private ModelChoice(Options o) {
        this.o = o;
    }

    /**
     * A choice by a figure, with 95 % intervals of 1,000 replicates.
     *
     * @param name of the figure
     * @param figure of which more is better; it must depend on its argument alone and be safe from several threads
     * @param folds to compare on
     * @return the recipe, without candidates
     */
    public static ModelChoice by(String name, ToDoubleFunction<ScoredLabels> figure, Folds folds) {
        return new ModelChoice(new Options(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(figure, "figure"),
                Objects.requireNonNull(folds, "folds"),
                Bootstrap.create(),
                false,
                0.95,
                List.of()));
    }

    /**
     * The same with one more candidate, more elaborate than those before.
     *
     * @param name for people
     * @param recipe the whole way from training rows to scores
     * @return a new recipe
     */
    public ModelChoice withCandidate(String name, Estimator<LabeledTable, ? extends Scorer> recipe) {
        Objects.requireNonNull(recipe, "recipe");
        if (o.candidates.stream().anyMatch(c -> c.name.equals(name))) {
            throw new IllegalArgumentException("candidate '" + name + "' is there already; give this one another name");
        }
        List<Candidate> more = new ArrayList<>(o.candidates);
        more.add(new Candidate(name, recipe));
        return with(o.bootstrap, o.byFold, o.confidence, List.copyOf(more));
    }

    /**
     * The same with intervals by another bootstrap.
     *
     * @param bootstrap replicates, confidence and seed
     * @return a new recipe
     */
    public ModelChoice withBootstrap(Bootstrap bootstrap) {
        return with(Objects.requireNonNull(bootstrap, "bootstrap"), false, o.confidence, o.candidates);
    }

    /**
     * The same with intervals by the spread between folds.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public ModelChoice withFoldIntervals(double confidence) {
        return with(o.bootstrap, true, Check.confidence(confidence), o.candidates);
    }

    private ModelChoice with(Bootstrap bootstrap, boolean byFold, double confidence, List<Candidate> candidates) {
        return new ModelChoice(new Options(o.name, o.figure, o.folds, bootstrap, byFold, confidence, candidates));
    }

    /**
     * Compares the candidates.
     *
     * @param data rows
     * @param execution how to run
     * @return which one is kept, and why
     */
    public ChoiceResult choose(HistoryTable data, Execution execution) {
        Check.atLeast("number of candidates", o.candidates.size(), 2);
        CrossValidation validation = CrossValidation.on(o.folds);
        List<String> names = new ArrayList<>();
        List<ValidationResult> results = new ArrayList<>();
        for (Candidate candidate : o.candidates) {
            names.add(candidate.name);
            results.add(validation.run(candidate.recipe, data, execution));
        }
        int kept = 0;
        List<Metric> differences = new ArrayList<>();
        for (int k = 1; k < results.size(); k++) {
            Metric more = difference(names, results, kept, k, execution);
            differences.add(more);
            if (more.interval().isPresent() && more.interval().get().lower() > 0) {
                kept = k;
            }
        }
        return new ChoiceResult(names, results, differences, kept);
    }

    /** How much candidate b has more of the figure than a, on the same rows. */
    private Metric difference(List<String> names, List<ValidationResult> results, int a, int b, Execution execution) {
        String name = o.name + " of '" + names.get(b) + "' less that of '" + names.get(a) + "'";
        ValidationResult first = results.get(a);
        ValidationResult second = results.get(b);
        if (o.byFold) {
            double[] values = new double[first.folds().size()];
            for (int f = 0; f < values.length; f++) {
                values[f] = o.figure.applyAsDouble(second.folds().get(f).scored())
                        - o.figure.applyAsDouble(first.folds().get(f).scored());
                Check.finite(name + ", fold '" + first.folds().get(f).fold().name() + "'", values[f]);
            }
            return FoldMean.of(name, values, first.ratio(), o.confidence);
        }
        ScoredLabels other = second.scored();
        // replicates draw the same customers for both: their weights are those of the first
        return first.pooled(
                name,
                d -> o.figure.applyAsDouble(other.withWeights(weights(d))) - o.figure.applyAsDouble(d),
                o.bootstrap,
                execution);
    }

    private static double[] weights(ScoredLabels data) {
        double[] weights = new double[data.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = data.weight(i);
        }
        return weights;
    }

    /**
     * Judges the procedure, choice included: within each outer training part the candidates are compared on folds of their own, and the one
     * kept is fitted to that part and judged on the outer test rows.
     *
     * @param data rows
     * @param outer folds to judge on
     * @param execution how to run
     * @return scores and figures of the procedure
     */
    public ValidationResult nested(HistoryTable data, Folds outer, Execution execution) {
        Check.atLeast("number of candidates", o.candidates.size(), 2);
        return CrossValidation.on(outer)
                .runHistories(
                        (training, how) -> {
                            int kept = choose(training, how).chosenIndex();
                            return o.candidates.get(kept).recipe.fit(training.labeled(), how);
                        },
                        data,
                        execution);
    }

    @Override
    public String toString() {
        return "ModelChoice[" + o.name + ", " + o.folds + ", "
                + o.candidates.stream().map(Candidate::name).toList() + "]";
    }
}
