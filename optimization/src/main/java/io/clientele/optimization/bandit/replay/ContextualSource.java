package io.clientele.optimization.bandit.replay;

import java.util.random.RandomGenerator;

/** Who comes, and what works for them, in a simulation. Must be safe to ask from several threads. */
public interface ContextualSource {

    /**
     * What is known of the next visitor.
     *
     * @param trial counted from 0
     * @param random of this run
     * @return one value per feature of the rule
     */
    double[] context(int trial, RandomGenerator random);

    /**
     * The chance of success.
     *
     * @param trial counted from 0
     * @param context of the visitor
     * @param arm counted from 0
     * @return from 0 to 1
     */
    double rate(int trial, double[] context, int arm);
}
