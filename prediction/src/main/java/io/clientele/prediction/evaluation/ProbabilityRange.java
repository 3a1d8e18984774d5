package io.clientele.prediction.evaluation;

/**
 * A probability that is known up to a range, see {@link VennAbersModel}. A value.
 *
 * @param lower the probability if this row has label 0
 * @param upper the probability if this row has label 1
 */
public record ProbabilityRange(double lower, double upper) {

    /**
     * One number for the range: the one whose log loss exceeds that of the right end by least, whichever end is right.
     *
     * @return between the ends
     */
    public double probability() {
        return upper / (1 - lower + upper);
    }
}
