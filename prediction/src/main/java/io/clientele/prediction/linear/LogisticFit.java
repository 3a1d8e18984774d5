package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import io.clientele.prediction.LabeledTable;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: Newton's method with step halving on the scaled columns. */
final class LogisticFit {

    private static final Logger LOG = LoggerFactory.getLogger(LogisticRegression.class);
    /** A column whose part that is not in the columns before it is below this share (squared) counts as aliased. */
    private static final double ALIASED = 1e-11;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;

    /** By then a fit that has an answer has it, and the steps of one that has none all go the same way. */
    private static final int PATIENCE = 20;

    private static final int HALVINGS = 40;

    private final LogisticRegression.Options o;
    private final LabeledTable data;
    private final Execution execution;
    private final Scaling scaling;
    private final double[] penalty;

    LogisticFit(LogisticRegression.Options o, LabeledTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.scaling = Scaling.of(data, execution);
        this.penalty = new double[scaling.mean.length + 1];
        for (int j = 1; j < penalty.length; j++) {
            penalty[j] = o.strength() / (scaling.deviation[j - 1] * scaling.deviation[j - 1]);
        }
    }

    /** Coefficients on the scaled columns, with what belongs to them. */
    private static final class State {

        final double[] beta;
        final LogisticPass pass;
        final Cholesky factor;
        final double objective;

        State(double[] beta, LogisticPass pass, Cholesky factor, double objective) {
            this.beta = beta;
            this.pass = pass;
            this.factor = factor;
            this.objective = objective;
        }
    }

    LogisticModel fit() {
        if (scaling.ones == 0 || scaling.ones == scaling.weight) {
            throw new FitException("all labels with a weight are " + (scaling.ones == 0 ? 0 : 1)
                    + "; a regression needs rows of both kinds: widen the label window or check the label");
        }
        double[] beta = new double[penalty.length];
        beta[0] = data.hasOffset() ? 0 : Math.log(scaling.ones / (scaling.weight - scaling.ones));
        State state = at(beta);
        double decrement = Double.MAX_VALUE;
        // Firth's step is scoring, not Newton's: it gains digits evenly instead of doubling them
        double tolerance = o.firth() ? o.tolerance() * o.tolerance() : o.tolerance();
        int iterations = 0;
        boolean converged = false;
        while (!converged && iterations < o.maxIterations()) {
            double[] gradient = gradient(state);
            double[] step = state.factor.solve(gradient);
            decrement = dot(gradient, step);
            state = advance(state, step, decrement);
            iterations++;
            execution.progress("iterations", iterations, o.maxIterations());
            converged = decrement <= tolerance;
            if (iterations >= PATIENCE && o.strength() == 0 && !o.firth()) {
                Separation.refuse(data, scaling, step, execution);
            }
        }
        return model(state, iterations, converged, decrement);
    }

    private State at(double[] beta) {
        LogisticPass pass = pass(LogisticPass.newton(scaling, beta));
        Cholesky factor = factor(pass);
        double objective = pass.logLikelihood;
        for (int j = 0; j < beta.length; j++) {
            objective -= penalty[j] / 2 * beta[j] * beta[j];
        }
        if (o.firth()) {
            objective += factor.logDeterminant() / 2;
        }
        return new State(beta, pass, factor, objective);
    }

    private LogisticPass pass(LogisticPass kind) {
        return Chunks.accumulate(data, data.rows(), execution, kind::fresh).result();
    }

    private Cholesky factor(LogisticPass pass) {
        int n = penalty.length;
        double[][] h = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                h[j][k] = pass.information[j][k];
            }
            h[j][j] += penalty[j];
        }
        return Cholesky.of(h, o.strength() > 0 ? 0 : ALIASED);
    }

    private double[] gradient(State state) {
        LogisticPass pass =
                o.firth() ? pass(LogisticPass.firth(scaling, state.beta, state.factor.inverse())) : state.pass;
        double[] gradient = pass.score.clone();
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] = state.factor.aliased(j) ? 0 : gradient[j] - penalty[j] * state.beta[j];
        }
        return gradient;
    }

    /** The full step, or half of it, or a quarter…: the first that does not lower the objective. */
    private State advance(State state, double[] step, double decrement) {
        double length = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] beta = state.beta.clone();
            for (int j = 0; j < beta.length; j++) {
                beta[j] += length * step[j];
            }
            State next = at(beta);
            if (decrement < BLIND || next.objective >= state.objective) {
                return next;
            }
            length /= 2;
        }
        return state;
    }

    private LogisticModel model(State state, int iterations, boolean converged, double decrement) {
        double[][] covariance = state.factor.inverse();
        if (o.standardErrors() == StandardErrors.ROBUST) {
            LogisticPass sandwich = pass(LogisticPass.sandwich(scaling, state.beta));
            covariance = multiply(multiply(covariance, sandwich.information), covariance);
        }
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(decrement);
        if (!converged) {
            report.warning("not converged after " + iterations + " iterations; raise maxIterations");
        }
        boolean[] aliased = new boolean[penalty.length];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = state.factor.aliased(j);
            if (aliased[j]) {
                names.add("'" + data.features().names().get(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("logistic regression: {}", done);
        } else {
            LOG.warn("logistic regression: {}", done);
        }
        return new LogisticModel(
                data.features().names(),
                scaling.unscale(state.beta),
                scaling.unscale(covariance),
                aliased,
                state.pass.logLikelihood,
                nullLogLikelihood(),
                o.confidence(),
                done);
    }

    /** Of the intercept alone; with an offset that needs a fit of its own. */
    private double nullLogLikelihood() {
        if (!data.hasOffset()) {
            double share = scaling.ones / scaling.weight;
            return scaling.ones * Math.log(share) + (scaling.weight - scaling.ones) * Math.log1p(-share);
        }
        double[] beta = new double[penalty.length];
        double decrement = Double.MAX_VALUE;
        for (int i = 0; i < o.maxIterations() && decrement > o.tolerance(); i++) {
            LogisticPass pass = pass(LogisticPass.newton(scaling, beta));
            double step = pass.score[0] / pass.information[0][0];
            decrement = step * pass.score[0];
            beta = beta.clone();
            beta[0] += Math.max(-4, Math.min(4, step));
        }
        return pass(LogisticPass.newton(scaling, beta)).logLikelihood;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b.length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
