package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;

/** How often a policy that is to be judged would show each arm. Must be safe to ask from several threads. */
@FunctionalInterface
public interface TargetPolicy {

    /**
     * The chance that the policy shows an arm.
     *
     * @param row of the log, counted from 0
     * @param arm counted from 0
     * @return from 0 to 1; over all arms of a row 1
     */
    double probability(int row, int arm);

    /**
     * A policy that shows each arm equally often everywhere.
     *
     * @param arms how many there are
     * @return the policy
     */
    static TargetPolicy uniform(int arms) {
        Check.atLeast("arms", arms, 1);
        double share = 1.0 / arms;
        return (row, arm) -> share;
    }

    /**
     * A policy with the same shares everywhere, such as a snapshot's.
     *
     * @param shares by arm; add up to 1
     * @return the policy
     */
    static TargetPolicy fixed(double... shares) {
        double[] copy = shares.clone();
        return (row, arm) -> copy[arm];
    }
}
