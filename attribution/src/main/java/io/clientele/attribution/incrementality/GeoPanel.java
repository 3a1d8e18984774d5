package io.clientele.attribution.incrementality;

import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was sold where and when: one outcome for every geo (a region, a city, a shop) in every period.
 *
 * <ul>
 *   <li>A period is named by its first day; any length will do, as long as it is the same for all geos.
 *   <li>Every geo needs an outcome in every period: 0 where nothing was sold, so that a cell is never missing by mistake. A period that
 *       no geo has is not missed.
 *   <li>A cell given twice is refused, and so is NaN or an infinite number.
 *   <li>Geos of very different size are better compared by outcomes per inhabitant, or by logarithms.
 * </ul>
 *
 * <p>Geos and periods are in order, whatever the order of adding. Immutable, thread-safe, equal by value; the builder is neither.
 *
 * <pre>{@code
 * GeoPanel panel = GeoPanel.builder()
 *         .add("north", LocalDate.parse("2026-03-02"), 410)
 *         .add("south", LocalDate.parse("2026-03-02"), 395)
 *         .build();
 * }</pre>
 */
public final class GeoPanel {

    private final List<String> geos;
    private final List<LocalDate> periods;
    private final double[][] outcomes;

    private GeoPanel(List<String> geos, List<LocalDate> periods, double[][] outcomes) {
        this.geos = geos;
        this.periods = periods;
        this.outcomes = outcomes;
    }

    /** {@return an empty builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Adds up orders by the geo of their customer, in periods of equal length.
     *
     * @param orders the order log
     * @param geos the geo of every customer that counts, whether or not they ordered; others are left out
     * @param first day of the first period
     * @param days of a period, at least 1
     * @param periods how many, at least 1
     * @param zone in which days begin
     * @param metric what is counted
     * @return the panel; 0 where nothing was ordered
     */
    public static GeoPanel of(
            OrderLog orders,
            Map<String, String> geos,
            LocalDate first,
            int days,
            int periods,
            ZoneId zone,
            Metric metric) {
        Check.atLeast("days", days, 1);
        Check.atLeast("periods", periods, 1);
        Map<String, List<String>> customers = new TreeMap<>();
        geos.forEach((customer, geo) ->
                customers.computeIfAbsent(geo, g -> new ArrayList<>()).add(customer));
        Builder builder = builder();
        for (int p = 0; p < periods; p++) {
            LocalDate day = first.plusDays((long) p * days);
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant to = day.plusDays(days).atStartOfDay(zone).toInstant();
            customers.forEach((geo, ids) -> builder.add(
                    geo,
                    day,
                    Arrays.stream(Purchases.of(orders, ids, from, to, metric)).sum()));
        }
        return builder.build();
    }

    /** {@return the names of the geos, sorted} */
    public List<String> geos() {
        return geos;
    }

    /** {@return the first days of the periods, sorted} */
    public List<LocalDate> periods() {
        return periods;
    }

    /**
     * The outcomes of a geo.
     *
     * @param geo its name
     * @return one for each of {@link #periods}, a new array
     */
    public double[] outcomes(String geo) {
        return outcomes[code(geo)].clone();
    }

    /**
     * The periods that begin before a day, such as those before the treatment: with a start made up within them, a comparison
     * should find nothing.
     *
     * @param day first one that is left out
     * @return a smaller panel
     */
    public GeoPanel before(LocalDate day) {
        int kept = (int) periods.stream().filter(p -> p.isBefore(day)).count();
        if (kept == 0) {
            throw new IllegalArgumentException("no period begins before " + day + "; the first is " + periods.get(0));
        }
        double[][] shorter = new double[geos.size()][];
        Arrays.setAll(shorter, g -> Arrays.copyOf(outcomes[g], kept));
        return new GeoPanel(geos, List.copyOf(periods.subList(0, kept)), shorter);
    }

    int code(String geo) {
        int code = geos.indexOf(Objects.requireNonNull(geo, "geo"));
        if (code < 0) {
            throw new IllegalArgumentException("there is no geo '" + geo + "'; geos are " + geos);
        }
        return code;
    }

    /** Shared, not copied. */
    double[] row(int geo) {
        return outcomes[geo];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeoPanel that
                && geos.equals(that.geos)
                && periods.equals(that.periods)
                && Arrays.deepEquals(outcomes, that.outcomes);
    }

    @Override
    public int hashCode() {
        return 31 * geos.hashCode() + Arrays.deepHashCode(outcomes);
    }

    @Override
    public String toString() {
        return "GeoPanel[" + geos.size() + " geos, " + periods.size() + " periods from " + periods.get(0) + " to "
                + periods.get(periods.size() - 1) + "]";
    }

    /** Takes one cell after the other. */
    public static final class Builder {

        private final Map<String, Map<LocalDate, Double>> cells = new TreeMap<>();
        private final TreeSet<LocalDate> days = new TreeSet<>();

        private Builder() {}

        /**
         * Adds a cell.
         *
         * @param geo name of the geo
         * @param period first day of the period
         * @param outcome what was sold there and then, finite
         * @return this builder
         */
        public Builder add(String geo, LocalDate period, double outcome) {
            Objects.requireNonNull(geo, "geo");
            Objects.requireNonNull(period, "period");
            Check.finite("outcome of geo '" + geo + "' in the period of " + period, outcome);
            if (cells.computeIfAbsent(geo, g -> new TreeMap<>()).putIfAbsent(period, outcome) != null) {
                throw new IllegalArgumentException("geo '" + geo + "' has two outcomes in the period of " + period
                        + "; add up what belongs together first");
            }
            days.add(period);
            return this;
        }

        /** {@return the panel} */
        public GeoPanel build() {
            Check.hasRows("the panel", days.size());
            List<LocalDate> periods = List.copyOf(days);
            List<double[]> rows = new ArrayList<>();
            cells.forEach((geo, own) -> {
                double[] row = new double[periods.size()];
                for (int p = 0; p < row.length; p++) {
                    Double outcome = own.get(periods.get(p));
                    if (outcome == null) {
                        throw new IllegalArgumentException("geo '" + geo + "' has no outcome in the period of "
                                + periods.get(p) + "; every geo needs one in every period, 0 where nothing was sold");
                    }
                    row[p] = outcome;
                }
                rows.add(row);
            });
            return new GeoPanel(List.copyOf(cells.keySet()), periods, rows.toArray(double[][]::new));
        }
    }
}
