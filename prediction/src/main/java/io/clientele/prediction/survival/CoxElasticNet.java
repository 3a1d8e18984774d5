package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Which of many features matter for when customers leave, and how much, without fitting noise?
 *
 * <p>Cox regression under {@code -log partial likelihood / weight of all rows + lambda * (mixing * |b|₁ + (1 - mixing)/2 * |b|²)},
 * for a whole path of lambdas, each started where the last one ended (Simon, Friedman, Hastie and Tibshirani 2011). Columns are
 * brought to spread 1 for the penalty, and coefficients are given for the columns themselves. Columns that the strong rule
 * (Tibshirani et al. 2012) sets aside are looked at again at every solution: it is one for all columns, within 1e-11 of its
 * optimality conditions, or, where rounding stops it earlier, within 1e-9; the report says how near the worst one came.
 *
 * <ul>
 *   <li>A constant column has the coefficient 0.
 *   <li>Monotone likelihood, more columns than events, dependent columns: there is an answer at any lambda above 0.
 *   <li>Ties after Efron (default) or Breslow; exact ties are refused.
 *   <li>No events: {@link io.clientele.core.FitException}.
 *   <li>NaN, infinite values, events of several causes, no features, no rows: refused.
 *   <li>No standard errors: after the features were chosen by the data, the usual ones would be too small. No baseline: fit
 *       {@link CoxRegression} for curves.
 * </ul>
 *
 * <p>Time O(rows · columns) per penalty, and O(rows · columns that take part²) now and then. Immutable and thread-safe.
 *
 * <pre>{@code
 * CoxChoice choice = CoxElasticNet.create().withMixing(0.9).choose(data, 10, 1, Execution.sequential());
 * double logHazard = choice.path().linearPredictor(choice.oneStandardError(), 12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.18637/jss.v039.i05">Simon, Friedman, Hastie and Tibshirani (2011), Regularization paths for Cox's
 *     proportional hazards model via coordinate descent</a>
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2011.01004.x">Tibshirani et al. (2012), Strong rules for discarding predictors in
 *     lasso-type problems</a>
 * @see <a href="https://doi.org/10.1002/sim.4780122407">Verweij and van Houwelingen (1993), Cross-validation in survival analysis</a>
 */
public final class CoxElasticNet implements Estimator<SurvivalTable, CoxPath> {

    /** Without given lambdas, {@code count} of them are spread down to {@code ratio} times the largest. */
    record Options(Ties ties, double mixing, boolean standardised, List<Double> lambdas, int count, double ratio) {}

    private final Options o;

    private CoxElasticNet(Options o) {
        this.o = o;
    }

    /** {@return the lasso with Efron's ties, on 100 lambdas down to 1e-3 of the one that leaves nothing} */
    public static CoxElasticNet create() {
        return new CoxElasticNet(new Options(Ties.EFRON, 1, true, List.of(), 100, 1e-3));
    }

    /**
     * The same with another answer to events at the same time.
     *
     * @param ties Efron's or Breslow's
     * @return a new recipe
     */
    public CoxElasticNet withTies(Ties ties) {
        if (Objects.requireNonNull(ties, "ties") == Ties.EXACT) {
            throw new IllegalArgumentException("the elastic net has no exact ties; use Efron's or Breslow's");
        }
        return new CoxElasticNet(new Options(ties, o.mixing, o.standardised, o.lambdas, o.count, o.ratio));
    }

    /**
     * The same with another mixture of the penalties.
     *
     * @param mixing 1 for the lasso, 0 for ridge, or between
     * @return a new recipe
     */
    public CoxElasticNet withMixing(double mixing) {
        Check.between("mixing", mixing, 0, 1);
        return new CoxElasticNet(new Options(o.ties, mixing, o.standardised, o.lambdas, o.count, o.ratio));
    }

    /**
     * The same with or without bringing columns to spread 1 for the penalty.
     *
     * @param standardised false when the columns have the scale on which they shall be penalised
     * @return a new recipe
     */
    public CoxElasticNet withStandardisedColumns(boolean standardised) {
        return new CoxElasticNet(new Options(o.ties, o.mixing, standardised, o.lambdas, o.count, o.ratio));
    }

    /**
     * The same with given penalties.
     *
     * @param lambdas falling, above 0; at least one
     * @return a new recipe
     */
    public CoxElasticNet withLambdas(double... lambdas) {
        Check.atLeast("number of lambdas", lambdas.length, 1);
        for (int k = 0; k < lambdas.length; k++) {
            Check.positive("lambda", lambdas[k]);
            if (k > 0 && lambdas[k] >= lambdas[k - 1]) {
                throw new IllegalArgumentException("lambdas must fall, but number " + k + " (" + lambdas[k]
                        + ") is not below the one before (" + lambdas[k - 1] + ")");
            }
        }
        List<Double> own = Arrays.stream(lambdas).boxed().toList();
        return new CoxElasticNet(new Options(o.ties, o.mixing, o.standardised, own, o.count, o.ratio));
    }

    /**
     * The same with penalties that follow from the data.
     *
     * @param count how many, at least 1
     * @param ratio the last over the first, above 0 and below 1
     * @return a new recipe
     */
    public CoxElasticNet withPath(int count, double ratio) {
        Check.atLeast("count", count, 1);
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException("ratio must be above 0 and below 1, got " + ratio);
        }
        return new CoxElasticNet(new Options(o.ties, o.mixing, o.standardised, List.of(), count, ratio));
    }

    @Override
    public CoxPath fit(SurvivalTable data, Execution execution) {
        return new CoxPathFit(o, checked(data), Objects.requireNonNull(execution, "execution")).fit();
    }

    /**
     * Fits the path and chooses a penalty by the cross-validated partial likelihood of Verweij and van Houwelingen: what the rows of
     * a fold add to the log partial likelihood of all rows, at coefficients learned without them. Rows are dealt to folds at random,
     * events and others apart, so that every fold has its share of both; rows of a cluster, or else of a subject, stay together.
     *
     * @param data with at least as many events as folds
     * @param folds at least 3
     * @param seed of the dealing
     * @param execution how to run
     * @return the path on all rows, with the deviance of each penalty and the two usual choices
     */
    public CoxChoice choose(SurvivalTable data, int folds, long seed, Execution execution) {
        Check.atLeast("folds", folds, 3);
        return new CoxPathFit(o, checked(data), Objects.requireNonNull(execution, "execution")).choose(folds, seed);
    }

    private static SurvivalTable checked(SurvivalTable data) {
        data.requireSingleCause().requireFeatures();
        return data;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxElasticNet that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "CoxElasticNet" + o.toString().substring("Options".length());
    }
}
