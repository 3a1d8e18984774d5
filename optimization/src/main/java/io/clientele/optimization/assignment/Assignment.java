package io.clientele.optimization.assignment;

import java.util.Optional;

/**
 * What a plan says of a unit in an experiment.
 *
 * @param experiment name
 * @param variant that the unit sees; empty if it takes no part and sees what everybody sees
 * @param reason why
 */
public record Assignment(String experiment, Optional<String> variant, Reason reason) {

    /** Why a unit sees what it sees. */
    public enum Reason {
        /** By the hash; the only ones to be analysed. */
        RANDOM,
        /** Told to; leave it out of the analysis. */
        FORCED,
        /** Kept from all experiments by a holdout. */
        HELD_OUT,
        /** In a stretch of the layer that another experiment has, or nobody. */
        NOT_IN_SLICE,
        /** The experiment's test of the attributes failed. */
        NOT_ELIGIBLE,
        /** The variant of another experiment that it takes was not seen. */
        PREREQUISITE_MISSING,
        /** Beyond the coverage. */
        NOT_COVERED
    }

    /** {@return whether the unit belongs into the analysis: it got its variant by chance} */
    public boolean isRandom() {
        return reason == Reason.RANDOM;
    }
}
