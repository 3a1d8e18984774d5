package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Newton's method with step halving in theta = (b/scale, 1/scale), for one shape of W. */
final class AftNewton {

    private static final double ALIASED = 1e-11;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;
    /** So many parts of a log-likelihood are rounding, which over many rows is more than that. */
    private static final double ROUNDING = 1e-13;
    /** Below this decrement the step changes nothing but the last digits of the coefficients. */
    private static final double SETTLED = 1e-17;

    /** By then a fit that has an answer is near it, and information that fades is a sign of one that has none. */
    private static final int PATIENCE = 10;

    private static final int HALVINGS = 60;
    /** A scale this many times smaller than the spread of the times has collapsed. */
    private static final double COLLAPSED = 1e6;

    private final AftRows rows;
    private final List<String> names;
    private final AftRegression.Options o;
    private final Execution execution;
    private final boolean fixedScale;
    private final String phase;
    private int steps;

    AftNewton(AftRows rows, List<String> names, AftRegression.Options o, String phase, Execution execution) {
        this.phase = phase;
        this.rows = rows;
        this.names = names;
        this.o = o;
        this.execution = execution;
        this.fixedScale = o.distribution() == LifetimeDistribution.EXPONENTIAL;
    }

    /** Where a run ended. */
    static final class State {

        final double[] theta;
        final AftPass pass;
        boolean[] aliased = new boolean[0];
        double[][] covariance = new double[0][];
        int iterations;
        boolean converged;
        double decrement;

        State(double[] theta, AftPass pass) {
            this.theta = theta;
            this.pass = pass;
        }
    }

    /** How many steps all runs took together. */
    int steps() {
        return steps;
    }

    /** The start: no feature matters, the scale is the spread of log time. */
    double[] start() {
        double[] theta = new double[rows.u.length];
        theta[theta.length - 1] = fixedScale ? rows.logScale : 1;
        return theta;
    }

    private @Nullable State at(double[] theta, LifetimeShape shape) {
        execution.checkCancelled();
        if (!(theta[theta.length - 1] > 0)) {
            return null;
        }
        AftPass pass = new AftPass(rows, shape, theta, execution);
        return Double.isFinite(pass.logLikelihood) ? new State(theta, pass) : null;
    }

    State run(LifetimeShape shape, double[] from) {
        State state = at(from, shape);
        if (state == null) {
            state = at(start(), shape);
        }
        if (state == null) {
            throw new FitException(
                    "the likelihood cannot be represented at its start; check the scale of times and offsets");
        }
        boolean[] aliased = aliased(state);
        int expected = aliased.length;
        for (boolean none : aliased) {
            expected -= none ? 1 : 0;
        }
        int iterations = 0;
        boolean converged = false;
        Cholesky factor = factor(state, aliased, expected);
        double[] step = factor.solve(state.pass.score);
        double decrement = CoxFit.dot(state.pass.score, step);
        while (iterations < o.maxIterations()) {
            if (decrement <= SETTLED) {
                converged = true;
                break;
            }
            boolean last = decrement <= o.tolerance();
            if (last) {
                refuseEndless(step);
            }
            State next = advance(state, step, decrement, shape);
            iterations++;
            execution.progress(phase, ++steps, -1);
            if (next == null) {
                break;
            }
            state = next;
            if (state.theta[state.theta.length - 1] > COLLAPSED && !fixedScale) {
                throw collapsed();
            }
            if (iterations >= PATIENCE && plain(state, aliased).rank() < expected) {
                refuseEndless(step);
            }
            factor = factor(state, aliased, expected);
            step = factor.solve(state.pass.score);
            decrement = CoxFit.dot(state.pass.score, step);
            if (last) {
                converged = true;
                break;
            }
        }
        double[] theta = state.theta.clone();
        for (int j = 0; converged && j < theta.length; j++) {
            theta[j] += step[j];
        }
        State done = new State(theta, state.pass);
        done.aliased = aliased;
        done.covariance = factor.inverse();
        done.iterations = iterations;
        done.converged = converged;
        done.decrement = Math.max(0, decrement);
        return done;
    }

    private boolean[] aliased(State state) {
        boolean[] none = new boolean[state.theta.length];
        none[none.length - 1] = fixedScale;
        Cholesky factor = Cholesky.of(masked(state.pass.information, none, 0), ALIASED);
        for (int j = 0; j < none.length; j++) {
            none[j] = factor.aliased(j);
        }
        return none;
    }

    /** Away from the peak, late entries can make the information indefinite; then the diagonal is raised until it is not. */
    private static Cholesky factor(State state, boolean[] aliased, int expected) {
        Cholesky factor = plain(state, aliased);
        for (double raise = 1e-3; factor.rank() < expected && raise < 1e12; raise *= 10) {
            factor = Cholesky.of(masked(state.pass.information, aliased, raise), ALIASED);
        }
        return factor;
    }

    private static Cholesky plain(State state, boolean[] aliased) {
        return Cholesky.of(masked(state.pass.information, aliased, 0), ALIASED);
    }

    private static double[][] masked(double[][] information, boolean[] aliased, double raise) {
        int p = aliased.length;
        double[][] own = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                own[j][k] = aliased[j] || aliased[k] ? 0 : information[j][k];
            }
            own[j][j] += aliased[j] ? 0 : raise * Math.abs(own[j][j]);
        }
        return own;
    }

    private @Nullable State advance(State state, double[] step, double decrement, LifetimeShape shape) {
        boolean blind = decrement < Math.max(BLIND, ROUNDING * Math.abs(state.pass.logLikelihood));
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] theta = state.theta.clone();
            for (int j = 0; j < theta.length; j++) {
                theta[j] += share * step[j];
            }
            State next = at(theta, shape);
            if (next != null && (blind || next.pass.logLikelihood >= state.pass.logLikelihood)) {
                return next;
            }
            share /= 2;
        }
        return null;
    }

    private static FitException collapsed() {
        return new FitException(
                "the scale shrinks to 0: the events have next to no spread for their features, so the likelihood"
                        + " has no maximum; drop features, or look at the times");
    }

    /** A step that moves some row although the likelihood hardly rises any more goes on for ever. */
    private void refuseEndless(double[] step) {
        double largest = 0;
        for (int i = 0; i < rows.rows; i++) {
            double move = 0;
            for (int j = 0; j < step.length; j++) {
                move += step[j] * rows.u[j][i];
            }
            largest = Math.max(largest, Math.abs(move));
        }
        if (largest <= 0.01) {
            return;
        }
        double most = 0;
        for (int j = 1; j < step.length - 1; j++) {
            most = Math.max(most, Math.abs(step[j]));
        }
        if (!fixedScale && step[step.length - 1] > most) {
            throw collapsed();
        }
        List<String> columns = new ArrayList<>();
        for (int j = 1; j < step.length - 1; j++) {
            if (Math.abs(step[j]) > 1e-3 * most) {
                columns.add("'" + names.get(j - 1) + "'");
            }
        }
        throw new FitException("no finite estimate: column(s) " + String.join(", ", columns)
                + " set(s) apart customers of whom none leaves; drop or merge the column(s), or watch longer");
    }
}
