package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import io.clientele.core.stats.Distributions;
import io.clientele.prediction.survival.CoxObjective.State;
import org.jspecify.annotations.Nullable;

/** Finds where the profile of a likelihood has fallen by half a chi-squared quantile, on either side of its maximum. */
final class ProfileSearch {

    private static final int STEPS = 500;
    private static final int HALVINGS = 40;
    /** Squared length of a step, in standard errors, that ends a maximisation. */
    private static final double SETTLED = 1e-22;

    private static final double BLIND = 1e-9;
    private static final int OUTWARD = 60;

    private final CoxObjective objective;
    private final CoxModel model;
    private final State top;
    private final double drop;

    ProfileSearch(CoxObjective objective, CoxModel model, double confidence) {
        this.objective = objective;
        this.model = model;
        double width = Distributions.normalTwoSided(confidence);
        this.drop = width * width / 2;
        State state = objective.at(model.scaledFor(objective.design));
        if (state == null) {
            throw new FitException(
                    "the likelihood cannot be represented at the estimates; check the scale of the offset");
        }
        this.top = state;
    }

    ProfileCoefficient coefficient(int j) {
        String name = model.features.get(j);
        if (model.aliased[j]) {
            double none = Double.NaN;
            return new ProfileCoefficient(name, none, none, none, none, none, true);
        }
        double scale = objective.design.scale[j];
        ChiSquareTest test = ChiSquareTest.of(2 * (top.objective - held(j, 0, top).objective), 1);
        return new ProfileCoefficient(
                name, model.estimates[j], limit(j, -1) / scale, limit(j, 1) / scale, test.chiSquare(), test.p(), false);
    }

    /** Outward until beyond the limit; then Newton's method on the root of the fall, which is nearly linear, within brackets. */
    private double limit(int j, int sign) {
        double target = Math.sqrt(drop);
        double error = Math.sqrt(model.modelCovariance[j][j]) * objective.design.scale[j];
        double inner = top.beta[j];
        double reach = error * Math.sqrt(2 * drop);
        State at = held(j, inner + sign * reach, top);
        for (int k = 0; k < OUTWARD && fall(at) < target; k++) {
            inner = at.beta[j];
            at = held(j, top.beta[j] + sign * reach * (1L << (k + 1)), at);
        }
        double outer = at.beta[j];
        for (int k = 0; k < STEPS; k++) {
            double fall = fall(at);
            double slope = -at.gradient[j] / (2 * fall);
            double next = at.beta[j] - (fall - target) / slope;
            if (fall < target) {
                inner = at.beta[j];
            } else {
                outer = at.beta[j];
            }
            if (Math.abs(next - at.beta[j]) <= 1e-12 * error || inner == outer) {
                return next;
            }
            if (!((next - inner) * sign > 0 && (outer - next) * sign > 0)) {
                next = inner + (outer - inner) / 2;
            }
            at = held(j, next, at);
        }
        throw unsettled(j);
    }

    private double fall(State at) {
        return Math.sqrt(Math.max(0, top.objective - at.objective));
    }

    /** The maximum over the other coefficients, started from another one's. */
    private State held(int j, double value, State from) {
        double[] start = from.beta.clone();
        start[j] = value;
        State state = objective.at(start);
        // where the start cannot be represented, half of the way there first
        for (int h = 0; state == null && h < HALVINGS; h++) {
            start[j] = from.beta[j] + (start[j] - from.beta[j]) / 2;
            state = objective.at(start.clone());
        }
        if (state == null) {
            throw unsettled(j);
        }
        if (start[j] != value) {
            return held(j, value, maximised(j, state));
        }
        return maximised(j, state);
    }

    private State maximised(int j, State start) {
        State state = start;
        QuasiNewton rest = new QuasiNewton();
        double before = Double.POSITIVE_INFINITY;
        for (int k = 0; k < STEPS; k++) {
            double[] gradient = free(j, state.gradient);
            double[] step = rest.step(information(j, state), gradient);
            double decrement = CoxFit.dot(step, gradient);
            if (decrement <= SETTLED || (before < 1e-17 && decrement >= before)) {
                return state;
            }
            State next = advance(state, step, decrement);
            if (next == null) {
                throw unsettled(j);
            }
            rest.learn(state.beta, next.beta, gradient, free(j, next.gradient));
            before = decrement;
            state = next;
        }
        throw unsettled(j);
    }

    private Cholesky information(int j, State state) {
        double[][] information = new double[state.beta.length][];
        for (int k = 0; k < information.length; k++) {
            information[k] = free(j, state.information[k]);
        }
        information[j] = new double[information.length];
        return Cholesky.of(information, CoxObjective.ALIASED);
    }

    private double[] free(int j, double[] values) {
        double[] own = values.clone();
        for (int k = 0; k < own.length; k++) {
            own[k] = k == j || model.aliased[k] ? 0 : own[k];
        }
        return own;
    }

    private @Nullable State advance(State state, double[] step, double decrement) {
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] beta = state.beta.clone();
            for (int k = 0; k < beta.length; k++) {
                beta[k] += share * step[k];
            }
            State next = objective.at(beta);
            if (next != null && (decrement < BLIND || next.objective >= state.objective)) {
                return next;
            }
            share /= 2;
        }
        return null;
    }

    private FitException unsettled(int j) {
        return new FitException("the likelihood has no maximum over the other coefficients when that of '"
                + model.features.get(j) + "' is held; use withFirth(), or drop columns that nearly follow from others");
    }
}
