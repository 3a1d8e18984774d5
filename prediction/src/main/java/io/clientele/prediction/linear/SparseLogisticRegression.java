package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * How likely is it that a customer does something, told from very many features of which each customer has few: products seen,
 * words, one-hot codes?
 *
 * <p>Logistic regression under {@code sum of losses + strength * (mixing * |b|₁ + (1 - mixing)/2 * |b|²)}, the intercept free. With
 * mixing 0, the default, this is what {@link LogisticRegression#withL2Penalty} minimises; scikit-learn's C is 1/strength. Columns
 * are not standardised, which would fill them.
 *
 * <p>Truncated Newton steps, each by conjugate gradients that never form a matrix; where there is an L1 part, on the coefficients
 * that are not 0 or want to leave it, and within one orthant. It ends when the length of the gradient of the penalised
 * loss is below {@code tolerance} times that of the loss at the intercept alone. Under an L2 part the coefficients are then off the
 * optimum by at most that gradient over {@code strength * (1 - mixing)}; {@link SparseLogisticModel#accuracy} tells the bound.
 *
 * <ul>
 *   <li>A column without values has the coefficient 0.
 *   <li>Separation, more columns than rows, dependent columns: there is an answer, as the penalty is above 0.
 *   <li>Only one label among the rows with a weight: {@link io.clientele.core.FitException}.
 *   <li>A value beyond 1e100 in size: {@link io.clientele.core.FitException}, as its square may be no number.
 *   <li>NaN, infinite values, no rows: refused.
 *   <li>No standard errors: for so many columns the covariance would not fit into memory.
 * </ul>
 *
 * <p>Time O(cells that are not 0) per inner step, some 30 to 100 of them as a rule; memory 4 numbers a row and 6 a column
 * beside the table, and 3 a column for each thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * SparseLogisticModel model = SparseLogisticRegression.of(1).fit(SparseLabeledTable.of(baskets, cameBack));
 * double probability = model.probability(new int[] {3, 998}, new double[] {1, 2});
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/s10589-022-00370-8">Galli and Lin (2022), Truncated Newton methods for linear classification</a>
 * @see <a href="https://dl.acm.org/doi/10.1145/1273496.1273501">Andrew and Gao (2007), for the orthants</a>
 */
public final class SparseLogisticRegression implements Estimator<SparseLabeledTable, SparseLogisticModel> {

    record Options(double strength, double mixing, int maxIterations, double tolerance) {}

    final Options o;

    private SparseLogisticRegression(Options o) {
        this.o = o;
    }

    /**
     * An L2 penalty of a given strength, a tolerance of 1e-8, at most 200 iterations.
     *
     * @param strength above 0; beside the sum of losses, so that twice the rows halve its weight
     * @return a recipe
     */
    public static SparseLogisticRegression of(double strength) {
        Check.positive("strength", strength);
        return new SparseLogisticRegression(new Options(strength, 0, 200, 1e-8));
    }

    /**
     * The same with another mixture of the penalties.
     *
     * @param mixing 1 for the lasso, 0 for ridge, or between
     * @return a new recipe
     */
    public SparseLogisticRegression withMixing(double mixing) {
        Check.between("mixing", mixing, 0, 1);
        return new SparseLogisticRegression(new Options(o.strength, mixing, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public SparseLogisticRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new SparseLogisticRegression(new Options(o.strength, o.mixing, maxIterations, o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param relativeGradient stop when the gradient is below this share of the one at the start; rounding ends the fit a
     *     little above 1e-14
     * @return a new recipe
     */
    public SparseLogisticRegression withTolerance(double relativeGradient) {
        Check.positive("tolerance", relativeGradient);
        return new SparseLogisticRegression(new Options(o.strength, o.mixing, o.maxIterations, relativeGradient));
    }

    @Override
    public SparseLogisticModel fit(SparseLabeledTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        Check.atLeast("number of columns", data.features.columns(), 1);
        Check.atMost("number of columns", data.features.columns(), SparseRows.MOST_COLUMNS, "what one array can hold");
        data.features.requireFinite();
        return new SparseLogisticFit(this, data, execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseLogisticRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SparseLogisticRegression" + o.toString().substring("Options".length());
    }
}
