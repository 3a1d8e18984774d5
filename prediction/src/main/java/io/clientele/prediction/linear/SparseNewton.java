package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Minimises {@code losses + l1 |b|₁ + l2/2 |b|²}, the intercept free, for sparse rows: Newton directions, then backtracking (Armijo).
 *
 * <p>Without an L1 part the direction comes from conjugate gradients. With one it comes from coordinate descent, until a step has
 * left every coefficient its sign; from then on from conjugate gradients on those that are not 0, which gain digits faster, as long
 * as signs stay.
 */
final class SparseNewton {

    private static final int HALVINGS = 40;
    /** Sufficient decrease. */
    private static final double ARMIJO = 1e-4;
    /** Below this share of the objective a decrease cannot be told from rounding. */
    private static final double BLIND = 1e-11;
    /** Where rounding stops the fit, it has converged if the gradient is at most this share of the one at the start. */
    private static final double ENOUGH = 1e-9;

    private static final double DAMPING = 1e-8;

    private final SparseRows rows;
    private final SparseLogisticLoss loss;
    private final double l1;
    private final double l2;
    private final double tolerance;
    private final int maxIterations;
    private final Execution execution;
    private final SparseConjugateGradients gradients;
    private final @Nullable SparseDescent descent;

    double intercept;
    final double[] b;
    double losses;
    int iterations;
    boolean converged;
    /** Length of the gradient as a share of the one at the start. */
    double relative;
    /** Length of the gradient with the intercept at its best. */
    double gradientLength;

    private double[] margins;
    private double objective;
    private double interceptGradient;
    private double interceptCurvature;
    /** Of least length among the subgradients. */
    private final double[] gradient;

    private final double[] cross;
    private final double[] diagonal;
    private final boolean[] free;
    /** Whether the last step left every coefficient its sign. */
    private boolean settled;

    SparseNewton(
            SparseRows rows,
            SparseLogisticLoss loss,
            double l1,
            double l2,
            double tolerance,
            int maxIterations,
            double intercept,
            Execution execution) {
        this.rows = rows;
        this.loss = loss;
        this.l1 = l1;
        this.l2 = l2;
        this.tolerance = tolerance;
        this.maxIterations = maxIterations;
        this.intercept = intercept;
        this.execution = execution;
        this.gradients = new SparseConjugateGradients(rows, l2, l1 > 0 ? DAMPING : 0);
        this.descent = l1 > 0 ? new SparseDescent(rows.x) : null;
        this.settled = l1 == 0;
        this.b = new double[rows.columns];
        this.margins = new double[rows.count];
        this.gradient = new double[rows.columns];
        this.cross = new double[rows.columns];
        this.diagonal = new double[rows.columns];
        this.free = new boolean[rows.columns];
    }

    int products() {
        return gradients.products;
    }

    void solve() {
        losses = loss.at(intercept, margins);
        objective = losses;
        double start = derivatives();
        double scale = start > 0 ? start : 1;
        double before = Double.POSITIVE_INFINITY;
        boolean blind = false;
        while (true) {
            relative = Math.sqrt(interceptGradient * interceptGradient + Newton.dot(gradient, gradient)) / scale;
            if (relative <= tolerance || (blind && relative > before / 2)) {
                converged = relative <= Math.max(tolerance, ENOUGH);
                break;
            }
            if (iterations == maxIterations) {
                break;
            }
            before = relative;
            double forcing = Math.min(0.25, Math.max(Math.sqrt(relative), 0.3 * tolerance / relative));
            Step step = next(forcing);
            if (step == Step.NONE) {
                converged = relative <= ENOUGH;
                break;
            }
            blind = step == Step.BLIND;
            iterations++;
            derivatives();
            execution.progress("iterations", iterations, maxIterations);
        }
        double[] reduced = reduced();
        gradientLength = Math.sqrt(Newton.dot(reduced, reduced));
    }

