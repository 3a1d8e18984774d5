package io.clientele.optimization.bandit.slate;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Slates that were shown, with what chances, and what came of each position.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SlateLog log = SlateLog.builder(4, 2)
 *         .add(ranking, new int[] {2, 0}, new double[] {0, 1})     // shown by a policy: arms and rewards from the top down
 *         .build();
 * }</pre>
 */
public final class SlateLog {

    private final int arms;
    private final int length;
    private final int[] shown;
    private final double[] conditional;
    private final double[] marginal;
    private final double[] reward;

    private SlateLog(int arms, int length, int[] shown, double[] conditional, double[] marginal, double[] reward) {
        this.arms = arms;
        this.length = length;
        this.shown = shown;
        this.conditional = conditional;
        this.marginal = marginal;
        this.reward = reward;
    }

    /**
     * Starts a log.
     *
     * @param arms how many there are to choose from, at least 1
     * @param length how many are shown, at least 1
     * @return a builder
     */
    public static Builder builder(int arms, int length) {
        Check.atLeast("arms", arms, 1);
        Check.atLeast("length", length, 1);
        return new Builder(arms, length);
    }

    /** {@return how many arms there are to choose from} */
    public int arms() {
        return arms;
    }

    /** {@return how many are shown} */
    public int length() {
        return length;
    }

    /** {@return how many slates there are} */
    public int rows() {
        return shown.length / length;
    }

    /**
     * A slate.
     *
     * @param row counted from 0
     * @return arms from the top down; a copy
     */
    public int[] slate(int row) {
        return Arrays.copyOfRange(shown, row * length, (row + 1) * length);
    }

    /**
     * The chance with which the arm at a position had been chosen, given those above it.
     *
     * @param row counted from 0
     * @param position counted from 0
     * @return the propensity
     */
    public double conditional(int row, int position) {
        return conditional[row * length + position];
    }

    /**
     * The chance with which the arm at a position was to be there, whatever was above it.
     *
     * @param row counted from 0
     * @param position counted from 0
     * @return the propensity
     */
    public double marginal(int row, int position) {
        return marginal[row * length + position];
    }

    /**
     * What came of a position.
     *
     * @param row counted from 0
     * @param position counted from 0
     * @return the reward
     */
    public double reward(int row, int position) {
        return reward[row * length + position];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlateLog that
                && arms == that.arms
                && length == that.length
                && Arrays.equals(shown, that.shown)
                && Arrays.equals(conditional, that.conditional)
                && Arrays.equals(marginal, that.marginal)
                && Arrays.equals(reward, that.reward);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shown) + Arrays.hashCode(reward);
    }

    @Override
    public String toString() {
        return "SlateLog[" + rows() + " slates of " + length + " of " + arms + " arms]";
    }

    /** Collects slates. Not thread-safe. */
    public static final class Builder {

        private final int arms;
        private final int length;
        private final List<int[]> slates = new ArrayList<>();
        private final List<double[]> values = new ArrayList<>();

        private Builder(int arms, int length) {
            this.arms = arms;
            this.length = length;
        }

        /**
         * Adds a slate that a policy showed.
         *
         * @param policy with the row's number in the log as row
         * @param slate arms from the top down
         * @param rewards from the top down
         * @return this
         */
        public Builder add(SlatePolicy policy, int[] slate, double[] rewards) {
            int row = slates.size();
            double[] conditional = new double[slate.length];
            double[] marginal = new double[slate.length];
            for (int k = 0; k < slate.length; k++) {
                Check.atLeast("row " + row + ", position " + k + ": arm", slate[k], 0);
                Check.atMost("row " + row + ", position " + k + ": arm", slate[k], arms - 1, "the last arm");
                conditional[k] = policy.conditional(row, slate, k, slate[k]);
                marginal[k] = policy.marginal(row, k, slate[k]);
            }
            return add(slate, conditional, marginal, rewards);
        }

        /**
         * Adds a slate with its propensities.
         *
         * @param slate arms from the top down
         * @param conditional chance of each, given those above it; above 0, at most 1
         * @param marginal chance of each at its position; above 0, at most 1
         * @param rewards from the top down, finite
         * @return this
         */
        public Builder add(int[] slate, double[] conditional, double[] marginal, double[] rewards) {
            String row = "row " + slates.size();
            Check.length(row + ": slate", slate.length, length, "one arm per position");
            Check.length(row + ": conditional", conditional.length, length, "one value per position");
            Check.length(row + ": marginal", marginal.length, length, "one value per position");
            Check.length(row + ": rewards", rewards.length, length, "one value per position");
            double[] all = new double[3 * length];
            for (int k = 0; k < length; k++) {
                String place = row + ", position " + k;
                Check.atLeast(place + ": arm", slate[k], 0);
                Check.atMost(place + ": arm", slate[k], arms - 1, "the last arm");
                chance(place + ": conditional", conditional[k]);
                chance(place + ": marginal", marginal[k]);
                Check.finite(place + ": reward", rewards[k]);
                all[k] = conditional[k];
                all[length + k] = marginal[k];
                all[2 * length + k] = rewards[k];
            }
            slates.add(slate.clone());
            values.add(all);
            return this;
        }

        private static void chance(String what, double value) {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException(what + " propensity must be above 0 and at most 1, got " + value
                        + "; log the chance with which the arm was chosen");
            }
        }

        /** {@return the log} */
        public SlateLog build() {
            return new SlateLog(
                    arms, length, slates.stream().flatMapToInt(Arrays::stream).toArray(), part(0), part(1), part(2));
        }

        private double[] part(int which) {
            return values.stream()
                    .flatMapToDouble(all -> Arrays.stream(all, which * length, (which + 1) * length))
                    .toArray();
        }
    }
}
