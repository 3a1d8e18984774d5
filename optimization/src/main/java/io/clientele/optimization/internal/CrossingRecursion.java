package io.clientele.optimization.internal;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.stats.Distributions;
import java.util.Arrays;

/**
 * The chance that a random walk has stayed within limits at each look so far and crosses one now (Armitage, McPherson and Rowe
 * 1969, "Repeated Significance Tests on Accumulating Data").
 *
 * <p>The walk is S(t), normal with mean drift t and variance t. Its density over the region where it goes on is carried from look to
 * look on panels of 16 Gauss-Legendre nodes, short enough for the steps before and after.
 *
 * <p>One look more costs one step from the state of the last one: a {@link #copy} goes on by itself. Not thread-safe.
 */
public final class CrossingRecursion {

    private static final int N = GaussPanel.NODES;
    /** Nothing to speak of lies further out, in standard deviations. */
    private static final double FAR = 9;

    private static final double ROOT_2PI = 2.5066282746310002;

    private final double drift;
    /** Where the walk began. */
    private final double startTime;

    private final double startPlace;
    /** Nodes of the look before the last, with the mass that each stands for. */
    private double[] nodes;

    private double[] mass = {1};
    /** Half the length of their panels. */
    private double nodeHalf;

    private boolean nodesMirrored;

    private double time;
    /** The last look and its region, not yet cut into panels; NaN before the first look. */
    private double lastTime = Double.NaN;

    private double low;
    private double high;
    /** The look that is being asked about. */
    private double now;
    /** The limit found last, near which the next one is. */
    private double guess = 2;

    private final double[] exponents = new double[2 * N];
    private final double[] factors = new double[2 * N];
    private final double[] weighted = new double[N];

    /**
     * A walk that begins at 0.
     *
     * @param drift per unit of time
     */
    public CrossingRecursion(double drift) {
        this(drift, 0, 0);
    }

    /**
     * A walk that is known to be somewhere.
     *
     * @param drift per unit of time
     * @param time at which it is there, not below 0
     * @param place where it is
     */
    public CrossingRecursion(double drift, double time, double place) {
        this.drift = drift;
        startTime = time;
        startPlace = place;
        this.time = time;
        nodes = new double[] {place};
    }

    /** {@return a walk in the same state, that goes on by itself} */
    public CrossingRecursion copy() {
        CrossingRecursion copy = new CrossingRecursion(drift, startTime, startPlace);
        copy.nodes = nodes; // never changed, only replaced
        copy.mass = mass;
        copy.nodeHalf = nodeHalf;
        copy.nodesMirrored = nodesMirrored;
        copy.time = time;
        copy.lastTime = lastTime;
        copy.low = low;
        copy.high = high;
        copy.now = now;
        copy.guess = guess;
        return copy;
    }

    /**
     * Goes to the next look.
     *
     * @param next its time, after that of the last one
     */
    public void advance(double next) {
        if (!Double.isNaN(lastTime)) {
            double step = Math.sqrt(Math.min(lastTime - time, next - lastTime));
            int panels = (int) Math.max(1, Math.ceil((high - low) / (3 * step)));
            double half = (high - low) / panels / 2;
            double[] at = new double[panels * N];
            double[] density = new double[at.length];
            for (int p = 0; p < panels; p++) {
                double center = 0.5 * (low + high) + (2 * p + 1 - panels) * half;
                for (int i = 0; i < N; i++) {
                    at[p * N + i] = center + half * GaussPanel.node(i);
                }
            }
            carry(at, half, density);
            for (int i = 0; i < at.length; i++) {
                density[i] *= half * GaussPanel.weight(i % N);
            }
            nodes = at;
            nodeHalf = half;
            nodesMirrored = drift == 0 && low == -high;
            mass = density;
            time = lastTime;
        }
        now = next;
    }

    /** The density at the last look, at the nodes of panels with a given half length. */
    private void carry(double[] at, double half, double[] density) {
        double variance = lastTime - time;
        double deviation = Math.sqrt(variance);
        double shift = drift * variance;
        if (nodes.length == 1) { // the start of the walk
            for (int i = 0; i < at.length; i++) {
                double z = (at[i] - shift - nodes[0]) / deviation;
                density[i] = mass[0] * Math.exp(-0.5 * z * z) / (ROOT_2PI * deviation);
            }
            return;
        }
        double a = half / deviation;
        double b = nodeHalf / deviation;
        double[] near = near(a, b);
        double reach = FAR * deviation + half + nodeHalf;
        double[] sums = new double[N];
        // without drift, between limits that mirror each other, so do the two halves
        boolean mirrored = drift == 0 && low == -high && nodesMirrored;
        for (int p = mirrored ? at.length / N / 2 * N : 0; p < at.length; p += N) {
            double center = 0.5 * (at[p] + at[p + N - 1]) - shift;
            Arrays.fill(sums, 0);
            for (int q = 0; q < nodes.length; q += N) {
                double away = center - 0.5 * (nodes[q] + nodes[q + N - 1]);
                if (Math.abs(away) <= reach) {
                    addPanel(away / deviation, a, b, near, q, sums);
                }
            }
            for (int i = 0; i < N; i++) {
                density[p + i] = sums[i] / (ROOT_2PI * deviation);
            }
        }
        if (mirrored) {
            for (int i = 0; i < at.length / 2; i++) {
                density[i] = density[at.length - 1 - i];
            }
        }
    }

