package io.clientele.attribution.mediamix;

import java.util.Map;
import java.util.OptionalDouble;

/** The settings of a {@link MediaMix}. */
record MixOptions(
        AdstockFamily family,
        int lags,
        boolean trend,
        int harmonics,
        OptionalDouble ridge,
        int draws,
        double confidence,
        long seed,
        Map<String, ChannelBounds> bounds) {

    ChannelBounds boundsOf(String channel) {
        return bounds.getOrDefault(channel, ChannelBounds.create());
    }

    /** Trend and season start at the first week that is fitted. */
    ControlDesign design(MediaWeeks weeks, int to) {
        return new ControlDesign(trend, harmonics, weeks.epochDay(lags), to - lags, weeks.controls());
    }
}
