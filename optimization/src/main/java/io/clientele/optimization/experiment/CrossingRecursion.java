package io.clientele.optimization.experiment;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.GaussPanel;
import java.util.Arrays;

/**
 * The chance that a random walk has stayed within limits at each look so far and crosses one now (Armitage, McPherson and Rowe
 * 1969, "Repeated Significance Tests on Accumulating Data").
 *
 * <p>The walk is S(t), normal with mean drift t and variance t. Its density over the region where it goes on is carried from look to
 * look on panels of 16 Gauss-Legendre nodes, short enough for the steps before and after.
 */
final class CrossingRecursion {

    private static final int N = GaussPanel.NODES;
    /** Nothing to speak of lies further out, in standard deviations. */
    private static final double FAR = 9;

    private static final double ROOT_2PI = 2.5066282746310002;

    private final double drift;
    /** Nodes of the look before the last, with the mass that each stands for. */
    private double[] nodes = {0};

    private double[] mass = {1};
    private double time;
    /** The last look and its region, not yet cut into panels. */
    private double lastTime;

    private double low;
    private double high;
    /** The look that is being asked about. */
    private double now;

    CrossingRecursion(double drift) {
        this.drift = drift;
    }

    /** Goes to the next look. */
    void advance(double next) {
        if (lastTime > 0) {
            double step = Math.sqrt(Math.min(lastTime - time, next - lastTime));
            int panels = (int) Math.max(1, Math.ceil((high - low) / (3 * step)));
            double half = (high - low) / panels / 2;
            double[] at = new double[panels * N];
            double[] density = new double[at.length];
            for (int p = 0; p < panels; p++) {
                double center = low + (2 * p + 1) * half;
                for (int i = 0; i < N; i++) {
                    at[p * N + i] = center + half * GaussPanel.node(i);
                }
            }
            carry(at, density);
            for (int i = 0; i < at.length; i++) {
                density[i] *= half * GaussPanel.weight(i % N);
            }
            nodes = at;
            mass = density;
            time = lastTime;
        }
        now = next;
    }

    /** The density at the last look. */
    private void carry(double[] at, double[] density) {
        double variance = lastTime - time;
        double deviation = Math.sqrt(variance);
        double shift = drift * variance;
        double reach = FAR * deviation;
        double[] work = new double[nodes.length];
        double[] e = new double[nodes.length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < at.length; i++) {
            double center = at[i] - shift;
            while (from < nodes.length && nodes[from] < center - reach) {
                from++;
            }
            to = Math.max(to, from);
            while (to < nodes.length && nodes[to] <= center + reach) {
                to++;
            }
            int n = to - from;
            for (int j = 0; j < n; j++) {
                double z = (center - nodes[from + j]) / deviation;
                work[j] = -0.5 * z * z;
            }
            VectorMath.exp(work, e, n);
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += mass[from + j] * e[j];
            }
            density[i] = sum / (ROOT_2PI * deviation);
        }
    }

    /** The chance to be above a limit (in standard deviations of the walk) now and not to have stopped before. */
    double above(double limit) {
        return beyond(limit * Math.sqrt(now), 1);
    }

    double below(double limit) {
        return beyond(limit * Math.sqrt(now), -1);
    }

    private double beyond(double s, double sign) {
        double variance = now - time;
        double deviation = Math.sqrt(variance);
        double at = s - drift * variance;
        double sum = 0;
        // from the node nearest the limit inwards, until nothing more is to come
        for (int k = 0; k < nodes.length; k++) {
            int j = sign > 0 ? nodes.length - 1 - k : k;
            double z = sign * (at - nodes[j]) / deviation;
            double part = Distributions.normalSurvival(z);
            sum += mass[j] * part;
            if (z > FAR && part < 1e-17 * sum) {
                break;
            }
        }
        return sum;
    }

    /** The derivative of {@link #above}, less its sign. */
    private double slopeAbove(double limit) {
        double variance = now - time;
        double deviation = Math.sqrt(variance);
        double at = limit * Math.sqrt(now) - drift * variance;
        double sum = 0;
        for (int j = nodes.length - 1; j >= 0; j--) {
            double z = (at - nodes[j]) / deviation;
            if (z > FAR && sum > 0) {
                break;
            }
            sum += mass[j] * Math.exp(-0.5 * z * z);
        }
        return sum / ROOT_2PI / deviation * Math.sqrt(now);
    }

    /** The limit above which the walk is with a given chance; infinite if the chance is too small to speak of. */
    double limitFor(double chance) {
        if (!(chance > 1e-300)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = -FAR;
        double high = 38;
        double at = 2;
        for (int i = 0; i < 200; i++) {
            double value = above(at);
            if (value > chance) {
                low = at;
            } else {
                high = at;
            }
            // Newton's rule on the logarithm, which is nearly a parabola; bisection where it leaves the bracket
            double slope = slopeAbove(at);
            double next = value > 0 && slope > 0 ? at + value / slope * Math.log(value / chance) : Double.NaN;
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (Math.abs(next - at) <= 1e-15 * Math.max(1, Math.abs(at)) || high - low < 1e-15) {
                return next;
            }
            at = next;
        }
        return at;
    }

    /** Goes on only between two limits, in standard deviations of the walk. */
    void stay(double lower, double upper) {
        double root = Math.sqrt(now);
        lastTime = now;
        low = Math.max(lower * root, drift * now - FAR * root);
        high = Math.min(upper * root, drift * now + FAR * root);
        if (!(low < high)) {
            // the drift has left the region behind: nobody goes on
            nodes = new double[] {0};
            mass = new double[] {0};
            low = -root;
            high = root;
        }
    }

    @Override
    public String toString() {
        return "CrossingRecursion[" + nodes.length + " nodes, "
                + Arrays.stream(mass).sum() + " going on]";
    }
}
