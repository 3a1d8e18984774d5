package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * What came of each arm in like situations, as a {@link RewardModel} for the very log it was learned from: the mean reward by
 * context and arm over the <em>other</em> rows.
 *
 * <p>The rows are dealt into folds in turn (row i to fold i mod folds); a row is never judged with rewards of its own fold, which is
 * what keeps the doubly robust estimators free of the bias of learning and judging on the same rows (Chernozhukov and others 2018,
 * "Double/debiased machine learning"). A mean over n rows is drawn towards the mean of all other rows as if that had been seen
 * {@link Recipe#withShrinkage} times, 20 by default; an arm never shown in a context gets that mean.
 *
 * <ul>
 *   <li>Rows that belong together, such as several decisions for one customer, are better given neighbouring numbers of folds by
 *       their order: sort the log by time, not by customer.
 *   <li>Contexts are few and counted: segment, position, weekday. Thousands of contexts leave nothing to average.
 * </ul>
 *
 * <p>Memory O(folds · contexts · arms), time O(rows). Immutable and thread-safe.
 *
 * <pre>{@code
 * int[] context = {0, 1};                                   // a segment for every decision
 * CrossFittedRewards model = CrossFittedRewards.create().withFolds(2).learn(log, context);
 * OffPolicyResult result = OffPolicyEvaluation.create()
 *         .evaluate(log, model.bestPolicy(), model, Execution.sequential());
 * }</pre>
 */
public final class CrossFittedRewards implements RewardModel {

    private final int folds;
    private final double shrinkage;
    private final int[] context;
    /** By fold, context and arm, over the rows outside the fold. */
    private final double[][][] means;

    private final int[][] best;

    private CrossFittedRewards(int folds, double shrinkage, int[] context, double[][][] means) {
        this.folds = folds;
        this.shrinkage = shrinkage;
        this.context = context;
        this.means = means;
        best = new int[folds][means[0].length];
        for (int f = 0; f < folds; f++) {
            for (int c = 0; c < best[f].length; c++) {
                for (int arm = 1; arm < means[f][c].length; arm++) {
                    if (means[f][c][arm] > means[f][c][best[f][c]]) {
                        best[f][c] = arm;
                    }
                }
            }
        }
    }

    /** {@return five folds, means drawn together as by 20 rows} */
    public static Recipe create() {
        return new Recipe(5, 20);
    }

    /**
     * How to learn. Immutable and thread-safe.
     *
     * @param folds how many, at least 2
     * @param shrinkage how many rows the overall mean counts for, at least 0
     */
    public record Recipe(int folds, double shrinkage) {

        /**
         * Checks the settings.
         *
         * @param folds how many
         * @param shrinkage in rows
         */
        public Recipe {
            Check.atLeast("folds", folds, 2);
            Check.atLeast("shrinkage", shrinkage, 0.0);
        }

        /**
         * The same with another number of folds.
         *
         * @param number at least 2
         * @return the recipe
         */
        public Recipe withFolds(int number) {
            return new Recipe(number, shrinkage);
        }

        /**
         * The same with other shrinkage.
         *
         * @param rows at least 0
         * @return the recipe
         */
        public Recipe withShrinkage(double rows) {
            return new Recipe(folds, rows);
        }

        /**
         * Learns from a log without contexts.
         *
         * @param log at least as many rows as folds
         * @return the model, for the rows of this log
         */
        public CrossFittedRewards learn(DecisionLog log) {
            return learn(log, new int[log.rows()]);
        }

        /**
         * Learns from a log.
         *
         * @param log at least as many rows as folds
         * @param context of each row, counted from 0
         * @return the model, for the rows of this log
         */
        public CrossFittedRewards learn(DecisionLog log, int[] context) {
            return learn(log, context, row -> 1);
        }

        /**
         * Learns from a log for the judging of one policy: "more robust doubly robust" (Farajtabar, Chow and Ghavamzadeh 2018).
         *
         * <p>The means are those that leave the doubly robust estimate of this policy the least variance, not those that predict
         * rewards best: a row weighs w² (1 - p), where w is the policy's chance of the arm shown by its propensity p. For a policy
         * that shows one arm in each situation this is the weight of the paper, (1 - p) / p². For others it leaves out the paper's
         * terms between different arms of a row, which no mean by arm could follow. The weights are scaled to 1 on average, so that
         * shrinkage counts in rows.
         *
         * <p>There is a difference only where propensities, or the policy, differ among the rows of a context.
         *
         * @param log at least as many rows as folds
         * @param context of each row, counted from 0
         * @param policy that will be judged
         * @return the model, for the rows of this log
         * @throws IllegalArgumentException if the log shows no arm of the policy by chance
         * @see <a href="https://arxiv.org/abs/1802.03493">Farajtabar and others (2018)</a>
         */
        public CrossFittedRewards learnFor(DecisionLog log, int[] context, TargetPolicy policy) {
            Objects.requireNonNull(policy, "policy");
            double[] weights = new double[log.rows()];
            double[] byFold = new double[folds];
            double sum = 0;
            for (int row = 0; row < weights.length; row++) {
                double p = log.propensity(row);
                double w = policy.probability(row, log.arm(row)) / p;
                weights[row] = w * w * (1 - p);
                byFold[row % folds] += weights[row];
                sum += weights[row];
            }
            for (int fold = 0; fold < folds; fold++) {
                double others = 0;
                for (int f = 0; f < folds; f++) {
                    others += f == fold ? 0 : byFold[f];
                }
                if (!(others > 0)) {
                    throw new IllegalArgumentException(
                            "outside fold " + fold
                                    + " the log shows no arm of the policy by chance; learn without a policy, or with fewer folds");
                }
            }
            double scale = weights.length / sum;
            return learn(log, context, row -> weights[row] * scale);
        }

        private CrossFittedRewards learn(DecisionLog log, int[] context, IntToDoubleFunction weight) {
            Check.length("context", Objects.requireNonNull(context, "context").length, log.rows(), "one per decision");
            if (log.rows() < folds) {
                throw new IllegalArgumentException("the log must hold at least as many decisions as there are folds ("
                        + folds + "), got " + log.rows());
            }
            int contexts = 0;
            for (int row = 0; row < context.length; row++) {
                if (context[row] < 0) {
                    throw new IllegalArgumentException(
                            "row " + row + ": context must be at least 0, got " + context[row]);
                }
                contexts = Math.max(contexts, context[row] + 1);
            }
            double[][][] sums = new double[folds][contexts][log.arms().size()];
            double[][][] counts = new double[folds][contexts][log.arms().size()];
            for (int row = 0; row < context.length; row++) {
                double times = weight.applyAsDouble(row);
                sums[row % folds][context[row]][log.arm(row)] += times * log.reward(row);
                counts[row % folds][context[row]][log.arm(row)] += times;
            }
            return new CrossFittedRewards(folds, shrinkage, context.clone(), means(sums, counts));
        }

        private double[][][] means(double[][][] sums, double[][][] counts) {
            int contexts = sums[0].length;
            int arms = sums[0][0].length;
            double[][][] means = new double[folds][contexts][arms];
            for (int fold = 0; fold < folds; fold++) {
                double all = outside(fold, sums, -1, -1) / outside(fold, counts, -1, -1);
                for (int c = 0; c < contexts; c++) {
                    for (int arm = 0; arm < arms; arm++) {
                        double n = outside(fold, counts, c, arm) + shrinkage;
                        means[fold][c][arm] = n == 0 ? all : (outside(fold, sums, c, arm) + shrinkage * all) / n;
                    }
                }
            }
            return means;
        }

        /** The sum over the other folds, of one cell or, for -1, of all. */
        private double outside(int fold, double[][][] values, int context, int arm) {
            double sum = 0;
            for (int f = 0; f < folds; f++) {
                if (f == fold) {
                    continue;
                }
                if (context >= 0) {
                    sum += values[f][context][arm];
                } else {
                    for (double[] cells : values[f]) {
                        for (double value : cells) {
                            sum += value;
                        }
                    }
                }
            }
            return sum;
        }
    }

    @Override
    public double reward(int row, int arm) {
        return means[row % folds][context[row]][arm];
    }

    /**
     * The policy that shows the arm with the highest mean in the row's context, learned on the other folds like the means; the first
     * of several. Its value is that of learning so and then acting, judged on rows that were not learned from.
     *
     * @return the policy, for the rows of the log
     */
    public TargetPolicy bestPolicy() {
        return (row, arm) -> best[row % folds][context[row]] == arm ? 1 : 0;
    }

    @Override
    public String toString() {
        return "CrossFittedRewards[folds=" + folds + ", shrinkage=" + shrinkage + ", contexts=" + means[0].length
                + ", arms=" + means[0][0].length + "]";
    }
}
