package io.clientele.optimization.bandit.slate;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.UnitHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * In which order should several arms be shown, so that good ones are mostly on top and all have a known chance?
 *
 * <p>The Plackett-Luce model: the arm on top is drawn by the weights, the next by the weights of those that are left, and so on. Weights
 * may be the shares of a {@link io.clientele.optimization.bandit.BanditSnapshot}, or any scores above 0. {@link #rank} is sticky: each
 * unit has a time for every arm, exponential with the weight as rate, by hash; the arms come in the order of their times, which is the same
 * distribution.
 *
 * <ul>
 *   <li>The chance of a slate, and of an arm given those above it, are formulas.
 *   <li>The chance of an arm at a position whatever is above it, {@link #marginal}, is the integral over its time of the chance that so
 *       many others come before: by the trapezoidal rule on the logarithm of the time, to 1e-12, when the object is made.
 *   <li>An arm of weight 0 is never shown.
 * </ul>
 *
 * <p>Making one takes O(arms² · length²) of some 300 points; ranking O(arms · length) and nothing is allocated. Immutable and thread-safe;
 * equal by value.
 *
 * <pre>{@code
 * PlackettLuce ranking = PlackettLuce.of(3, 0.5, 0.2, 0.2, 0.1);
 * int[] slate = new int[3];
 * ranking.rank("customer-17", slate);
 * double propensity = ranking.propensity(slate);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2346567">Plackett (1975), The Analysis of Permutations</a>
 */
public final class PlackettLuce implements SlatePolicy {

    private static final double STEP = 0.125;

    private final double[] weights;
    private final double[][] marginals;
    private final UnitHash[] hashes;
    private final long salt;

    private PlackettLuce(double[] weights, double[][] marginals, long salt) {
        this.weights = weights;
        this.marginals = marginals;
        this.salt = salt;
        hashes = new UnitHash[weights.length];
        Arrays.setAll(hashes, arm -> new UnitHash(UnitHash.mix(salt) + arm));
    }

    /**
     * A ranking with salt 0.
     *
     * @param length how many arms are shown, at least 1
     * @param weights by arm, 0 or more; at least so many above 0
     * @return the ranking
     */
    public static PlackettLuce of(int length, double... weights) {
        Check.atLeast("length", length, 1);
        double sum = 0;
        int positive = 0;
        for (int arm = 0; arm < weights.length; arm++) {
            Check.between("weight of arm " + arm, weights[arm], 0, 1e100);
            sum += weights[arm];
            positive += weights[arm] > 0 ? 1 : 0;
        }
        if (positive < length) {
            throw new IllegalArgumentException("length must be at most the number of arms with a weight above 0 ("
                    + positive + "), got " + length);
        }
        double[] shares = new double[weights.length];
        for (int arm = 0; arm < shares.length; arm++) {
            shares[arm] = weights[arm] / sum;
            if (weights[arm] > 0 && shares[arm] < 1e-12) {
                throw new IllegalArgumentException("weight of arm " + arm + " must be 0 or at least 1e-12 of all, got "
                        + weights[arm] + " of " + sum + "; leave the arm out or give it a floor");
            }
        }
        return new PlackettLuce(shares, marginals(shares, length), 0);
    }

    /**
     * The same with another salt. Two rankings on a page need different salts, or the same customers will get the first arms of both.
     *
     * @param number any
     * @return the ranking
     */
    public PlackettLuce withSalt(long number) {
        return new PlackettLuce(weights, marginals, number);
    }

    /**
     * P(arm at position) is the integral of w exp(-w t) times the chance that exactly so many others came before t. On x = log t the
     * integrand is analytic within half of pi of the real line and falls off exponentially, so equal steps converge like exp(-pi² / step).
     */
    private static double[][] marginals(double[] weights, int length) {
        int arms = weights.length;
        double least = 1;
        for (double w : weights) {
            least = w > 0 ? Math.min(least, w) : least;
        }
        double[][] all = new double[length][arms];
        double[] count = new double[length];
        double[] before = new double[arms];
        int from = (int) Math.floor(-45 / STEP);
        int to = (int) Math.ceil(StrictMath.log(50 / least) / STEP);
        for (int node = from; node <= to; node++) {
            double t = StrictMath.exp(node * STEP);
            for (int arm = 0; arm < arms; arm++) {
                before[arm] = -StrictMath.expm1(-weights[arm] * t);
            }
            for (int arm = 0; arm < arms; arm++) {
                double density = STEP * t * weights[arm] * StrictMath.exp(-weights[arm] * t);
                if (density > 0) {
                    others(before, arm, count);
                    for (int position = 0; position < length; position++) {
                        all[position][arm] += density * count[position];
                    }
                }
            }
        }
        return all;
    }

    /** The chance that exactly 0, 1, … of the others have come. */
    private static void others(double[] before, int arm, double[] count) {
        Arrays.fill(count, 0);
        count[0] = 1;
        for (int other = 0; other < before.length; other++) {
            if (other != arm) {
                double p = before[other];
                for (int k = count.length - 1; k > 0; k--) {
                    count[k] = count[k] * (1 - p) + count[k - 1] * p;
                }
                count[0] *= 1 - p;
            }
        }
    }

    /** {@return how many arms are shown} */
    public int length() {
        return marginals.length;
    }

    /** {@return how many arms there are to choose from} */
    public int arms() {
        return weights.length;
    }

    /**
     * The slate that a unit sees.
     *
     * @param unit id, such as a customer's number
     * @param slate as long as {@link #length}; filled from the top down
     */
    public void rank(long unit, int[] slate) {
        Check.length("slate", slate.length, length(), "one place per position");
        for (int place = 0; place < slate.length; place++) {
            slate[place] = next(slate, place, unit, null);
        }
    }

    /**
     * The slate that a unit sees.
     *
     * @param unit id, such as a cookie; another unit than the number of the same digits
     * @param slate as long as {@link #length}; filled from the top down
     */
    public void rank(CharSequence unit, int[] slate) {
        Check.length("slate", slate.length, length(), "one place per position");
        for (int place = 0; place < slate.length; place++) {
            slate[place] = next(slate, place, 0, unit);
        }
    }

    /** The arm with the earliest time of those not yet placed. */
    private int next(int[] slate, int place, long number, @Nullable CharSequence text) {
        int first = -1;
        double earliest = Double.POSITIVE_INFINITY;
        for (int arm = 0; arm < weights.length; arm++) {
            if (weights[arm] > 0 && !among(slate, place, arm)) {
                long bits = text == null ? hashes[arm].of(number) : hashes[arm].of(text);
                double time = -StrictMath.log((bits + 0.5) * 0x1.0p-53) / weights[arm];
                if (time < earliest) {
                    earliest = time;
                    first = arm;
                }
            }
        }
        return first;
    }

    private static boolean among(int[] slate, int places, int arm) {
        for (int i = 0; i < places; i++) {
            if (slate[i] == arm) {
                return true;
            }
        }
        return false;
    }

    /**
     * The chance of a slate.
     *
     * @param slate arms from the top down, all different
     * @return the propensity; 0 if an arm is there twice
     */
    public double propensity(int... slate) {
        Check.length("slate", slate.length, length(), "one arm per position");
        for (int position = 0; position < slate.length; position++) {
            if (slate[position] < 0 || slate[position] >= weights.length) {
                throw new IllegalArgumentException("slate, position " + position + ": arm " + slate[position]
                        + " is not known; arms are 0 to " + (weights.length - 1));
            }
        }
        double product = 1;
        for (int position = 0; position < slate.length; position++) {
            product *= conditional(0, slate, position, slate[position]);
        }
        return product;
    }

    @Override
    public double conditional(int row, int[] slate, int position, int arm) {
        if (among(slate, position, arm)) {
            return 0;
        }
        double placed = 0;
        for (int above = 0; above < position; above++) {
            placed += weights[slate[above]];
        }
        double left = 1 - placed;
        if (left < 0.5) { // what is left of a difference may have few digits
            left = 0;
            for (int other = 0; other < weights.length; other++) {
                left += among(slate, position, other) ? 0 : weights[other];
            }
        }
        return left > 0 ? weights[arm] / left : 0;
    }

    @Override
    public double marginal(int row, int position, int arm) {
        return marginals[position][arm];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlackettLuce that
                && Arrays.equals(weights, that.weights)
                && length() == that.length()
                && salt == that.salt;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + length();
    }

    @Override
    public String toString() {
        return "PlackettLuce[length=" + length() + ", weights=" + Arrays.toString(weights) + "]";
    }
}
