package io.clientele.optimization.bandit.slate;

/** What is expected of a slate from a position on. Must be safe to ask from several threads. */
@FunctionalInterface
public interface SlateRewardModel {

    /**
     * The expected sum of the rewards at a position and all below it, where the positions below are filled by the policy that is
     * judged.
     *
     * @param row of the log, counted from 0
     * @param slate arms from the top down; those before the position are read, the others not
     * @param position counted from 0
     * @param arm at the position
     * @return the expectation, finite
     */
    double reward(int row, int[] slate, int position, int arm);
}
