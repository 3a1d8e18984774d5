package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The share of a group that is still there, as a step function of time, with its standard error and interval; the cumulative
 * hazard beside it.
 *
 * <p>One point per distinct time of the data, censorings included, in ascending order; points count from 0. Where everybody
 * at risk had the event the curve is 0 from then on: its error is undefined (NaN) and its interval reaches from 0 to the last
 * upper limit before. Immutable and thread-safe; equal by value.
 */
public final class SurvivalCurve {

    /** How close to 1 - p counts as equal when a quantile is read off, as in R. */
    private static final double SAME = Math.sqrt(Math.ulp(1.0));

    private final String group;
    private final double[] times;
    private final double[] atRisk;
    private final double[] events;
    private final double[] censored;
    private final double[] survival;
    private final double[] logError;
    private final double[] hazard;
    private final double[] hazardError;
    private final double[] lower;
    private final double[] upper;
    private final double total;
    private final double confidence;
    private final List<String> warnings;

    /** The arrays are the curve's own from here on. */
    private SurvivalCurve(
            String group,
            double total,
            double confidence,
            double[] times,
            double[] atRisk,
            double[] events,
            double[] censored,
            double[] survival,
            double[] logError,
            double[] hazard,
            double[] hazardError,
            double[] lower,
            double[] upper,
            List<String> warnings) {
        this.group = group;
        this.total = total;
        this.confidence = confidence;
        this.times = times;
        this.atRisk = atRisk;
        this.events = events;
        this.censored = censored;
        this.survival = survival;
        this.logError = logError;
        this.hazard = hazard;
        this.hazardError = hazardError;
        this.lower = lower;
        this.upper = upper;
        this.warnings = warnings;
    }

    /** A curve with its intervals; {@code z} standard errors to each side. */
    static SurvivalCurve of(
            String group,
            CurveCounts counts,
            double[] survival,
            double[] logError,
            double[] hazard,
            double[] hazardError,
            CurveInterval scale,
            double confidence,
            double z) {
        double[] lower = new double[survival.length];
        double[] upper = new double[survival.length];
        scale.limits(survival, logError, z, lower, upper);
        for (int i = 0; i < survival.length && survival[i] == 1; i++) {
            lower[i] = 1;
            upper[i] = 1;
        }
        for (int i = firstZero(survival); i < survival.length; i++) {
            lower[i] = 0;
            upper[i] = i == 0 ? 1 : upper[i - 1];
        }
        return new SurvivalCurve(
                group,
                counts.total,
                confidence,
                counts.times,
                counts.atRisk,
                counts.events,
                counts.censored,
                survival,
                logError,
                hazard,
                hazardError,
                lower,
                upper,
                warnings(group, counts, survival));
    }

    private static List<String> warnings(String group, CurveCounts counts, double[] survival) {
        List<String> found = new ArrayList<>();
        int last = survival.length - 1;
        if (last >= 0 && survival[last] == 1) {
            found.add("group '" + group + "' has no event: the curve stays at 1");
        }
        int zero = firstZero(survival);
        if (zero < last) {
            found.add("group '" + group + "': all " + counts.members(zero) + " at risk at time " + counts.times[zero]
                    + " had the event, so the curve is 0 from there on although others come later; late entries make"
                    + " early risk sets small: leave out the early time");
        }
        return List.copyOf(found);
    }

    /** A curve that has fallen to 0 stays there. */
    private static int firstZero(double[] survival) {
        int at = survival.length;
        while (at > 0 && survival[at - 1] == 0) {
            at--;
        }
        return at;
    }

    void write(ModelOutput out) {
        out.field("group", group)
                .field("total", total)
                .field("confidence", confidence)
                .field("times", times)
                .field("atRisk", atRisk)
                .field("events", events)
                .field("censored", censored)
                .field("survival", survival)
                .field("logErrors", logError)
                .field("hazard", hazard)
                .field("hazardErrors", hazardError)
                .field("lower", lower)
                .field("upper", upper);
    }

    static SurvivalCurve read(ModelNode node) {
        double[] times = node.getDoubles("times");
        Check.atLeast("number of times", times.length, 1);
        for (int i = 0; i < times.length; i++) {
            Check.atLeast("time", times[i], 0.0);
            if (i > 0 && !(times[i] > times[i - 1])) {
                throw new IllegalArgumentException("times must ascend, got " + times[i] + " after " + times[i - 1]);
            }
        }
        double[] survival = shares(node, "survival", times.length);
        double[] lower = shares(node, "lower", times.length);
        double[] upper = shares(node, "upper", times.length);
        for (int i = 0; i < times.length; i++) {
            if (!(lower[i] <= upper[i]) || (i > 0 && survival[i] > survival[i - 1])) {
                throw new IllegalArgumentException("survival must not rise and limits must not cross, at point " + i);
            }
        }
        return new SurvivalCurve(
                node.getString("group"),
                Check.positive("total", node.getDouble("total")),
                Check.confidence(node.getDouble("confidence")),
                times,
                numbers(node, "atRisk", times.length),
                numbers(node, "events", times.length),
                numbers(node, "censored", times.length),
                survival,
                numbers(node, "logErrors", times.length),
                numbers(node, "hazard", times.length),
                numbers(node, "hazardErrors", times.length),
                lower,
                upper,
                List.of());
    }

