package io.clientele.attribution.exposure;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import org.jspecify.annotations.Nullable;

/** Columns of journeys: how long before a point in time each touch was, in days; 12 bytes a touch, 33 a journey. */
final class Exposures {

    static final double DAY = 86_400_000.0;

    final int journeys;
    final int channels;
    /** Where each journey's touches start; one more at the end. */
    final int[] starts;

    final int[] channel;
    final double[] age;
    /** Days from the first touch to that point. */
    final double[] span;

    final boolean[] converted;
    final double[] value;
    final int[] customer;

    private Exposures(JourneyTable table, boolean atEnd, double halfStep, Execution execution) {
        journeys = table.journeys();
        channels = table.channels().size();
        starts = new int[journeys + 1];
        for (int j = 0; j < journeys; j++) {
            starts[j + 1] = starts[j] + table.length(j);
        }
        channel = new int[starts[journeys]];
        age = new double[starts[journeys]];
        span = new double[journeys];
        converted = new boolean[journeys];
        value = new double[journeys];
        customer = new int[journeys];
        Chunks.forEach(journeys, execution, (chunk, from, to) -> {
            for (int j = from; j < to; j++) {
                copy(table, j, atEnd, halfStep);
            }
        });
    }

    private void copy(JourneyTable table, int j, boolean atEnd, double halfStep) {
        int length = table.length(j);
        long when = atEnd ? table.end(j) : table.time(j, length - 1);
        for (int i = 0; i < length; i++) {
            channel[starts[j] + i] = table.channel(j, i);
            age[starts[j] + i] = (when - table.time(j, i)) / DAY + halfStep;
        }
        span[j] = age[starts[j]];
        converted[j] = table.converted(j);
        value[j] = table.value(j);
        customer[j] = table.customer(j);
    }

    private Exposures(Exposures all, int step) {
        journeys = (all.journeys + step - 1) / step;
        channels = all.channels;
        starts = new int[journeys + 1];
        for (int j = 0; j < journeys; j++) {
            starts[j + 1] = starts[j] + all.starts[j * step + 1] - all.starts[j * step];
        }
        channel = new int[starts[journeys]];
        age = new double[starts[journeys]];
        span = new double[journeys];
        converted = new boolean[journeys];
        value = new double[journeys];
        customer = new int[journeys];
        for (int j = 0; j < journeys; j++) {
            int from = all.starts[j * step];
            int length = starts[j + 1] - starts[j];
            System.arraycopy(all.channel, from, channel, starts[j], length);
            System.arraycopy(all.age, from, age, starts[j], length);
            span[j] = all.span[j * step];
            converted[j] = all.converted[j * step];
            value[j] = all.value[j * step];
            customer[j] = all.customer[j * step];
        }
    }

    /** Every so many of these journeys. */
    Exposures every(int step) {
        return step == 1 ? this : new Exposures(this, step);
    }

    /** As of the end of each journey, and half a step of the clock later. */
    static Exposures atEnd(JourneyTable table, double halfStepDays, Execution execution) {
        return new Exposures(table, true, halfStepDays, execution);
    }

    /** As of the last touch of each journey. */
    static Exposures atLastTouch(JourneyTable table, Execution execution) {
        return new Exposures(table, false, 0, execution);
    }

    static void requireConversions(JourneyTable journeys) {
        if (journeys.conversions() == 0) {
            throw new FitException("no conversions among " + journeys.journeys()
                    + " journeys, so there is nothing to credit; check how orders were joined, or widen the look-back");
        }
    }

    /** How often a journey counts, given how often each customer does. */
    int times(int @Nullable [] customers, int journey) {
        return customers == null ? 1 : customers[customer[journey]];
    }

    /** Whether a journey of one outcome counts. */
    boolean any(boolean conversion, int @Nullable [] customers) {
        for (int j = 0; j < journeys; j++) {
            if (converted[j] == conversion && times(customers, j) > 0) {
                return true;
            }
        }
        return false;
    }
}
