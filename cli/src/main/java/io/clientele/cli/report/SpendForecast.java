package io.clientele.cli.report;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * Money expected within a window: of each customer the probability of buying times what a buyer with as much past spend spends.
 *
 * <p>The latter is learned from those who bought in the window before: least squares of the logarithm of what they spent in it on
 * the logarithm of what they had spent until then, brought back to money by a factor that makes the sum over these buyers right
 * (a ratio form of Duan 1983, "Smearing estimate").
 *
 * <p>The interval is for the money that will come in: it has the chance of each customer's buying, the spread of what buyers
 * spend and the error of their mean; not the error of the probabilities and of the slope.
 */
final class SpendForecast {

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
     * @param spentIn money of each in that window; somebody bought
     * @param spent money of each customer up to the window predicted
     * @param buys probability of each to buy in it
     * @param confidence of the interval
     */
    static SpendForecast of(double[] spentBefore, double[] spentIn, double[] spent, double[] buys, double confidence) {
        double slope = slope(spentBefore, spentIn);
        double sum = 0; // of the buyers' money
        double scale = 0; // of their power of past spend
        for (int i = 0; i < spentIn.length; i++) {
            if (spentIn[i] > 0) {
                sum += spentIn[i];
                scale += power(spentBefore[i], slope);
            }
        }
        double factor = sum / scale;
        double squares = 0; // of money, relative to what was expected
        double weights = 0;
        double misses = 0;
        for (int i = 0; i < spentIn.length; i++) {
            if (spentIn[i] > 0) {
                double mean = factor * power(spentBefore[i], slope);
                squares += spentIn[i] * spentIn[i];
                weights += mean * mean;
                misses += (spentIn[i] - mean) * (spentIn[i] - mean);
            }
        }
        double relative = Math.max(1, squares / weights); // E S^2 / (E S)^2
        double[] expected = new double[spent.length];
        double total = 0;
        double variance = 0;
        for (int i = 0; i < spent.length; i++) {
            double mean = factor * power(spent[i], slope);
            expected[i] = buys[i] * mean;
            total += expected[i];
            variance += buys[i] * relative * mean * mean - expected[i] * expected[i];
        }
        variance += total * total * misses / (sum * sum); // of the factor, which all share
        double half = Distributions.normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return new SpendForecast(expected, total, new Interval(Math.max(0, total - half), total + half, confidence));
    }

    private static double power(double spent, double slope) {
        return Math.exp(slope * Math.log1p(Math.max(0, spent)));
    }

    /** Least squares of log money in the window on log money before, among buyers; 0 where it says nothing. */
    private static double slope(double[] spentBefore, double[] spentIn) {
        double n = 0;
        double meanX = 0;
        double meanY = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < spentIn.length; i++) {
            if (spentIn[i] > 0) {
                n++;
                double dx = Math.log1p(Math.max(0, spentBefore[i])) - meanX;
                double y = Math.log(spentIn[i]);
                meanX += dx / n;
                meanY += (y - meanY) / n;
                xx += dx * (Math.log1p(Math.max(0, spentBefore[i])) - meanX);
                xy += dx * (y - meanY);
            }
        }
        return xx > 0 ? xy / xx : 0;
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
