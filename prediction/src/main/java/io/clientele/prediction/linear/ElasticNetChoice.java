package io.clientele.prediction.linear;

import io.clientele.prediction.internal.CrossValidation;

/**
 * Penalties judged by cross-validation, with the two usual choices. Immutable and thread-safe; equal by value.
 */
public final class ElasticNetChoice {

    private final ElasticNetPath path;
    private final CrossValidation folds;

    private ElasticNetChoice(ElasticNetPath path, CrossValidation folds) {
        this.path = path;
        this.folds = folds;
    }

    /** From deviances summed by fold and penalty; folds count by their weights. */
    static ElasticNetChoice of(ElasticNetPath path, double[][] sums, double[] weight) {
        return new ElasticNetChoice(path, CrossValidation.of(sums, weight));
    }

    /** {@return the path fitted to all rows} */
    public ElasticNetPath path() {
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
     * The mean deviance of rows that were held out.
     *
     * @param step of the path
     * @return per unit of weight
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
        return other instanceof ElasticNetChoice that && path.equals(that.path) && folds.equals(that.folds);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + folds.hashCode();
    }

    @Override
    public String toString() {
        return "ElasticNetChoice[best " + best() + " with " + path.nonzero(best()) + " features, one standard error "
                + oneStandardError() + " with " + path.nonzero(oneStandardError()) + " features]";
    }
}
