package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * Penalties of a {@link CoxPath} judged by cross-validated partial likelihood, with the two usual choices. Immutable and
 * thread-safe; equal by value.
 */
public final class CoxChoice {

    private final CoxPath path;
    private final double[] deviance;
    private final double[] standardError;
    private final int best;
    private final int oneStandardError;

    private CoxChoice(CoxPath path, double[] deviance, double[] standardError, int best, int oneStandardError) {
        this.path = path;
        this.deviance = deviance;
        this.standardError = standardError;
        this.best = best;
        this.oneStandardError = oneStandardError;
    }

    /** From deviances by fold and penalty. The mean weighs folds by their events; its error comes from their spread. */
    static CoxChoice of(CoxPath path, double[][] sums, double[] events) {
        int count = path.size();
        double all = Arrays.stream(events).sum();
        double[] mean = new double[count];
        double[] error = new double[count];
        int best = 0;
        for (int k = 0; k < count; k++) {
            for (double[] fold : sums) {
                mean[k] += fold[k] / all;
            }
            double spread = 0;
            for (int f = 0; f < events.length; f++) {
                if (events[f] > 0) {
                    double off = sums[f][k] / events[f] - mean[k];
                    spread += events[f] / all * off * off;
                }
            }
            error[k] = Math.sqrt(spread / (events.length - 1));
            best = mean[k] < mean[best] ? k : best;
        }
        int simple = 0;
        while (mean[simple] > mean[best] + error[best]) {
            simple++;
        }
        return new CoxChoice(path, mean, error, best, simple);
    }

    /** {@return the path fitted to all rows} */
    public CoxPath path() {
        return path;
    }

    /** {@return the step of the path with the smallest deviance on rows that were held out} */
    public int best() {
        return best;
    }

    /** {@return the first step whose deviance is within one standard error of the smallest: simpler, and not shown to be worse} */
    public int oneStandardError() {
        return oneStandardError;
    }

    /**
     * The cross-validated deviance: -2 times what rows that were held out add to the log partial likelihood of all.
     *
     * @param step of the path
     * @return per event, by weight
     */
    public double deviance(int step) {
        return deviance[step];
    }

    /**
     * The standard error of {@link #deviance}, from the spread over folds.
     *
     * @param step of the path
     * @return the error
     */
    public double standardError(int step) {
        return standardError[step];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxChoice that
                && path.equals(that.path)
                && Arrays.equals(deviance, that.deviance)
                && Arrays.equals(standardError, that.standardError);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(deviance);
    }

    @Override
    public String toString() {
        return "CoxChoice[best " + best + " with " + path.nonzero(best) + " features, one standard error "
                + oneStandardError + " with " + path.nonzero(oneStandardError) + " features]";
    }
}
