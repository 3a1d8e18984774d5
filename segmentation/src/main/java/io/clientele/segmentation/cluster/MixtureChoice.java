package io.clientele.segmentation.cluster;

import java.util.List;

/** What {@link MixtureSelection} chose, and what it chose from. Immutable and thread-safe; equal by value. */
public final class MixtureChoice {

    private final GaussianMixtureModel best;
    private final List<MixtureCandidate> candidates;
    private final MixtureCriterion criterion;

    MixtureChoice(GaussianMixtureModel best, List<MixtureCandidate> candidates, MixtureCriterion criterion) {
        this.best = best;
        this.candidates = List.copyOf(candidates);
        this.criterion = criterion;
    }

    /** {@return the chosen mixture} */
    public GaussianMixtureModel best() {
        return best;
    }

    /** {@return everything tried, best first by the criterion, collapsed ones last} */
    public List<MixtureCandidate> candidates() {
        return candidates;
    }

    /** {@return what decided} */
    public MixtureCriterion criterion() {
        return criterion;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureChoice that
                && best.equals(that.best)
                && candidates.equals(that.candidates)
                && criterion == that.criterion;
    }

    @Override
    public int hashCode() {
        return 31 * best.hashCode() + candidates.hashCode();
    }

    @Override
    public String toString() {
        return "MixtureChoice[" + best.k() + " components, " + best.shape() + ", by " + criterion + " from "
                + candidates.size() + " candidates]";
    }
}