    private static double[] numbers(ModelNode node, String name, int points) {
        double[] values = node.getDoubles(name);
        Check.length(name, values.length, points, "one value per time");
        return values;
    }

    private static double[] shares(ModelNode node, String name, int points) {
        double[] values = numbers(node, name, points);
        for (double value : values) {
            Check.between(name, value, 0, 1);
        }
        return values;
    }

    List<String> warnings() {
        return warnings;
    }

    /** {@return the name of the group; "all" when the table had none} */
    public String group() {
        return group;
    }

    /** {@return the sum of the weights of the rows; without weights, how many there are} */
    public double total() {
        return total;
    }

    /** {@return the sum of the weights of the rows with an event} */
    public double totalEvents() {
        return Arrays.stream(events).sum();
    }

    /** {@return how many points the curve has} */
    public int points() {
        return times.length;
    }

    /** {@return the times of the points; a copy} */
    public double[] times() {
        return times.clone();
    }

    /** {@return the weight at risk at each point, just before its events; a copy} */
    public double[] atRisk() {
        return atRisk.clone();
    }

    /** {@return the weight of the events at each point; a copy} */
    public double[] events() {
        return events.clone();
    }

    /** {@return the weight of the censorings at each point; a copy} */
    public double[] censored() {
        return censored.clone();
    }

    /** {@return the share still there at each point, after its events; a copy} */
    public double[] survival() {
        return survival.clone();
    }

    /** {@return the standard error of the share at each point; NaN where the share is 0; a copy} */
    public double[] standardErrors() {
        double[] errors = new double[survival.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = survival[i] * logError[i];
        }
        return errors;
    }

    /** {@return the lower limit of the share at each point; a copy} */
    public double[] lower() {
        return lower.clone();
    }

    /** {@return the upper limit of the share at each point; a copy} */
    public double[] upper() {
        return upper.clone();
    }

    /** {@return the Nelson-Aalen cumulative hazard at each point; a copy} */
    public double[] cumulativeHazard() {
        return hazard.clone();
    }

    /** {@return the standard error of the cumulative hazard at each point; a copy} */
    public double[] cumulativeHazardErrors() {
        return hazardError.clone();
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return the last time anybody was watched; beyond it the data say nothing unless the curve is 0} */
    public double lastTime() {
        return times[times.length - 1];
    }

    /**
     * The share still there at a time.
     *
     * @param time at least 0 and, unless the curve ends at 0, at most {@link #lastTime}
     * @return between 0 and 1
     */
    public double survival(double time) {
        int at = point(time);
        return at < 0 ? 1 : survival[at];
    }

    /**
     * How sure the share at a time is.
     *
     * @param time at least 0 and, unless the curve ends at 0, at most {@link #lastTime}
     * @return the pointwise interval, at the curve's confidence
     */
    public Interval interval(double time) {
        int at = point(time);
        return at < 0 ? new Interval(1, 1, confidence) : new Interval(lower[at], upper[at], confidence);
    }

