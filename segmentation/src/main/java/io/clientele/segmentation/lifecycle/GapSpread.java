package io.clientele.segmentation.lifecycle;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.List;

/**
 * The logarithms of the days between purchases as a one-way random-effects model: a mean of the shop, a spread between customers and
 * one within. Searle, Casella and McCulloch (1992), "Variance Components", section 3.6: ANOVA estimates from unbalanced data; the mean
 * is weighted by the inverse of its variances.
 */
final class GapSpread {

    /** One day: later orders of the same 24 hours are the same purchase. */
    static final long DAY = 86_400_000;

    /** A clockwork shop would call everybody late at once; 5 % of a gap is taken as the least spread. */
    static final double LEAST = 0.05;

    final double mean;
    final double between;
    final double within;
    final List<String> warnings;

    private GapSpread(double mean, double between, double within, List<String> warnings) {
        this.mean = mean;
        this.between = between;
        this.within = within;
        this.warnings = List.copyOf(warnings);
    }

    static GapSpread of(OrderLog log, Execution execution) {
        int customers = log.customers().size();
        int[] counts = new int[customers];
        double[] means = new double[customers];
        double[] squares = new double[customers];
        Chunks.forEach(customers, execution, (chunk, from, to) -> {
            for (int c = from; c < to; c++) {
                long last = -1;
                for (int row = log.start(c); row < log.end(c); row++) {
                    long time = log.time(row);
                    if (log.isReturn(row) || (last >= 0 && time - last < DAY)) {
                        continue;
                    }
                    if (last >= 0) {
                        double gap = Math.log((double) (time - last) / DAY);
                        double delta = gap - means[c];
                        counts[c]++;
                        means[c] += delta / counts[c];
                        squares[c] += delta * (gap - means[c]);
                    }
                    last = time;
                }
            }
        });
        return of(counts, means, squares);
    }

    private static GapSpread of(int[] counts, double[] means, double[] squares) {
        double gaps = 0;
        double gapsSquared = 0;
        int groups = 0;
        double sum = 0;
        double inner = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                double n = counts[c];
                groups++;
                gaps += n;
                gapsSquared += n * n;
                sum += n * means[c];
                inner += squares[c];
            }
        }
        if (gaps < 2) {
            throw new FitException(
                    "the log holds " + (int) gaps
                            + " gaps between purchases on different days, and the shop's cadence needs at least 2; use a longer log");
        }
        double mean = sum / gaps;
        double outer = 0;
        for (int c = 0; c < counts.length; c++) {
            outer += counts[c] * (means[c] - mean) * (means[c] - mean);
        }
        List<String> warnings = new ArrayList<>();
        double variance;
        double between = 0;
        if (gaps == groups) {
            warnings.add(
                    "no customer has two gaps; own and the shop's cadence can't be told apart, everybody has the shop's");
            variance = outer / (groups - 1);
        } else {
            variance = inner / (gaps - groups);
            if (groups > 1) {
                double scale = (gaps - gapsSquared / gaps) / (groups - 1);
                between = Math.max(0, (outer / (groups - 1) - variance) / scale);
            }
        }
        if (variance < LEAST * LEAST) {
            warnings.add("gaps hardly differ; a spread of 5 % is assumed");
            variance = LEAST * LEAST;
        }
        return new GapSpread(
                weighted(counts, means, between, variance), Math.sqrt(between), Math.sqrt(variance), warnings);
    }

    private static double weighted(int[] counts, double[] means, double between, double variance) {
        double weights = 0;
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                double weight = 1 / (between + variance / counts[c]);
                weights += weight;
                sum += weight * means[c];
            }
        }
        return sum / weights;
    }
}
