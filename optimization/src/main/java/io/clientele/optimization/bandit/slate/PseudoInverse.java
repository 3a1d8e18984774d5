package io.clientele.optimization.bandit.slate;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.solver.Cholesky;
import java.util.Arrays;

/**
 * How much does a logged slate count under another ranking, if a slate's reward is a sum of what arms bring at their positions?
 *
 * <p>Under that condition the value of the target is a linear function of its marginal chances, and the weight of a slate is
 * q' G<sup>+</sup> s: q the target's marginal chances, G the logged chances of pairs of (position, arm), s the slate's indicators. The reward may be
 * known of the whole slate alone. Weights may be negative.
 *
 * <ul>
 *   <li>G is enumerated over all slates, of which there may be a million at most: 10 arms in 6 positions, 100 in 3.
 *   <li>Any generalised inverse gives the same weights where the log shows all that the target does; it is solved by Cholesky on the rows
 *       that don't depend on others.
 *   <li>A target that shows an arm where the log never does is refused.
 * </ul>
 *
 * <p>Making one takes O(slates · length²) and O((arms · length)³). Immutable and thread-safe.
 *
 * <pre>{@code
 * PseudoInverse weights = PseudoInverse.of(PlackettLuce.of(2, 0.4, 0.3, 0.3), PlackettLuce.of(2, 0.1, 0.2, 0.7));
 * double weight = weights.weight(2, 0);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1605.04812">Swaminathan and others (2017), Off-policy evaluation for slate recommendation</a>
 */
public final class PseudoInverse {

    private static final double MOST = 1e6;

    private final int arms;
    /** By position and arm: a slate's weight is the sum of its parts. */
    private final double[] parts;

    private PseudoInverse(int arms, double[] parts) {
        this.arms = arms;
        this.parts = parts;
    }

    /**
     * The weights of slates that one ranking showed, under another.
     *
     * @param logged that made the log
     * @param target to judge, of as many arms and positions
     * @return the weights
     */
    public static PseudoInverse of(PlackettLuce logged, PlackettLuce target) {
        int arms = logged.arms();
        int length = logged.length();
        Check.length("target", target.arms(), arms, "as many arms as were logged");
        Check.length("target", target.length(), length, "as many positions as were logged");
        double slates = 1;
        for (int k = 0; k < length; k++) {
            slates *= arms - k;
        }
        if (slates > MOST) {
            throw new IllegalArgumentException(length + " of " + arms + " arms make " + slates
                    + " slates, more than can be enumerated (" + MOST + "); take another estimator");
        }
        double[] q = new double[arms * length];
        for (int k = 0; k < length; k++) {
            for (int arm = 0; arm < arms; arm++) {
                q[k * arms + arm] = target.marginal(0, k, arm);
                if (q[k * arms + arm] > 0 && !(logged.marginal(0, k, arm) > 0)) {
                    throw new IllegalArgumentException("arm " + arm
                            + " is never shown by the logged ranking; the log can't say what it would have earned");
                }
            }
        }
        double[][] pairs = new double[q.length][q.length];
        enumerate(logged, new int[length], 0, 1, pairs);
        return new PseudoInverse(arms, scaledSolve(pairs, q));
    }

    private static void enumerate(PlackettLuce logged, int[] slate, int position, double chance, double[][] pairs) {
        if (chance == 0) {
            return;
        }
        int arms = logged.arms();
        if (position == slate.length) {
            for (int i = 0; i < slate.length; i++) {
                for (int j = 0; j <= i; j++) {
                    pairs[i * arms + slate[i]][j * arms + slate[j]] += chance;
                }
            }
            return;
        }
        for (int arm = 0; arm < arms; arm++) {
            slate[position] = arm;
            enumerate(logged, slate, position + 1, chance * logged.conditional(0, slate, position, arm), pairs);
        }
    }

    /** With the diagonal scaled to 1, so that seldom shown arms are not taken for such that depend on others. */
    private static double[] scaledSolve(double[][] pairs, double[] q) {
        double[] scale = new double[q.length];
        Arrays.setAll(scale, i -> pairs[i][i] > 0 ? 1 / Math.sqrt(pairs[i][i]) : 0);
        double[] b = new double[q.length];
        for (int i = 0; i < q.length; i++) {
            b[i] = q[i] * scale[i];
            for (int j = 0; j <= i; j++) {
                pairs[i][j] *= scale[i] * scale[j];
            }
        }
        double[] x = Cholesky.of(pairs, 1e-10).solve(b);
        for (int i = 0; i < q.length; i++) {
            x[i] *= scale[i];
        }
        return x;
    }

    /**
     * The weight of a slate.
     *
     * @param slate arms from the top down
     * @return the weight; its mean over the log is 1
     */
    public double weight(int... slate) {
        Check.length("slate", slate.length, parts.length / arms, "one arm per position");
        double sum = 0;
        for (int k = 0; k < slate.length; k++) {
            sum += parts[k * arms + slate[k]];
        }
        return sum;
    }

    int arms() {
        return arms;
    }

    int length() {
        return parts.length / arms;
    }

    @Override
    public String toString() {
        return "PseudoInverse[" + arms + " arms, " + length() + " positions]";
    }
}
