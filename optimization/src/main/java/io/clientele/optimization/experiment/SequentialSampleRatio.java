package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.SmallDifferences;
import java.util.Arrays;

/**
 * Did every variant get its share of units so far? Like {@link SampleRatio}, but may be asked after every unit: the chance that p ever
 * falls to 1 % while all is well is at most 1 %.
 *
 * <p>The counts' likelihood, averaged over shares near the intended ones (a Dirichlet distribution), is set against that of the
 * intended ones.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SequentialSampleRatio check = SequentialSampleRatio.of(0.5, 0.5);
 * boolean broken = check.p(unitsOfControl, unitsOfVariant) < 0.01;
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2011.03567">Lindon and Malek (2022), Anytime-Valid Inference for Multinomial Count Data</a>
 */
public final class SequentialSampleRatio {

    private final double[] shares;
    private final double concentration;

    private SequentialSampleRatio(double[] shares, double concentration) {
        this.shares = shares;
        this.concentration = concentration;
    }

    /**
     * A check of intended shares.
     *
     * @param shares by variant, two or more, above 0, in any unit
     * @return the check, with concentration 100
     */
    public static SequentialSampleRatio of(double... shares) {
        Check.atLeast("number of variants", shares.length, 2);
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += Check.positive("shares[" + i + "]", shares[i]);
        }
        double total = sum;
        return new SequentialSampleRatio(
                Arrays.stream(shares).map(s -> s / total).toArray(), 100);
    }

    /**
     * The same, looking for smaller or larger mismatches first.
     *
     * @param weight above 0: the larger, the smaller the mismatches that are found soon
     * @return the check
     */
    public SequentialSampleRatio withConcentration(double weight) {
        return new SequentialSampleRatio(shares, Check.positive("concentration", weight));
    }

    /**
     * The logarithm of the evidence against the intended shares.
     *
     * @param counts units by variant so far
     * @return its natural logarithm; above log(100) the mismatch is significant at 1 %
     */
    public double logEvidence(long... counts) {
        Check.length("counts", counts.length, shares.length, "one value per variant");
        double sum = 0;
        double evidence = 0;
        for (int i = 0; i < counts.length; i++) {
            double n = Check.atLeast("counts[" + i + "]", counts[i], 0L);
            double prior = concentration * shares[i];
            evidence +=
                    SmallDifferences.logGamma(prior + n) - SmallDifferences.logGamma(prior) - n * Math.log(shares[i]);
            sum += n;
        }
        return evidence - (SmallDifferences.logGamma(concentration + sum) - SmallDifferences.logGamma(concentration));
    }

    /**
     * The p-value at this moment; the smallest one seen so far holds.
     *
     * @param counts units by variant so far
     * @return at most 1
     */
    public double p(long... counts) {
        return Math.min(1, Math.exp(-logEvidence(counts)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequentialSampleRatio that
                && Arrays.equals(shares, that.shares)
                && concentration == that.concentration;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shares) + Double.hashCode(concentration);
    }

    @Override
    public String toString() {
        return "SequentialSampleRatio[shares=" + Arrays.toString(shares) + ", concentration=" + concentration + "]";
    }
}
