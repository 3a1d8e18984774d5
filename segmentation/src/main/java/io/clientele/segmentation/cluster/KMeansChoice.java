package io.clientele.segmentation.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link KMeansSelection} found, why, and everything it measured. Immutable and thread-safe; equal by value. */
public final class KMeansChoice {

    private final KMeansModel best;
    private final String reason;
    private final List<String> warnings;
    private final int peaks;
    private final @Nullable GapCurve gap;
    private final List<KMeansCandidate> candidates;

    KMeansChoice(
            KMeansModel best,
            String reason,
            List<String> warnings,
            int peaks,
            @Nullable GapCurve gap,
            List<KMeansCandidate> candidates) {
        this.best = best;
        this.reason = reason;
        this.warnings = List.copyOf(warnings);
        this.peaks = peaks;
        this.gap = gap;
        this.candidates = List.copyOf(candidates);
    }

    /** {@return how many segments; 1 if there are no clear ones} */
    public int segments() {
        return best.k();
    }

    /** {@return whether there are clear segments} */
    public boolean clear() {
        return segments() > 1;
    }

    /** {@return the segments, of all rows; with one centre if there are no clear ones} */
    public KMeansModel best() {
        return best;
    }

    /** {@return why, in plain words} */
    public String reason() {
        return reason;
    }

    /** {@return what to be careful about: segments that are not found again, a number at the end of the range; empty if nothing} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return every number of segments from 2 to the largest, with what was measured; none if all rows are equal} */
    public List<KMeansCandidate> candidates() {
        return candidates;
    }

    /** {@return how many peaks the density has} */
    public int byPeaks() {
        return peaks;
    }

    /** {@return the gaps, from one segment on; empty if all rows are equal} */
    public Optional<GapCurve> gap() {
        return Optional.ofNullable(gap);
    }

    /** {@return the number of the largest mean silhouette, the first of equals} */
    public int bySilhouette() {
        return first(Comparator.comparingDouble(c -> -c.silhouette()));
    }

    /** {@return the number of the largest Calinski-Harabasz ratio, the first of equals} */
    public int byCalinskiHarabasz() {
        return first(Comparator.comparingDouble(c -> -c.calinskiHarabasz()));
    }

    /** {@return the number of the least Davies-Bouldin measure, the first of equals} */
    public int byDaviesBouldin() {
        return first(Comparator.comparingDouble(KMeansCandidate::daviesBouldin));
    }

    private int first(Comparator<KMeansCandidate> order) {
        return candidates.stream().min(order).map(KMeansCandidate::k).orElse(1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KMeansChoice that
                && best.equals(that.best)
                && reason.equals(that.reason)
                && warnings.equals(that.warnings)
                && peaks == that.peaks
                && Objects.equals(gap, that.gap)
                && candidates.equals(that.candidates);
    }

    @Override
    public int hashCode() {
        return Objects.hash(best, reason, candidates);
    }

    @Override
    public String toString() {
        return "KMeansChoice[" + reason + "]";
    }
}
