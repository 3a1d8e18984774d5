package io.clientele.attribution.exposure;

import io.clientele.attribution.exposure.HazardPass.Hazard;
import io.clientele.core.Execution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log likelihood of an additive hazard: of the baseline, then the effect of each channel, then the logarithm of the rate of
 * each decay that is to be found.
 */
final class HazardFunction implements BoundedNewton.Function {

    private final Exposures data;
    private final int @Nullable [] times;
    private final Execution execution;
    /** Number of each channel's decay, or -1 where the rate is given. */
    private final int[] decay;

    private final int decays;
    private final double givenRate;
    private final double[] lower;
    private final double[] upper;
    /** What does not change while rates are given. */
    private final @Nullable HazardSums exposed;

    private HazardFunction(
            Exposures data,
            int @Nullable [] times,
            int[] decay,
            int decays,
            double givenRate,
            double[] rateBounds,
            Execution execution) {
        this.data = data;
        this.times = times;
        this.decay = decay;
        this.decays = decays;
        this.givenRate = givenRate;
        this.execution = execution;
        int size = 1 + data.channels + decays;
        lower = new double[size];
        upper = new double[size];
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(lower, 1 + data.channels, size, Math.log(rateBounds[0]));
        Arrays.fill(upper, 1 + data.channels, size, Math.log(rateBounds[1]));
        if (decays == 0) {
            Hazard any = new Hazard(1, new double[data.channels], rates(new double[0]), decay);
            exposed = HazardPass.sums(data, times, any, true, 0, execution);
        } else {
            exposed = null;
        }
    }

    /** With one rate for all channels that is known. */
    static HazardFunction given(Exposures data, int @Nullable [] times, double rate, Execution execution) {
        int[] decay = new int[data.channels];
        Arrays.fill(decay, -1);
        return new HazardFunction(data, times, decay, 0, rate, new double[] {rate, rate}, execution);
    }

    /** With rates to be found, between bounds: one for all channels or one for each. */
    static HazardFunction free(
            Exposures data, int @Nullable [] times, boolean perChannel, double[] bounds, Execution execution) {
        int[] decay = new int[data.channels];
        for (int c = 0; perChannel && c < decay.length; c++) {
            decay[c] = c;
        }
        return new HazardFunction(data, times, decay, perChannel ? data.channels : 1, 0, bounds, execution);
    }

    private double[] rates(double[] x) {
        double[] rates = new double[data.channels];
        for (int c = 0; c < rates.length; c++) {
            rates[c] = decay[c] < 0 ? givenRate : Math.exp(x[1 + data.channels + decay[c]]);
        }
        return rates;
    }

    Hazard hazard(double[] x) {
        return new Hazard(x[0], Arrays.copyOfRange(x, 1, 1 + data.channels), rates(x), decay);
    }

    /** Effects such that the baseline and the touches each explain half of the conversions; rates as given. */
    double[] start(double rate) {
        double[] x = new double[lower.length];
        Arrays.fill(x, 1 + data.channels, x.length, Math.log(rate));
        HazardSums s = sums(x, 0);
        double half = s.conversions / 2;
        double touches = 0;
        for (double g : s.g) {
            touches += g;
        }
        x[0] = half / s.span;
        Arrays.fill(x, 1, 1 + data.channels, half / touches);
        return x;
    }

    HazardSums sums(double[] x, int parameters) {
        HazardSums s = HazardPass.sums(data, times, hazard(x), exposed == null, parameters, execution);
        if (exposed != null) {
            s.span = exposed.span;
            System.arraycopy(exposed.g, 0, s.g, 0, s.g.length);
        }
        return s;
    }

    double value(double[] x, HazardSums s) {
        double value = s.log - x[0] * s.span;
        for (int c = 0; c < data.channels; c++) {
            value -= x[1 + c] * s.g[c];
        }
        return value;
    }

    @Override
    public Point at(double[] x) {
        HazardSums s = sums(x, x.length);
        double[] gradient = new double[x.length];
        double[][] curvature = s.products;
        gradient[0] = s.one - s.span;
        boolean[] any = new boolean[decays];
        for (int c = 0; c < data.channels; c++) {
            gradient[1 + c] = s.a[c] - s.g[c];
            if (decay[c] >= 0) {
                int row = 1 + data.channels + decay[c];
                double slope = s.b[c] - s.g1[c];
                gradient[row] += x[1 + c] * slope;
                curvature[row][1 + c] -= slope;
                curvature[row][row] -= x[1 + c] * (s.c[c] - s.g2[c]);
                any[decay[c]] |= x[1 + c] > 0;
            }
        }
        for (int d = 0; d < decays; d++) {
            if (!any[d]) { // a decay of nothing: leave it where it is
                int row = 1 + data.channels + d;
                Arrays.fill(curvature[row], 0);
                for (int i = row; i < x.length; i++) {
                    curvature[i][row] = i == row ? 1 : 0;
                }
            }
        }
        return new Point(x, value(x, s), gradient, curvature);
    }

    @Override
    public double[] safe(Point p) {
        return raised(p.x, sums(p.x, 0));
    }

    /**
     * One step of the EM algorithm of Zhang, Wei and Ren (2014): what raised each conversion is shared among the baseline and its
     * touches by their part of the intensity; then effects by their expected number, and rates by an MM step, for which
     * exp(-rate age), convex in the rate, is replaced by its tangent. The likelihood never falls.
     */
    double[] raised(double[] x, HazardSums s) {
        double[] y = x.clone();
        y[0] = x[0] * (s.one / s.span);
        double[] caused = new double[decays];
        double[] lived = new double[decays];
        for (int c = 0; c < data.channels; c++) {
            double old = x[1 + c];
            y[1 + c] = s.g[c] > 0 ? old * (s.a[c] / s.g[c]) : 0;
            if (decay[c] >= 0) {
                caused[decay[c]] += old * s.a[c];
                lived[decay[c]] += old * (s.a[c] - s.b[c]) + y[1 + c] * s.g1[c];
            }
        }
        for (int d = 0; d < decays; d++) {
            int row = 1 + data.channels + d;
            if (caused[d] > 0) {
                double next = lived[d] > 0 ? x[row] + Math.log(caused[d] / lived[d]) : upper[row];
                y[row] = Math.max(lower[row], Math.min(upper[row], next));
            }
        }
        return y;
    }

    @Override
    public double[] lower() {
        return lower;
    }

    @Override
    public double[] upper() {
        return upper;
    }
}
