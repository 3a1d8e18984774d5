package io.clientele.attribution.mediamix;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What did advertising add to weekly sales, channel by channel, and what would another unit of spend bring?
 *
 * <p>Expected sales of a week are a baseline (level, trend, season, controls, holidays) and, for every channel, a coefficient of at
 * least 0 times a {@link Hill} of an {@link Adstock} of its spend (Jin, Wang, Sun, Chan and Koehler 2017). Carry-over and saturation are
 * estimated with the coefficients: for given ones, ridge least squares within bounds is solved exactly, by active sets; they themselves are
 * looked for on a grid of 65 values each, by a pattern search from twelve starts, and the best is kept. The ridge acts on channels alone;
 * it is the weakest of 0.001, 0.003, 0.01 and 0.03 whose predictions of the last third of the weeks, in four blocks each predicted
 * from the weeks before it, are within a standard error of the best.
 *
 * <p><strong>Intervals</strong> come from fits repeated on sales made of the fitted ones and drawn noise, with coefficients, carry-over and
 * saturation all estimated anew. The noise is an autoregression of order 1, whose correlation and size are those that leave such residuals as
 * were seen once the fit has taken its part out, and whose innovations are drawn from those of the residuals (Bühlmann 1997). Both the sales
 * drawn around and the fits to them use the weakest ridge, 0.001, whatever predicts best (undersmoothing: what a penalty takes from a channel would be
 * missing from every draw); a ridge of one's own is kept. The interval is the middle of the draws, and reaches as far from the estimate to both sides as a
 * normal distribution of their standard deviation asks for; that of a channel with {@link #withBounds} is the middle alone, which keeps to them.
 * Intervals say what chance in sales does under this model, and nothing of drivers that are missing, or of spend that follows demand.
 * On simulated shops of 156 weeks whose truth is of this form, noise correlating by 0.3 from week to week, nominal 95 % held the truth as
 * follows ({@code MediaMixStatisticalTest}, 100 shops of 4 channels and 40 of 10, not those the method was chosen on; standard errors
 * of at most 1.8 points):
 *
 * <table>
 *   <caption>Share of 95 % intervals that held the truth</caption>
 *   <tr><th>channels<th>contribution, return<th>marginal return<th>mean lag
 *   <tr><td>4, in flights with weeks without spend<td>97.0 %<td>96.5 %<td>96.0 %
 *   <tr><td>4, always on<td>99.0 %<td>95.5 %<td>94.0 %
 *   <tr><td>10, in flights<td>97.0 %<td>97.0 %<td>94.0 %
 *   <tr><td>10, always on<td>98.0 %<td>96.5 %<td>95.0 %
 * </table>
 *
 * <p>What an always-on channel brings in all is hardly known from such weeks: the estimate was off by about its own size on average
 * (16 % in flights), and the intervals are wide to match, wider than need be. What a little more spend would bring is known better. A hold-out
 * helps most: {@link ChannelBounds#withReturn}.
 *
 * <ul>
 *   <li>The first {@code lags} weeks are history for the carry-over and are not fitted; what was spent before them is not known and
 *       counts nowhere else.
 *   <li>Refused, with the reason: fewer than 52 weeks to fit, or 104 with a season; fewer than two weeks for each number to be
 *       estimated; a channel never or hardly spent on, or spent on alike every week; channels in step (correlation above 0.999), a
 *       channel explained by the others and the controls (variance inflation above 100); controls that depend on each other; sales
 *       that controls explain entirely.
 *   <li>Warned of in the report: few weeks for the parameters, correlated residuals, channels with little variation, never without
 *       spend, moving with others (variance inflation above 10), without effect, or never near saturation.
 *   <li>A channel that seems to lower sales gets 0.
 *   <li>Units do not matter: other money for sales or spend changes figures by its factor.
 *   <li>Starts and bootstrap follow the seed; the fit is the same for any number of threads.
 * </ul>
 *
 * <p>Time O(draws · channels · weeks · (channels + controls)), times some hundred steps of the search: 156 weeks, 10 channels and 200 draws take
 * some three seconds on one thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * MediaMixModel model = MediaMix.create().fit(weeks);
 * double returned = model.effect("tv").returnOnSpend();
 * Interval sure = model.effect("tv").returnOnSpendInterval();
 * DoubleUnaryOperator curve = model.curve("tv"); // sales a week by spend a week, for a budget
 * }</pre>
 *
 * @see <a href="https://research.google/pubs/bayesian-methods-for-media-mix-modeling-with-carryover-and-shape-effects/">Jin, Wang,
 *     Sun, Chan and Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects</a>
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), The differentiation of pseudo-inverses and nonlinear
 *     least squares problems whose variables separate</a>
 * @see <a href="https://doi.org/10.2307/3318584">Bühlmann (1997), Sieve bootstrap for time series</a>
 */
public final class MediaMix implements Estimator<MediaWeeks, MediaMixModel> {

    private static final int FEWEST_DRAWS = 20;

    private final MixOptions o;

    private MediaMix(MixOptions o) {
        this.o = o;
    }