    /**
     * What the nodes of two panels have to do with each other wherever the panels are: of -(d + a u - b v)² / 2 the terms without d,
     * as exponentials. What is left is exp(-d² / 2 - d a u) exp(d b v), so that a pair of panels takes 32 exponentials, not 256.
     */
    private static double[] near(double a, double b) {
        double[] work = new double[N * N];
        for (int i = 0; i < N; i++) {
            double u = a * GaussPanel.node(i);
            for (int j = 0; j < N; j++) {
                double v = b * GaussPanel.node(j);
                work[i * N + j] = -0.5 * (u - v) * (u - v);
            }
        }
        double[] near = new double[work.length];
        VectorMath.exp(work, near, work.length);
        return near;
    }

    /** Adds what comes from the panel that begins at node q, d deviations away. */
    private void addPanel(double d, double a, double b, double[] near, int q, double[] sums) {
        for (int i = 0; i < N; i++) {
            exponents[i] = -d * (0.5 * d + a * GaussPanel.node(i));
            exponents[N + i] = d * b * GaussPanel.node(i);
        }
        VectorMath.exp(exponents, factors, 2 * N);
        for (int j = 0; j < N; j++) {
            weighted[j] = mass[q + j] * factors[N + j];
        }
        for (int i = 0; i < N; i++) {
            int row = i * N;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int j = 0; j < N; j += 4) {
                s0 += near[row + j] * weighted[j];
                s1 += near[row + j + 1] * weighted[j + 1];
                s2 += near[row + j + 2] * weighted[j + 2];
                s3 += near[row + j + 3] * weighted[j + 3];
            }
            sums[i] += factors[i] * (s0 + s1 + (s2 + s3));
        }
    }

    /**
     * The chance to be above a limit now and not to have stopped before.
     *
     * @param limit in standard deviations, the root of the time
     * @return the chance
     */
    public double above(double limit) {
        return beyond(limit * Math.sqrt(now), 1);
    }

    /**
     * The chance to be below a limit now and not to have stopped before.
     *
     * @param limit in standard deviations, the root of the time
     * @return the chance
     */
    public double below(double limit) {
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

    /**
     * The natural logarithm of the chance that a walk <em>without</em> drift from 0 is above a limit now and did not stop before, also
     * where that is too small for a double. A walk without drift hardly ever gets there, so that nothing is left of its density on the
     * way; this one's drift must bring it to the limit by now, and its density is turned into the other's at the nodes: the two
     * differ by the factor exp(drift² time / 2 - drift place).
     *
     * @param limit in standard deviations, the root of the time
     * @return the logarithm
     */
    public double logAboveWithoutDrift(double limit) {
        double deviation = Math.sqrt(now - time);
        double at = limit * Math.sqrt(now);
        double[] logs = new double[nodes.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < nodes.length; j++) {
            logs[j] = Math.log(mass[j])
                    + drift * (drift * time / 2 - nodes[j])
                    + Distributions.normalLogSurvival((at - nodes[j]) / deviation);
            most = Math.max(most, logs[j]);
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
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

    /**
     * The limit above which the walk is with a given chance.
     *
     * @param chance of being above and not to have stopped before
     * @return the limit; infinite if the chance is too small to speak of
     */
    public double limitFor(double chance) {
        if (!(chance > 1e-300)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = -FAR;
        double high = 38;
        double at = guess;
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
                guess = next;
                return next;
            }
            at = next;
        }
        return at;
    }

    /**
     * The limit below which the walk is with a given chance.
     *
     * @param chance of being below and not to have stopped before
     * @return the limit; infinitely low if the chance is too small to speak of
     */
    public double lowerLimitFor(double chance) {
        if (!(chance > 1e-300)) {
            return Double.NEGATIVE_INFINITY;
        }
        double under = -38;
        double over = Math.abs(drift) * Math.sqrt(now) + 38;
        if (below(over) <= chance) {
            return over;
        }
        double at = drift * Math.sqrt(now);
        for (int i = 0; i < 200 && over - under > 1e-15 * Math.max(1, Math.abs(at)); i++) {
            double value = below(at);
            if (value < chance) {
                under = at;
            } else {
                over = at;
            }
            double slope = slopeAbove(at);
            double next = value > 0 && slope > 0 ? at - value / slope * Math.log(value / chance) : Double.NaN;
            if (!(next > under && next < over)) {
                next = under + (over - under) / 2;
            }
            if (Math.abs(next - at) <= 1e-15 * Math.max(1, Math.abs(at))) {
                return next;
            }
            at = next;
        }
        return at;
    }

    /**
     * Goes on only between two limits.
     *
     * @param lower limit, in standard deviations
     * @param upper limit, in standard deviations
     */
    public void stay(double lower, double upper) {
        double root = Math.sqrt(now);
        double center = startPlace + drift * (now - startTime);
        double spread = FAR * Math.sqrt(now - startTime);
        lastTime = now;
        low = Math.max(lower * root, center - spread);
        high = Math.min(upper * root, center + spread);
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
