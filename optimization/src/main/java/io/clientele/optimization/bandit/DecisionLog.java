package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What was decided, with what chance, and what came of it: the arm that was shown, its propensity at that time
 * ({@link BanditSnapshot#share}), and the reward.
 *
 * <p>In columns, 20 bytes a row. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * DecisionLog log = DecisionLog.builder("control", "banner")
 *         .add("banner", 0.3, 1)      // arm, propensity, reward
 *         .add("control", 0.7, 0)
 *         .build();
 * }</pre>
 */
public final class DecisionLog {

    private final List<String> arms;
    private final int[] arm;
    private final double[] propensity;
    private final double[] reward;

    private DecisionLog(List<String> arms, int[] arm, double[] propensity, double[] reward) {
        this.arms = arms;
        this.arm = arm;
        this.propensity = propensity;
        this.reward = reward;
    }

    /**
     * A log from columns, which are copied.
     *
     * @param arms names; all differ
     * @param arm shown, row by row, counted from 0
     * @param propensity of the arm shown, above 0, at most 1
     * @param reward finite
     * @return the log
     */
    public static DecisionLog of(List<String> arms, int[] arm, double[] propensity, double[] reward) {
        List<String> names = List.copyOf(arms);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("arms must differ, got " + names);
        }
        Check.length("propensity", propensity.length, arm.length, "one value per decision");
        Check.length("reward", reward.length, arm.length, "one value per decision");
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] < 0 || arm[i] >= names.size()) {
                throw new IllegalArgumentException(
                        "row " + i + ": arm must be from 0 to " + (names.size() - 1) + ", got " + arm[i]);
            }
            if (!(propensity[i] > 0 && propensity[i] <= 1)) {
                throw new IllegalArgumentException("row " + i + ": propensity must be above 0 and at most 1, got "
                        + propensity[i] + "; log the share with which the arm was chosen");
            }
            if (!Double.isFinite(reward[i])) {
                throw new IllegalArgumentException("row " + i + ": reward must be finite, got " + reward[i]
                        + "; a decision without a reward has reward 0");
            }
        }
        return new DecisionLog(names, arm.clone(), propensity.clone(), reward.clone());
    }

    /**
     * Starts a log.
     *
     * @param arms names; all differ
     * @return a builder
     */
    public static Builder builder(String... arms) {
        return new Builder(List.of(arms));
    }

    /** {@return the names of the arms} */
    public List<String> arms() {
        return arms;
    }

    /** {@return how many decisions there are} */
    public int rows() {
        return arm.length;
    }

    /**
     * The arm shown.
     *
     * @param row counted from 0
     * @return the arm, counted from 0
     */
    public int arm(int row) {
        return arm[row];
    }

    /**
     * The chance with which the arm shown had been chosen.
     *
     * @param row counted from 0
     * @return the propensity
     */
    public double propensity(int row) {
        return propensity[row];
    }

    /**
     * What came of it.
     *
     * @param row counted from 0
     * @return the reward
     */
    public double reward(int row) {
        return reward[row];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecisionLog that
                && arms.equals(that.arms)
                && Arrays.equals(arm, that.arm)
                && Arrays.equals(propensity, that.propensity)
                && Arrays.equals(reward, that.reward);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * arms.hashCode() + Arrays.hashCode(arm)) + Arrays.hashCode(reward);
    }

    @Override
    public String toString() {
        return "DecisionLog[" + arm.length + " decisions, arms=" + arms + "]";
    }

    /** Collects decisions. Not thread-safe. */
    public static final class Builder {

        private final List<String> arms;
        private final List<Integer> arm = new ArrayList<>();
        private final List<Double> propensity = new ArrayList<>();
        private final List<Double> reward = new ArrayList<>();

        private Builder(List<String> arms) {
            this.arms = arms;
        }

        /**
         * Adds a decision.
         *
         * @param name of the arm shown
         * @param chance with which it had been chosen
         * @param gain what came of it
         * @return this
         */
        public Builder add(String name, double chance, double gain) {
            int index = arms.indexOf(Objects.requireNonNull(name, "arm"));
            if (index < 0) {
                throw new IllegalArgumentException(
                        "row " + arm.size() + ": arm '" + name + "' is not known; arms are " + arms);
            }
            arm.add(index);
            propensity.add(chance);
            reward.add(gain);
            return this;
        }

        /** {@return the log} */
        public DecisionLog build() {
            return of(
                    arms,
                    arm.stream().mapToInt(Integer::intValue).toArray(),
                    propensity.stream().mapToDouble(Double::doubleValue).toArray(),
                    reward.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
