package io.clientele.optimization.bandit;

/**
 * What a model expects to come of an arm. Fit it on other rows than those of the log it is used on. Must be safe to ask from
 * several threads.
 */
@FunctionalInterface
public interface RewardModel {

    /**
     * The expected reward.
     *
     * @param row of the log, counted from 0
     * @param arm counted from 0
     * @return a finite number
     */
    double reward(int row, int arm);
}
