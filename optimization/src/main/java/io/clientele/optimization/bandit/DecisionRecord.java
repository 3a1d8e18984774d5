package io.clientele.optimization.bandit;

import java.time.Instant;
import java.util.Objects;

/**
 * What has to be kept of a decision when it is made, so that it can be judged later: who saw what, when, by which snapshot, with what
 * chance.
 *
 * <p>Rewards come later and from elsewhere; {@link DecisionReader#log} puts them together with the decisions. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * int arm = snapshot.choose("customer-17");
 * DecisionRecord record = DecisionRecord.of("customer-17", now, snapshot, arm, 0);
 * }</pre>
 *
 * @param unit id, not blank and without space around it
 * @param time of the decision
 * @param version of the snapshot that decided, see {@link BanditSnapshot#version}
 * @param arm that was shown; a name, not blank and without space around it
 * @param propensity the chance with which it was chosen, above 0 and at most 1
 * @param context a hash of what the decision depended on beside the unit; 0 where it depended on nothing
 */
public record DecisionRecord(String unit, Instant time, long version, String arm, double propensity, long context) {

    /**
     * Checks the values.
     *
     * @param unit id
     * @param time of the decision
     * @param version of the snapshot
     * @param arm name
     * @param propensity chance
     * @param context hash
     */
    public DecisionRecord {
        name("unit", unit);
        Objects.requireNonNull(time, "time");
        name("arm", arm);
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity must be above 0 and at most 1, got " + propensity
                    + "; log the share with which the arm was chosen");
        }
    }

    private static void name(String what, String value) {
        if (Objects.requireNonNull(value, what).isEmpty() || !value.strip().equals(value)) {
            throw new IllegalArgumentException(
                    what + " must not be blank or have space around it, got '" + value + "'");
        }
    }

    /**
     * A decision by a snapshot, with its version and the arm's share as propensity.
     *
     * @param unit id
     * @param time of the decision
     * @param snapshot that decided
     * @param arm that it chose, counted from 0
     * @param context hash, or 0
     * @return the record
     */
    public static DecisionRecord of(String unit, Instant time, BanditSnapshot snapshot, int arm, long context) {
        return new DecisionRecord(unit, time, snapshot.version(), snapshot.arm(arm), snapshot.share(arm), context);
    }
}
