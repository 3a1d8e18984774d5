package io.clientele.prediction.survival;

import org.jspecify.annotations.Nullable;

/** Distinct times, ascending, and the weight at risk, with the event and censored at each: what a survival curve is made of. */
final class CurveCounts {

    final double[] times;
    final double[] atRisk;
    final double[] events;
    final double[] censored;
    final double total;
    private final int @Nullable [] members;

    /** @param members rows at risk, without weights; null where the weights at risk are these */
    CurveCounts(
            double[] times,
            double[] atRisk,
            double[] events,
            double[] censored,
            double total,
            int @Nullable [] members) {
        this.times = times;
        this.atRisk = atRisk;
        this.events = events;
        this.censored = censored;
        this.total = total;
        this.members = members;
    }

    int members(int at) {
        return members == null ? (int) atRisk[at] : members[at];
    }
}
