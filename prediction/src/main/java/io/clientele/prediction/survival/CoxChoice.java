package io.clientele.prediction.survival;

import io.clientele.prediction.internal.CrossValidation;

/**
 * Penalties of a {@link CoxPath} judged by cross-validated partial likelihood, with the two usual choices. Immutable and
 * thread-safe; equal by value.
 */
public final class CoxChoice {

    private final CoxPath path;
    private final CrossValidation folds;

    private CoxChoice(CoxPath path, CrossValidation folds) {
        this.path = path;
        this.folds = folds;
    }

    /** From deviances summed by fold and penalty; folds count by their events. */
    static CoxChoice of(CoxPath path, double[][] sums, double[] events) {
        return new CoxChoice(path, CrossValidation.of(sums, events));
    }

    /** {@return the path fitted to all rows} */
    public CoxPath path() {
        return path;
    }

    /** {@return the step of the path with the smallest deviance on rows that were held out} */
    public int best() {
        return folds.best();
    }

    /** {@return the first step whose deviance is within one standard error of the smallest: simpler, and not shown to be worse} */
    public int oneStandardError() {
        return folds.oneStandardError();
    }

    /**
     * The cross-validated deviance: -2 times what rows that were held out add to the log partial likelihood of all.
     *
     * @param step of the path
     * @return per event, by weight
     */
    public double deviance(int step) {
        return folds.deviance(step);
    }

    /**
     * The standard error of {@link #deviance}, from the spread over folds.
     *
     * @param step of the path
     * @return the error
     */
    public double standardError(int step) {
        return folds.standardError(step);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxChoice that && path.equals(that.path) && folds.equals(that.folds);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + folds.hashCode();
    }

    @Override
    public String toString() {
        return "CoxChoice[best " + best() + " with " + path.nonzero(best()) + " features, one standard error "
                + oneStandardError() + " with " + path.nonzero(oneStandardError()) + " features]";
    }
}
