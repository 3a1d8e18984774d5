package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.SparseTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What {@link SparseLogisticRegression} learned: an intercept and a coefficient a column. Immutable and thread-safe; equal by value.
 * Scoring one row takes O(values in it) and allocates nothing.
 */
public final class SparseLogisticModel {

    private static final SparseLogisticCodec CODEC = new SparseLogisticCodec();

    final SparseLogisticRegression recipe;
    private final double intercept;
    final double[] coefficients;
    private final double logLikelihood;
    final double nullLogLikelihood;
    final double gradientLength;
    private final FitReport report;

    SparseLogisticModel(
            SparseLogisticRegression recipe,
            double intercept,
            double[] coefficients,
            double logLikelihood,
            double nullLogLikelihood,
            double gradientLength,
            FitReport report) {
        this.recipe = recipe;
        this.intercept = intercept;
        this.coefficients = coefficients;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.gradientLength = gradientLength;
        this.report = report;
    }

    /** {@return the recipe that the model was fitted with} */
    public SparseLogisticRegression estimator() {
        return recipe;
    }

    /** {@return the number of columns that rows may have} */
    public int columns() {
        return coefficients.length;
    }

    /** {@return the constant: the log-odds of a row without values} */
    public double intercept() {
        return intercept;
    }

    /**
     * The coefficient of a column.
     *
     * @param column from 0
     * @return in log-odds for each unit of the column
     */
    public double coefficient(int column) {
        return coefficients[column];
    }

    /** {@return the coefficients by column; a copy} */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** {@return the number of coefficients other than 0} */
    public int nonzero() {
        int count = 0;
        for (double b : coefficients) {
            count += b != 0 ? 1 : 0;
        }
        return count;
    }

    /** {@return the log-likelihood at the estimates, without any penalty} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return -2 times the log-likelihood} */
    public double deviance() {
        return -2 * logLikelihood;
    }

    /** {@return the deviance of the model with a constant (and the offset) only} */
    public double nullDeviance() {
        return -2 * nullLogLikelihood;
    }

    /**
     * How far the coefficients, as one vector, may be from the optimum: the length of the gradient that is left, the intercept at
     * its best, over the curvature of the L2 penalty. Mostly they are much nearer.
     *
     * @return empty for the pure lasso, for which there is no such bound
     */
    public OptionalDouble accuracy() {
        double curvature = recipe.o.strength() * (1 - recipe.o.mixing());
        return curvature > 0 ? OptionalDouble.of(gradientLength / curvature) : OptionalDouble.empty();
    }

    /** {@return how the fit went; {@code change} is the length of the gradient as a share of the one at the start} */
    public FitReport report() {
        return report;
    }

    /**
     * The log-odds of a row. An offset is no part of the model: add the row's own, if it has one.
     *
     * @param at columns that the row has a value in
     * @param values finite, one per column named
     * @return the linear predictor
     */
    public double logOdds(int[] at, double[] values) {
        Check.length("values", values.length, at.length, "one per column named");
        double sum = intercept;
        for (int k = 0; k < at.length; k++) {
            if (at[k] < 0 || at[k] >= coefficients.length) {
                throw new IllegalArgumentException(
                        "column must be between 0 and " + (coefficients.length - 1) + ", got " + at[k]);
            }
            sum += coefficients[at[k]] * values[k];
        }
        if (!Double.isFinite(sum)) {
            // a value that is not finite spoils the sum even at a coefficient of 0, so looking here is enough
            for (int k = 0; k < at.length; k++) {
                if (!Double.isFinite(values[k])) {
                    throw new IllegalArgumentException(
                            "column " + at[k] + " must be finite, got " + values[k] + "; impute or drop the row first");
                }
            }
        }
        return sum;
    }

    /**
     * The probability of label 1.
     *
     * @param at columns that the row has a value in
     * @param values finite, one per column named
     * @return between 0 and 1
     */
    public double probability(int[] at, double[] values) {
        return VectorMath.sigmoid(logOdds(at, values));
    }

    /**
     * The probabilities of all rows of a table.
     *
     * @param rows with as many columns as the model
     * @param execution how to run
     * @return one probability per row
     */
    public double[] probabilities(SparseTable rows, Execution execution) {
        Check.length("the table", rows.columns(), coefficients.length, "the columns of the model");
        rows.requireFinite();
        double[] result = new double[rows.rows()];
        Chunks.forEach(rows.rows(), execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = intercept;
                for (int k = rows.start(i); k < rows.end(i); k++) {
                    sum += coefficients[rows.column(k)] * rows.value(k);
                }
                result[i] = VectorMath.sigmoid(sum);
            }
        });
        return result;
    }

    /**
     * Writes the model as JSON.
     *
     * @param file is replaced
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON.
     *
     * @param out is left open
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param file written by {@link #write(Path)}
     * @return a model equal to the one written
     */
    public static SparseLogisticModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static SparseLogisticModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseLogisticModel that
                && recipe.equals(that.recipe)
                && Double.compare(intercept, that.intercept) == 0
                && Arrays.equals(coefficients, that.coefficients)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && Double.compare(gradientLength, that.gradientLength) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return Objects.hash(intercept, Arrays.hashCode(coefficients));
    }

    @Override
    public String toString() {
        return "SparseLogisticModel[" + columns() + " columns, " + nonzero() + " not 0, deviance=" + deviance() + ", "
                + report + "]";
    }
}
