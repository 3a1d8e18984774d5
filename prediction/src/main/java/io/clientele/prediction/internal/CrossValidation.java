package io.clientele.prediction.internal;

import java.util.Arrays;

/** Deviances of the steps of a path on rows that were held out, with the two usual choices. Immutable, equal by value. */
public final class CrossValidation {

    private final double[] mean;
    private final double[] error;
    private final int best;
    private final int oneStandardError;

    private CrossValidation(double[] mean, double[] error, int best, int oneStandardError) {
        this.mean = mean;
        this.error = error;
        this.best = best;
        this.oneStandardError = oneStandardError;
    }

    /**
     * Averages over folds. A fold counts by its weight; the mean's error comes from the spread over folds, as glmnet has it.
     *
     * @param sums deviance summed over each fold, by fold and step
     * @param weight of each fold, such as its rows or events; 0 for a fold that says nothing
     * @return the choices
     */
    public static CrossValidation of(double[][] sums, double[] weight) {
        int count = sums[0].length;
        double all = Arrays.stream(weight).sum();
        double[] mean = new double[count];
        double[] error = new double[count];
        int best = 0;
        for (int k = 0; k < count; k++) {
            for (double[] fold : sums) {
                mean[k] += fold[k] / all;
            }
            double spread = 0;
            for (int f = 0; f < weight.length; f++) {
                if (weight[f] > 0) {
                    double off = sums[f][k] / weight[f] - mean[k];
                    spread += weight[f] / all * off * off;
                }
            }
            error[k] = Math.sqrt(spread / (weight.length - 1));
            best = mean[k] < mean[best] ? k : best;
        }
        int simple = 0;
        while (mean[simple] > mean[best] + error[best]) {
            simple++;
        }
        return new CrossValidation(mean, error, best, simple);
    }

    /**
     * The mean deviance of a step.
     *
     * @param step of the path
     * @return per unit of weight
     */
    public double deviance(int step) {
        return mean[step];
    }

    /**
     * The standard error of {@link #deviance}.
     *
     * @param step of the path
     * @return the error
     */
    public double standardError(int step) {
        return error[step];
    }

    /** {@return the step with the smallest deviance} */
    public int best() {
        return best;
    }

    /** {@return the first step within one standard error of the best} */
    public int oneStandardError() {
        return oneStandardError;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrossValidation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(error, that.error);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mean);
    }
}
