package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.Objects;

/**
 * Which of many features matter for whether a customer does something, and how much, without fitting noise?
 *
 * <p>Logistic regression under {@code mean loss + lambda * (mixing * |b|₁ + (1 - mixing)/2 * |b|²)}, for a whole path of lambdas
 * (Friedman, Hastie and Tibshirani 2010); the intercept is free. Columns are brought to spread 1 for the penalty, and
 * coefficients are given for the columns themselves. Each fit ends within 1e-11 of its optimality conditions.
 *
 * <ul>
 *   <li>A constant column has the coefficient 0.
 *   <li>Separation, more columns than rows, dependent columns: there is an answer at any lambda above 0.
 *   <li>One label only: {@link io.clientele.core.FitException}.
 *   <li>NaN, infinite values, no rows: refused.
 *   <li>No standard errors: after the features were chosen by the data, the usual ones would be too small.
 * </ul>
 *
 * <p>Time O(rows · columns) per step and O(rows · columns²) now and then; made for up to about a thousand columns. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * ElasticNetChoice choice = LogisticElasticNet.create().withMixing(0.9).choose(data, 10, 1, Execution.sequential());
 * double probability = choice.path().probability(choice.oneStandardError(), 12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani (2010)</a>
 */
public final class LogisticElasticNet implements Estimator<LabeledTable, ElasticNetPath> {

    /** Without given lambdas, {@code count} of them are spread down to {@code ratio} times the largest. */
    record Options(double mixing, boolean standardised, Lambdas lambdas, int count, double ratio) {}

    /** An array with value equality; empty if the lambdas follow from the data. */
    static final class Lambdas {

        final double[] values;

        Lambdas(double[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lambdas that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    private final Options o;

    private LogisticElasticNet(Options o) {
        this.o = o;
    }

    /** {@return the lasso, on 100 lambdas down to 1e-4 of the one that leaves nothing} */
    public static LogisticElasticNet create() {
        return new LogisticElasticNet(new Options(1, true, new Lambdas(new double[0]), 100, 1e-4));
    }

    /**
     * The same with another mixture of the penalties.
     *
     * @param mixing 1 for the lasso, 0 for ridge, or between
     * @return a new recipe
     */
    public LogisticElasticNet withMixing(double mixing) {
        Check.between("mixing", mixing, 0, 1);
        return new LogisticElasticNet(new Options(mixing, o.standardised, o.lambdas, o.count, o.ratio));
    }

    /**
     * The same with or without bringing columns to spread 1 for the penalty.
     *
     * @param standardised false when the columns have the scale on which they shall be penalised
     * @return a new recipe
     */
    public LogisticElasticNet withStandardisedColumns(boolean standardised) {
        return new LogisticElasticNet(new Options(o.mixing, standardised, o.lambdas, o.count, o.ratio));
    }

    /**
     * The same with given penalties.
     *
     * @param lambdas falling, above 0; at least one
     * @return a new recipe
     */
    public LogisticElasticNet withLambdas(double... lambdas) {
        Check.atLeast("number of lambdas", lambdas.length, 1);
        for (int k = 0; k < lambdas.length; k++) {
            Check.positive("lambda", lambdas[k]);
            if (k > 0 && lambdas[k] >= lambdas[k - 1]) {
                throw new IllegalArgumentException("lambdas must fall, but number " + k + " (" + lambdas[k]
                        + ") is not below the one before (" + lambdas[k - 1] + ")");
            }
        }
        return new LogisticElasticNet(
                new Options(o.mixing, o.standardised, new Lambdas(lambdas.clone()), o.count, o.ratio));
    }

    /**
     * The same with penalties that follow from the data.
     *
     * @param count how many, at least 1
     * @param ratio the last over the first, above 0 and below 1
     * @return a new recipe
     */
    public LogisticElasticNet withPath(int count, double ratio) {
        Check.atLeast("count", count, 1);
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException("ratio must be above 0 and below 1, got " + ratio);
        }
        return new LogisticElasticNet(new Options(o.mixing, o.standardised, new Lambdas(new double[0]), count, ratio));
    }

    @Override
    public ElasticNetPath fit(LabeledTable data, Execution execution) {
        return new ElasticNetFit(o, checked(data, execution), execution).fit(o.lambdas.values);
    }

    /**
     * Fits the path and chooses a penalty by cross-validation: rows are dealt to folds at random, within each label, so that
     * every fold has its share of both; clusters are kept together instead, where the table has them. Everything, scaling
     * included, is learned without the fold that is judged, by its deviance.
     *
     * @param data rows of both labels
     * @param folds at least 3
     * @param seed of the dealing
     * @param execution how to run
     * @return the path on all rows, with the deviance of each penalty and the two usual choices
     */
    public ElasticNetChoice choose(LabeledTable data, int folds, long seed, Execution execution) {
        Check.atLeast("folds", folds, 3);
        Rows rows = checked(data, execution);
        Check.atMost("folds", folds, rows.count, "the number of rows");
        return new ElasticNetFit(o, rows, execution).choose(o.lambdas.values, folds, seed);
    }

    private static Rows checked(LabeledTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        Check.atLeast("number of columns", data.features().columns(), 1);
        data.features().requireFinite();
        return Rows.of(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticElasticNet that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LogisticElasticNet" + o.toString().substring("Options".length());
    }
}
