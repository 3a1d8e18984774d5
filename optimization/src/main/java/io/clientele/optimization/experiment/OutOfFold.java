package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;

/**
 * What each unit's metric was expected to be, predicted from what was known before the start by a model that has not seen the unit's own
 * outcome: the covariate of CUPAC, which takes off more noise than last month's value alone.
 *
 * <p>Units are dealt to folds; for each fold a model learns from the units of the others and predicts those of the fold. A model that
 * had seen a unit's outcome would explain it away, and the effect with it. So the learner gets the outcomes of the units it may learn
 * from, and NaN for all others: it cannot leak. It learns from all variants together and is not told which is which.
 *
 * <ul>
 *   <li>Features must be from before the start: the learner has them from the caller, and nothing here can check that.
 *   <li>Put the predictions beside the metric and take {@link Cuped}: it stays right if the model is bad, and
 *       {@link Cuped#varianceReduction} is the traffic saved.
 * </ul>
 *
 * <p>Time: as many fits as folds. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * double[] expected = OutOfFold.of(5, 42).predict(spend, (known, training, asked) -> myModel(known, training, asked));
 * }</pre>
 *
 * @param folds how many, at least 2
 * @param seed of the dealing
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov and others (2018), Double/debiased machine learning for treatment and
 *     structural parameters, on cross-fitting</a>
 */
public record OutOfFold(int folds, long seed) {

    /** Learns from some units and predicts others. */
    @FunctionalInterface
    public interface Learner {

        /**
         * Learns and predicts.
         *
         * @param known outcomes by unit; NaN but for those in {@code training}
         * @param training numbers of the units to learn from, rising
         * @param asked numbers of the units to predict, rising
         * @return a finite prediction for each of {@code asked}, in this order
         */
        double[] predict(double[] known, int[] training, int[] asked);
    }

    /**
     * Checks the number of folds.
     *
     * @param folds how many
     * @param seed any
     */
    public OutOfFold {
        Check.atLeast("folds", folds, 2);
    }

    /**
     * Predictions with so many folds.
     *
     * @param folds such as 5
     * @param seed any
     * @return the recipe
     */
    public static OutOfFold of(int folds, long seed) {
        return new OutOfFold(folds, seed);
    }

    /**
     * Predicts every unit.
     *
     * @param outcomes of all units of all variants, finite; not changed
     * @param learner of one fold
     * @return a prediction for each unit
     */
    public double[] predict(double[] outcomes, Learner learner) {
        int n = outcomes.length;
        Check.atMost("folds", folds, n, "the number of units");
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            Check.finite("outcomes[" + i + "]", outcomes[i]);
            order[i] = i;
        }
        Samplers.shuffle(RandomStreams.stream(seed, "experiment.folds", 0), order);
        double[] predictions = new double[n];
        for (int f = 0; f < folds; f++) {
            int from = (int) ((long) n * f / folds);
            int to = (int) ((long) n * (f + 1) / folds);
            int[] asked = Arrays.copyOfRange(order, from, to);
            Arrays.sort(asked);
            int[] training = new int[n - asked.length];
            System.arraycopy(order, 0, training, 0, from);
            System.arraycopy(order, to, training, from, n - to);
            Arrays.sort(training);
            double[] known = new double[n];
            Arrays.fill(known, Double.NaN);
            for (int unit : training) {
                known[unit] = outcomes[unit];
            }
            double[] answers = learner.predict(known, training, asked.clone());
            Check.length("predictions of fold " + f, answers.length, asked.length, "one for each unit asked for");
            for (int i = 0; i < asked.length; i++) {
                if (!Double.isFinite(answers[i])) {
                    throw new IllegalArgumentException("fold " + f + ", unit " + asked[i]
                            + ": the prediction must be finite, got " + answers[i]
                            + "; outcomes of units outside 'training' are NaN and must not be used");
                }
                predictions[asked[i]] = answers[i];
            }
        }
        return predictions;
    }
}
