package io.clientele.optimization.bandit;

import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;

/** Intervals for the mean of values between known bounds, that hold for any distribution. Logarithms give the same bits anywhere. */
final class BoundedMean {

    private static final double TRUNCATION = 0.5;

    /** As shares of the way from the lower to the upper bound. */
    private final double[] values;

    private final double least;
    private final double width;

    private BoundedMean(double[] values, double least, double width) {
        this.values = values;
        this.least = least;
        this.width = width;
    }

    static BoundedMean of(double[] values, double least, double most) {
        double[] shares = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            if (!(values[row] >= least && values[row] <= most)) {
                String rule = least == 0
                        ? "weight times reward must be from 0 to the bound (" + most + ")"
                        : "what the decision brings must be from " + least + " to " + most;
                throw new IllegalArgumentException("row " + row + ": " + rule + ", got " + values[row]
                        + "; state a bound that holds for all decisions, or ask for another kind of interval");
            }
            shares[row] = (values[row] - least) / (most - least);
        }
        return new BoundedMean(shares, least, most - least);
    }

    /** Maurer and Pontil (2009), theorem 4, half of the error on each side. */
    Interval empiricalBernstein(double confidence) {
        double n = values.length;
        Moments moments = Moments.of(values);
        double log = StrictMath.log(4 / (1 - confidence));
        double half = Math.sqrt(2 * moments.variance() * log / n) + 7 * log / (3 * (n - 1));
        return scaled(moments.mean() - half, moments.mean() + half, confidence);
    }

    /** Waudby-Smith and Ramdas (2024): predictable plug-in bets, half of the capital on each side. */
    Interval confidenceSequence(double confidence) {
        double error = 1 - confidence;
        double[] bets = bets(error);
        double wealth = StrictMath.log(2 / error);
        double lower = 0;
        if (capital(bets, 0, true) >= wealth) {
            double above = 1;
            for (int i = 0; i < 60; i++) {
                double middle = (lower + above) / 2;
                if (capital(bets, middle, true) >= wealth) {
                    lower = middle;
                } else {
                    above = middle;
                }
            }
        }
        double upper = 1;
        if (capital(bets, 1, false) >= wealth) {
            double below = 0;
            for (int i = 0; i < 60; i++) {
                double middle = (below + upper) / 2;
                if (capital(bets, middle, false) >= wealth) {
                    upper = middle;
                } else {
                    below = middle;
                }
            }
        }
        return scaled(Math.min(lower, upper), Math.max(lower, upper), confidence);
    }

    /** Each from the values before it. */
    private double[] bets(double error) {
        double[] bets = new double[values.length];
        double sum = 0.5;
        double squares = 0.25;
        double log = 2 * StrictMath.log(2 / error);
        for (int i = 0; i < bets.length; i++) {
            double t = i + 1;
            bets[i] = Math.sqrt(log / (t * StrictMath.log(t + 1) * (squares / t)));
            sum += values[i];
            double away = values[i] - sum / (t + 1);
            squares += away * away;
        }
        return bets;
    }

    /** The log of what betting on more (or less) than a mean has made of 1; falls (rises) with the mean. */
    private double capital(double[] bets, double mean, boolean more) {
        double most = TRUNCATION / (more ? mean : 1 - mean);
        double sign = more ? 1 : -1;
        double product = 1;
        double logs = 0;
        for (int i = 0; i < bets.length; i++) {
            product *= 1 + sign * Math.min(bets[i], most) * (values[i] - mean);
            if (product < 1e-100 || product > 1e100) {
                logs += StrictMath.log(product);
                product = 1;
            }
        }
        return logs + StrictMath.log(product);
    }

    private Interval scaled(double lower, double upper, double confidence) {
        return new Interval(least + width * Math.max(0, lower), least + width * Math.min(1, upper), confidence);
    }
}
