package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;

/**
 * The best q of a generalised gamma: the likelihood maximised over all else is looked at on a grid, then narrowed by golden
 * section, then its slope in q brought to 0 by the secant rule. Slopes and curvatures in q are differences of fourth order, good
 * to about ten digits.
 */
final class ShapeSearch {

    private static final double[] GRID = {-4, -2, -1, -0.5, 0.001, 0.5, 1, 2, 4};
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /** Step of the differences in q. */
    private static final double STEP = 4e-3;

    private static final double WIDTH = 1e-2;

    private final AftRows rows;
    private final AftNewton newton;
    private final Execution execution;
    private double q;
    private boolean end;
    private AftNewton.State state;

    ShapeSearch(AftRows rows, AftNewton newton, Execution execution) {
        this.rows = rows;
        this.newton = newton;
        this.execution = execution;
        int best = 0;
        this.q = 0.5;
        this.state = run(q, newton.start());
        double[] values = new double[GRID.length];
        for (int k = 0; k < GRID.length; k++) {
            values[k] = value(GRID[k]);
            best = values[k] > values[best] ? k : best;
        }
        end = best == 0 || best == GRID.length - 1;
        narrow(GRID[Math.max(0, best - 1)], GRID[Math.min(GRID.length - 1, best + 1)]);
        if (!end) {
            settle();
        }
    }

    AftNewton.State best() {
        return state;
    }

    double q() {
        return q;
    }

    boolean atTheEnd() {
        return end;
    }

    private AftNewton.State run(double shape, double[] from) {
        return newton.run(new LifetimeShape(LifetimeDistribution.GENERALIZED_GAMMA, shape), from);
    }

    private double value(double shape) {
        try {
            return run(shape, state.theta).pass.logLikelihood;
        } catch (FitException e) {
            return Double.NEGATIVE_INFINITY; // no such shape: a far tail that cannot be represented, or a scale that
            // collapses
        }
    }

    private void narrow(double from, double to) {
        double low = from;
        double high = to;
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double va = value(a);
        double vb = value(b);
        while (high - low > WIDTH) {
            if (va >= vb) {
                high = b;
                b = a;
                vb = va;
                a = high - GOLDEN * (high - low);
                va = value(a);
            } else {
                low = a;
                a = b;
                va = vb;
                b = low + GOLDEN * (high - low);
                vb = value(b);
            }
        }
        q = (low + high) / 2;
        state = run(q, state.theta);
    }

    /** The slope of the likelihood in q at fixed theta, which at the best theta is that of the maximised likelihood. */
    private double slope(double shape, double[] theta) {
        double h = STEP;
        return (likelihood(shape - 2 * h, theta)
                        - 8 * likelihood(shape - h, theta)
                        + 8 * likelihood(shape + h, theta)
                        - likelihood(shape + 2 * h, theta))
                / (12 * h);
    }

    private double likelihood(double shape, double[] theta) {
        return pass(shape, theta).logLikelihood;
    }

    private AftPass pass(double shape, double[] theta) {
        return new AftPass(rows, new LifetimeShape(LifetimeDistribution.GENERALIZED_GAMMA, shape), theta, execution);
    }

    private void settle() {
        double before = q;
        double slopeBefore = slope(q, state.theta);
        q += WIDTH / 4;
        state = run(q, state.theta);
        double slope = slope(q, state.theta);
        for (int i = 0;
                i < 20 && slope != slopeBefore && Math.abs(q - before) > 1e-11 * Math.max(1, Math.abs(q));
                i++) {
            double next = q - slope * (q - before) / (slope - slopeBefore);
            if (!(Math.abs(next - q) < 1)) {
                break;
            }
            before = q;
            slopeBefore = slope;
            q = next;
            state = run(q, state.theta);
            slope = slope(q, state.theta);
        }
    }

    /** Of theta and q together, from the observed information. */
    double[][] covariance() {
        int p = state.theta.length;
        double h = STEP;
        double[] theta = state.theta;
        AftPass[] at = {
            pass(q - 2 * h, theta), pass(q - h, theta), pass(q, theta), pass(q + h, theta), pass(q + 2 * h, theta)
        };
        double[][] information = new double[p + 1][p + 1];
        for (int j = 0; j < p; j++) {
            if (state.aliased[j]) {
                continue;
            }
            for (int k = 0; k < p; k++) {
                information[j][k] = state.aliased[k] ? 0 : at[2].information[j][k];
            }
            double mixed = (at[0].score[j] - 8 * at[1].score[j] + 8 * at[3].score[j] - at[4].score[j]) / (12 * h);
            information[j][p] = -mixed;
            information[p][j] = -mixed;
        }
        information[p][p] = (at[0].logLikelihood
                        - 16 * at[1].logLikelihood
                        + 30 * at[2].logLikelihood
                        - 16 * at[3].logLikelihood
                        + at[4].logLikelihood)
                / (12 * h * h);
        return AftFit.inverse(information);
    }
}
