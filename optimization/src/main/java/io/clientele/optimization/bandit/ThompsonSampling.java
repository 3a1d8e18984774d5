package io.clientele.optimization.bandit;

import java.util.List;

/**
 * Which of several arms (banners, subject lines, offers) should be shown to whom, while it is still being learned which works?
 *
 * <p>Thompson sampling for successes and failures: each arm is shown as often as it is the best with what is known so far, by
 * Beta posteriors. From the counts, {@link #fit} computes these shares once, exactly, into a {@link BanditSnapshot} that serves
 * until the next refresh; refreshing after every hundred trials costs no measurable regret beside refreshing after each.
 *
 * <ul>
 *   <li>An arm without counts has its prior, and so is tried a lot; an arm that is paused keeps its counts and is not shown.
 *   <li>A share below 5e-17 is 0. Set a floor if every arm must go on being tried.
 *   <li>Success after a delay: until it is counted, a trial looks like a failure, for all arms alike.
 * </ul>
 *
 * <p>Fitting takes time about linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BanditSnapshot snapshot = ThompsonSampling.of("control", "banner").withFloor(0.05).fit(counts);
 * int arm = snapshot.choose(customerId);
 * double propensity = snapshot.share(arm);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/25.3-4.285">Thompson (1933)</a>
 * @see <a href="https://doi.org/10.1002/asmb.874">Scott (2010)</a>
 */
public final class ThompsonSampling extends BanditPolicy<ThompsonSampling> {

    private ThompsonSampling(ArmSet arms) {
        super(arms);
    }

    /**
     * A bandit with a uniform prior, Beta(1, 1), and no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static ThompsonSampling of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * A bandit with a uniform prior, Beta(1, 1), and no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static ThompsonSampling of(List<String> arms) {
        return new ThompsonSampling(ArmSet.of(arms));
    }

    @Override
    ThompsonSampling with(ArmSet changed) {
        return new ThompsonSampling(changed);
    }

    @Override
    double[] wish(Evidence evidence) {
        return BestArm.of(evidence.posteriors()).probabilities();
    }

    @Override
    Object settings() {
        return "probability best";
    }
}
