package io.clientele.attribution.mediamix;

import io.clientele.core.FitException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Refuses weeks from which no honest answer can come, with the reason and what to do. */
final class Screening {

    static final int FEWEST_WEEKS = 52;
    static final int SEASON_WEEKS = 104;
    static final int FEWEST_SPENDING = 4;
    static final double MOST_INFLATION = 100;
    private static final double ALIKE = 0.999;

    private Screening() {}

    static void check(MediaWeeks weeks, MixOptions o) {
        for (String channel : o.bounds().keySet().stream().sorted().toList()) {
            if (!weeks.channels().contains(channel)) {
                throw new IllegalArgumentException("there are bounds for '" + channel
                        + "', which is no channel; channels are " + weeks.channels());
            }
            requireUseful(channel, o.boundsOf(channel), o);
        }
        if (!weeks.hasSales()) {
            throw new IllegalArgumentException("the weeks have no sales; a fit needs them");
        }
        requireLength(weeks, o);
        for (String channel : weeks.channels()) {
            requireSpend(channel, weeks.spend(channel), o.lags());
        }
        requireDistinct(weeks);
    }

    private static void requireUseful(String channel, ChannelBounds b, MixOptions o) {
        boolean weibull = o.family() == AdstockFamily.WEIBULL_PDF || o.family() == AdstockFamily.WEIBULL_CDF;
        boolean decays = o.family() == AdstockFamily.GEOMETRIC || o.family() == AdstockFamily.DELAYED;
        String useless = b.decay() != null && !decays
                ? "decay"
                : b.peak() != null && o.family() != AdstockFamily.DELAYED
                        ? "peak"
                        : (b.shape() != null || b.scale() != null) && !weibull ? "shape or scale" : "";
        if (!useless.isEmpty()) {
            throw new IllegalArgumentException("channel '" + channel + "' has bounds of " + useless
                    + ", which an adstock of " + o.family() + " does not have");
        }
        if (b.peak() != null && b.peak().high() > o.lags()) {
            throw new IllegalArgumentException("channel '" + channel + "': the highest peak must be at most the lags ("
                    + o.lags() + "), got " + b.peak().high());
        }
    }

    private static void requireLength(MediaWeeks weeks, MixOptions o) {
        int n = weeks.weeks() - o.lags();
        String have = weeks.weeks() + " weeks, of which the first " + o.lags() + " are history for the carry-over";
        if (n < FEWEST_WEEKS) {
            throw new FitException("too short: a media mix needs at least " + FEWEST_WEEKS + " weeks to fit, there are "
                    + Math.max(0, n) + " (" + have + "); collect more, or run an experiment instead");
        }
        if (o.harmonics() > 0 && n < SEASON_WEEKS) {
            throw new FitException(
                    "too short: a season needs at least " + SEASON_WEEKS + " weeks to fit, there are " + n + " (" + have
                            + "); in less, season and advertising can't be told apart; collect more, or use withSeason(0)");
        }
        int unknown = o.design(weeks, weeks.weeks()).names().size();
        for (String channel : weeks.channels()) {
            unknown += 1 + ChannelSpace.of(o, o.boundsOf(channel), 0).freeDimensions();
        }
        if (n < 2 * unknown) {
            throw new FitException(
                    "too short: " + unknown + " numbers are to be estimated from " + n + " weeks (" + have
                            + "), and two weeks for each are the least; drop or merge channels or controls, or fix some by withBounds");
        }
    }

    private static void requireSpend(String channel, double[] spend, int lags) {
        String name = "channel '" + channel + "' ";
        double[] fitted = Arrays.copyOfRange(spend, lags, spend.length);
        if (Arrays.stream(spend).max().orElse(0) == 0) {
            throw new FitException(name + "has no spend in any week; leave it out");
        }
        long spending = Arrays.stream(fitted).filter(x -> x > 0).count();
        if (spending < FEWEST_SPENDING) {
            throw new FitException(name + "has spend in " + spending + " of the fitted weeks, and " + FEWEST_SPENDING
                    + " are the least; leave it out, or merge it with another");
        }
        if (Arrays.stream(fitted).min().orElse(0) == Arrays.stream(fitted).max().orElse(0)) {
            throw new FitException(name + "has the same spend, " + fitted[0]
                    + ", in every week: its effect can't be told from the baseline; leave it out, or vary its spend");
        }
    }

    private static void requireDistinct(MediaWeeks weeks) {
        List<String> channels = weeks.channels();
        for (int c = 0; c < channels.size(); c++) {
            for (int d = 0; d < c; d++) {
                double r = Collinearity.correlation(weeks.spend(channels.get(d)), weeks.spend(channels.get(c)));
                if (r > ALIKE) {
                    throw new FitException(String.format(
                            Locale.ROOT,
                            "channels '%s' and '%s' are spent in step (correlation %.4f): their effects can't be told apart;"
                                    + " merge them, or leave one out",
                            channels.get(d),
                            channels.get(c),
                            r));
                }
            }
        }
    }

    /**
     * What only the columns show: controls that depend on each other, channels that the others explain. Returns the inflation of
     * all channels at the centre of the grid: one carry-over for all, as a search may part channels that are spent in step.
     */
    static double[] checkColumns(MediaWeeks weeks, MixOptions o, Problem p) {
        List<String> names = o.design(weeks, weeks.weeks()).names();
        for (int k = 0; k < names.size(); k++) {
            if (p.basis.aliased[k]) {
                throw new FitException(
                        "control '" + names.get(k) + "' is the same in every fitted week, or a sum of multiples of"
                                + " the controls before it, " + names.subList(0, k) + "; leave it out");
            }
        }
        int[][] centre = p.centre();
        double[][] columns = new double[p.channels][p.n];
        for (int c = 0; c < p.channels; c++) {
            p.column(c, centre[c], new double[p.n], columns[c]);
        }
        double[] inflation =
                Collinearity.inflation(o.design(weeks, weeks.weeks()).columns(weeks, o.lags(), weeks.weeks()), columns);
        for (int c = 0; c < p.channels; c++) {
            if (inflation[c] > MOST_INFLATION) {
                throw new FitException(String.format(
                        Locale.ROOT,
                        "collinear: the other channels and the controls explain %.2f %% of channel '%s' (variance inflation %.0f,"
                                + " at most %.0f): its effect can't be told from theirs; merge or leave out channels or controls",
                        100 * (1 - 1 / inflation[c]),
                        weeks.channels().get(c),
                        inflation[c],
                        MOST_INFLATION));
            }
        }
        return inflation;
    }
}
