package io.clientele.attribution.incrementality;

import io.clientele.core.internal.check.Check;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * What did a channel really add, where customers cannot be split one by one? It is switched on in some geos, drawn at random, from a
 * day on, and kept from the others; what changed in the ones is compared with what changed in the others.
 *
 * <p>Difference in differences: each geo's mean after the start less its mean before, averaged over the treated geos, less the same over
 * the control geos. This is also the two-way fixed-effects estimate of the panel. Intention to treat: everybody in a geo
 * counts, whether or not the channel reached them.
 *
 * <p>Sales of a geo in one week resemble those of the week before, and errors computed as if weeks were independent reject a true null in up to 45 %
 * of the cases (Bertrand, Duflo and Mullainathan 2004). So each geo is first reduced to one number, its change, as they advise; the geo is the
 * unit, whatever the autocorrelation within it:
 *
 * <ul>
 *   <li>The interval and its p-value are Welch's t on the changes (Donald and Lang 2007). With one geo in a group its variance is taken to
 *       be that of the other group, and a warning says so.
 *   <li>The permutation p-value is the share of all draws of as many geos whose difference is at least as large: exact for up to
 *       20,000 draws, otherwise (1 + count) / (1 + draws) from seeded random ones. It needs no distribution, only that the geos were drawn
 *       by lot, all draws alike (Fisher 1935). The permutation interval holds the effects, the same in all geos, that this test does not
 *       reject (Rosenbaum 2002). It is empty where draws are too few: 95 % need at least 20, and 40 where both groups are equally large.
 *   <li>The in-time p-value compares the gap between the groups after the start with that of all other runs of as many periods, round
 *       the end of the series: cyclic shifts (Chernozhukov, Wüthrich and Zhu 2021). It is the only one of the three that looks at
 *       time, and says how unusual the gap is for these geos; exact where weeks are independent, too small where they are not (with
 *       an autocorrelation of 0.8 and 20 weeks, below 0.1 in 20 % of the cases without effect). Decide by the others.
 * </ul>
 *
 * <ul>
 *   <li>Without the channel both groups must have moved alike. Chance takes care of it if geos were drawn; if they were chosen, nothing
 *       does. A comparison on {@link GeoPanel#before} with a made-up start should find nothing.
 *   <li>A period that begins before the start counts as before; leave a period out that lies in both.
 *   <li>Pairs or strata of geos, from which the draw was made, are not taken into account.
 *   <li>Geos that do not vary at all have an interval of width 0 and p-values of 1 if nothing changed.
 *   <li>Fewer than three geos, no treated or no control geo, no period before or none after the start: refused.
 * </ul>
 *
 * <p>Time O(geos · (periods + draws)). Immutable and thread-safe.
 *
 * <pre>{@code
 * GeoIncrementality added = GeoHoldOut.create().compare(panel, List.of("north", "west"), LocalDate.parse("2026-03-02"));
 * double orders = added.total();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1162/003355304772839588">Bertrand, Duflo and Mullainathan (2004), How much should we trust
 *     differences-in-differences estimates?</a>
 * @see <a href="https://doi.org/10.1162/rest.89.2.221">Donald and Lang (2007), Inference with difference-in-differences and other panel
 *     data</a>
 * @see <a href="https://doi.org/10.1080/01621459.2021.1920957">Chernozhukov, Wüthrich and Zhu (2021), An exact and robust conformal
 *     inference method for counterfactual and synthetic controls</a>
 */
public final class GeoHoldOut {

    private record Options(double confidence, int draws, long seed) {}

    private final Options o;

    private GeoHoldOut(Options o) {
        this.o = o;
    }

    /** {@return a comparison at 95 % confidence, with 9,999 random draws where there are too many to go through} */
    public static GeoHoldOut create() {
        return new GeoHoldOut(new Options(0.95, 9_999, 0));
    }

    /**
     * The same at another confidence.
     *
     * @param level above 0 and below 1
     * @return a new recipe
     */
    public GeoHoldOut withConfidence(double level) {
        return new GeoHoldOut(new Options(Check.confidence(level), o.draws, o.seed));
    }

    /**
     * The same with more or fewer random draws.
     *
     * @param draws at least 99
     * @return a new recipe
     */
    public GeoHoldOut withDraws(int draws) {
        Check.atLeast("draws", draws, 99);
        Check.atMost("draws", draws, 10_000_000, "ten million");
        return new GeoHoldOut(new Options(o.confidence, draws, o.seed));
    }

    /**
     * The same with other random draws.
     *
     * @param seed any number
     * @return a new recipe
     */
    public GeoHoldOut withSeed(long seed) {
        return new GeoHoldOut(new Options(o.confidence, o.draws, seed));
    }

    /**
     * Compares the geos that were treated with all others of the panel.
     *
     * @param panel at least three geos, at least two periods
     * @param treated the geos with the channel
     * @param start first day of the treatment
     * @return what it added
     */
    public GeoIncrementality compare(GeoPanel panel, Collection<String> treated, LocalDate start) {
        boolean[] on = treated(panel, treated);
        List<LocalDate> periods = panel.periods();
        int before = (int) periods.stream().filter(p -> p.isBefore(start)).count();
        if (before == 0) {
            throw new IllegalArgumentException("treatment must start after the first period (" + periods.get(0)
                    + "), got " + start + "; nothing says what was there before");
        }
        if (before == periods.size()) {
            throw new IllegalArgumentException("no period begins at or after the start of the treatment (" + start
                    + "); the last begins on " + periods.get(before - 1));
        }
        return GeoIncrementality.of(GeoChanges.of(panel, on, before), o.confidence, o.draws, o.seed);
    }

    private static boolean[] treated(GeoPanel panel, Collection<String> treated) {
        int geos = panel.geos().size();
        boolean[] on = new boolean[geos];
        for (String geo : treated) {
            int code = panel.code(geo);
            if (on[code]) {
                throw new IllegalArgumentException("geo '" + geo + "' occurs twice among the treated");
            }
            on[code] = true;
        }
        if (treated.isEmpty()) {
            throw new IllegalArgumentException("at least one geo must be treated; geos are " + panel.geos());
        }
        if (treated.size() == geos) {
            throw new IllegalArgumentException("all geos of the panel are treated (" + panel.geos()
                    + "); at least one must have been kept without the channel to compare with");
        }
        if (geos < 3) {
            throw new IllegalArgumentException("geos must be at least 3, got " + geos
                    + "; one treated and one other geo differ by chance, and nothing says by how much");
        }
        return on;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeoHoldOut that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "GeoHoldOut" + o.toString().substring("Options".length());
    }
}
