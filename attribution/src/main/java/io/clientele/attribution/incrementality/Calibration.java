package io.clientele.attribution.incrementality;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.ChannelCredit;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What do credits mean once some channels have been measured?
 *
 * <p>A measured channel gets what it added, by {@link HoldOut} or another experiment. All others keep their credit times the ratio
 * of what was measured to what was credited over the measured channels together. What is then left of the conversions
 * is the baseline: orders that would have come anyway.
 *
 * <ul>
 *   <li>Measures must be of the same customers, period and unit as the credits.
 *   <li>A measure may be negative; the ratio of the others is not below 0.
 *   <li>The baseline is negative where more was measured than converted.
 *   <li>Intervals, given those of the measures by {@link #ofMeasures}: a measured channel keeps its own. The others and the baseline follow
 *       from what was measured in all, whose interval adds up those of the measures as of independent experiments (squares of what they
 *       reach below and above). The credits are taken as they are: what chance does to them is in {@link
 *       io.clientele.attribution.AttributionIntervals}, and that the others are scaled like the measured ones is an assumption that no interval
 *       covers.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Calibration scaled = Calibration.of(credits, Map.of("display", added.total()));
 * double anyway = scaled.baseline();
 * Calibration sure = Calibration.ofMeasures(credits, Map.of("display", new Measure(added.total(), added.totalInterval())));
 * Optional<Interval> search = sure.interval("search");
 * }</pre>
 */
public final class Calibration {

    private final String method;
    private final List<CalibratedCredit> credits;
    private final double baseline;
    /** By channel, then of the baseline; empty if those of the measures are not known. */
    private final List<Interval> intervals;

    private Calibration(String method, List<CalibratedCredit> credits, double baseline, List<Interval> intervals) {
        this.method = method;
        this.credits = credits;
        this.baseline = baseline;
        this.intervals = intervals;
    }

    /**
     * Scales credits.
     *
     * @param credits by any method
     * @param added conversions that channels were measured to add, by name; at least one
     * @return what is left
     * @throws FitException if channels were not measured and those that were have no credit to compare with
     */
    public static Calibration of(Attribution credits, Map<String, Double> added) {
        if (added.isEmpty()) {
            throw new IllegalArgumentException("at least one channel must have been measured");
        }
        double measured = 0;
        double credited = 0;
        for (Map.Entry<String, Double> entry : added.entrySet()) {
            measured += Check.finite("what channel '" + entry.getKey() + "' added", entry.getValue());
            credited += credits.credit(entry.getKey()).conversions();
        }
        boolean all = added.size() == credits.channels().size();
        if (!all && !(credited > 0)) {
            throw new FitException("the measured channels have no credit under '" + credits.method()
                    + "', so that nothing says how to scale the others; measure a channel with credit");
        }
        double ratio = all ? 0 : Math.max(0, measured / credited);
        List<CalibratedCredit> scaled = new ArrayList<>();
        double baseline = 0;
        for (ChannelCredit credit : credits.credits()) {
            Double own = added.get(credit.channel());
            double left = own != null ? own : ratio * credit.conversions();
            scaled.add(new CalibratedCredit(credit.channel(), credit.conversions(), left, own != null));
            baseline += credit.conversions() - left;
        }
        return new Calibration(credits.method(), List.copyOf(scaled), baseline, List.of());
    }

    /**
     * Scales credits, with intervals.
     *
     * @param credits by any method
     * @param measures what independent experiments found, by channel; at least one, all of the same confidence
     * @return what is left
     * @throws FitException if channels were not measured and those that were have no credit to compare with
     */
    public static Calibration ofMeasures(Attribution credits, Map<String, Measure> measures) {
        TreeMap<String, Measure> sorted = new TreeMap<>(measures);
        Map<String, Double> added = new TreeMap<>();
        sorted.forEach((channel, measure) -> added.put(channel, measure.added()));
        Calibration scaled = of(credits, added);
        double confidence = sorted.firstEntry().getValue().interval().confidence();
        double measured = 0;
        double below = 0;
        double above = 0;
        double credited = 0;
        for (Map.Entry<String, Measure> entry : sorted.entrySet()) {
            Measure measure = entry.getValue();
            if (measure.interval().confidence() != confidence) {
                throw new IllegalArgumentException("the intervals of all measures must have the same confidence, got "
                        + confidence + " and " + measure.interval().confidence());
            }
            measured += measure.added();
            below += Math.pow(measure.added() - measure.interval().lower(), 2);
            above += Math.pow(measure.interval().upper() - measure.added(), 2);
            credited += credits.credit(entry.getKey()).conversions();
        }
        double low = measured - Math.sqrt(below);
        double high = measured + Math.sqrt(above);
        List<Interval> intervals = new ArrayList<>();
        double total = 0;
        double others = 0;
        for (CalibratedCredit credit : scaled.credits) {
            total += credit.attributed();
            Measure own = sorted.get(credit.channel());
            if (own != null) {
                intervals.add(own.interval());
            } else {
                double share = credit.attributed() / credited;
                others += share;
                // a credit below 0, as the rate game has them, turns the interval round
                double one = share * Math.max(0, low);
                double two = share * Math.max(0, high);
                intervals.add(new Interval(Math.min(one, two), Math.max(one, two), confidence));
            }
        }
        double most = total - low - others * Math.max(0, low);
        double least = total - high - others * Math.max(0, high);
        intervals.add(new Interval(Math.min(least, most), Math.max(least, most), confidence));
        return new Calibration(scaled.method, scaled.credits, scaled.baseline, List.copyOf(intervals));
    }

    /**
     * The interval of what is left of a channel's credit.
     *
     * @param channel its name
     * @return the interval, if those of the measures were given
     */
    public Optional<Interval> interval(String channel) {
        for (int c = 0; c < credits.size(); c++) {
            if (credits.get(c).channel().equals(channel)) {
                return intervals.isEmpty() ? Optional.empty() : Optional.of(intervals.get(c));
            }
        }
        throw new IllegalArgumentException("there is no channel '" + channel + "'; channels are "
                + credits.stream().map(CalibratedCredit::channel).toList());
    }

    /** {@return the interval of the baseline, if those of the measures were given} */
    public Optional<Interval> baselineInterval() {
        return intervals.isEmpty() ? Optional.empty() : Optional.of(intervals.get(credits.size()));
    }

    /** {@return the method whose credits were scaled} */
    public String method() {
        return method;
    }

    /** {@return what each channel was credited with and what is left, in the order of the channels} */
    public List<CalibratedCredit> credits() {
        return credits;
    }

    /** {@return conversions that no channel caused} */
    public double baseline() {
        return baseline;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that
                && method.equals(that.method)
                && credits.equals(that.credits)
                && baseline == that.baseline
                && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return credits.hashCode();
    }

    @Override
    public String toString() {
        return "Calibration[" + method + ", baseline " + baseline + ", " + credits + "]";
    }
}
