package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;

/** Draws customers with all their journeys, as often as asked for, and fits again. */
final class CustomerDraws {

    /** Fits to a draw. */
    interface Refit {

        /**
         * Credits of conversions and of value.
         *
         * @param times how often each customer counts; with at least one conversion
         */
        double[][] credits(int[] times, Execution execution);
    }

    private CustomerDraws() {}

    static AttributionIntervals intervals(
            JourneyTable journeys,
            Attribution estimate,
            Bootstrap bootstrap,
            long seed,
            Refit refit,
            Execution execution) {
        double[][] conversions = new double[bootstrap.draws()][];
        double[][] value = new double[bootstrap.draws()][];
        Execution alone = execution.onCallingThread();
        Chunks.tasks(bootstrap.draws(), execution, b -> {
            int[] times = journeys.customerWeights(seed, b);
            long drawn = 0;
            long converted = 0;
            for (int j = 0; j < journeys.journeys(); j++) {
                drawn += times[journeys.customer(j)];
                converted += journeys.converted(j) ? times[journeys.customer(j)] : 0;
            }
            int n = journeys.channels().size();
            double[][] credits = converted == 0 ? new double[2][n] : refit.credits(times, alone);
            double scale = (double) journeys.journeys() / Math.max(1, drawn);
            for (double[] column : credits) {
                for (int c = 0; c < n; c++) {
                    column[c] *= scale;
                }
            }
            conversions[b] = credits[0];
            value[b] = credits[1];
        });
        return AttributionIntervals.of(estimate, conversions, value, bootstrap.confidence());
    }
}
