package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.UnitHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What all recipes for bandits have in common: arms that come and go, and limits that hold whatever the
 * recipe wishes. From counts, {@link #fit} computes the shares of a {@link BanditSnapshot}.
 *
 * <ul>
 *   <li>An arm without counts has its prior; an arm that is paused keeps its counts and is not shown.
 *   <li>Counts of arms that are not listed are not used; the report says which.
 *   <li>Floor and ceiling bind every active arm but the control; the control, if there is one, has exactly its share. The shares
 *       in between keep their proportions, and all keep their order.
 *   <li>The maximum change binds what floor, ceiling and control leave free.
 *   <li>The baseline's safety comes first: where it binds, floor, ceiling, control and maximum change do not hold.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * @param <P> the recipe itself
 */
public abstract sealed class BanditPolicy<P extends BanditPolicy<P>> implements Estimator<ArmCounts, BanditSnapshot>
        permits ThompsonSampling, TopTwoSampling, EpsilonGreedy, UpperConfidenceBound, Exp3, BudgetedSampling {

    final ArmSet arms;

    BanditPolicy(ArmSet arms) {
        this.arms = arms;
    }

    abstract P with(ArmSet changed);

    /** Shares that add up to 1, from what is known of the arms that are neither paused nor the control. */
    abstract double[] wish(Evidence evidence);

    /** The last word on the shares of all arms, after all other limits. */
    double[] limit(double[] shares, List<? extends Posterior> posteriors) {
        return shares;
    }

    /** What this recipe has beside the arms. */
    abstract Object settings();

    /** Of some arms: names, posteriors, counts (none if posteriors were handed over), and the trials of all. */
    record Evidence(List<String> names, List<? extends Posterior> posteriors, List<Count> counts, double trials) {}

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
     * The same, never much worse than one arm for all: with the stated probability, by the posteriors, the mixture of arms earns at least
     * {@code 1 - loss} times what the baseline alone would. Where the wished shares do not keep to it, the new ones lie on the straight way
     * from them to the baseline alone, as near to the wished ones as is allowed; so the other arms keep their order and proportions.
     *
     * <p>The worst case is taken arm by arm (Bonferroni), which is careful: the true probability is mostly far higher. Of a baseline that
     * earns less than nothing, nothing may be lost.
     *
     * @param arm the baseline, such as what was shown before the bandit; it must not be paused
     * @param loss part of the baseline's earnings that may be lost, from 0 to 1; 0 allows other arms only once they surely are no worse
     * @param confidence such as 0.95
     * @return the recipe
     * @see <a href="https://proceedings.mlr.press/v48/wu16.html">Wu, Shariff, Lattimore and Szepesvári (2016), Conservative Bandits</a>
     */
    public final P withBaseline(String arm, double loss, double confidence) {
        return with(arms.withBaseline(new Baseline(Objects.requireNonNull(arm, "arm"), loss, confidence)));
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
        Set<String> listed = listed(counts.arms(), report);
        List<BetaPosterior> posteriors = new ArrayList<>();
        List<Count> known = new ArrayList<>();
        for (String arm : arms.names()) {
            Count count = new Count(counts.successes(arm), counts.trials(arm));
            known.add(count);
            posteriors.add(new BetaPosterior(
                    arms.alpha() + count.successes(), arms.beta() + (count.trials() - count.successes())));
        }
        report.rows(counts.rows(listed));
        return snapshot(posteriors, report, free -> {
            List<Count> theirs = some(free, known);
            return new Evidence(
                    some(free, arms.names()),
                    some(free, posteriors),
                    theirs,
                    theirs.stream().mapToDouble(Count::trials).sum());
        });
    }

    /**
     * Computes the shares by revenue a visitor: from orders and their values.
     *
     * @param counts of all servers together; arms without counts may be missing
     * @param prior what is believed before; that of this recipe is not used
     * @return what serves until the next refresh
     * @throws IllegalArgumentException if an arm has more orders than trials, if all arms are paused, if the guardrails leave no shares
     *     that add up to 1, or if this policy has rules for successes alone (UCB1, KL-UCB)
     */
    public final BanditSnapshot fit(RevenueCounts counts, RevenuePrior prior) {
        FitReport.Builder report = FitReport.builder();
        long trials = 0;
        for (String arm : listed(counts.arms(), report)) {
            trials = Math.addExact(trials, counts.trials(arm));
        }
        report.rows(trials);
        return snapshot(prior.posteriors(counts, arms.names()), trials, report);
    }

    /**
     * Computes the shares from what is known of each arm by other means: Gamma or normal posteriors, priors of its own for each arm.
     *
     * @param posteriors by arm, all of one kind; one for each arm of this recipe
     * @param trials of all arms together, for policies whose rule depends on it; at least 0
     * @return what serves until the next refresh
     * @throws IllegalArgumentException if an arm has no posterior, if all arms are paused, if the guardrails leave no shares that add up to
     *     1, or if this policy has rules for successes alone (UCB1, KL-UCB)
     */
    public final BanditSnapshot fit(Map<String, ? extends Posterior> posteriors, long trials) {
        Check.atLeast("trials", trials, 0L);
        FitReport.Builder report = FitReport.builder();
        listed(new TreeSet<>(posteriors.keySet()), report);
        report.rows(trials);
        return snapshot(posteriors, trials, report);
    }

    private BanditSnapshot snapshot(Map<String, ? extends Posterior> known, long trials, FitReport.Builder report) {
        List<Posterior> posteriors = new ArrayList<>();
        for (String arm : arms.names()) {
            Posterior posterior = known.get(arm);
            if (posterior == null) {
                throw new IllegalArgumentException(
                        "arm '" + arm + "' has no posterior; give one for each of " + arms.names());
            }
            posteriors.add(posterior);
        }
        BestArm.requireOneKind(posteriors);
        return snapshot(
                posteriors,
                report,
                free -> new Evidence(some(free, arms.names()), some(free, posteriors), List.of(), trials));
    }

    private BanditSnapshot snapshot(
            List<? extends Posterior> posteriors, FitReport.Builder report, Function<int[], Evidence> evidence) {
        double[] wished = arms.shares(free -> wish(evidence.apply(free)));
        double[] shares = limit(arms.safe(wished, posteriors), posteriors);
        return new BanditSnapshot(
                arms.names(), posteriors, Shares.bounds(shares), new UnitHash(arms.salt()), report.build());
    }

    /** The arms of this recipe; a warning for each other one. */
    private Set<String> listed(Collection<String> counted, FitReport.Builder report) {
        Set<String> listed = new LinkedHashSet<>(arms.names());
        for (String arm : counted) {
            if (!listed.contains(arm)) {
                report.warning("arm '" + arm + "' was counted but is not listed; its counts are not used");
            }
        }
        return listed;
    }

    private static <T> List<T> some(int[] which, List<? extends T> all) {
        List<T> some = new ArrayList<>();
        for (int k : which) {
            some.add(all.get(k));
        }
        return some;
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