    /**
     * Geometric carry-over of 8 weeks, a trend, a season of two waves, the ridge chosen by prediction, intervals of 95 % from 200
     * bootstrap fits.
     *
     * @return the recipe
     */
    public static MediaMix create() {
        return new MediaMix(
                new MixOptions(AdstockFamily.GEOMETRIC, 8, true, 2, OptionalDouble.empty(), 200, 0.95, 0, Map.of()));
    }

    /**
     * The same with another carry-over.
     *
     * @param family its shape
     * @param lags how many weeks after its own a spend still works, from 0 to 26; must be 0 for {@link AdstockFamily#NONE}. So many weeks
     *     at the start of the data are history and are not fitted
     * @return a new recipe
     */
    public MediaMix withAdstock(AdstockFamily family, int lags) {
        Objects.requireNonNull(family, "family");
        Check.atLeast("lags", lags, family == AdstockFamily.NONE ? 0 : 1);
        Check.atMost(
                "lags",
                lags,
                family == AdstockFamily.NONE ? 0 : 26,
                family == AdstockFamily.NONE ? "those of NONE" : "half a year of weeks");
        return new MediaMix(new MixOptions(
                family, lags, o.trend(), o.harmonics(), o.ridge(), o.draws(), o.confidence(), o.seed(), o.bounds()));
    }

    /**
     * The same with or without a straight trend.
     *
     * @param used true, the default, for a trend
     * @return a new recipe
     */
    public MediaMix withTrend(boolean used) {
        return new MediaMix(new MixOptions(
                o.family(), o.lags(), used, o.harmonics(), o.ridge(), o.draws(), o.confidence(), o.seed(), o.bounds()));
    }

    /**
     * The same with another season: pairs of sine and cosine of the year, its half, its third and so on (Fourier).
     *
     * @param waves how many pairs, from 0 (none) to 12
     * @return a new recipe
     */
    public MediaMix withSeason(int waves) {
        Check.atMost("waves", Check.atLeast("waves", waves, 0), 12, "one a month");
        return new MediaMix(new MixOptions(
                o.family(), o.lags(), o.trend(), waves, o.ridge(), o.draws(), o.confidence(), o.seed(), o.bounds()));
    }

    /**
     * The same with a penalty of one's own instead of the one that predicts best.
     *
     * @param penalty at least 0; a channel beside all others is shrunk by {@code 1 / (1 + penalty)}
     * @return a new recipe
     */
    public MediaMix withRidge(double penalty) {
        Check.atLeast("penalty", penalty, 0.0);
        return new MediaMix(new MixOptions(
                o.family(),
                o.lags(),
                o.trend(),
                o.harmonics(),
                OptionalDouble.of(penalty),
                o.draws(),
                o.confidence(),
                o.seed(),
                o.bounds()));
    }

    /**
     * The same with other intervals.
     *
     * @param draws bootstrap fits, at least 20; 1,000 to publish a figure
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public MediaMix withIntervals(int draws, double confidence) {
        Check.atLeast("draws", draws, FEWEST_DRAWS);
        Check.confidence(confidence);
        return new MediaMix(new MixOptions(
                o.family(), o.lags(), o.trend(), o.harmonics(), o.ridge(), draws, confidence, o.seed(), o.bounds()));
    }

    /**
     * The same with another seed for the starts of the search and the bootstrap.
     *
     * @param seed any number
     * @return a new recipe
     */
    public MediaMix withSeed(long seed) {
        return new MediaMix(new MixOptions(
                o.family(),
                o.lags(),
                o.trend(),
                o.harmonics(),
                o.ridge(),
                o.draws(),
                o.confidence(),
                seed,
                o.bounds()));
    }

    /**
     * The same with what is known of a channel, instead of what was said of it before.
     *
     * @param channel its name
     * @param bounds what its numbers keep to
     * @return a new recipe
     */
    public MediaMix withBounds(String channel, ChannelBounds bounds) {
        Map<String, ChannelBounds> all = new TreeMap<>(o.bounds());
        all.put(Objects.requireNonNull(channel, "channel"), Objects.requireNonNull(bounds, "bounds"));
        return new MediaMix(new MixOptions(
                o.family(),
                o.lags(),
                o.trend(),
                o.harmonics(),
                o.ridge(),
                o.draws(),
                o.confidence(),
                o.seed(),
                Map.copyOf(all)));
    }

    @Override
    public MediaMixModel fit(MediaWeeks weeks, Execution execution) {
        Objects.requireNonNull(weeks, "weeks");
        Objects.requireNonNull(execution, "execution");
        return new MixFit(weeks, o, execution).run();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaMix that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        // bounds in the order of names, since that of a map is none
        return "MediaMix[" + o.family() + ", lags=" + o.lags() + ", trend=" + o.trend() + ", season=" + o.harmonics()
                + ", ridge=" + (o.ridge().isPresent() ? o.ridge().getAsDouble() : "by prediction") + ", draws="
                + o.draws() + ", confidence=" + o.confidence() + ", seed=" + o.seed() + ", bounds="
                + new TreeMap<>(o.bounds()) + "]";
    }
}
