package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.solver.Cholesky;
import org.jspecify.annotations.Nullable;

/** What a Cox regression maximises, at given coefficients of the scaled columns: log partial likelihood less its penalty. */
final class CoxObjective {

    /** A column whose part that is not in the columns before it is below this share (squared) counts as aliased. */
    static final double ALIASED = 1e-11;
    /** What is left of a column's information after taking off the means of the risk sets; below this it is rounding. */
    private static final double ROUNDING = 1e-12;

    final CoxDesign design;
    private final Ties ties;
    private final boolean firth;
    private final double[] penalty;
    private final PartialLikelihood pass;
    private final Execution execution;
    /** Columns without an estimate; known after the start. */
    boolean[] aliased;

    int rank;

    /** @param penalty of half the squared coefficients of the scaled columns */
    CoxObjective(CoxDesign design, Ties ties, double[] penalty, boolean firth, Execution execution) {
        this.design = design;
        this.ties = ties;
        this.penalty = penalty;
        this.firth = firth;
        this.execution = execution;
        this.pass = pass(design, ties, firth);
        this.aliased = new boolean[penalty.length];
    }

    /** Firth's correction and exact ties need sorted columns anyway. */
    private static PartialLikelihood pass(CoxDesign design, Ties ties, boolean firth) {
        if (ties == Ties.EXACT) {
            return new CoxPass(design, ties, null);
        }
        if (design.unsorted != null) {
            return new BinnedPass(design, ties);
        }
        return design.large() && !firth ? new IndexedPass(design, ties) : new CoxPass(design, ties, null);
    }

    /** Lets go of what takes memory until coefficients are asked for again. */
    void forget() {
        pass.forget();
    }

    /** Coefficients of the scaled columns, with what belongs to them. */
    static final class State {

        final double[] beta;
        final double logLikelihood;
        final double objective;
        final double[] gradient;
        final double[][] information;
        /** Half the logarithm of the determinant of the information; 0 without Firth's correction. */
        final double bonus;

        private State(
                double[] beta,
                double logLikelihood,
                double objective,
                double[] gradient,
                double[][] information,
                double bonus) {
            this.beta = beta;
            this.logLikelihood = logLikelihood;
            this.objective = objective;
            this.gradient = gradient;
            this.information = information;
            this.bonus = bonus;
        }
    }

    /**
     * All coefficients 0, and from there on the columns are known that are aliased. The gradient is without Firth's part, which
     * {@link #at} has.
     */
    @Nullable
    State start() {
        State state = plain(new double[penalty.length]);
        if (state == null) {
            return null;
        }
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = penalty[j] == 0 && !(state.information[j][j] > ROUNDING * pass.firstPart[j]);
        }
        Cholesky factor = factor(state);
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = factor.aliased(j);
        }
        rank = factor.rank();
        return state;
    }

    /** Null where it cannot be represented: take a smaller step. */
    @Nullable
    State at(double[] beta) {
        State state = plain(beta);
        return state == null || !firth ? state : corrected(state);
    }

    private @Nullable State plain(double[] beta) {
        execution.checkCancelled();
        if (!pass.at(beta, execution)) {
            return null;
        }
        double objective = pass.logLikelihood;
        double[] gradient = pass.score;
        double[][] information = pass.information;
        for (int j = 0; j < beta.length; j++) {
            objective -= penalty[j] * beta[j] * beta[j] / 2;
            gradient[j] -= penalty[j] * beta[j];
            information[j][j] += penalty[j];
        }
        return new State(beta, pass.logLikelihood, objective, gradient, information, 0);
    }

    private @Nullable State corrected(State state) {
        Cholesky factor = factor(state);
        if (factor.rank() < rank) {
            return null; // no information is left there, and the objective is without bound below
        }
        double bonus = factor.logDeterminant() / 2;
        double[] addition = FirthScore.of(design, ties, state.beta, factor.inverse(), aliased);
        double[] gradient = state.gradient;
        for (int j = 0; j < gradient.length; j++) {
            if (!Double.isFinite(addition[j])) {
                return null;
            }
            gradient[j] += addition[j];
        }
        return new State(state.beta, state.logLikelihood, state.objective + bonus, gradient, state.information, bonus);
    }

    /** Of the information, aliased columns set to 0 in it, which the factor sets aside again. */
    Cholesky factor(State state) {
        double[][] information = state.information;
        for (int j = 0; j < aliased.length; j++) {
            if (aliased[j]) {
                for (int k = 0; k < aliased.length; k++) {
                    information[j][k] = 0;
                    information[k][j] = 0;
                }
            }
        }
        return Cholesky.of(information, ALIASED);
    }
}
