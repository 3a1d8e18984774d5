package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Maximises a log-likelihood less a quadratic penalty by Newton's method with step halving (Fisher's scoring where a family's
 * curvature is the expected one).
 *
 * <p>With many rows the first steps are made on every so many-th tile: they need the rows only roughly. The steps that follow
 * use all rows, so the answer does not depend on it. Nor do all of those need an information of their own: after the first, steps go by
 * its factor and by the score alone (the chord method; Ortega and Rheinboldt 1970, "Iterative Solution of Nonlinear Equations in Several
 * Variables"), which costs a third of a pass, as long as that gains two digits a step; the last step is Newton's again.
 */
final class Newton {

    /** A column whose part that is not in the columns before it is below this share (squared) counts as aliased. */
    private static final double ALIASED = 1e-11;
    /** What is left of a column that is not aliased may fall to this in the weights of later steps. */
    private static final double COLLAPSED = 1e-15;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;

    /** With many rows, a step whose decrement is this small a part of the tolerance and the rows needs no pass after it. */
    private static final double NEGLIGIBLE = 1e-8;

    private static final int FEW = 10_000;
    /** A step this small a part of the rows changes the information, and so the errors, by less than 1e-8 of themselves. */
    private static final double SAME_CURVATURE = 1e-16;
    /** A decrement below this part of the rows is near enough for the factor to serve again. */
    private static final double NEAR = 4e-3;
    /** With fewer columns the information costs too little to be spared. */
    private static final int WIDE = 8;

    private static final int HALVINGS = 40;
    /** Rows that make a first run on part of them worth its while. */
    private static final int MANY = 100_000;

    private static final int SAMPLE = 25_000;
    /** A second, larger part of the rows, for one step more. */
    private static final int LARGER_SAMPLE = 200_000;

    /** Hears of every step on all rows, and of the last one once more, with the largest number, if the method did not settle. */
    interface Watcher {
        void after(int iteration, double[] step);
    }

    private final Family family;
    private final Rows data;
    private final Scaling scaling;
    private final double[] penalty;
    private final boolean firth;
    private final double tolerance;
    private final int maxIterations;
    private final Execution execution;

    Newton(
            Family family,
            Rows data,
            Scaling scaling,
            double[] penalty,
            boolean firth,
            double tolerance,
            int maxIterations,
            Execution execution) {
        this.family = family;
        this.data = data;
        this.scaling = scaling;
        this.penalty = penalty;
        this.firth = firth;
        // scoring gains digits evenly instead of doubling them, so it has to go on for longer
        this.tolerance = firth || !family.exactCurvature() ? Math.min(tolerance, 1e-20) : tolerance;
        this.maxIterations = maxIterations;
        this.execution = execution;
    }

    /** Coefficients on the scaled columns, with what belongs to them. */
    static final class State {

        final double[] beta;
        final GlmPass pass;
        final Cholesky factor;
        final double objective;
        /** Whether the factor is of the information at these coefficients, and not of an earlier one. */
        final boolean ownFactor;

        State(double[] beta, GlmPass pass, Cholesky factor, double objective, boolean ownFactor) {
            this.beta = beta;
            this.pass = pass;
            this.factor = factor;
            this.objective = objective;
            this.ownFactor = ownFactor;
        }
    }

    /** Where the method ended. */
    static final class Solution {

        final State state;
        final boolean[] aliased;
        final int iterations;
        final boolean converged;
        final double decrement;

        Solution(State state, boolean[] aliased, int iterations, boolean converged, double decrement) {
            this.state = state;
            this.aliased = aliased;
            this.iterations = iterations;
            this.converged = converged;
            this.decrement = decrement;
        }
    }

    /**
     * Solves.
     *
     * @param start coefficients that need not be good
     */
    Solution solve(double[] start, Watcher watcher) {
        boolean penalised = Arrays.stream(penalty).skip(1).allMatch(v -> v > 0) && penalty.length > 1;
        boolean[] aliased = new boolean[penalty.length];
        boolean fullRank = penalised;
        State from = null;
        int stride = data.count / SAMPLE;
        if (data.count >= MANY && !firth && data.count / stride > 50 * penalty.length) {
            State rough = at(start, stride, aliased);
            Solution part = run(rough, stride, aliased, 1e-2, 15, null);
            fullRank |= part.state.factor.rank() == penalty.length;
            if (part.converged && fullRank) {
                int wider = data.count / LARGER_SAMPLE;
                double[] better = wider < 2
                        ? part.state.beta
                        : run(at(part.state.beta, wider, aliased), wider, aliased, Double.MAX_VALUE, 1, null)
                                .state
                                .beta;
                from = at(better, 1, aliased);
                // a part that misleads (rows in a peculiar order) would leave all rows worse off than the start
                if (!(from.objective >= 1.5 * stride * rough.objective)) {
                    from = null;
                }
            }
        }
        if (!fullRank) {
            Cholesky flat = Cholesky.of(pass(GlmPass.newton(Flat.FAMILY, scaling, start, 1)).information, ALIASED);
            for (int j = 0; j < aliased.length; j++) {
                aliased[j] = flat.aliased(j);
            }
        }
        return run(from == null ? at(start, 1, aliased) : from, 1, aliased, tolerance, maxIterations, watcher);
    }

    private Solution run(
            State start, int stride, boolean[] aliased, double enough, int most, @Nullable Watcher watcher) {
        int rank = 0;
        for (boolean none : aliased) {
            rank += none ? 0 : 1;
        }
        double negligible = data.count < FEW ? 0 : Math.min(1e-4, NEGLIGIBLE * data.count);
        State state = start;
        double decrement = Double.MAX_VALUE;
        int iterations = 0;
        boolean converged = false;
        double[] last = new double[0];
        boolean chords = stride == 1 && !firth && data.count >= MANY && penalty.length > WIDE;
        double before = Double.MAX_VALUE;
        while (!converged && iterations < most) {
            if (state.factor.rank() < rank && stride == 1) {
                break;
            }
            double[] gradient = gradient(state, stride);
            double[] step = state.factor.solve(gradient);
            last = step;
            decrement = dot(gradient, step);
            double spared = chords ? Math.min(enough, SAME_CURVATURE * data.count) : negligible * enough;
            if (state.ownFactor && decrement <= spared) {
                // the step is worth taking, but moves the derivatives by less than a new pass would round
                state = new State(moved(state.beta, step, 1), state.pass, state.factor, state.objective, true);
                converged = true;
                break;
            }
            boolean chord = chords && keepsFactor(state, decrement, before, enough);
            State next = advance(state, step, decrement, stride, aliased, chord);
            if (next == null) {
                break;
            }
            before = decrement;
            state = next;
            iterations++;
            converged = decrement <= enough && state.ownFactor;
            if (watcher != null) {
                execution.progress("iterations", iterations, most);
                watcher.after(iterations, step);
            }
        }
        if (!state.ownFactor) {
            state = at(state.beta, stride, aliased);
        }
        if (watcher != null && !converged && last.length > 0) {
            watcher.after(Integer.MAX_VALUE, last);
        }
        return new Solution(state, aliased, iterations, converged, decrement);
    }

    /** Whether the pass after this step does without an information. */
    private boolean keepsFactor(State state, double decrement, double before, double enough) {
        if (state.ownFactor) {
            return decrement <= NEAR * data.count && decrement * decrement / data.count > enough;
        }
        double gain = decrement / before;
        return gain <= 1e-2 && decrement * gain > enough;
    }

    private State at(double[] beta, int stride, boolean[] aliased) {
        GlmPass pass = pass(GlmPass.newton(family, scaling, beta, stride));
        return state(beta, pass, factor(pass, stride, aliased), stride, true);
    }

    private State state(double[] beta, GlmPass pass, Cholesky factor, int stride, boolean ownFactor) {
        double objective = pass.logLikelihood;
        for (int j = 0; j < beta.length; j++) {
            objective -= penalty[j] / stride / 2 * beta[j] * beta[j];
        }
        if (firth) {
            objective += factor.logDeterminant() / 2;
        }
        return new State(beta, pass, factor, objective, ownFactor);
    }

    private GlmPass pass(GlmPass kind) {
        return Chunks.accumulate(data, data.count, execution, kind::fresh).result();
    }

    private Cholesky factor(GlmPass pass, int stride, boolean[] aliased) {
        int n = penalty.length;
        double[][] h = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                h[j][k] = aliased[j] || aliased[k] ? 0 : pass.information[j][k];
            }
            h[j][j] += penalty[j] / stride;
        }
        return Cholesky.of(h, stride > 1 ? ALIASED : COLLAPSED);
    }

    private double[] gradient(State state, int stride) {
        GlmPass pass = firth ? pass(GlmPass.firth(family, scaling, state.beta, state.factor.inverse())) : state.pass;
        double[] gradient = pass.score.clone();
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] = state.factor.aliased(j) ? 0 : gradient[j] - penalty[j] / stride * state.beta[j];
        }
        return gradient;
    }

    /** The full step, or half of it, or a quarter…: the first that does not lower the objective; null if none is found. */
    private @Nullable State advance(
            State state, double[] step, double decrement, int stride, boolean[] aliased, boolean chord) {
        double length = 1;
        boolean blind = decrement < Math.max(BLIND, 1e-13 * Math.abs(state.objective));
        for (int h = 0; h < HALVINGS; h++) {
            double[] beta = moved(state.beta, step, length);
            State next = chord
                    ? state(beta, pass(GlmPass.scoreOnly(family, scaling, beta)), state.factor, stride, false)
                    : at(beta, stride, aliased);
            if (blind || next.objective >= state.objective) {
                return next;
            }
            length /= 2;
        }
        return null;
    }

    private static double[] moved(double[] beta, double[] step, double length) {
        double[] moved = beta.clone();
        for (int j = 0; j < moved.length; j++) {
            moved[j] += length * step[j];
        }
        return moved;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }

    /** Curvature 1 everywhere: its information is the columns' cross products, which say what is aliased. */
    enum Flat implements Family {
        FAMILY;

        @Override
        public double fill(Tile tile, int n) {
            for (int i = 0; i < n; i++) {
                tile.score[i] = 0;
                tile.curvature[i] = tile.weight[i];
            }
            return 0;
        }

        @Override
        public boolean exactCurvature() {
            return true;
        }
    }
}
