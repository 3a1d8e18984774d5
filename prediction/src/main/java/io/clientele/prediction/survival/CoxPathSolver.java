package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.prediction.internal.CoordinateDescent;
import java.util.Arrays;

/**
 * A path of penalised Cox regressions from the strongest penalty to the weakest, each started where the last one ended.
 *
 * <p>Proximal Newton steps (Lee, Sun and Saunders 2014, "Proximal Newton-type methods for minimizing composite functions") on the
 * columns that the strong rule keeps; then the scores of all columns, of which those that break their condition join. The
 * information is kept from step to step as long as it serves.
 */
final class CoxPathSolver {

    /** Distance from the optimality conditions, for columns of spread 1 and a mean over rows. */
    private static final double OPTIMAL = 1e-11;

    private static final double ROUNDED = 1e-9;
    /** A step that leaves more than this share of the distance asks for a new information. */
    private static final double SLOW = 0.05;

    private static final int STEPS = 200;
    private static final int HALVINGS = 40;

    private final CoxDesign design;
    private final Ties ties;
    private final double mixing;
    private final double weight;
    /** By column: what the penalty of the design's column is multiplied with. */
    private final double[] factor;
    /** By column: its weighted sum over the events. */
    private final double[] eventSum;

    private final Execution execution;
    private final double[] beta;
    private final double[] score;
    /** Columns that the pass has, ascending. */
    private int[] kept = new int[0];

    private CoxPass pass;
    private double[][] information = new double[0][];
    private boolean fresh;
    private double logLikelihood;
    private double lambdaBefore;
    int passes;
    double worst;

    /**
     * A start with all coefficients 0.
     *
     * @param deviation of each column, with which the penalty is multiplied
     * @param weight of all rows
     */
    CoxPathSolver(CoxElasticNet.Options o, CoxDesign design, double[] deviation, double weight, Execution execution) {
        this.design = design;
        this.ties = o.ties();
        this.mixing = o.mixing();
        this.weight = weight;
        this.execution = execution;
        int p = design.columns();
        factor = new double[p];
        eventSum = new double[p];
        beta = new double[p];
        score = new double[p];
        for (int j = 0; j < p; j++) {
            factor[j] = deviation[j] > 0 ? deviation[j] / design.scale[j] : 1;
            for (int b = 0; b < design.bins(); b++) {
                for (int i = design.binEvents[b]; i < design.binStart[b + 1]; i++) {
                    eventSum[j] += design.weight(i) * design.x()[j][i];
                }
            }
        }
        pass = new CoxPass(design.select(kept), ties, null);
        passes++;
        if (!pass.scoreAt(new double[0], execution)) {
            throw new FitException("the offset spreads too far for the likelihood to be represented; check its scale");
        }
        logLikelihood = pass.logLikelihood;
        scores();
        lambdaBefore = largest();
    }

    /** The smallest penalty under which all coefficients are 0; asked at the start. */
    double largest() {
        double largest = 0;
        for (int j = 0; j < score.length; j++) {
            largest = Math.max(largest, Math.abs(score[j]) / factor[j]);
        }
        return largest / weight / Math.max(mixing, 1e-3);
    }

    double logLikelihood() {
        return logLikelihood;
    }

    /** Coefficients of the columns themselves. */
    double[] coefficients() {
        double[] raw = new double[beta.length];
        Arrays.setAll(raw, j -> beta[j] / design.scale[j] + 0.0);
        return raw;
    }

    /** Moves to the solution at a penalty; false if it was not reached. */
    boolean moveTo(double lambda) {
        int p = beta.length;
        double[] l1 = new double[p];
        double[] l2 = new double[p];
        boolean[] join = new boolean[p];
        for (int j = 0; j < p; j++) {
            l1[j] = weight * lambda * mixing * factor[j];
            l2[j] = weight * lambda * (1 - mixing) * factor[j] * factor[j];
            join[j] = Math.abs(score[j]) >= weight * mixing * factor[j] * (2 * lambda - lambdaBefore);
        }
        lambdaBefore = lambda;
        while (true) {
            keep(join);
            boolean reached = solve(pick(l1), pick(l2));
            scores();
            boolean more = false;
            for (int j = 0; j < p; j++) {
                join[j] = Arrays.binarySearch(kept, j) < 0 && Math.abs(score[j]) > l1[j];
                more |= join[j];
            }
            if (!more) {
                worst = distance(score, beta, l1, l2);
                return reached;
            }
        }
    }

