package io.clientele.cli;

import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What attribution works on.
 *
 * @param paths distinct paths with their counts
 * @param journeys one by one, where there are times
 * @param costs of channels with touches, where any cost is known
 * @param splitter groups of touches, where asked for
 * @param rows read
 * @param rejected of them
 * @param notes what the user should know of the reading
 */
record JourneyInput(
        PathTable paths,
        Optional<JourneyTable> journeys,
        Map<String, Double> costs,
        Optional<GroupFlags.Splitter> splitter,
        long rows,
        long rejected,
        List<String> notes) {

    /** Draws customers where they are known, journeys otherwise. */
    PathResampling resampling(long seed) {
        return journeys.map(j -> j.resampling(seed)).orElseGet(() -> PathResampling.ofJourneys(paths, seed));
    }
}
