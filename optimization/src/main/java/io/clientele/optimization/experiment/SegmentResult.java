package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.Comparator;
import java.util.List;

/**
 * What a variant did in each segment, as {@link SegmentTest} sees it.
 *
 * @param effects in the order of the segments
 * @param interaction whether they differ
 */
public record SegmentResult(List<SegmentEffect> effects, Interaction interaction) {

    /**
     * Copies the list.
     *
     * @param effects in the order of the segments
     * @param interaction whether they differ
     */
    public SegmentResult {
        effects = List.copyOf(effects);
    }

    /**
     * The segments in which there is an effect, up or down: of those named, at most the stated share are expected to be false alarms.
     *
     * @param rate such as 0.05
     * @return effects with an adjusted p of at most the rate, the smallest p first
     */
    public List<SegmentEffect> discoveries(double rate) {
        Check.between("rate", rate, 0, 1);
        return effects.stream()
                .filter(e -> e.adjustedP() <= rate)
                .sorted(Comparator.comparingDouble(SegmentEffect::logP))
                .toList();
    }

    /** {@return the segment with the largest difference; read its simultaneous interval, the other one is too hopeful} */
    public SegmentEffect best() {
        return effects.stream()
                .max(Comparator.comparingDouble(SegmentEffect::difference))
                .orElseThrow();
    }

    /**
     * The segments that may be the best: with the stated confidence the best one is among them.
     *
     * @return those whose simultaneous interval reaches up to the highest lower end of any, the largest difference first
     */
    public List<SegmentEffect> bestCandidates() {
        double floor = effects.stream()
                .mapToDouble(e -> e.simultaneous().lower())
                .max()
                .orElseThrow();
        return effects.stream()
                .filter(e -> e.simultaneous().upper() >= floor)
                .sorted(Comparator.comparingDouble(SegmentEffect::difference).reversed())
                .toList();
    }
}
