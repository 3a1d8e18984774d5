package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: Newton's method with the full Hessian and step halving on centred and scaled columns. */
final class MultinomialFit {

    private static final Logger LOG = LoggerFactory.getLogger(MultinomialLogisticRegression.class);

    private static final double TOLERANCE = 1e-12;
    /** A column whose part that is not in the columns before it is below this share (squared) counts as aliased. */
    private static final double ALIASED = 1e-11;
    /** What is left of a column that is not aliased may fall to this in the weights of later steps. */
    private static final double COLLAPSED = 1e-15;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;

    private static final int HALVINGS = 40;

    private final MultinomialLogisticRegression.Options o;
    private final Rows data;
    private final List<String> classes;
    private final Execution execution;
    private final Scaling scaling;
    private final int columns;
    private final int others;
    /** Of the scaled columns, the intercept's 0 first. */
    private final double[] penalty;

    MultinomialFit(MultinomialLogisticRegression.Options o, Rows data, List<String> classes, Execution execution) {
        this.o = o;
        this.data = data;
        this.classes = classes;
        this.execution = execution;
        this.scaling = Scaling.of(data, execution);
        this.columns = data.columns + 1;
        this.others = classes.size() - 1;
        this.penalty = new double[columns];
        for (int j = 1; j < columns; j++) {
            double spread = scaling.deviation[j - 1];
            penalty[j] = Math.min(o.strength() / (spread * spread), 1e300);
        }
    }

    private static final class State {
        final double[][] beta;
        final SoftmaxPass pass;
        final double objective;

        State(double[][] beta, SoftmaxPass pass, double objective) {
            this.beta = beta;
            this.pass = pass;
            this.objective = objective;
        }
    }

