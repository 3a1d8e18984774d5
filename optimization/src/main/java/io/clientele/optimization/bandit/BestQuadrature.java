package io.clientele.optimization.bandit;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.optimization.internal.GaussPanel;
import java.util.Arrays;

/**
 * Which of several independent quantities is the largest, by quadrature.
 *
 * <p>P(k is largest) is the integral of f_k times the product of the other F_j. Only the stretch between the highest of the lower
 * ends and the highest of the upper ends matters: below it the product is below 1e-18. The stretch is cut into panels so long
 * that 16 Gauss-Legendre nodes see every arm's curve, walked from the top down; 1 - F_k comes from integrating f_k along the way,
 * so no distribution function is called. The probabilities add up to the integral of a total derivative, which is 1; where they
 * miss it by more than rounding the panels are made shorter and all is done again.
 */
final class BestQuadrature {

    private static final int N = GaussPanel.NODES;
    private static final double GOOD = 5e-14;
    /** A product of as many factors as arms is rounded as many times. */
    private static final double ROUNDING = 2e-16;

    private final Family family;
    private final double[] tops;
    /** 1 - F at the lower end of the panels so far. */
    private final double[] survival;

    private final int[] active;
    private final double[][] f;
    private final double[][] cdf;
    private final double[][] beyond;
    private final double[][] before;
    private final double[] work = new double[N];
    private final double[] shape = new double[N];
    private final double[] after = new double[N];

    /** P(arm is largest). */
    final double[] probability;
    /** The arm whose lower end is highest. */
    final int anchor;
    /** E(max) less the anchor's mean. */
    double anchorLoss;

    private BestQuadrature(Family family) {
        this.family = family;
        int arms = family.arms();
        probability = new double[arms];
        survival = new double[arms];
        active = new int[arms];
        f = new double[arms][N];
        cdf = new double[arms][N];
        beyond = new double[arms][N];
        before = new double[arms][N];
        tops = family.high;
        int best = 0;
        for (int k = 1; k < arms; k++) {
            if (family.low[k] > family.low[best]) {
                best = k;
            }
        }
        anchor = best;
    }

    static BestQuadrature of(Family family) {
        return of(family, 3);
    }

    /** With panels that long at first, in units of the family's stretch. */
    static BestQuadrature of(Family family, double first) {
        BestQuadrature result = new BestQuadrature(family);
        double scale = first;
        double good = GOOD + ROUNDING * family.arms();
        double missing = result.run(scale);
        for (int again = 0; again < 6 && Math.abs(missing) > good; again++) {
            scale /= 2;
            missing = result.run(scale);
        }
        double sum = 1 - missing;
        for (int k = 0; k < result.probability.length; k++) {
            result.probability[k] /= sum;
        }
        return result;
    }

    /** Returns 1 less the sum of the probabilities. */
    private double run(double scale) {
        for (int k = 0; k < survival.length; k++) {
            survival[k] = family.beyond(k);
            probability[k] = survival[k];
        }
        anchorLoss = 0;
        double bottom = family.low[anchor];
        double top = bottom;
        for (double high : tops) {
            top = Math.max(top, high);
        }
        double t = top;
        while (t > bottom) {
            double lower = Math.max(bottom, t - length(t, bottom, scale));
            panel(lower, t);
            t = lower;
        }
        double sum = 0;
        for (double p : probability) {
            sum += p;
        }
        return 1 - sum;
    }

    /** How long the panel that ends at t may be. */
    private double length(double t, double bottom, double scale) {
        double length = t - bottom;
        for (int pass = 0; pass < 2; pass++) {
            // the second pass looks from the lower end of what the first one found
            double at = pass == 0 ? t : t - length;
            family.moveTo(at);
            for (int k = 0; k < tops.length; k++) {
                double gap = t - tops[k];
                if (gap < length) {
                    double own = scale * family.stretch(k);
                    // a panel may end where an arm begins, rather than be short over nothing
                    length = Math.min(length, Math.max(own, gap));
                }
            }
        }
        return length;
    }

    private void panel(double lower, double upper) {
        double half = (upper - lower) / 2;
        double center = lower + half;
        family.moveTo(center);
        for (int i = 0; i < N; i++) {
            shape[i] = family.shape(half * GaussPanel.node(i));
        }
        int count = 0;
        for (int k = 0; k < tops.length; k++) {
            if (tops[k] > lower) {
                density(k, half);
                active[count++] = k;
            }
        }
        multiply(count, half);
        lose(count, half, center);
    }

    private void density(int k, double half) {
        family.logDensity(k, half, shape, work);
        double[] density = f[k];
        VectorMath.exp(work, density, N);
        double[] above = beyond[k];
        Arrays.fill(above, survival[k]);
        double whole = 0;
        for (int j = 0; j < N; j++) {
            double value = half * density[j];
            GaussPanel.addIntegralsToTop(j, value, above);
            whole += value * GaussPanel.weight(j);
        }
        double[] below = cdf[k];
        for (int i = 0; i < N; i++) {
            below[i] = Math.max(0, 1 - above[i]);
        }
        survival[k] += whole;
    }

    private void multiply(int count, double half) {
        Arrays.fill(after, 1);
        for (int a = 0; a < count; a++) {
            double[] own = before[a];
            double[] below = cdf[active[a]];
            for (int i = 0; i < N; i++) {
                own[i] = after[i];
                after[i] *= below[i];
            }
        }
        Arrays.fill(after, 1);
        for (int a = count - 1; a >= 0; a--) {
            int k = active[a];
            double[] density = f[k];
            double[] below = cdf[k];
            double[] first = before[a];
            double sum = 0;
            for (int i = 0; i < N; i++) {
                double others = first[i] * after[i];
                sum += GaussPanel.weight(i) * (density[i] * others);
            }
            probability[k] += half * sum;
            for (int i = 0; i < N; i++) {
                after[i] *= below[i];
            }
        }
    }

    /**
     * E(max) - E(anchor) is the integral over the user's scale of the chance that the anchor is below and any other is above. That
     * chance is summed up from the others' own, so that it keeps its digits far out, where it is small and the stretch is long.
     */
    private void lose(int count, double half, double center) {
        Arrays.fill(work, 0);
        boolean reached = false;
        for (int a = 0; a < count; a++) {
            double[] above = beyond[active[a]];
            if (active[a] == anchor) {
                reached = true;
            } else {
                for (int i = 0; i < N; i++) {
                    work[i] += above[i] * (1 - work[i]);
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double below = reached ? cdf[anchor][i] : 1;
            sum += GaussPanel.weight(i) * (below * work[i] * family.valueSlope(center + half * GaussPanel.node(i)));
        }
        anchorLoss += half * sum;
    }
}
