package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import java.util.random.RandomGenerator;

/** What is known of an arm: a distribution over its true rate or mean. Immutable and thread-safe; equal by value. */
public sealed interface Posterior
        permits BetaPosterior, GammaPosterior, NormalPosterior, StudentPosterior, RevenuePosterior {

    /** {@return the expected value} */
    double mean();

    /** {@return the standard deviation} */
    double standardDeviation();

    /**
     * The value that the truth is below with probability {@code p}.
     *
     * @param p above 0 and below 1
     * @return the value
     */
    double quantile(double p);

    /**
     * The credible interval with equal tails.
     *
     * @param confidence such as 0.95
     * @return the interval that holds the truth with that probability
     */
    default Interval interval(double confidence) {
        double tail = (1 - Check.confidence(confidence)) / 2;
        return new Interval(quantile(tail), quantile(1 - tail), confidence);
    }

    /**
     * Draws a value.
     *
     * @param random source; its {@code nextLong} is used alone, so that the same source gives the same bits everywhere
     * @return the value
     */
    double sample(RandomGenerator random);
}
