package io.clientele.attribution.mediamix;

import io.clientele.attribution.mediamix.ChannelBounds.Range;
import io.clientele.core.internal.kernel.VectorMath;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The weeks up to some week as a search sees them: spend relative to its largest, controls as a basis, the logarithms of adstocks kept
 * once they were asked for. Knows nothing of sales. Safe from several threads.
 */
final class Problem {

    final int channels;
    /** Weeks fitted: all but the first {@code lags}. */
    final int n;

    final Basis basis;
    final ChannelSpace[] spaces;
    /** The largest weekly spend. */
    final double[] largest;
    /** What was spent in the fitted weeks. */
    final double[] spent;

    private final int lags;
    private final double[][] relative;
    private final Range[] returns;
    private final AtomicReferenceArray<double[]>[] logs;

    @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays in Java
    Problem(MediaWeeks weeks, MixOptions o, int to) {
        this.channels = weeks.channels().size();
        this.lags = o.lags();
        this.n = to - lags;
        this.basis = Basis.of(o.design(weeks, to).columns(weeks, lags, to));
        this.spaces = new ChannelSpace[channels];
        this.largest = new double[channels];
        this.spent = new double[channels];
        this.relative = new double[channels][];
        this.returns = new Range[channels];
        this.logs = new AtomicReferenceArray[channels];
        for (int c = 0; c < channels; c++) {
            String channel = weeks.channels().get(c);
            double[] spend = Arrays.copyOf(weeks.spend(channel), to);
            largest[c] = Arrays.stream(spend).max().orElse(0);
            for (int t = 0; t < to; t++) {
                spent[c] += t < lags ? 0 : spend[t];
                spend[t] = largest[c] > 0 ? spend[t] / largest[c] : 0;
            }
            relative[c] = spend;
            ChannelBounds bounds = o.boundsOf(channel);
            spaces[c] = ChannelSpace.of(o, bounds, largest[c]);
            Range known = bounds.returns();
            returns[c] = known == null ? new Range(0, Double.POSITIVE_INFINITY) : known;
            logs[c] = new AtomicReferenceArray<>(spaces[c].adstocks());
        }
    }

    int[][] centre() {
        int[][] points = new int[channels][];
        for (int c = 0; c < channels; c++) {
            points[c] = spaces[c].centre();
        }
        return points;
    }

    /** Saturated adstock of a channel at a point of its grid; {@code work} is overwritten. Returns the sum. */
    double column(int c, int[] point, double[] work, double[] h) {
        double[] log = log(c, point);
        double slope = spaces[c].slope(point);
        double half = StrictMath.log(spaces[c].half(point));
        for (int t = 0; t < n; t++) {
            work[t] = slope * (half - log[t]);
        }
        VectorMath.exp(work, h, n);
        double sum = 0;
        for (int t = 0; t < n; t++) {
            h[t] = 1 / (1 + h[t]);
            sum += h[t];
        }
        return sum;
    }

    private double[] log(int c, int[] point) {
        int at = spaces[c].adstockIndex(point);
        double[] log = logs[c].get(at);
        if (log == null) {
            // threads that come at the same time write the same bits
            double[] works = spaces[c].adstock(point).apply(relative[c]);
            log = Arrays.copyOfRange(works, lags, lags + n);
            for (int t = 0; t < n; t++) {
                log[t] = StrictMath.log(log[t]);
            }
            logs[c].set(at, log);
        }
        return log;
    }

    /** Bounds of the coefficient, from those of the return; nothing to find where the column is 0. */
    double lowest(int c, double sum) {
        return sum > 0 ? returns[c].low() * spent[c] / sum : 0;
    }

    double highest(int c, double sum) {
        return sum > 0 ? returns[c].high() * spent[c] / sum : 0;
    }

    /** Spend of another unit, in proportion to what was spent, brings this much more sales a unit. */
    double marginalReturn(int c, int[] point, double coefficient) {
        double[] h = new double[n];
        column(c, point, new double[n], h);
        double slope = spaces[c].slope(point);
        double sum = 0;
        for (int t = 0; t < n; t++) {
            sum += slope * h[t] * (1 - h[t]);
        }
        return coefficient * sum / spent[c];
    }

    Hill hill(int c, int[] point) {
        return new Hill(spaces[c].half(point) * largest[c], spaces[c].slope(point));
    }
}
