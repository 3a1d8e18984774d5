package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Climbs the likelihood of a mixture cure model from a start: Newton steps where it is concave, EM gradient steps elsewhere. */
final class MixtureCureClimb {

    static final double ALIASED = 1e-11;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;
    /** So many parts of a log-likelihood are rounding, which over many rows is more than that. */
    private static final double ROUNDING = 1e-13;

    private static final int HALVINGS = 60;
    /** A scale this many times smaller than the spread of the times has collapsed. */
    private static final double COLLAPSED = 1e6;

    private final MixtureCure.Options o;
    private final MixtureCureParts parts;
    private final Execution execution;
    private final List<Double> history = new ArrayList<>();
    private boolean[] aliased = new boolean[0];
    private int steps;

    /** Where a climb ended. */
    static final class End {

        final double[] theta;
        final boolean[] aliased;
        final MixtureCurePass pass;
        final double decrement;
        final boolean converged;

        End(double[] theta, boolean[] aliased, MixtureCurePass pass, double decrement, boolean converged) {
            this.theta = theta;
            this.aliased = aliased;
            this.pass = pass;
            this.decrement = decrement;
            this.converged = converged;
        }
    }

    MixtureCureClimb(MixtureCure.Options o, MixtureCureParts parts, Execution execution) {
        this.o = o;
        this.parts = parts;
        this.execution = execution;
    }

    /** The log-likelihood at every step of every climb, in order; NaN before each. */
    List<Double> history() {
        return history;
    }

    /** Steps of all climbs so far. */
    int steps() {
        return steps;
    }

    private @Nullable MixtureCurePass at(double[] theta) {
        execution.checkCancelled();
        if (!(theta[parts.size - 1] > 0)) {
            return null;
        }
        MixtureCurePass pass = new MixtureCurePass(parts.incidence, parts.latency, parts.shape, theta, execution);
        return Double.isFinite(pass.logLikelihood) ? pass : null;
    }

    End climb(double[] start) {
        history.add(Double.NaN);
        double[] theta = start;
        MixtureCurePass pass = at(theta);
        if (pass == null) {
            throw new FitException("the likelihood cannot be represented at its start; check the scale of times");
        }
        history.add(pass.logLikelihood);
        findAliased(pass);
        int expected = free(aliased);
        double decrement = Double.POSITIVE_INFINITY;
        double[] before = new double[parts.size];
        for (int iteration = 0; iteration < o.maxIterations(); iteration++) {
            Cholesky factor = Cholesky.of(masked(pass.observed, aliased), ALIASED);
            boolean newton = factor.rank() == expected;
            if (!newton) {
                factor = Cholesky.of(masked(pass.complete, aliased), ALIASED);
                if (factor.rank() < expected) { // information that fades is a sign of an estimate that is not finite
                    refuseEndless(before);
                }
            }
            double[] step = factor.solve(pass.score);
            before = step;
            decrement = CoxFit.dot(pass.score, step);
            boolean last = newton && decrement <= o.tolerance();
            if (last) {
                refuseEndless(step);
            }
            boolean blind = decrement < Math.max(BLIND, ROUNDING * Math.abs(pass.logLikelihood));
            double[] next = theta;
            MixtureCurePass better = null;
            double share = 1;
            for (int h = 0; h < HALVINGS && better == null; h++, share /= 2) {
                next = theta.clone();
                for (int j = 0; j < parts.size; j++) {
                    next[j] += share * step[j];
                }
                MixtureCurePass tried = at(next);
                better = tried != null && ((newton && blind) || tried.logLikelihood >= pass.logLikelihood)
                        ? tried
                        : null;
            }
            execution.progress("EM and Newton", ++steps, -1);
            if (better == null) {
                return new End(theta, aliased, pass, decrement, false);
            }
            theta = next;
            pass = better;
            history.add(pass.logLikelihood);
            if (theta[parts.size - 1] > COLLAPSED && !parts.fixedScale) {
                throw MixtureCureParts.collapsed();
            }
            if (last) {
                return new End(theta, aliased, pass, decrement, true);
            }
        }
        return new End(theta, aliased, pass, decrement, false);
    }

    private void findAliased(MixtureCurePass pass) {
        aliased = new boolean[parts.size];
        aliased[parts.size - 1] = parts.fixedScale;
        Cholesky factor = Cholesky.of(masked(pass.complete, aliased), ALIASED);
        boolean[] found = new boolean[parts.size];
        for (int j = 0; j < parts.size; j++) {
            found[j] = factor.aliased(j);
        }
        aliased = found;
    }

    /** How many parameters are not aliased. */
    static int free(boolean[] aliased) {
        int count = 0;
        for (boolean none : aliased) {
            count += none ? 0 : 1;
        }
        return count;
    }

    static double[][] masked(double[][] information, boolean[] aliased) {
        int size = aliased.length;
        double[][] own = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                own[j][k] = aliased[j] || aliased[k] ? 0 : information[j][k];
            }
        }
        return own;
    }

    /** A step that moves some row although the likelihood hardly rises any more goes on for ever. */
    private void refuseEndless(double[] step) {
        int a = parts.location();
        double who = move(parts.incidence, step, 0, a);
        double when = move(parts.latency, step, a, parts.size - a);
        if (who <= 0.01 && when <= 0.01) {
            return;
        }
        boolean first = who >= when;
        int from = first ? 1 : a + 1;
        int to = first ? a : parts.size - 1;
        double most = 0;
        for (int j = from - 1; j < to; j++) { // the constant too: if it alone goes on, no column is to blame
            most = Math.max(most, Math.abs(step[j]));
        }
        List<String> columns = new ArrayList<>();
        for (int j = from; j < to; j++) {
            if (Math.abs(step[j]) > 1e-3 * most) {
                columns.add(
                        "'" + parts.names.get(first ? parts.incidenceColumns[j - 1] : parts.latencyColumns[j - a - 1])
                                + "'");
            }
        }
        if (columns.isEmpty()) {
            throw first ? MixtureCureParts.nobodyStays() : MixtureCureParts.collapsed();
        }
        throw new FitException("no finite estimate: column(s) " + String.join(", ", columns)
                + " set(s) apart customers of whom all or none " + (first ? "ever leave" : "leave")
                + "; drop or merge the column(s), or watch longer");
    }

    private static double move(AftRows rows, double[] step, int from, int columns) {
        double largest = 0;
        for (int i = 0; i < rows.rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += step[from + j] * rows.u[j][i];
            }
            largest = Math.max(largest, Math.abs(sum));
        }
        return largest;
    }
}
