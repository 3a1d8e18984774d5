package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.PolicyValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a rule that learns would have earned on a log, or why the log can't say. Immutable and thread-safe; equal by value. */
public final class ReplayResult {

    private final int read;
    private final int used;
    private final double effective;
    private final Optional<PolicyValue> value;
    private final String refusal;
    private final double[] shares;
    private final List<String> never;

    ReplayResult(
            int read,
            int used,
            double effective,
            Optional<PolicyValue> value,
            String refusal,
            double[] shares,
            List<String> never) {
        this.read = read;
        this.used = used;
        this.effective = effective;
        this.value = value;
        this.refusal = refusal;
        this.shares = shares;
        this.never = List.copyOf(never);
    }

    /** {@return how many decisions of the log were looked at} */
    public int read() {
        return read;
    }

    /** {@return how many of them were accepted: the length of the replay} */
    public int used() {
        return used;
    }

    /** {@return how many unweighted decisions the accepted ones are worth; {@link #used} with exact acceptance} */
    public double effectiveSampleSize() {
        return effective;
    }

    /** {@return why the log can't say, or empty if it can} */
    public Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    /**
     * What the rule would have earned per decision, over a replay as long as {@link #used}. The standard error is that of this log and
     * this draw; the interval is Student's.
     *
     * @return mean reward
     * @throws IllegalStateException if the log can't say
     */
    public PolicyValue value() {
        return value.orElseThrow(() -> new IllegalStateException(refusal));
    }

    /** {@return how often the rule showed each arm, by weight, in the order of the log's arms; a copy} */
    public double[] shares() {
        return shares.clone();
    }

    /** {@return arms that the log never shows: what the rule would have given them is not in its value} */
    public List<String> neverLogged() {
        return never;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplayResult that
                && read == that.read
                && used == that.used
                && effective == that.effective
                && value.equals(that.value)
                && refusal.equals(that.refusal)
                && Arrays.equals(shares, that.shares)
                && never.equals(that.never);
    }

    @Override
    public int hashCode() {
        return Objects.hash(read, used, effective, value, refusal, Arrays.hashCode(shares), never);
    }

    @Override
    public String toString() {
        return "ReplayResult[" + used + " of " + read + " decisions, " + (refusal.isEmpty() ? value() : refusal) + "]";
    }
}