    /** Fills the derivatives at the present coefficients; gives the length of the gradient of the losses alone. */
    private double derivatives() {
        interceptGradient = -loss.scoreSum;
        interceptCurvature = Math.max(loss.curvatureSum, Double.MIN_NORMAL);
        double[] sums = rows.sums(loss.score, loss.curvature);
        double length = interceptGradient * interceptGradient;
        for (int j = 0; j < b.length; j++) {
            double s = sums[3 * j];
            length += s * s;
            double g = l2 * b[j] - s;
            cross[j] = sums[3 * j + 1];
            double own = Math.max(0, sums[3 * j + 2] - cross[j] * cross[j] / interceptCurvature);
            diagonal[j] = own + l2 + (l1 > 0 ? DAMPING * sums[3 * j + 2] : 0);
            if (b[j] != 0) {
                gradient[j] = g + Math.signum(b[j]) * l1;
            } else {
                gradient[j] = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
            }
            free[j] = diagonal[j] > 0 && (b[j] != 0 || gradient[j] != 0);
        }
        return Math.sqrt(length);
    }

    /** The gradient with the intercept at its best, 0 where a coefficient stays. */
    private double[] reduced() {
        double[] reduced = new double[b.length];
        for (int j = 0; j < b.length; j++) {
            reduced[j] = free[j] ? gradient[j] - cross[j] * interceptGradient / interceptCurvature : 0;
        }
        return reduced;
    }

    private enum Step {
        /** Seen to be better. */
        BETTER,
        /** Better by less than rounding shows. */
        BLIND,
        NONE
    }

    private Step next(double forcing) {
        double[] reduced = reduced();
        if (settled && noneEnters()) {
            double[] direction =
                    gradients.direction(reduced, free, cross, interceptCurvature, diagonal, loss.curvature, forcing);
            Step step = keepsSigns(direction) ? search(direction) : Step.NONE;
            if (step != Step.NONE || descent == null) {
                return step;
            }
        }
        for (int j = 0; j < b.length; j++) {
            // the smooth part's own
            reduced[j] += b[j] != 0 ? -Math.signum(b[j]) * l1 : Math.signum(gradient[j]) * l1;
        }
        double[] direction = Objects.requireNonNull(descent)
                .direction(
                        new SparseDescent.Quadratic(
                                b, free, reduced, cross, interceptCurvature, diagonal, loss.curvature, l1, l2),
                        forcing);
        Step step = search(direction);
        settled = step != Step.NONE && keepsSigns(direction);
        return step;
    }

    /** Whether all coefficients that are free are other than 0 already; without an L1 part 0 is like any other. */
    private boolean noneEnters() {
        for (int j = 0; j < b.length && l1 > 0; j++) {
            if (free[j] && b[j] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the full step leaves every coefficient on its side, those at 0 at 0. */
    private boolean keepsSigns(double[] direction) {
        if (l1 > 0) {
            for (int j = 0; j < b.length; j++) {
                if (direction[j] != 0 && b[j] * (b[j] + direction[j]) <= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private Step search(double[] direction) {
        double ofIntercept = -(interceptGradient + Newton.dot(cross, direction)) / interceptCurvature;
        double[] along = new double[rows.count];
        rows.times(direction, along);
        double slope = ofIntercept * interceptGradient + slope(direction);
        double[] there = new double[rows.count];
        double length = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            for (int i = 0; i < there.length; i++) {
                there[i] = margins[i] + length * along[i];
            }
            double newLosses = loss.at(intercept + length * ofIntercept, there);
            double next = newLosses + penalty(direction, length);
            boolean blind = Math.abs(length * slope) <= BLIND * Math.abs(objective)
                    && next <= objective + BLIND * Math.abs(objective);
            if (blind || next <= objective + ARMIJO * length * Math.min(0, slope)) {
                intercept += length * ofIntercept;
                for (int j = 0; j < b.length; j++) {
                    b[j] += length * direction[j];
                }
                margins = there;
                losses = newLosses;
                objective = next;
                return blind ? Step.BLIND : Step.BETTER;
            }
            length /= 2;
        }
        loss.at(intercept, margins);
        return Step.NONE;
    }

    /** What the objective would lose along the direction were it straight but for the corners of the penalty. */
    private double slope(double[] direction) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            if (direction[j] != 0) {
                double corner = b[j] != 0 ? Math.signum(b[j]) : -Math.signum(gradient[j]);
                sum += (gradient[j] - corner * l1) * direction[j];
                sum += l1 * (Math.abs(b[j] + direction[j]) - Math.abs(b[j]));
            }
        }
        return sum;
    }

    private double penalty(double[] direction, double length) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            double v = b[j] + length * direction[j];
            sum += l1 * Math.abs(v) + l2 / 2 * v * v;
        }
        return sum;
    }
}