    MultinomialModel fit() {
        double[] weights = new double[classes.size()];
        for (int i = 0; i < data.count; i++) {
            weights[(int) data.response[i]] += data.weight(i);
        }
        double[][] beta = new double[others][columns];
        double bare = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] == 0) {
                throw new FitException("class '" + classes.get(k) + "' has no row with a weight; drop its rows");
            }
            bare += weights[k] * Math.log(weights[k] / scaling.weight);
            if (k > 0) {
                beta[k - 1][0] = Math.log(weights[k] / weights[0]);
            }
        }
        boolean[] aliased = aliased();
        State state = at(beta);
        double decrement = Double.MAX_VALUE;
        boolean converged = false;
        int iterations = 0;
        double[][] last = new double[0][];
        while (!converged && iterations < o.maxIterations()) {
            Cholesky factor = Cholesky.of(information(state, aliased), COLLAPSED);
            if (factor.rank() < others * Coefficients.estimated(aliased)) {
                break;
            }
            double[] gradient = gradient(state, aliased);
            double[] flat = factor.solve(gradient);
            decrement = Newton.dot(gradient, flat);
            double[][] step = unflatten(flat);
            last = step;
            State next = advance(state, step, decrement);
            if (next == null) {
                break;
            }
            state = next;
            iterations++;
            converged = decrement <= TOLERANCE;
            execution.progress("iterations", iterations, o.maxIterations());
            if (o.strength() == 0 && iterations >= Separation.PATIENCE) {
                SoftmaxSeparation.refuse(data, scaling, classes, step);
            }
        }
        if (!converged && o.strength() == 0 && last.length > 0) {
            SoftmaxSeparation.refuse(data, scaling, classes, last);
        }
        return model(state, aliased, bare, iterations, converged, decrement);
    }

    private boolean[] aliased() {
        boolean[] aliased = new boolean[columns];
        if (o.strength() == 0) {
            GlmPass kind = GlmPass.newton(Newton.Flat.FAMILY, scaling, new double[columns], 1);
            Cholesky flat = Cholesky.of(
                    Chunks.accumulate(data, data.count, execution, kind::fresh).result().information, ALIASED);
            for (int j = 0; j < columns; j++) {
                aliased[j] = flat.aliased(j);
            }
        }
        return aliased;
    }

    private State at(double[][] beta) {
        SoftmaxPass kind = new SoftmaxPass(scaling, beta, columns);
        SoftmaxPass pass =
                Chunks.accumulate(data, data.count, execution, kind::fresh).result();
        double objective = pass.logLikelihood;
        for (int k = 0; k < others; k++) {
            for (int j = 1; j < columns; j++) {
                objective -= beta[k][j] * penalty[j] / 2 * (beta[k][j] - mean(beta, j));
            }
        }
        return new State(beta, pass, objective);
    }

    /** The mean of a column's coefficients over all classes, that of the reference being 0. */
    private double mean(double[][] beta, int j) {
        double sum = 0;
        for (double[] one : beta) {
            sum += one[j];
        }
        return sum / (others + 1);
    }

    private double[] gradient(State state, boolean[] aliased) {
        double[] gradient = new double[others * columns];
        for (int k = 0; k < others; k++) {
            for (int j = 0; j < columns; j++) {
                double pull = penalty[j] * (state.beta[k][j] - mean(state.beta, j));
                gradient[k * columns + j] = aliased[j] ? 0 : state.pass.score[k][j] - pull;
            }
        }
        return gradient;
    }

    private double[][] information(State state, boolean[] aliased) {
        double[][] h = new double[others * columns][others * columns];
        for (int k = 0; k < others; k++) {
            for (int l = 0; l <= k; l++) {
                double[][] block = state.pass.information[k][l];
                for (int j = 0; j < columns; j++) {
                    for (int m = 0; m < columns; m++) {
                        double value = aliased[j] || aliased[m] ? 0 : block[Math.max(j, m)][Math.min(j, m)];
                        h[k * columns + j][l * columns + m] = value;
                    }
                    h[k * columns + j][l * columns + j] += penalty[j] * ((k == l ? 1 : 0) - 1.0 / (others + 1));
                }
            }
        }
        return h;
    }

    private double[][] unflatten(double[] flat) {
        double[][] rows = new double[others][columns];
        for (int k = 0; k < others; k++) {
            System.arraycopy(flat, k * columns, rows[k], 0, columns);
        }
        return rows;
    }

    /** The full step, or half of it, or a quarter…: the first that does not lower the objective; null if none is found. */
    private @Nullable State advance(State state, double[][] step, double decrement) {
        boolean blind = decrement < Math.max(BLIND, 1e-13 * Math.abs(state.objective));
        double length = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[][] beta = new double[others][columns];
            for (int k = 0; k < others; k++) {
                for (int j = 0; j < columns; j++) {
                    beta[k][j] = state.beta[k][j] + length * step[k][j];
                }
            }
            State next = at(beta);
            if (blind || next.objective >= state.objective) {
                return next;
            }
            length /= 2;
        }
        return null;
    }

    private MultinomialModel model(
            State state, boolean[] aliased, double bare, int iterations, boolean converged, double decrement) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.count)
                .iterations(iterations)
                .converged(converged)
                .change(decrement);
        if (!converged) {
            report.warning("not converged after " + iterations + " iterations; "
                    + (iterations < o.maxIterations()
                            ? "the columns are nearly separated or nearly dependent: use withL2Penalty(...)"
                            : "raise maxIterations"));
        }
        List<String> names = new ArrayList<>();
        for (int j = 1; j < columns; j++) {
            if (aliased[j]) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("multinomial logistic regression: {}", done);
        } else {
            LOG.warn("multinomial logistic regression: {}", done);
        }
        double[][] estimates = new double[others][];
        for (int k = 0; k < others; k++) {
            estimates[k] = scaling.unscale(state.beta[k]);
        }
        return new MultinomialModel(
                o.strength(),
                o.confidence(),
                classes,
                data.features.names(),
                estimates,
                covariance(Cholesky.of(information(state, aliased), COLLAPSED).inverse()),
                aliased,
                state.pass.logLikelihood,
                bare,
                done);
    }

    /** Carried back to the columns themselves, block by block. */
    private double[][] covariance(double[][] inverse) {
        double[][] full = new double[inverse.length][inverse.length];
        for (int k = 0; k < others; k++) {
            for (int l = 0; l < others; l++) {
                double[][] block = new double[columns][columns];
                for (int j = 0; j < columns; j++) {
                    System.arraycopy(inverse[k * columns + j], l * columns, block[j], 0, columns);
                }
                double[][] unscaled = scaling.unscale(block);
                for (int j = 0; j < columns; j++) {
                    System.arraycopy(unscaled[j], 0, full[k * columns + j], l * columns, columns);
                }
            }
        }
        return full;
    }
}
