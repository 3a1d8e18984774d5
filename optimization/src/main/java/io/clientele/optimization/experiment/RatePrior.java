package io.clientele.optimization.experiment;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.List;

/**
 * Which rates are usual here? A beta distribution learnt from the rates of past tests by maximum likelihood of the beta-binomial
 * (empirical Bayes), to be handed to {@link BayesianProportionTest#withPrior}.
 *
 * <p>A prior that knows what rates are usual keeps a few lucky customers from looking like a discovery. It speaks of the level of rates,
 * not of differences: for those see {@link EffectPrior}.
 *
 * <ul>
 *   <li>Rates that differ no more than by chance have no maximum: refused. Add the counts up instead.
 *   <li>Rates that are all 0 or all 1: refused.
 *   <li>The same experiment must not be among the past ones.
 * </ul>
 *
 * <p>Time O(tests). Immutable and thread-safe.
 *
 * <pre>{@code
 * RatePrior prior = RatePrior.fromPast(pastCounts);
 * BayesianProportionTest test = BayesianProportionTest.create().withPrior(prior.successes(), prior.failures());
 * }</pre>
 *
 * @param successes first parameter of the beta distribution: it weighs as much as so many successes
 * @param failures second parameter
 * @see "Skellam (1948), A probability distribution derived from the binomial distribution by regarding the probability of success as
 *     variable, Journal of the Royal Statistical Society B 10"
 */
public record RatePrior(double successes, double failures) {

    /**
     * Checks the parameters.
     *
     * @param successes first parameter
     * @param failures second parameter
     */
    public RatePrior {
        Check.positive("successes", successes);
        Check.positive("failures", failures);
    }

    /**
     * Learns from past rates.
     *
     * @param past one or more counts a test, two or more in all
     * @return the prior
     * @throws FitException if the rates differ no more than by chance, or are all 0 or all 1
     */
    public static RatePrior fromPast(List<Conversions> past) {
        if (past.size() < 2) {
            throw new IllegalArgumentException("past rates must be two or more, got " + past.size());
        }
        return new BetaBinomial(past).fit();
    }

    /** {@return the mean of the rates} */
    public double mean() {
        return successes / (successes + failures);
    }
}
