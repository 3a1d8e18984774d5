package io.clientele.optimization.experiment.health;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.ChiSquareTest;
import java.util.stream.LongStream;

/**
 * Of the units that were assigned to each variant, did as large a share meet the change, or come into the analysis? If not, units are
 * lost by what the variant does (a page that breaks, a log line that is missing), and those who are left are not comparable.
 *
 * <p>Chi-square test of the shares; call an alarm at p below 0.001.
 *
 * <ul>
 *   <li>All or none are exposed in every variant: p is 1.
 * </ul>
 *
 * @param p the chance of shares as far apart as seen if nothing depends on the variant
 * @param smallestShare the smallest share exposed in a variant
 * @param largestShare the largest
 * @param logP natural logarithm of p, also where p is too small for a double
 */
public record ExposureCheck(double p, double smallestShare, double largestShare, double logP) {

    /**
     * Compares the shares.
     *
     * @param assigned units by variant, two or more variants
     * @param exposed those of them that met the change
     * @return the check
     */
    public static ExposureCheck of(long[] assigned, long[] exposed) {
        Check.atLeast("number of variants", assigned.length, 2);
        Check.length("exposed", exposed.length, assigned.length, "one value per variant");
        long[][] table = new long[assigned.length][];
        double least = 1;
        double most = 0;
        for (int i = 0; i < assigned.length; i++) {
            Check.atLeast("assigned[" + i + "]", assigned[i], 1L);
            if (exposed[i] < 0 || exposed[i] > assigned[i]) {
                throw new IllegalArgumentException("exposed[" + i + "] must be from 0 to the units assigned ("
                        + assigned[i] + "), got " + exposed[i] + "; count each unit once");
            }
            table[i] = new long[] {exposed[i], assigned[i] - exposed[i]};
            least = Math.min(least, (double) exposed[i] / assigned[i]);
            most = Math.max(most, (double) exposed[i] / assigned[i]);
        }
        long met = LongStream.of(exposed).sum();
        boolean alike = met == 0 || met == LongStream.of(assigned).sum();
        if (alike) {
            return new ExposureCheck(1, least, most, 0);
        }
        ChiSquareTest test = ChiSquareTest.of(table);
        return new ExposureCheck(test.p(), least, most, test.logP());
    }
}
