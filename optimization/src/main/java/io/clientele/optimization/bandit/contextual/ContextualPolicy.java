package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What all recipes for contextual bandits have in common: features, arms that come and go, and shares that hold whatever the recipe
 * wishes. From what is known of the past, {@link #fit} makes the {@link ContextualSnapshot} that serves until the next refresh.
 *
 * <ul>
 *   <li>An arm without a past has its prior. A paused arm keeps its past and is not shown; arms that are not listed are not used,
 *       but for what they teach a shared model, and the report says which.
 *   <li>The control, if there is one, has exactly its share in every context. Every other active arm has at least the floor.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * @param <P> the recipe itself
 * @param <D> what is known of the past
 */
public abstract sealed class ContextualPolicy<P extends ContextualPolicy<P, D>, D>
        implements Estimator<D, ContextualSnapshot> permits LinearPolicy, LogisticThompson, OnlineBagging {

    final ContextualArms arms;

    ContextualPolicy(ContextualArms arms) {
        this.arms = arms;
    }

    abstract P with(ContextualArms changed);

    /** What this recipe has beside the arms. */
    abstract Object settings();

    abstract ContextualSnapshot snapshot(D data, Execution execution);

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
     * The same with an arm less.
     *
     * @param arm name; not the control
     * @return the recipe
     */
    public final P withoutArm(String arm) {
        return with(arms.withoutArm(arm));
    }

    /**
     * The same with exactly these arms paused: not shown, their past kept.
     *
     * @param paused names; none to resume all
     * @return the recipe
     */
    public final P withPaused(String... paused) {
        return with(arms.withPaused(paused));
    }

    /**
     * The same with a least share of each active arm but the control, in every context. What is left above all floors goes by the
     * policy's chances, so that their order is kept.
     *
     * @param share from 0 to 1; times the number of arms at most 1
     * @return the recipe
     */
    public final P withFloor(double share) {
        return with(arms.withFloor(share));
    }

    /**
     * The same with an arm that has the same share in every context, so that what the bandit gains can be measured.
     *
     * @param arm name
     * @param share from 0 to 1
     * @return the recipe
     */
    public final P withControl(String arm, double share) {
        return with(arms.withControl(arm, share));
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

    /** {@return the names of the features of a context, in their order} */
    public final List<String> features() {
        return arms.features();
    }

    /**
     * Makes what serves until the next refresh.
     *
     * @param data what is known of the past, of all servers together; not changed
     * @param execution how to run; the work is short and done on the calling thread
     * @return the snapshot
     * @throws IllegalArgumentException if the data has other features, if all arms are paused, or if floors and control leave no shares
     *     that add up to 1
     * @throws io.clientele.core.FitException if features are too large beside the prior to be told apart
     */
    @Override
    public final ContextualSnapshot fit(D data, Execution execution) {
        Objects.requireNonNull(data, "data");
        execution.checkCancelled();
        return snapshot(data, execution);
    }

    final void requireFeatures(List<String> others) {
        if (!others.equals(arms.features())) {
            throw new IllegalArgumentException(
                    "the data has features " + others + ", the policy " + arms.features() + "; they must be the same");
        }
    }

    final FitReport.Builder report(Collection<String> counted, long rows) {
        FitReport.Builder report = FitReport.builder().rows(rows);
        Set<String> listed = new HashSet<>(arms.names());
        for (String arm : counted) {
            if (!listed.contains(arm)) {
                report.warning("arm '" + arm + "' was counted but is not listed");
            }
        }
        return report;
    }

    final ContextualSnapshot snapshot(ContextualArms.Shown shown, ChoiceRule rule, FitReport report) {
        return new ContextualSnapshot(arms.features(), arms.names(), shown, rule, arms.salt(), report);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ContextualPolicy<?, ?> that
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
                + arms.toString().substring("ContextualArms[".length());
    }
}
