package io.clientele.cli;

import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import java.util.List;
import java.util.Optional;

/**
 * What attribution works on.
 *
 * @param paths distinct paths with their counts
 * @param journeys one by one, where there are times
 * @param rows read
 * @param rejected of them
 * @param notes what the user should know of the reading
 */
record JourneyInput(PathTable paths, Optional<JourneyTable> journeys, long rows, long rejected, List<String> notes) {

    /** Draws customers where they are known, journeys otherwise. */
    PathResampling resampling(long seed) {
        return journeys.map(j -> j.resampling(seed)).orElseGet(() -> PathResampling.ofJourneys(paths, seed));
    }
}
