package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.Objects;

/**
 * Did every variant get the share of units it was to get? If not, the assignment or the counting is broken, and no result of
 * the experiment can be trusted until the cause is found.
 *
 * <p>Pearson's chi-square goodness of fit. A mismatch is usually called at p below 0.001 or so: the check is made often, and
 * a false alarm stops an experiment (Fabijan and others 2019, "Diagnosing Sample Ratio Mismatch in Online Controlled
 * Experiments"). Look at it once; under daily looks a true ratio is called a mismatch more often than p says.
 *
 * <ul>
 *   <li>Shares need not add up to 1: {@code 1, 1} means halves.
 *   <li>A variant with share 0 must have no units and counts for nothing.
 *   <li>Expected counts below 5: the p-value is rough.
 * </ul>
 *
 * @param chiSquare the statistic
 * @param degreesOfFreedom variants with a share, less 1
 * @param p the chance of a distance as large as seen if all is well
 */
public record SampleRatio(double chiSquare, int degreesOfFreedom, double p) {

    /**
     * Checks the counts against equal shares.
     *
     * @param counts units by variant; two or more variants
     * @return the check
     */
    public static SampleRatio of(long... counts) {
        Objects.requireNonNull(counts, "counts");
        double[] shares = new double[counts.length];
        java.util.Arrays.fill(shares, 1);
        return of(counts, shares);
    }

    /**
     * Checks the counts against shares.
     *
     * @param counts units by variant; two or more variants
     * @param shares intended, by variant, in any unit
     * @return the check
     */
    public static SampleRatio of(long[] counts, double[] shares) {
        Check.length("shares", shares.length, counts.length, "one value per variant");
        double total = 0;
        double whole = 0;
        int variants = 0;
        for (int i = 0; i < counts.length; i++) {
            total += Check.atLeast("counts[" + i + "]", counts[i], 0L);
            whole += Check.atLeast("shares[" + i + "]", shares[i], 0.0);
            if (shares[i] > 0) {
                variants++;
            } else if (counts[i] > 0) {
                throw new IllegalArgumentException("variant " + i + " has share 0 but " + counts[i]
                        + " units; give it its intended share or leave it out");
            }
        }
        if (variants < 2) {
            throw new IllegalArgumentException(
                    "a sample ratio needs two variants with a share above 0, got " + variants);
        }
        if (total == 0) {
            throw new IllegalArgumentException("a sample ratio needs units, got none in any variant");
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (shares[i] > 0) {
                double expected = total * (shares[i] / whole);
                double away = counts[i] - expected;
                sum += away * (away / expected);
            }
        }
        return new SampleRatio(sum, variants - 1, Distributions.chiSquaredSurvival(sum, variants - 1));
    }

    /** {@return the natural logarithm of {@link #p}, also where that is too small for a double} */
    public double logP() {
        return Distributions.chiSquaredLogSurvival(chiSquare, degreesOfFreedom);
    }
}
