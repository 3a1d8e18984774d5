package io.clientele.optimization.bandit.contextual;

import io.clientele.optimization.bandit.DecisionRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A decision with the context it was made in: all that is needed to learn from it once its reward is known, be it days later and on
 * another server.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ContextualDecision decision = snapshot.decide("customer-17", context);
 * sums.add(decision, 1);                          // when the reward is known
 * DecisionRecord line = decision.record(now);     // for the log of decisions
 * }</pre>
 */
public final class ContextualDecision {

    private final String unit;
    private final long version;
    private final String arm;
    private final double propensity;
    private final double[] context;

    private ContextualDecision(String unit, long version, String arm, double propensity, double[] context) {
        this.unit = unit;
        this.version = version;
        this.arm = arm;
        this.propensity = propensity;
        this.context = context;
    }

    /**
     * A decision from its parts, as they were kept.
     *
     * @param unit id
     * @param version of the snapshot that decided
     * @param arm that was shown
     * @param propensity the chance with which it was chosen, above 0 and at most 1
     * @param context copied
     * @return the decision
     */
    public static ContextualDecision of(String unit, long version, String arm, double propensity, double... context) {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(arm, "arm");
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity must be above 0 and at most 1, got " + propensity
                    + "; log the share with which the arm was chosen");
        }
        return new ContextualDecision(unit, version, arm, propensity, context.clone());
    }

    /** {@return the unit's id} */
    public String unit() {
        return unit;
    }

    /** {@return the version of the snapshot that decided} */
    public long version() {
        return version;
    }

    /** {@return the name of the arm that was shown} */
    public String arm() {
        return arm;
    }

    /** {@return the chance with which the arm was chosen, in this context by this version} */
    public double propensity() {
        return propensity;
    }

    /** {@return the context; a copy} */
    public double[] context() {
        return context.clone();
    }

    double[] shared() {
        return context;
    }

    /**
     * The line for a log of decisions, with a hash of the context.
     *
     * @param time of the decision
     * @return the record
     */
    public DecisionRecord record(Instant time) {
        return new DecisionRecord(unit, time, version, arm, propensity, Contexts.hash(context));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextualDecision that
                && unit.equals(that.unit)
                && version == that.version
                && arm.equals(that.arm)
                && propensity == that.propensity
                && Arrays.equals(context, that.context);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, version, arm, propensity, Arrays.hashCode(context));
    }

    @Override
    public String toString() {
        return "ContextualDecision[unit=" + unit + ", version=" + Long.toHexString(version) + ", arm=" + arm
                + ", propensity=" + propensity + ", context=" + Arrays.toString(context) + "]";
    }
}
