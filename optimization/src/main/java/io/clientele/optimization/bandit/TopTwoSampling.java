package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.List;

/**
 * Which arm is best, to be found out with as few trials as possible?
 *
 * <p>Top-two Thompson sampling. Plain Thompson sampling shows the leader nearly always once it leads, and so learns little about
 * whether it does; this recipe gives the leader only a part of the traffic and the rest to its challengers: an arm is drawn by its
 * probability of being best, and with probability 1 - beta arms are drawn again until another one comes. In closed form, with P<sub>k</sub>
 * the probability that k is best, the share is P<sub>k</sub> (beta + (1 - beta) Σ<sub>j≠k</sub> P<sub>j</sub> / (1 - P<sub>j</sub>)).
 *
 * <ul>
 *   <li>For a choice that will be used for long after a test; for traffic that counts itself, take {@link ThompsonSampling}.
 *   <li>When to stop: {@link BestArmStopping}.
 *   <li>One arm alone gets all. Where all other arms' probabilities are 0 in doubles, the leader gets all.
 * </ul>
 *
 * <p>Fitting takes time about linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BanditSnapshot snapshot = TopTwoSampling.of("red", "green", "blue").fit(counts);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1287/opre.2019.1911">Russo (2020), Simple Bayesian Algorithms for Best-Arm Identification</a>
 */
public final class TopTwoSampling extends BanditPolicy<TopTwoSampling> {

    private record Settings(double leaderShare) {}

    private final Settings s;

    private TopTwoSampling(ArmSet arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * Half of the traffic to the leader, half to its challengers; a uniform prior, no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static TopTwoSampling of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * Half of the traffic to the leader, half to its challengers; a uniform prior, no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static TopTwoSampling of(List<String> arms) {
        return new TopTwoSampling(ArmSet.of(arms), new Settings(0.5));
    }

    /**
     * The same with another part of the traffic for the arm that is drawn first.
     *
     * @param share beta, above 0, at most 1; 1 is plain Thompson sampling
     * @return the recipe
     */
    public TopTwoSampling withLeaderShare(double share) {
        Check.between("share", share, Double.MIN_NORMAL, 1);
        return new TopTwoSampling(arms, new Settings(share));
    }

    @Override
    TopTwoSampling with(ArmSet changed) {
        return new TopTwoSampling(changed, s);
    }

    @Override
    double[] wish(Evidence evidence) {
        double[] p = BestArm.of(evidence.posteriors()).probabilities();
        int n = p.length;
        double[] others = othersSums(p);
        double[] ratio = new double[n];
        for (int k = 0; k < n; k++) {
            if (others[k] == 0) { // nobody is there to challenge
                return p;
            }
            ratio[k] = p[k] / others[k];
        }
        double[] challenges = othersSums(ratio);
        double[] shares = new double[n];
        for (int k = 0; k < n; k++) {
            shares[k] = p[k] * (s.leaderShare + (1 - s.leaderShare) * challenges[k]);
        }
        return shares;
    }

    /** For each k the sum of all but k, without taking k away from the whole, which would lose the digits of small rests. */
    private static double[] othersSums(double[] x) {
        double[] sums = new double[x.length];
        double before = 0;
        for (int k = 0; k < x.length; k++) {
            sums[k] = before;
            before += x[k];
        }
        double after = 0;
        for (int k = x.length - 1; k >= 0; k--) {
            sums[k] += after;
            after += x[k];
        }
        return sums;
    }

    @Override
    Object settings() {
        return s;
    }
}
