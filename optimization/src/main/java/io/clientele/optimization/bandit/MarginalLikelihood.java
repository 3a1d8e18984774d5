package io.clientele.optimization.bandit;

import io.clientele.optimization.internal.SmallDifferences;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The prior that makes what several arms show most likely. Empty where that is a prior without any spread. */
final class MarginalLikelihood {

    private MarginalLikelihood() {}

    /**
     * Of mean m and rate w, so of shape m w. For a given rate the likelihood is concave in the mean and bisection finds it; the rate is
     * where the slope along those means changes sign.
     */
    static Optional<GammaPosterior> gamma(long[] events, long[] exposures) {
        if (Arrays.stream(events).allMatch(y -> y == 0)) {
            return Optional.empty();
        }
        double most = 1e7 * Arrays.stream(exposures).max().orElse(1);
        double highest = 0;
        for (int k = 0; k < events.length; k++) {
            highest = Math.max(highest, (double) events[k] / exposures[k]);
        }
        // so that the shape, mean by rate, starts below all that arms with a count may have
        double low = 1e-6 * Math.min((double) Arrays.stream(exposures).min().orElse(1), 1 / highest);
        double high = low;
        while (high < most && slope(events, exposures, high) > 0) {
            low = high;
            high *= 2;
        }
        if (high >= most || high == low) {
            return Optional.empty();
        }
        while (true) {
            double w = low + (high - low) / 2;
            if (w <= low || w >= high) {
                return Optional.of(new GammaPosterior(mean(events, exposures, w) * w, w));
            }
            if (slope(events, exposures, w) > 0) {
                low = w;
            } else {
                high = w;
            }
        }
    }

    private static double mean(long[] events, long[] exposures, double w) {
        double low = 0;
        double high = 0;
        for (int k = 0; k < events.length; k++) {
            high = Math.max(high, (double) events[k] / exposures[k]);
        }
        while (true) {
            double m = low + (high - low) / 2;
            if (m <= low || m >= high) {
                return m;
            }
            double slope = 0;
            for (int k = 0; k < events.length; k++) {
                slope += SmallDifferences.digammaRise(m * w, events[k]) - StrictMath.log1p(exposures[k] / w);
            }
            if (slope > 0) {
                low = m;
            } else {
                high = m;
            }
        }
    }

    /** The derivative of the log-likelihood by the rate, along the best means. */
    private static double slope(long[] events, long[] exposures, double w) {
        double m = mean(events, exposures, w);
        double sum = 0;
        for (int k = 0; k < events.length; k++) {
            sum += (m * exposures[k] - events[k]) / (w + exposures[k]);
        }
        return sum;
    }

    /** The best of a fine grid of variances, made exact by bisection of the slope between its neighbours. */
    static Optional<NormalPosterior> normal(List<NormalPosterior> arms) {
        double least = Double.POSITIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (NormalPosterior arm : arms) {
            least = Math.min(least, arm.standardDeviation());
            lowest = Math.min(lowest, arm.mean());
            highest = Math.max(highest, arm.mean());
        }
        if (lowest == highest) {
            return Optional.empty();
        }
        double from = StrictMath.log(1e-6 * Math.min(least, highest - lowest));
        double step = (StrictMath.log(2 * (highest - lowest)) - from) / 400;
        double best = logLikelihood(arms, 0);
        int at = -1;
        for (int i = 0; i <= 400; i++) {
            double value = logLikelihood(arms, StrictMath.exp(2 * (from + i * step)));
            if (value > best) {
                best = value;
                at = i;
            }
        }
        if (at < 0) {
            return Optional.empty();
        }
        double low = from + (at - 1) * step;
        double high = from + (at + 1) * step;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                double deviation = StrictMath.exp(middle);
                return Optional.of(new NormalPosterior(mean(arms, deviation * deviation), deviation));
            }
            if (slope(arms, StrictMath.exp(2 * middle)) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private static double mean(List<NormalPosterior> arms, double variance) {
        double sum = 0;
        double weights = 0;
        for (NormalPosterior arm : arms) {
            double weight = 1 / (variance + arm.standardDeviation() * arm.standardDeviation());
            sum += weight * arm.mean();
            weights += weight;
        }
        return sum / weights;
    }

    private static double logLikelihood(List<NormalPosterior> arms, double variance) {
        double mean = mean(arms, variance);
        double sum = 0;
        for (NormalPosterior arm : arms) {
            double all = variance + arm.standardDeviation() * arm.standardDeviation();
            double away = arm.mean() - mean;
            sum -= (StrictMath.log(all) + away * away / all) / 2;
        }
        return sum;
    }

    private static double slope(List<NormalPosterior> arms, double variance) {
        double mean = mean(arms, variance);
        double sum = 0;
        for (NormalPosterior arm : arms) {
            double weight = 1 / (variance + arm.standardDeviation() * arm.standardDeviation());
            double away = arm.mean() - mean;
            sum += weight * (weight * away * away - 1);
        }
        return sum;
    }
}
