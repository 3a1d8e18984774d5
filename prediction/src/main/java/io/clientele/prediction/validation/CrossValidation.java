package io.clientele.prediction.validation;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How good will a recipe be on rows that it has not seen?
 *
 * <p>For every fold the whole recipe, encoders, sampling, choice of penalty, model and calibration, is fitted anew on the rows to learn
 * from. Of the test rows it sees the features alone, when it scores them; their labels stay here. What is fitted before
 * and outside, no cross-validation can make honest.
 *
 * <ul>
 *   <li>A fold that no model can be fitted on: {@link FitException} that names it.
 *   <li>A fold whose test rows have one label has no figures of its own; its rows count in the pooled ones, with a warning.
 *   <li>Rows with an offset are refused, as scores know none.
 *   <li>Scores that are not one finite number per row are refused.
 * </ul>
 *
 * <p>Folds run side by side if the execution has threads; each is fitted on one thread, so the recipe must be safe to use from several,
 * and gives the same bits for any number of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * ValidationResult result = CrossValidation.on(Folds.byTime(3)).run(recipe, data, Execution.sequential());
 * double auc = result.evaluation().auc().estimate();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1974.tb00994.x">Stone (1974), Cross-validatory choice and assessment</a>
 */
public final class CrossValidation {

    private record Options(Folds folds, Evaluator evaluator) {}

    private final Options o;

    private CrossValidation(Options o) {
        this.o = o;
    }

    /**
     * Cross-validation on some folds, with the usual figures.
     *
     * @param folds how rows are parted
     * @return the recipe
     */
    public static CrossValidation on(Folds folds) {
        return new CrossValidation(new Options(Objects.requireNonNull(folds, "folds"), Evaluator.create()));
    }

    /**
     * The same with another evaluator.
     *
     * @param evaluator confidence and bins of the figures
     * @return a new recipe
     */
    public CrossValidation withEvaluator(Evaluator evaluator) {
        return new CrossValidation(new Options(o.folds, Objects.requireNonNull(evaluator, "evaluator")));
    }

    /**
     * Fits and judges, fold by fold.
     *
     * @param recipe the whole way from training rows to scores; a lambda such as {@code (d, e) -> LogisticRegression.create().fit(d,
     *     e)::probabilities} will do
     * @param data rows
     * @param execution how to run
     * @return scores and figures
     */
    public ValidationResult run(
            Estimator<LabeledTable, ? extends Scorer> recipe, HistoryTable data, Execution execution) {
        Objects.requireNonNull(recipe, "recipe");
        if (data.labeled().hasOffset()) {
            throw new IllegalArgumentException(
                    "rows with an offset can't be cross-validated, as scores know none; make the"
                            + " offset a feature or leave it out");
        }
        List<Fold> folds = o.folds.split(data);
        @Nullable ScoredLabels[] scored = new ScoredLabels[folds.size()];
        Chunks.tasks(folds.size(), execution, f -> scored[f] = score(recipe, data, folds.get(f), execution));
        List<FoldScore> scores = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int f = 0; f < scored.length; f++) {
            Fold fold = folds.get(f);
            ScoredLabels test = Objects.requireNonNull(scored[f]);
            OptionalDouble only = onlyLabel(test);
            if (only.isPresent()) {
                warnings.add("fold '" + fold.name() + "': all test rows have label " + (int) only.getAsDouble()
                        + ", so it has no figures of its own");
                scores.add(new FoldScore(fold, test, null));
            } else {
                scores.add(new FoldScore(fold, test, o.evaluator.fit(test)));
            }
        }
        return ValidationResult.of(data, scores, o.evaluator, warnings);
    }

    private static ScoredLabels score(
            Estimator<LabeledTable, ? extends Scorer> recipe, HistoryTable data, Fold fold, Execution execution) {
        LabeledTable training = data.selectRows(fold.training()).labeled();
        LabeledTable test = data.labeled().selectRows(fold.test());
        double[] scores;
        try {
            scores = recipe.fit(training, execution.onCallingThread()).scores(test.features());
        } catch (FitException e) {
            FitException named = new FitException("fold '" + fold.name() + "': " + e.getMessage());
            named.initCause(e);
            throw named;
        }
        if (scores.length != test.rows()) {
            throw new IllegalArgumentException("fold '" + fold.name() + "': the model gave " + scores.length
                    + " scores for " + test.rows() + " test rows");
        }
        ScoredLabels pairs = ScoredLabels.of(test.labels(), scores);
        return test.hasWeights()
                ? pairs.withWeights(IntStream.range(0, test.rows())
                        .mapToDouble(test::weight)
                        .toArray())
                : pairs;
    }

    private static OptionalDouble onlyLabel(ScoredLabels data) {
        boolean[] seen = new boolean[2];
        for (int i = 0; i < data.rows(); i++) {
            seen[(int) data.label(i)] |= data.weight(i) > 0;
        }
        return seen[0] && seen[1] ? OptionalDouble.empty() : OptionalDouble.of(seen[1] ? 1 : 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrossValidation that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "CrossValidation[" + o.folds + "]";
    }
}
