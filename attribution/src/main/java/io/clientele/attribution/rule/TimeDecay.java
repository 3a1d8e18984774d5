package io.clientele.attribution.rule;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What did each channel earn, when a touch counts for half as much with every so many days before the conversion?
 *
 * <p>A touch weighs 2<sup>-t/h</sup>, where t is the time from it to the conversion and h the half-life; the weights of a
 * journey are scaled to add up to 1.
 *
 * <ul>
 *   <li>A journey whose touches are all so old that their weights vanish is shared as if its last touch came at the
 *       conversion: only differences in time count.
 *   <li>Journeys without conversion are not looked at; a table without conversions is refused.
 * </ul>
 *
 * <p>Time O(touches). Immutable and thread-safe.
 *
 * <pre>{@code
 * Attribution credits = TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(journeys);
 * }</pre>
 */
public final class TimeDecay implements Estimator<JourneyTable, Attribution>, JourneyMethod {

    private final double halfLifeMillis;

    private TimeDecay(double halfLifeMillis) {
        this.halfLifeMillis = halfLifeMillis;
    }

    /**
     * A rule with a half-life.
     *
     * @param halfLife above 0, such as 7 days
     * @return the rule
     */
    public static TimeDecay ofHalfLife(Duration halfLife) {
        double millis = halfLife.getSeconds() * 1e3 + halfLife.getNano() / 1e6;
        Check.positive("halfLife in milliseconds", millis);
        return new TimeDecay(millis);
    }

    @Override
    public String name() {
        return "time-decay";
    }

    @Override
    public Attribution attribute(JourneyTable journeys, Execution execution) {
        return fit(journeys, execution);
    }

    @Override
    public Attribution fit(JourneyTable journeys, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        if (journeys.conversions() == 0) {
            throw new FitException("no conversions among " + journeys.journeys()
                    + " journeys, so there is nothing to credit; check how orders were joined, or widen the look-back");
        }
        double[][] sums = sums(journeys, null, execution);
        FitReport report = FitReport.builder().rows(journeys.journeys()).build();
        return Attribution.of("time-decay", journeys.channels(), sums[0], sums[1], report);
    }

    @Override
    public AttributionIntervals intervals(JourneyTable journeys, Bootstrap bootstrap, long seed, Execution execution) {
        Attribution estimate = fit(journeys, execution);
        double[][] conversions = new double[bootstrap.draws()][];
        double[][] value = new double[bootstrap.draws()][];
        Execution alone = execution.onCallingThread();
        Chunks.tasks(bootstrap.draws(), execution, b -> {
            int[] times = journeys.customerWeights(seed, b);
            double[][] sums = sums(journeys, times, alone);
            long drawn = 0;
            for (int j = 0; j < journeys.journeys(); j++) {
                drawn += times[journeys.customer(j)];
            }
            double scale = (double) journeys.journeys() / Math.max(1, drawn);
            for (double[] column : sums) {
                for (int c = 0; c < column.length; c++) {
                    column[c] *= scale;
                }
            }
            conversions[b] = sums[0];
            value[b] = sums[1];
        });
        return AttributionIntervals.of(estimate, conversions, value, bootstrap.confidence());
    }

    private double[][] sums(JourneyTable journeys, int @Nullable [] times, Execution execution) {
        return Chunks.reduce(
                journeys.journeys(),
                execution,
                chunk -> new double[2][journeys.channels().size()],
                (part, from, to) -> add(journeys, times, from, to, part),
                TimeDecay::merge);
    }

    private void add(JourneyTable journeys, int @Nullable [] times, int from, int to, double[][] sums) {
        double[] weights = new double[16];
        for (int j = from; j < to; j++) {
            int often = times == null ? 1 : times[journeys.customer(j)];
            if (often == 0 || !journeys.converted(j)) {
                continue;
            }
            int length = journeys.length(j);
            weights = weights.length < length ? new double[2 * length] : weights;
            weigh(journeys, j, length, weights);
            double value = journeys.value(j);
            for (int i = 0; i < length; i++) {
                int c = journeys.channel(j, i);
                sums[0][c] += often * weights[i];
                sums[1][c] += often * weights[i] * value;
            }
        }
    }

    private void weigh(JourneyTable journeys, int journey, int length, double[] weights) {
        long last = journeys.time(journey, length - 1);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            weights[i] = Math.pow(2, (journeys.time(journey, i) - last) / halfLifeMillis);
            sum += weights[i];
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= sum;
        }
    }

    private static void merge(double[][] first, double[][] later) {
        for (int k = 0; k < first.length; k++) {
            for (int c = 0; c < first[k].length; c++) {
                first[k][c] += later[k][c];
            }
        }
    }

    /**
     * The share of each touch of one converting journey.
     *
     * @param journeys the table
     * @param journey its number, from 0
     * @return shares in order of time; they add up to 1
     */
    public double[] shares(JourneyTable journeys, int journey) {
        double[] weights = new double[journeys.length(journey)];
        weigh(journeys, journey, weights.length, weights);
        return weights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeDecay that && halfLifeMillis == that.halfLifeMillis;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(halfLifeMillis);
    }

    @Override
    public String toString() {
        return "TimeDecay[half-life " + halfLifeMillis / 86_400_000 + " days]";
    }
}
