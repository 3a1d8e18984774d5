package io.clientele.optimization.experiment.verdict;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MetricSample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that an experiment knows of one variant: its metrics, summed up, and what is needed to check its health. Immutable and
 * thread-safe; equal by value.
 *
 * <pre>{@code
 * VariantData banner = VariantData.of("banner")
 *         .withMean("spend", spend)                     // with last month's spend beside it
 *         .withRate("returned", 42, 9_980)
 *         .withAssigned(10_010).withExposed(9_980);
 * }</pre>
 */
public final class VariantData {

    private record Content(
            String name,
            SortedMap<String, MetricSample> means,
            SortedMap<String, Conversions> rates,
            long assigned,
            long exposed,
            List<MetricSample> trend,
            List<MetricSample> weekdays) {}

    private final Content c;

    private VariantData(Content c) {
        this.c = c;
    }

    /**
     * A variant without data yet.
     *
     * @param name of the variant
     * @return to be filled by {@code with…}
     */
    public static VariantData of(String name) {
        return new VariantData(new Content(
                Objects.requireNonNull(name, "name"), new TreeMap<>(), new TreeMap<>(), -1, -1, List.of(), List.of()));
    }

    /**
     * The same with a mean or, by {@link MetricSample#ratio}, a ratio. A second number beside the values is taken for a covariate from
     * before the start: the variants are checked for balance in it, and compared after CUPED.
     *
     * @param metric name
     * @param sample of the variant's units
     * @return the data
     */
    public VariantData withMean(String metric, MetricSample sample) {
        TreeMap<String, MetricSample> means = new TreeMap<>(c.means);
        Objects.requireNonNull(sample, "sample");
        requireNew(metric);
        means.put(metric, sample);
        return new VariantData(new Content(c.name, means, c.rates, c.assigned, c.exposed, c.trend, c.weekdays));
    }

    /**
     * The same with a conversion rate.
     *
     * @param metric name
     * @param successes units that did it
     * @param trials units
     * @return the data
     */
    public VariantData withRate(String metric, long successes, long trials) {
        TreeMap<String, Conversions> rates = new TreeMap<>(c.rates);
        requireNew(metric);
        rates.put(metric, new Conversions(c.name, successes, trials));
        return new VariantData(new Content(c.name, c.means, rates, c.assigned, c.exposed, c.trend, c.weekdays));
    }

    private void requireNew(String metric) {
        if (c.means.containsKey(Objects.requireNonNull(metric, "metric")) || c.rates.containsKey(metric)) {
            throw new IllegalArgumentException("variant '" + c.name + "' has metric '" + metric + "' already");
        }
    }

    /**
     * The same with the number of units that were assigned, for the check of the sample ratio; without it the units of the primary
     * metric are counted.
     *
     * @param units at least 1
     * @return the data
     */
    public VariantData withAssigned(long units) {
        Check.atLeast("assigned", units, 1L);
        return new VariantData(new Content(c.name, c.means, c.rates, units, c.exposed, c.trend, c.weekdays));
    }

    /**
     * The same with the number of units that met the change.
     *
     * @param units of those assigned
     * @return the data
     */
    public VariantData withExposed(long units) {
        Check.atLeast("exposed", units, 0L);
        return new VariantData(new Content(c.name, c.means, c.rates, c.assigned, units, c.trend, c.weekdays));
    }

    /**
     * The same with the primary metric's trend over the days since the exposure.
     *
     * @param slopes of the units, see {@link io.clientele.optimization.experiment.health.EffectTrend#slope}
     * @return the data
     */
    public VariantData withTrend(MetricSample slopes) {
        return new VariantData(
                new Content(c.name, c.means, c.rates, c.assigned, c.exposed, List.of(slopes), c.weekdays));
    }

    /**
     * The same with the primary metric by the weekday of the first exposure.
     *
     * @param samples of the units of each weekday
     * @return the data
     */
    public VariantData withWeekdays(List<MetricSample> samples) {
        return new VariantData(
                new Content(c.name, c.means, c.rates, c.assigned, c.exposed, c.trend, List.copyOf(samples)));
    }

    /** {@return the name of the variant} */
    public String name() {
        return c.name;
    }

    Map<String, MetricSample> means() {
        return c.means;
    }

    Map<String, Conversions> rates() {
        return c.rates;
    }

    /** Units of a metric; empty if the variant has no such metric. */
    OptionalLong units(String metric) {
        MetricSample mean = c.means.get(metric);
        Conversions rate = c.rates.get(metric);
        return mean != null
                ? OptionalLong.of(mean.count())
                : rate != null ? OptionalLong.of(rate.trials()) : OptionalLong.empty();
    }

    /** -1 if not given. */
    long assigned() {
        return c.assigned;
    }

    /** -1 if not given. */
    long exposed() {
        return c.exposed;
    }

    /** One sample, or none. */
    List<MetricSample> trend() {
        return c.trend;
    }

    List<MetricSample> weekdays() {
        return c.weekdays;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariantData that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "VariantData[" + c.name + ", metrics " + c.means.keySet() + " " + c.rates.keySet() + "]";
    }
}
