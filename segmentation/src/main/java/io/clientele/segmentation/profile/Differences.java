package io.clientele.segmentation.profile;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** One feature, ranked once, and how each segment differs from the rest in it. */
final class Differences {

    private final String name;
    private final double[] values;
    private final double[] sorted;
    private final boolean categories;
    private final double[] ranks; // mean ranks of ties, from 1
    private final double ties; // sum of t³ - t

    Differences(String name, double[] values, boolean categories) {
        this.name = name;
        this.values = values;
        this.categories = categories;
        this.sorted = values.clone();
        Arrays.sort(sorted);
        this.ranks = new double[categories ? 0 : values.length];
        double sum = 0;
        double[] byPosition = new double[sorted.length];
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = to - from;
            sum += t * t * t - t;
            Arrays.fill(byPosition, from, to, (from + 1 + to) / 2.0);
            from = to;
        }
        this.ties = sum;
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = byPosition[Arrays.binarySearch(sorted, values[i])];
        }
    }

    Contrast of(int[] labels, int segment, double confidence) {
        return categories ? categories(labels, segment) : numbers(labels, segment, confidence);
    }

    private Contrast numbers(int[] labels, int segment, double confidence) {
        Moments in = Moments.create();
        Moments out = Moments.create();
        double rankSum = 0;
        for (int i = 0; i < values.length; i++) {
            if (labels[i] == segment) {
                in.add(values[i]);
                rankSum += ranks[i];
            } else {
                out.add(values[i]);
            }
        }
        double z = mannWhitney(rankSum, (double) in.count(), (double) out.count());
        double p = Math.min(1, 2 * Distributions.normalSurvival(Math.abs(z)));
        Interval interval = difference(in, out, confidence);
        double d = standardized(in, out);
        return new Contrast(name, OptionalDouble.empty(), in.mean(), out.mean(), d, Optional.of(interval), z, p, p);
    }

    /** Normal approximation with corrections for ties and continuity (Lehmann 1975, "Nonparametrics", section 1.2 and 1.4). */
    private double mannWhitney(double rankSum, double n, double m) {
        double all = n + m;
        double excess = rankSum - n * (n + 1) / 2 - n * m / 2;
        double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
        if (!(variance > 0)) {
            return 0; // everybody equal
        }
        return Math.signum(excess) * Math.max(0, Math.abs(excess) - 0.5) / Math.sqrt(variance);
    }

    private static double pooled(Moments in, Moments out) {
        double a = in.count() > 1 ? in.variance() : Double.NaN;
        double b = out.count() > 1 ? out.variance() : Double.NaN;
        if (Double.isNaN(a)) {
            return Double.isNaN(b) ? 0 : Math.sqrt(b);
        }
        return Math.sqrt(Double.isNaN(b) ? a : (a + b) / 2);
    }

    private static double standardized(Moments in, Moments out) {
        double difference = in.mean() - out.mean();
        double deviation = pooled(in, out);
        return difference == 0
                ? 0
                : deviation == 0 ? Math.copySign(Double.POSITIVE_INFINITY, difference) : difference / deviation;
    }

    /** Bonett (2008), "Confidence intervals for standardized linear contrasts of means", eq. for two unequal variances. */
    private static Interval difference(Moments in, Moments out, double confidence) {
        double d = standardized(in, out);
        if (in.count() < 2 || out.count() < 2) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence);
        }
        double s = pooled(in, out);
        if (s == 0) {
            return new Interval(d, d, confidence);
        }
        double a = in.variance() / (s * s);
        double b = out.variance() / (s * s);
        double fa = in.count() - 1.0;
        double fb = out.count() - 1.0;
        double variance = d * d / 8 * (a * a / fa + b * b / fb) + a / fa + b / fb;
        double half = Distributions.normalTwoSided(confidence) * Math.sqrt(variance);
        return new Interval(d - half, d + half, confidence);
    }

    private Contrast categories(int[] labels, int segment) {
        double[] names = Arrays.stream(sorted).distinct().toArray();
        double[][] counts = new double[2][names.length];
        double[] sizes = new double[2];
        for (int i = 0; i < values.length; i++) {
            int side = labels[i] == segment ? 0 : 1;
            counts[side][Arrays.binarySearch(names, values[i])]++;
            sizes[side]++;
        }
        double statistic = 0;
        int top = 0;
        double excess = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < names.length; c++) {
            double all = counts[0][c] + counts[1][c];
            for (int side = 0; side < 2; side++) {
                double expected = all * sizes[side] / values.length;
                double off = counts[side][c] - expected;
                statistic += off * off / expected;
            }
            double more = counts[0][c] / sizes[0] - counts[1][c] / sizes[1];
            if (more > excess) {
                excess = more;
                top = c;
            }
        }
        double p = names.length < 2 ? 1 : Distributions.chiSquaredSurvival(statistic, names.length - 1.0);
        return new Contrast(
                name,
                OptionalDouble.of(names[top]),
                counts[0][top] / sizes[0],
                counts[1][top] / sizes[1],
                Math.sqrt(statistic / values.length),
                Optional.empty(),
                statistic,
                p,
                p);
    }
}
