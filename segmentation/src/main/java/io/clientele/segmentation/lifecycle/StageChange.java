package io.clientele.segmentation.lifecycle;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer moved from one stage to another.
 *
 * @param at when: the time of the event, or the instant at which the customer became too late
 * @param from the stage before; empty for the first
 * @param to the stage from then on
 */
public record StageChange(Instant at, Optional<LifecycleStage> from, LifecycleStage to) {}