    /**
     * How sure the whole curve is between two times, not just one point of it.
     *
     * <p>The pointwise intervals hold the truth at any single time with their confidence; at some time or other they miss it far more
     * often. Critical values are computed for the part of the Brownian bridge that the two times span, not looked up.
     *
     * @param kind how the width is shared between times
     * @param scale on which scale the band is symmetric; {@link CurveInterval#LOG_LOG} keeps its confidence best with few customers
     * @param from a time at or after the first event; {@link BandKind#EQUAL_PRECISION} gets wide if it is very early
     * @param to a time after it, at most the last time with a share above 0
     * @return the band, at the curve's confidence
     * @see <a href="https://doi.org/10.1093/biomet/67.1.133">Hall and Wellner (1980), Confidence bands for a survival curve from censored
     *     data</a>
     * @see <a href="https://doi.org/10.1080/00401706.1984.10487964">Nair (1984), Confidence bands for survival functions with censored data: a
     *     comparative study</a>
     */
    public SurvivalBand band(BandKind kind, CurveInterval scale, double from, double to) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scale, "scale");
        Check.finite("from", from);
        Check.finite("to", to);
        int first = 0;
        while (first < survival.length && survival[first] == 1) {
            first++;
        }
        int last = survival.length - 1;
        while (last >= 0 && survival[last] == 0) {
            last--;
        }
        if (first > last) {
            throw new IllegalArgumentException("group '" + group
                    + "' has no time with a share above 0 and below 1, so there is nothing to put a band around");
        }
        double end = last < survival.length - 1 ? Math.nextDown(times[last + 1]) : times[last];
        if (!(times[first] <= from && from <= to && to <= end)) {
            throw new IllegalArgumentException("the band must begin at or after the first event (" + times[first]
                    + ") and end at or before the last time with a share above 0 (" + end + "), got " + from + " to "
                    + to);
        }
        if (kind == BandKind.HALL_WELLNER && atRisk[0] < total) {
            throw new IllegalArgumentException(
                    "group '" + group + "' has late entries, with which a Hall-Wellner band has no"
                            + " number of customers to go by; use EQUAL_PRECISION");
        }
        int begin = point(from);
        int stop = point(to);
        double width = kind == BandKind.EQUAL_PRECISION
                ? BridgeMaximum.equalPrecision(Math.log(logError[stop] / logError[begin]), confidence)
                : BridgeMaximum.hallWellner(bridge(begin), bridge(stop), confidence);
        int points = stop - begin + 1;
        double[] at = Arrays.copyOfRange(times, begin, stop + 1);
        at[0] = from;
        double[] low = new double[points];
        double[] high = new double[points];
        for (int i = 0; i < points; i++) {
            double error = logError[begin + i];
            double unit = kind == BandKind.EQUAL_PRECISION ? error : (1 + total * error * error) / Math.sqrt(total);
            low[i] = scale.lower(survival[begin + i], unit, width);
            high[i] = scale.upper(survival[begin + i], unit, width);
        }
        return new SurvivalBand(kind, from, to, confidence, width, at, low, high);
    }

    /** Where on the Brownian bridge a point lies. */
    private double bridge(int point) {
        double time = total * logError[point] * logError[point];
        return time / (1 + time);
    }

    private int point(double time) {
        Check.atLeast("time", time, 0.0);
        if (time > lastTime() && survival[times.length - 1] > 0) {
            throw new IllegalArgumentException("time " + time + " is " + (time - lastTime())
                    + " beyond the last observed time (" + lastTime() + ") of group '" + group
                    + "', and the data say nothing there; ask for an earlier time, or fit a parametric model");
        }
        int at = Arrays.binarySearch(times, time);
        return at >= 0 ? at : -at - 2;
    }

    /**
     * By when a share of the customers has had the event.
     *
     * @param p the share, above 0 and below 1; 0.5 for the median
     * @return the first time at which at most 1 - p are still there; where exactly 1 - p are on a flat stretch, its middle;
     *     empty if the curve never falls that far
     */
    public OptionalDouble quantile(double p) {
        double time = crossing(survival, checkedShare(p));
        return Double.isInfinite(time) ? OptionalDouble.empty() : OptionalDouble.of(time);
    }

    /**
     * How sure a quantile is: where the limits of the curve fall to 1 - p (Brookmeyer and Crowley 1982).
     *
     * @param p the share, above 0 and below 1; 0.5 for the median
     * @return the interval; an end that the limits never reach is infinite
     */
    public Interval quantileInterval(double p) {
        checkedShare(p);
        return new Interval(crossing(lower, p), crossing(upper, p), confidence);
    }

    /** {@return the time by which half of the customers have had the event; empty if fewer ever do} */
    public OptionalDouble median() {
        return quantile(0.5);
    }

    private static double checkedShare(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be above 0 and below 1, such as 0.5, got " + p);
        }
        return p;
    }

    private double crossing(double[] curve, double p) {
        double level = 1 - p;
        for (int i = 0; i < curve.length; i++) {
            if (curve[i] <= level + SAME) {
                if (curve[i] < level - SAME) {
                    return times[i];
                }
                int end = i;
                while (end < curve.length - 1 && curve[end] >= level - SAME) {
                    end++;
                }
                return (times[i] + times[end]) / 2;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * How long customers stay on average within a horizon.
     *
     * @param horizon above 0 and, unless the curve ends at 0, at most {@link #lastTime}
     * @return the area under the curve up to the horizon, with its Greenwood-type standard error (Klein and Moeschberger 2003,
     *     4.5.2)
     */
    public RestrictedMean restrictedMean(double horizon) {
        Check.positive("horizon", horizon);
        int last = point(horizon);
        double[] areas = new double[last + 1];
        double right = horizon;
        double area = 0;
        for (int i = last; i >= 0; i--) {
            area += survival[i] * (right - times[i]);
            areas[i] = area;
            right = times[i];
        }
        double variance = 0;
        for (int i = 0; i <= last; i++) {
            double left = atRisk[i] - events[i];
            if (areas[i] > 0 && events[i] > 0) {
                variance += areas[i] * areas[i] * (events[i] / (atRisk[i] * left));
            }
        }
        return new RestrictedMean(horizon, area + right, Math.sqrt(variance));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SurvivalCurve that
                && group.equals(that.group)
                && Arrays.equals(times, that.times)
                && Arrays.equals(atRisk, that.atRisk)
                && Arrays.equals(events, that.events)
                && Arrays.equals(censored, that.censored)
                && Arrays.equals(survival, that.survival)
                && Arrays.equals(logError, that.logError)
                && Arrays.equals(hazard, that.hazard)
                && Arrays.equals(hazardError, that.hazardError)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper)
                && total == that.total
                && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return 31 * group.hashCode() + Arrays.hashCode(survival);
    }

    @Override
    public String toString() {
        return "SurvivalCurve[" + group + ", total=" + total + ", events=" + totalEvents() + ", median="
                + (median().isPresent() ? median().getAsDouble() : "not reached") + "]";
    }
}
