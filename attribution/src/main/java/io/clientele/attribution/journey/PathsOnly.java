package io.clientele.attribution.journey;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.core.Execution;
import java.util.Objects;

/** Looks at the paths of journeys and not at their times. */
record PathsOnly(AttributionMethod method) implements JourneyMethod {

    PathsOnly {
        Objects.requireNonNull(method, "method");
    }

    @Override
    public String name() {
        return method.name();
    }

    @Override
    public Attribution attribute(JourneyTable journeys, Execution execution) {
        return method.attribute(journeys.paths(), execution);
    }

    @Override
    public AttributionIntervals intervals(JourneyTable journeys, Bootstrap bootstrap, long seed, Execution execution) {
        return bootstrap.intervals(method, journeys.resampling(seed), execution);
    }
}
