package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.optimization.internal.UnitHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What all recipes for bandits with successes and failures have in common: arms that come and go, and limits that hold whatever the
 * recipe wishes. From counts, {@link #fit} computes the shares of a {@link BanditSnapshot}.
 *
 * <ul>
 *   <li>An arm without counts has its prior; an arm that is paused keeps its counts and is not shown.
 *   <li>Counts of arms that are not listed are not used; the report says which.
 *   <li>Floor and ceiling bind every active arm but the control; the control, if there is one, has exactly its share. The shares
 *       in between keep their proportions, and all keep their order.
 *   <li>The maximum change binds what floor, ceiling and control leave free.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * @param <P> the recipe itself
 */
public abstract sealed class BanditPolicy<P extends BanditPolicy<P>> implements Estimator<ArmCounts, BanditSnapshot>
        permits ThompsonSampling, TopTwoSampling, EpsilonGreedy, UpperConfidenceBound {

    final ArmSet arms;

    BanditPolicy(ArmSet arms) {
        this.arms = arms;
    }

    abstract P with(ArmSet changed);

    /** Shares that add up to 1, from what is known of the arms that are neither paused nor the control. */
    abstract double[] wish(Evidence evidence);

    /** What this recipe has beside the arms. */
    abstract Object settings();

    /** Of some arms: posteriors, counts, and the trials of all. */
    record Evidence(List<BetaPosterior> posteriors, List<Count> counts, double trials) {}

    /** Of an arm. */
    record Count(double successes, double trials) {}

    /**
     * The same with an arm more, at the end.
     *
     * @param arm name
     * @return the recipe
     */
    public final P withArm(String arm) {
        return with(arms.withArm(arm));
    }

    /**
     * The same with an arm less. Its counts, where they are kept, are of no account any more.
     *
     * @param arm name; not the control
     * @return the recipe
     */
    public final P withoutArm(String arm) {
        return with(arms.withoutArm(arm));
    }

    /**
     * The same with exactly these arms paused: not shown, their counts kept.
     *
     * @param paused names; none to resume all
     * @return the recipe
     */
    public final P withPaused(String... paused) {
        return with(arms.withPaused(paused));
    }

    /**
     * The same with another prior: what is believed of an arm before it was shown.
     *
     * @param alpha successes that the prior is worth, above 0; {@code alpha / (alpha + beta)} is the rate believed in
     * @param beta failures that the prior is worth, above 0
     * @return the recipe
     */
    public final P withPrior(double alpha, double beta) {
        return with(arms.withPrior(alpha, beta));
    }

    /**
     * The same with a least share of each active arm.
     *
     * @param share from 0 to 1; times the number of arms at most 1
     * @return the recipe
     */
    public final P withFloor(double share) {
        return with(arms.withFloor(share));
    }

    /**
     * The same with a largest share of each active arm.
     *
     * @param share from 0 to 1; times the number of arms at least 1
     * @return the recipe
     */
    public final P withCeiling(double share) {
        return with(arms.withCeiling(share));
    }

    /**
     * The same with an arm that always gets the same share, so that what the bandit gains can be measured.
     *
     * @param arm name
     * @param share from 0 to 1
     * @return the recipe
     */
    public final P withControl(String arm, double share) {
        return with(arms.withControl(arm, share));
    }

    /**
     * The same, moving at most so much of the traffic from arm to arm since the last refresh. Where the wished shares are farther
     * away, the new ones lie on the straight way to them.
     *
     * <p>Traffic of arms that are no longer there, or paused, is first shared out among the others in proportion; it does not count.
     *
     * @param change from 0 to 1: half the sum of the absolute differences of the shares
     * @param last what serves now
     * @return the recipe for this refresh
     */
    public final P withMaximumChange(double change, BanditSnapshot last) {
        return with(arms.withMaximumChange(change, last));
    }

    /**
     * The same with another salt. Two bandits need different salts, or the same customers will get the first arm of both.
     *
     * @param salt any number
     * @return the recipe
     */
    public final P withSalt(long salt) {
        return with(arms.withSalt(salt));
    }

    /**
     * Computes the shares.
     *
     * @param counts of all servers together; arms without counts may be missing
     * @param execution how to run; the work is short and done on the calling thread
     * @return what serves until the next refresh
     * @throws IllegalArgumentException if an arm has more successes than trials, if all arms are paused, or if the guardrails leave
     *     no shares that add up to 1
     */
    @Override
    public final BanditSnapshot fit(ArmCounts counts, Execution execution) {
        Objects.requireNonNull(counts, "counts");
        execution.checkCancelled();
        return fit(WeightedCounts.of(counts));
    }

    /**
     * Computes the shares from counts in which old trials weigh less.
     *
     * @param counts of all servers together; arms without counts may be missing
     * @return what serves until the next refresh
     * @throws IllegalArgumentException if all arms are paused, or if the guardrails leave no shares that add up to 1
     */
    public final BanditSnapshot fit(WeightedCounts counts) {
        FitReport.Builder report = FitReport.builder();
        Set<String> listed = new HashSet<>(arms.names());
        for (String arm : counts.arms()) {
            if (!listed.contains(arm)) {
                report.warning("arm '" + arm + "' was counted but is not listed; its counts are not used");
            }
        }
        List<BetaPosterior> posteriors = new ArrayList<>();
        List<Count> known = new ArrayList<>();
        for (String arm : arms.names()) {
            Count count = new Count(counts.successes(arm), counts.trials(arm));
            known.add(count);
            posteriors.add(new BetaPosterior(
                    arms.alpha() + count.successes(), arms.beta() + (count.trials() - count.successes())));
        }
        double[] shares = arms.shares(free -> wish(evidence(free, posteriors, known)));
        return new BanditSnapshot(
                arms.names(),
                posteriors,
                Shares.bounds(shares),
                new UnitHash(arms.salt()),
                report.rows(counts.rows(listed)).build());
    }

    private static Evidence evidence(int[] free, List<BetaPosterior> posteriors, List<Count> counts) {
        List<BetaPosterior> some = new ArrayList<>();
        List<Count> theirs = new ArrayList<>();
        double trials = 0;
        for (int k : free) {
            some.add(posteriors.get(k));
            theirs.add(counts.get(k));
            trials += counts.get(k).trials();
        }
        return new Evidence(some, theirs, trials);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof BanditPolicy<?> that
                && getClass() == that.getClass()
                && arms.equals(that.arms)
                && settings().equals(that.settings());
    }

    @Override
    public final int hashCode() {
        return 31 * arms.hashCode() + settings().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + settings() + ", "
                + arms.toString().substring("ArmSet[".length());
    }
}
