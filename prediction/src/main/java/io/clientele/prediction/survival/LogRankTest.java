package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.Arrays;
import java.util.List;

/** What {@link LogRank} found. Immutable and thread-safe; equal by value. */
public final class LogRankTest {

    private final List<String> groups;
    private final double[] observed;
    private final double[] expected;
    private final double[][] variance;
    private final double chiSquare;
    private final int degreesOfFreedom;

    LogRankTest(
            List<String> groups,
            double[] observed,
            double[] expected,
            double[][] variance,
            double chiSquare,
            int degreesOfFreedom) {
        this.groups = groups;
        this.observed = observed;
        this.expected = expected;
        this.variance = variance;
        this.chiSquare = chiSquare;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /** {@return the names of the groups, in alphabetical order} */
    public List<String> groups() {
        return groups;
    }

    /** {@return the weighted events of each group; a copy} */
    public double[] observed() {
        return observed.clone();
    }

    /** {@return the weighted events each group would have had at the common rate; a copy} */
    public double[] expected() {
        return expected.clone();
    }

    /** {@return the covariance of observed less expected; a copy} */
    public double[][] variance() {
        return Arrays.stream(variance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the test statistic} */
    public double chiSquare() {
        return chiSquare;
    }

    /** {@return the number of groups that were at risk together, less one for each set of them that never met another} */
    public int degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /** {@return the probability of a statistic at least as large when all groups leave at the same rate} */
    public double p() {
        return Distributions.chiSquaredSurvival(chiSquare, degreesOfFreedom);
    }

    /**
     * A test for a trend: do groups with a higher score leave earlier (z above 0) or later (z below 0)? Stronger than the
     * general test where the groups have an order, such as price levels.
     *
     * @param scores one per group, in the order of {@link #groups}, not all equal
     * @return z, standard normal when there is no trend; its square is chi-squared with one degree of freedom
     */
    public double trend(double... scores) {
        Check.length("scores", scores.length, groups.size(), "one value per group");
        double sum = 0;
        double spread = 0;
        // from the first score on, so that large scores lose no digits; a constant changes neither sum
        double origin = scores[0];
        for (int a = 0; a < scores.length; a++) {
            Check.finite("score of group '" + groups.get(a) + "'", scores[a]);
            sum += (scores[a] - origin) * (observed[a] - expected[a]);
            for (int b = 0; b < scores.length; b++) {
                spread += (scores[a] - origin) * variance[a][b] * (scores[b] - origin);
            }
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException(
                    "scores must differ between groups that were at risk together, got " + Arrays.toString(scores));
        }
        return sum / Math.sqrt(spread);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogRankTest that
                && groups.equals(that.groups)
                && Arrays.equals(observed, that.observed)
                && Arrays.equals(expected, that.expected)
                && Arrays.deepEquals(variance, that.variance)
                && degreesOfFreedom == that.degreesOfFreedom;
    }

    @Override
    public int hashCode() {
        return 31 * groups.hashCode() + Arrays.hashCode(observed);
    }

    @Override
    public String toString() {
        return "LogRankTest[groups=" + groups + ", chiSquare=" + chiSquare + ", degreesOfFreedom=" + degreesOfFreedom
                + ", p=" + p() + "]";
    }
}
