package io.clientele.attribution.exposure;

import java.time.Instant;
import java.util.Objects;

/**
 * One touch of a journey that is still open.
 *
 * @param channel its name
 * @param time when
 */
public record Touch(String channel, Instant time) {

    /**
     * Checks that both are there.
     *
     * @param channel its name
     * @param time when
     */
    public Touch {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(time, "time");
    }
}
