package io.clientele.prediction.validation;

import io.clientele.core.Execution;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@link CrossValidation} found: every test row with its label and its score, and figures of them. Immutable and thread-safe; equal
 * by value.
 *
 * <pre>{@code
 * Metric pooled = result.pooled("AUC", d -> RocAuc.of(d).value(), Bootstrap.create(), Execution.sequential());
 * Metric byFold = result.acrossFolds("AUC", d -> RocAuc.of(d).value(), 0.95);
 * }</pre>
 */
public final class ValidationResult {

    private record Content(List<FoldScore> folds, ScoredLabels scored, Evaluation evaluation, List<String> warnings) {}

    private final Content c;
    private final int[] rows;
    private final int[] customers;

    private ValidationResult(Content c, int[] rows, int[] customers) {
        this.c = c;
        this.rows = rows;
        this.customers = customers;
    }

    static ValidationResult of(HistoryTable data, List<FoldScore> folds, Evaluator evaluator, List<String> warnings) {
        int[] rows =
                folds.stream().flatMapToInt(f -> Arrays.stream(f.fold().test())).toArray();
        double[] labels = new double[rows.length];
        double[] scores = new double[rows.length];
        double[] weights = new double[rows.length];
        int[] customers = new int[rows.length];
        int at = 0;
        for (FoldScore fold : folds) {
            for (int i = 0; i < fold.scored().rows(); i++, at++) {
                labels[at] = fold.scored().label(i);
                scores[at] = fold.scored().score(i);
                weights[at] = fold.scored().weight(i);
                customers[at] = data.customer(rows[at]);
            }
        }
        ScoredLabels scored = ScoredLabels.of(labels, scores);
        scored = data.labeled().hasWeights() ? scored.withWeights(weights) : scored;
        Content content = new Content(List.copyOf(folds), scored, evaluator.fit(scored), List.copyOf(warnings));
        return new ValidationResult(content, rows, customers);
    }

    /** {@return the folds, in order; unmodifiable} */
    public List<FoldScore> folds() {
        return c.folds;
    }

    /** {@return labels and scores of all test rows, fold by fold} */
    public ScoredLabels scored() {
        return c.scored;
    }

    /** {@return which row of the data each of {@link #scored} is; a copy} */
    public int[] rows() {
        return rows.clone();
    }

    /** {@return whose row each of {@link #scored} is; a copy} */
    public int[] customers() {
        return customers.clone();
    }

    /**
     * The usual figures of all test rows together. Their intervals take rows for independent; where customers have several, use {@link
     * #pooled}.
     *
     * @return the figures
     */
    public Evaluation evaluation() {
        return c.evaluation;
    }

    /**
     * A figure of all test rows together, its interval by drawing customers.
     *
     * @param name of the figure
     * @param figure must depend on its argument alone
     * @param bootstrap replicates, confidence and seed
     * @param execution how to run
     * @return the figure
     */
    public Metric pooled(String name, ToDoubleFunction<ScoredLabels> figure, Bootstrap bootstrap, Execution execution) {
        return bootstrap.metric(name, c.scored, customers, figure, execution);
    }

    /**
     * The mean of a figure over folds. Folds share rows to learn from, so the spread between them is too small; the interval is Student's
     * with the variance of Nadeau and Bengio (2003, section 4.2), which adds the mean ratio of test to training rows to 1/folds.
     * That is derived for random folds and an approximation for others.
     *
     * @param name of the figure
     * @param figure of the test rows of one fold
     * @param confidence above 0 and below 1
     * @return the figure; without an interval if there is one fold
     * @throws IllegalArgumentException if the figure is not finite on some fold
     */
    public Metric acrossFolds(String name, ToDoubleFunction<ScoredLabels> figure, double confidence) {
        double[] values = new double[c.folds.size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = figure.applyAsDouble(c.folds.get(f).scored());
            if (!Double.isFinite(values[f])) {
                throw new IllegalArgumentException("'" + name + "' is " + values[f] + " on fold '"
                        + c.folds.get(f).fold().name() + "'; choose a figure that always has a value");
            }
        }
        return FoldMean.of(name, values, ratio(), confidence);
    }

    /** Mean number of test rows per training row. */
    double ratio() {
        return c.folds.stream()
                .mapToDouble(f -> (double) f.fold().test().length / f.fold().training().length)
                .average()
                .orElseThrow();
    }

    /** {@return what the user should know; often empty} */
    public List<String> warnings() {
        return c.warnings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValidationResult that && c.equals(that.c) && Arrays.equals(customers, that.customers);
    }

    @Override
    public int hashCode() {
        return 31 * c.scored.hashCode() + Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return "ValidationResult[" + c.folds.size() + " folds, " + c.scored + ", " + c.evaluation.auc() + "]";
    }
}
