package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.prediction.internal.CoordinateDescent;
import java.util.Arrays;

/**
 * A path of elastic nets from the strongest penalty to the weakest, each started where the last one ended.
 *
 * <p>Proximal Newton steps (Lee, Sun and Saunders 2014, "Proximal Newton-type methods for minimizing composite functions"): the
 * gradient is that of the present coefficients, the information an earlier one as long as it serves, because it costs as many
 * passes as there are columns and changes little from one penalty to the next. What decides is the distance from the optimality
 * conditions, which the gradient alone tells.
 */
final class ElasticNetSolver {

    /** Distance from the optimality conditions, for columns of spread 1 and a mean over rows. */
    private static final double OPTIMAL = 1e-11;
    /** A step that leaves more than this share of the distance asks for a new information. */
    private static final double SLOW = 0.05;

    private static final int STEPS = 200;

    private final Family family;
    private final Rows data;
    private final Scaling scaling;
    private final double mixing;
    /** By coefficient: what the penalty of the scaled column is multiplied with; 0 for the intercept. */
    private final double[] factor;

    private final Execution execution;

    private double[] beta;
    private GlmPass at;
    private double[][] information = new double[0][];
    private boolean fresh;
    int passes;
    double worst;

    ElasticNetSolver(
            Family family,
            Rows data,
            Scaling scaling,
            double mixing,
            boolean standardised,
            double[] start,
            Execution execution) {
        this.family = family;
        this.data = data;
        this.scaling = scaling;
        this.mixing = mixing;
        this.beta = start.clone();
        this.execution = execution;
        this.factor = new double[start.length];
        for (int j = 1; j < factor.length; j++) {
            factor[j] = standardised ? 1 : 1 / scaling.deviation[j - 1];
        }
        this.at = pass(true, beta);
    }

    /** The smallest penalty under which all coefficients are 0, given a start where they are. */
    double largest() {
        double largest = 0;
        for (int j = 1; j < beta.length; j++) {
            largest = Math.max(largest, Math.abs(at.score[j]) / factor[j]);
        }
        return largest / scaling.weight / Math.max(mixing, 1e-3);
    }

    double logLikelihood() {
        return at.logLikelihood;
    }

    /** Moves to the solution at a penalty; false if it was not reached. */
    boolean moveTo(double lambda) {
        int p = beta.length;
        double[] l1 = new double[p];
        double[] l2 = new double[p];
        for (int j = 1; j < p; j++) {
            l1[j] = scaling.weight * lambda * mixing * factor[j];
            l2[j] = scaling.weight * lambda * (1 - mixing) * factor[j] * factor[j];
        }
        double before = Double.MAX_VALUE;
        double last = distance(l1, l2);
        for (int step = 0; step < STEPS; step++) {
            worst = last;
            if (last <= OPTIMAL) {
                return true;
            }
            if (information.length == 0 || (last > SLOW * before && !fresh)) {
                GlmPass full = pass(false, beta);
                information = full.information;
                fresh = true;
            } else if (last > 0.9 * before && last < 1e-9) {
                // as near as rounding lets us
                return true;
            }
            double[] target = CoordinateDescent.solve(information, at.score, beta, l1, l2, scaling.weight);
            before = last;
            step(target, l1, l2);
            last = distance(l1, l2);
        }
        return false;
    }

    /** All the way to the target if the objective does not rise, or half way, or a quarter… */
    private void step(double[] target, double[] l1, double[] l2) {
        double objective = objective(at, beta, l1, l2);
        double length = 1;
        for (int halving = 0; halving < 30; halving++) {
            double[] next = beta.clone();
            for (int j = 0; j < next.length; j++) {
                next[j] = length == 1 ? target[j] : next[j] + length * (target[j] - next[j]);
            }
            GlmPass there = pass(true, next);
            if (objective(there, next, l1, l2) <= objective + 1e-12 * Math.abs(objective)) {
                beta = next;
                at = there;
                fresh = false;
                return;
            }
            length /= 2;
        }
    }

    private double objective(GlmPass pass, double[] b, double[] l1, double[] l2) {
        double sum = -pass.logLikelihood;
        for (int j = 1; j < b.length; j++) {
            sum += l1[j] * Math.abs(b[j]) + l2[j] * b[j] * b[j] / 2;
        }
        return sum;
    }

    /** The largest violation of the optimality conditions, a mean over rows. */
    private double distance(double[] l1, double[] l2) {
        double worstOf = Math.abs(at.score[0]);
        for (int j = 1; j < beta.length; j++) {
            double pull = at.score[j] - l2[j] * beta[j];
            double off =
                    beta[j] == 0 ? Math.max(0, Math.abs(pull) - l1[j]) : Math.abs(pull - Math.signum(beta[j]) * l1[j]);
            worstOf = Math.max(worstOf, off);
        }
        return worstOf / scaling.weight;
    }

    private GlmPass pass(boolean scoreOnly, double[] b) {
        passes++;
        GlmPass kind = scoreOnly ? GlmPass.scoreOnly(family, scaling, b) : GlmPass.newton(family, scaling, b, 1);
        return Chunks.accumulate(data, data.count, execution, kind::fresh).result();
    }

    /** Coefficients of the columns themselves, intercept first. */
    double[] coefficients() {
        double[] raw = scaling.unscale(beta);
        for (int j = 1; j < raw.length; j++) {
            raw[j] = scaling.constant[j - 1] ? 0 : raw[j];
        }
        return raw;
    }

    /** Penalties from the largest down to a share of it, evenly on the logarithmic scale. */
    static double[] grid(double largest, double ratio, int count) {
        double[] grid = new double[count];
        Arrays.setAll(grid, k -> count == 1 ? largest : largest * Math.pow(ratio, k / (count - 1.0)));
        return grid;
    }
}
