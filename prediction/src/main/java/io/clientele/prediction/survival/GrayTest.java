package io.clientele.prediction.survival;

import java.util.Arrays;
import java.util.List;

/** What {@link Gray} found. Immutable and thread-safe; equal by value. */
public final class GrayTest {

    private final List<String> groups;
    private final int cause;
    private final double[] observed;
    private final double[] scores;
    private final double[][] variance;
    private final ChiSquareTest test;

    GrayTest(
            List<String> groups,
            int cause,
            double[] observed,
            double[] scores,
            double[][] variance,
            ChiSquareTest test) {
        this.groups = groups;
        this.cause = cause;
        this.observed = observed;
        this.scores = scores;
        this.variance = variance;
        this.test = test;
    }

    /** {@return the names of the groups, in alphabetical order} */
    public List<String> groups() {
        return groups;
    }

    /** {@return the code of the cause} */
    public int cause() {
        return cause;
    }

    /** {@return the weighted events of the cause in each group; a copy} */
    public double[] observed() {
        return observed.clone();
    }

    /** {@return observed less expected events of each group, weighted; above 0 where more leave for the cause; a copy} */
    public double[] scores() {
        return scores.clone();
    }

    /** {@return the covariance of the scores; a copy} */
    public double[][] variance() {
        return Arrays.stream(variance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the test statistic} */
    public double chiSquare() {
        return test.chiSquare();
    }

    /** {@return the number of groups that were at risk together, less one for each set of them that never met another} */
    public int degreesOfFreedom() {
        return test.degreesOfFreedom();
    }

    /** {@return the probability of a statistic at least as large when the incidences of all groups are equal} */
    public double p() {
        return test.p();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrayTest that
                && groups.equals(that.groups)
                && cause == that.cause
                && Arrays.equals(observed, that.observed)
                && Arrays.equals(scores, that.scores)
                && Arrays.deepEquals(variance, that.variance)
                && test.equals(that.test);
    }

    @Override
    public int hashCode() {
        return 31 * groups.hashCode() + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return "GrayTest[cause=" + cause + ", groups=" + groups + ", chiSquare=" + chiSquare() + ", degreesOfFreedom="
                + degreesOfFreedom() + ", p=" + p() + "]";
    }
}
