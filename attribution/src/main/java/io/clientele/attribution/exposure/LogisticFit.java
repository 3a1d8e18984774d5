package io.clientele.attribution.exposure;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.VectorMath;
import org.jspecify.annotations.Nullable;

/** A fitted logistic regression and what it credits to each channel. */
final class LogisticFit {

    final BoundedNewton climbed;
    final double halfLife;
    final Earned earned;

    private LogisticFit(BoundedNewton climbed, double halfLife, Earned earned) {
        this.climbed = climbed;
        this.halfLife = halfLife;
        this.earned = earned;
    }

    /** Fits with each half-life and keeps the best; of equals, the longest. Both outcomes must occur. */
    static LogisticFit of(
            Exposures data,
            int @Nullable [] times,
            LogisticRows[] candidates,
            LogisticExposure.Options o,
            double @Nullable [] near,
            Execution execution) {
        BoundedNewton best = null;
        int chosen = 0;
        for (int k = 0; k < candidates.length; k++) {
            LogisticFunction f = new LogisticFunction(data, times, candidates[k], o.penalty(), execution);
            double[] start = best != null ? best.top.x : near != null ? near : start(data, times);
            BoundedNewton next = BoundedNewton.climb(f, start, o.maxIterations(), o.tolerance(), execution);
            if (best == null || next.top.value >= best.top.value) {
                best = next;
                chosen = k;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no half-life to try");
        }
        return new LogisticFit(best, o.halfLives().get(chosen), earned(data, times, candidates[chosen], best.top.x));
    }

    private static double[] start(Exposures data, int @Nullable [] times) {
        double converted = 0;
        double lost = 0;
        for (int j = 0; j < data.journeys; j++) {
            converted += data.converted[j] ? data.times(times, j) : 0;
            lost += data.converted[j] ? 0 : data.times(times, j);
        }
        double[] x = new double[1 + data.channels];
        x[0] = Math.log(converted / lost);
        return x;
    }

    private static Earned earned(Exposures data, int @Nullable [] times, LogisticRows rows, double[] x) {
        double[] conversions = new double[data.channels];
        double[] value = new double[data.channels];
        double baseline = 0;
        for (int j = 0; j < data.journeys; j++) {
            int weight = data.converted[j] ? data.times(times, j) : 0;
            if (weight > 0) {
                int start = data.starts[j];
                int n = data.starts[j + 1] - start;
                double[] gains = new double[n];
                baseline += weight * gains(x[0], x, 1, data.channel, rows.left, start, gains);
                for (int i = 0; i < n; i++) {
                    int c = data.channel[start + i];
                    conversions[c] += weight * gains[i];
                    value[c] += weight * gains[i] * data.value[j];
                }
            }
        }
        return new Earned(conversions, value, baseline);
    }

    /**
     * Backwards elimination: what each touch adds to the probability that the touches before it give, as a share of the
     * probability that all give.
     *
     * @param effects with that of channel c at place {@code offset + c}
     * @param gains one for each touch, filled in
     * @return the share that is left when no touch is
     */
    static double gains(
            double intercept, double[] effects, int offset, int[] channel, double[] left, int start, double[] gains) {
        double odds = intercept;
        for (int i = 0; i < gains.length; i++) {
            odds += effects[offset + channel[start + i]] * left[start + i];
        }
        double all = VectorMath.sigmoid(odds);
        double none = VectorMath.sigmoid(intercept);
        double before = none;
        odds = intercept;
        for (int i = 0; i < gains.length; i++) {
            odds += effects[offset + channel[start + i]] * left[start + i];
            double with = VectorMath.sigmoid(odds);
            gains[i] = (with - before) / all;
            before = with;
        }
        return none / all;
    }
}
