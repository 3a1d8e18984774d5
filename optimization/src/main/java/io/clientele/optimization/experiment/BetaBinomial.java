package io.clientele.optimization.experiment;

import io.clientele.core.FitException;
import io.clientele.optimization.internal.SmallDifferences;
import java.util.List;

/**
 * Maximum likelihood of the beta-binomial distribution by its mean m and its weight w (both parameters together). For a given weight the
 * likelihood is concave in the mean, so bisection finds it; the weight is where the slope along those means changes sign.
 */
final class BetaBinomial {

    private static final double LEAST = 1e-3;
    private static final double MOST = 1e7;

    private final long[] successes;
    private final long[] trials;

    BetaBinomial(List<Conversions> counts) {
        successes = counts.stream().mapToLong(Conversions::successes).toArray();
        trials = counts.stream().mapToLong(Conversions::trials).toArray();
    }

    RatePrior fit() {
        long hits = 0;
        long all = 0;
        for (int i = 0; i < trials.length; i++) {
            hits = Math.addExact(hits, successes[i]);
            all = Math.addExact(all, trials[i]);
        }
        if (hits == 0 || hits == all) {
            throw new FitException(
                    "past rates are all " + (hits == 0 ? 0 : 1) + "; nothing is known of how rates differ");
        }
        double low = LEAST;
        double high = LEAST;
        while (high < MOST && slope(high) > 0) {
            low = high;
            high *= 2;
        }
        if (high >= MOST) {
            throw new FitException("past rates differ no more than by chance; add the counts up (" + hits + " of " + all
                    + ") and use them as the prior");
        }
        if (high == LEAST) {
            throw new FitException("past rates are all near 0 or 1; there is no beta distribution with such a spread");
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                double m = mean(middle);
                return new RatePrior(m * middle, (1 - m) * middle);
            }
            if (slope(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** The best mean for a weight. */
    private double mean(double w) {
        double low = 0;
        double high = 1;
        while (true) {
            double m = low + (high - low) / 2;
            if (m <= low || m >= high) {
                return m;
            }
            double slope = 0;
            for (int i = 0; i < trials.length; i++) {
                slope += SmallDifferences.digammaRise(m * w, successes[i])
                        - SmallDifferences.digammaRise((1 - m) * w, trials[i] - successes[i]);
            }
            if (slope > 0) {
                low = m;
            } else {
                high = m;
            }
        }
    }

    /** The derivative of the log-likelihood by the weight, at the best mean. */
    private double slope(double w) {
        double m = mean(w);
        double sum = 0;
        for (int i = 0; i < trials.length; i++) {
            sum += m * SmallDifferences.digammaRise(m * w, successes[i])
                    + (1 - m) * SmallDifferences.digammaRise((1 - m) * w, trials[i] - successes[i])
                    - SmallDifferences.digammaRise(w, trials[i]);
        }
        return sum;
    }
}
