package io.clientele.cli.report;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import java.util.Arrays;

/**
 * Money expected within a window: of each customer the probability of buying times what buyers of the same fifth by past spend
 * have spent in the window before.
 *
 * <p>The interval is for the money that will come in: it has the chance of each customer's buying, the spread of what buyers
 * spend, and the error of its mean; not the error of the model's coefficients.
 */
final class SpendForecast {

    private static final int FIFTHS = 5;

    private final double[] expected;
    private final double total;
    private final Interval interval;

    private SpendForecast(double[] expected, double total, Interval interval) {
        this.expected = expected;
        this.total = total;
        this.interval = interval;
    }

    /**
     * Predicts.
     *
     * @param spentBefore money of each customer up to the window learned from
     * @param spentIn money of each in that window
     * @param spent money of each customer up to the window predicted
     * @param buys probability of each to buy in it
     * @param confidence of the interval
     */
    static SpendForecast of(double[] spentBefore, double[] spentIn, double[] spent, double[] buys, double confidence) {
        double[] cuts = cuts(spentBefore);
        Moments[] buyers = new Moments[FIFTHS];
        Arrays.setAll(buyers, g -> Moments.create());
        Moments all = Moments.create();
        for (int i = 0; i < spentIn.length; i++) {
            if (spentIn[i] > 0) {
                buyers[fifth(spentBefore[i], cuts)].add(spentIn[i]);
                all.add(spentIn[i]);
            }
        }
        double[] expected = new double[spent.length];
        double[] weight = new double[FIFTHS];
        double total = 0;
        double variance = 0;
        for (int i = 0; i < spent.length; i++) {
            int g = fifth(spent[i], cuts);
            Moments m = buyers[g].count() > 1 ? buyers[g] : all;
            expected[i] = buys[i] * m.mean();
            total += expected[i];
            variance += buys[i] * spread(m) + buys[i] * (1 - buys[i]) * m.mean() * m.mean();
            weight[g] += buys[i];
        }
        for (int g = 0; g < FIFTHS; g++) {
            Moments m = buyers[g].count() > 1 ? buyers[g] : all;
            variance += weight[g] * weight[g] * spread(m) / Math.max(1, m.count());
        }
        double half = Distributions.normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return new SpendForecast(expected, total, new Interval(Math.max(0, total - half), total + half, confidence));
    }

    private static double spread(Moments m) {
        return m.count() > 1 ? m.variance() : 0;
    }

    private static double[] cuts(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] cuts = new double[FIFTHS - 1];
        for (int k = 0; k < cuts.length; k++) {
            cuts[k] = sorted[(int) ((long) sorted.length * (k + 1) / FIFTHS)];
        }
        return cuts;
    }

    private static int fifth(double value, double[] cuts) {
        int g = 0;
        while (g < cuts.length && value >= cuts[g]) {
            g++;
        }
        return g;
    }

    /** {@return the money expected of all customers} */
    double total() {
        return total;
    }

    /** {@return where the money that comes in will lie} */
    Interval interval() {
        return interval;
    }

    /** {@return the money expected of each customer} */
    double[] expected() {
        return expected.clone();
    }
}