    /** The columns kept so far and those that join. */
    private void keep(boolean[] join) {
        boolean[] all = join.clone();
        for (int j : kept) {
            all[j] = true;
        }
        int[] next = new int[all.length];
        int count = 0;
        for (int j = 0; j < all.length; j++) {
            if (all[j]) {
                next[count++] = j;
            }
        }
        if (count > kept.length) {
            kept = Arrays.copyOf(next, count);
            pass = new CoxPass(design.select(kept), ties, null);
            information = new double[0][];
        }
    }

    private boolean solve(double[] l1, double[] l2) {
        double[] b = pick(beta);
        full(b);
        double[] gradient = pass.score;
        double before = Double.MAX_VALUE;
        double last = distance(gradient, b, l1, l2);
        boolean reached = false;
        for (int step = 0; step < STEPS; step++) {
            if (last <= OPTIMAL || (last > 0.9 * before && last < ROUNDED)) {
                reached = true;
                break;
            }
            if (last > SLOW * before && !fresh) {
                full(b);
                gradient = pass.score;
            }
            double[] target = CoordinateDescent.solve(information, gradient, b, l1, l2, weight);
            b = step(b, target, l1, l2);
            gradient = pass.score;
            before = last;
            last = distance(gradient, b, l1, l2);
        }
        for (int k = 0; k < kept.length; k++) {
            beta[kept[k]] = b[k];
        }
        return reached;
    }

    /** Score and information, after which the information is that of these coefficients. */
    private void full(double[] b) {
        passes++;
        if (!pass.at(b, execution)) {
            throw new FitException("the likelihood cannot be represented at a penalty; use a larger one");
        }
        information = pass.information;
        logLikelihood = pass.logLikelihood;
        fresh = true;
    }

    /** All the way to the target if the objective does not rise, or half way, or a quarter… */
    private double[] step(double[] b, double[] target, double[] l1, double[] l2) {
        double objective = penalty(b, l1, l2) - logLikelihood;
        double length = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] next = b.clone();
            for (int j = 0; j < next.length; j++) {
                next[j] = length == 1 ? target[j] : next[j] + length * (target[j] - next[j]);
            }
            passes++;
            if (pass.scoreAt(next, execution)
                    && penalty(next, l1, l2) - pass.logLikelihood <= objective + 1e-12 * Math.abs(objective)) {
                logLikelihood = pass.logLikelihood;
                fresh = false;
                return next;
            }
            length /= 2;
        }
        full(b);
        return b;
    }

    private static double penalty(double[] b, double[] l1, double[] l2) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += l1[j] * Math.abs(b[j]) + l2[j] * b[j] * b[j] / 2;
        }
        return sum;
    }

    /** The scores of all columns at the coefficients of the last pass. */
    private void scores() {
        Chunks.tasks(score.length, execution, j -> score[j] = pass.score(design.x()[j], eventSum[j]));
    }

    /** The largest violation of the optimality conditions, a mean over rows. */
    private double distance(double[] gradient, double[] b, double[] l1, double[] l2) {
        double largest = 0;
        for (int j = 0; j < b.length; j++) {
            double pull = gradient[j] - l2[j] * b[j];
            double off = b[j] == 0 ? Math.max(0, Math.abs(pull) - l1[j]) : Math.abs(pull - Math.signum(b[j]) * l1[j]);
            largest = Math.max(largest, off);
        }
        return largest / weight;
    }

    private double[] pick(double[] values) {
        double[] picked = new double[kept.length];
        Arrays.setAll(picked, k -> values[kept[k]]);
        return picked;
    }
}
