package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The best arm so far for nearly everybody, any arm for the rest.
 *
 * <p>A share epsilon of the traffic is split equally among all arms, the rest goes to the arm whose expected rate is highest. Simple,
 * easy to explain, and wasteful: it never stops showing bad arms, or stops too early. Its worth is in the log: every arm has a known
 * share, so other policies can be judged from it.
 *
 * <ul>
 *   <li>The expected rate is that of the posterior, so that an arm with few trials is drawn towards the prior; with the uniform prior
 *       an arm without trials is expected to succeed half of the time, and is tried.
 *   <li>Arms that are equally good share what the best gets.
 * </ul>
 *
 * <p>Fitting takes time linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BanditSnapshot snapshot = EpsilonGreedy.of(0.1, "control", "banner").fit(counts);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1023/A:1013689704352">Auer, Cesa-Bianchi and Fischer (2002), section 2</a>
 */
public final class EpsilonGreedy extends BanditPolicy<EpsilonGreedy> {

    private record Settings(double epsilon, double halfLife) {}

    private final Settings s;

    private EpsilonGreedy(ArmSet arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * A recipe with a uniform prior and no guardrails.
     *
     * @param epsilon share of the traffic that is split equally, from 0 to 1
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static EpsilonGreedy of(double epsilon, String... arms) {
        return of(epsilon, List.of(arms));
    }

    /**
     * A recipe with a uniform prior and no guardrails.
     *
     * @param epsilon share of the traffic that is split equally, from 0 to 1
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static EpsilonGreedy of(double epsilon, List<String> arms) {
        Check.between("epsilon", epsilon, 0, 1);
        return new EpsilonGreedy(ArmSet.of(arms), new Settings(epsilon, Double.POSITIVE_INFINITY));
    }

    /**
     * The same with an epsilon that falls as it becomes known which arm is best: {@code epsilon * h / (h + trials)}.
     *
     * @param trials h, after how many trials of all arms it has halved; above 0
     * @return the recipe
     */
    public EpsilonGreedy withHalfAfter(double trials) {
        Check.between("trials", trials, Double.MIN_NORMAL, 1e15);
        return new EpsilonGreedy(arms, new Settings(s.epsilon, trials));
    }

    @Override
    EpsilonGreedy with(ArmSet changed) {
        return new EpsilonGreedy(changed, s);
    }

    @Override
    double[] wish(Evidence evidence) {
        double[] means =
                evidence.posteriors().stream().mapToDouble(Posterior::mean).toArray();
        double epsilon = s.epsilon / (1 + evidence.trials() / s.halfLife);
        double[] shares = UpperConfidenceBound.toTheHighest(means);
        Arrays.setAll(shares, k -> (1 - epsilon) * shares[k] + epsilon / shares.length);
        return shares;
    }

    @Override
    Object settings() {
        return s;
    }
}
