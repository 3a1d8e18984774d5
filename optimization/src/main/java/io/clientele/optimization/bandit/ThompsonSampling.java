package io.clientele.optimization.bandit;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.UnitHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of several arms (banners, subject lines, offers) should be shown to whom, while it is still being learned which works?
 *
 * <p>Thompson sampling for successes and failures: each arm is shown as often as it is the best with what is known so far, by
 * Beta posteriors. From the counts, {@link #fit} computes these shares once, exactly, into a {@link BanditSnapshot} that serves
 * until the next refresh; refreshing after every hundred trials costs no measurable regret beside refreshing after each.
 *
 * <ul>
 *   <li>An arm without counts has its prior, and so is tried a lot; an arm that is paused keeps its counts and is not shown.
 *   <li>Counts of arms that are not listed are not used; the report says which.
 *   <li>Floor and ceiling bind every active arm but the control; the control, if there is one, has exactly its share. The shares
 *       in between keep their proportions.
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
public final class ThompsonSampling implements Estimator<ArmCounts, BanditSnapshot> {

    private record Options(
            List<String> arms,
            Set<String> paused,
            double alpha,
            double beta,
            double floor,
            double ceiling,
            @Nullable String control,
            double controlShare,
            long salt) {}

    private final Options o;

    private ThompsonSampling(Options o) {
        this.o = o;
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
        return new ThompsonSampling(new Options(distinct(arms), Set.of(), 1, 1, 0, 1, null, 0, 0));
    }

    private static List<String> distinct(List<String> arms) {
        List<String> copy = List.copyOf(arms);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("arms must hold at least one arm");
        }
        Set<String> seen = new HashSet<>();
        for (String arm : copy) {
            if (!seen.add(arm)) {
                throw new IllegalArgumentException("arm '" + arm + "' is there twice");
            }
        }
        return copy;
    }

    /**
     * The same with an arm more, at the end.
     *
     * @param arm name
     * @return the recipe
     */
    public ThompsonSampling withArm(String arm) {
        List<String> arms = new ArrayList<>(o.arms);
        arms.add(Objects.requireNonNull(arm, "arm"));
        return with(distinct(arms), o.paused, o.control, o.controlShare);
    }

    /**
     * The same with an arm less. Its counts, where they are kept, are of no account any more.
     *
     * @param arm name; not the control
     * @return the recipe
     */
    public ThompsonSampling withoutArm(String arm) {
        known(arm);
        if (arm.equals(o.control)) {
            throw new IllegalArgumentException("arm '" + arm + "' is the control; make another the control first");
        }
        List<String> arms = new ArrayList<>(o.arms);
        arms.remove(arm);
        Set<String> paused = new TreeSet<>(o.paused);
        paused.remove(arm);
        return with(distinct(arms), paused, o.control, o.controlShare);
    }

    /**
     * The same with exactly these arms paused: not shown, their counts kept.
     *
     * @param arms names; none to resume all
     * @return the recipe
     */
    public ThompsonSampling withPaused(String... arms) {
        for (String arm : arms) {
            known(arm);
        }
        return with(o.arms, new TreeSet<>(List.of(arms)), o.control, o.controlShare);
    }

    /**
     * The same with another prior: what is believed of an arm before it was shown.
     *
     * @param alpha successes that the prior is worth, above 0; {@code alpha / (alpha + beta)} is the rate believed in
     * @param beta failures that the prior is worth, above 0
     * @return the recipe
     */
    public ThompsonSampling withPrior(double alpha, double beta) {
        new BetaPosterior(alpha, beta);
        return new ThompsonSampling(
                new Options(o.arms, o.paused, alpha, beta, o.floor, o.ceiling, o.control, o.controlShare, o.salt));
    }

    /**
     * The same with a least share of each active arm.
     *
     * @param share from 0 to 1; times the number of arms at most 1
     * @return the recipe
     */
    public ThompsonSampling withFloor(double share) {
        Check.between("floor", share, 0, 1);
        return new ThompsonSampling(
                new Options(o.arms, o.paused, o.alpha, o.beta, share, o.ceiling, o.control, o.controlShare, o.salt));
    }

    /**
     * The same with a largest share of each active arm.
     *
     * @param share from 0 to 1; times the number of arms at least 1
     * @return the recipe
     */
    public ThompsonSampling withCeiling(double share) {
        Check.between("ceiling", share, 0, 1);
        return new ThompsonSampling(
                new Options(o.arms, o.paused, o.alpha, o.beta, o.floor, share, o.control, o.controlShare, o.salt));
    }

    /**
     * The same with an arm that always gets the same share, so that what the bandit gains can be measured.
     *
     * @param arm name
     * @param share from 0 to 1
     * @return the recipe
     */
    public ThompsonSampling withControl(String arm, double share) {
        known(arm);
        Check.between("share", share, 0, 1);
        return with(o.arms, o.paused, arm, share);
    }

    /**
     * The same with another salt. Two bandits need different salts, or the same customers will get the first arm of both.
     *
     * @param salt any number
     * @return the recipe
     */
    public ThompsonSampling withSalt(long salt) {
        return new ThompsonSampling(
                new Options(o.arms, o.paused, o.alpha, o.beta, o.floor, o.ceiling, o.control, o.controlShare, salt));
    }

    private ThompsonSampling with(
            List<String> arms, Set<String> paused, @Nullable String control, double controlShare) {
        return new ThompsonSampling(
                new Options(arms, paused, o.alpha, o.beta, o.floor, o.ceiling, control, controlShare, o.salt));
    }

    private void known(String arm) {
        if (!o.arms.contains(Objects.requireNonNull(arm, "arm"))) {
            throw new IllegalArgumentException("arm '" + arm + "' is not known; arms are " + o.arms);
        }
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
    public BanditSnapshot fit(ArmCounts counts, Execution execution) {
        Objects.requireNonNull(counts, "counts");
        execution.checkCancelled();
        FitReport.Builder report = FitReport.builder();
        Set<String> listed = new HashSet<>(o.arms);
        for (String arm : counts.arms()) {
            if (!listed.contains(arm)) {
                report.warning("arm '" + arm + "' was counted but is not listed; its counts are not used");
            }
        }
        long rows = 0;
        List<BetaPosterior> posteriors = new ArrayList<>();
        for (String arm : o.arms) {
            posteriors.add(posterior(arm, counts));
            rows = Math.addExact(rows, counts.trials(arm));
        }
        double[] shares = shares(posteriors);
        return new BanditSnapshot(
                o.arms,
                posteriors,
                Shares.bounds(shares),
                new UnitHash(o.salt),
                report.rows(rows).build());
    }

    private BetaPosterior posterior(String arm, ArmCounts counts) {
        long successes = counts.successes(arm);
        long trials = counts.trials(arm);
        if (successes < 0 || trials < successes) {
            throw new IllegalArgumentException("arm '" + arm + "': successes must be from 0 to the number of trials ("
                    + trials + "), got " + successes + "; put the counts of all servers together first");
        }
        return new BetaPosterior(o.alpha + successes, o.beta + (trials - successes));
    }

    private double[] shares(List<BetaPosterior> posteriors) {
        List<Integer> active = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int k = 0; k < o.arms.size(); k++) {
            if (!o.paused.contains(o.arms.get(k))) {
                active.add(k);
                if (!o.arms.get(k).equals(o.control)) {
                    free.add(k);
                }
            }
        }
        if (active.isEmpty()) {
            throw new IllegalArgumentException("all arms are paused " + o.arms + "; resume one");
        }
        double[] shares = new double[o.arms.size()];
        double left = 1;
        if (free.size() < active.size()) {
            int control = o.arms.indexOf(o.control);
            shares[control] = free.isEmpty() ? 1 : o.controlShare;
            left = 1 - shares[control];
        }
        if (free.isEmpty()) {
            return shares;
        }
        room(free.size(), left);
        double[] best = BestArm.of(free.stream().map(posteriors::get).toList()).probabilities();
        for (int i = 0; i < best.length; i++) {
            best[i] *= left;
        }
        double[] within = o.floor == 0 && o.ceiling >= left ? best : Shares.within(best, o.floor, o.ceiling, left);
        for (int i = 0; i < within.length; i++) {
            shares[free.get(i)] = within[i];
        }
        return shares;
    }

    private void room(int arms, double left) {
        double slack = 1e-12;
        if (o.floor * arms > left + slack) {
            throw new IllegalArgumentException("floor " + o.floor + " of " + arms
                    + " arms adds up to more than the share " + left + " that they have together; lower it");
        }
        if (o.ceiling * arms < left - slack) {
            throw new IllegalArgumentException("ceiling " + o.ceiling + " of " + arms
                    + " arms adds up to less than the share " + left + " that they have together; raise it");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThompsonSampling that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "ThompsonSampling" + o.toString().substring("Options".length());
    }
}
