package io.clientele.optimization.bandit.slate;

/**
 * How often a ranking policy puts which arm where; both to log and to judge. Must be safe to ask from several threads.
 *
 * <p>{@link PlackettLuce} is one for every row; a policy that looks at the row's context asks another one for each.
 */
public interface SlatePolicy {

    /**
     * The chance of an arm at a position, given those above it.
     *
     * @param row of the log, counted from 0
     * @param slate arms from the top down; those before the position are read, the others not
     * @param position counted from 0
     * @param arm counted from 0
     * @return from 0 to 1; over all arms 1
     */
    double conditional(int row, int[] slate, int position, int arm);

    /**
     * The chance of an arm at a position, whatever is above it.
     *
     * @param row of the log, counted from 0
     * @param position counted from 0
     * @param arm counted from 0
     * @return from 0 to 1; over all arms 1
     */
    double marginal(int row, int position, int arm);
}
