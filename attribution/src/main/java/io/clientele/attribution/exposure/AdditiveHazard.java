package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.util.Objects;

/**
 * How much does a touch raise the rate at which customers convert, and how soon does that fade?
 *
 * <p>The intensity of conversion at time t is a constant baseline plus, for every earlier touch at time s by a channel c, {@code
 * beta_c omega_c exp(-omega_c (t - s))}: beta is how many conversions a touch brings in all, the half-life {@code ln 2 / omega}
 * how long that takes. Journeys without conversion count as watched until their end. Maximum likelihood with effects of at least
 * 0: EM steps, whose likelihood never falls, then Newton steps within the bounds, taken only where the likelihood rises.
 *
 * <p>Credit is by backwards elimination: that of the last touch is what the intensity at the conversion loses without it, and so
 * on backwards, which in an additive model is each touch's own part of the intensity. The rest is the baseline's, {@link
 * AdditiveHazardModel#baselineConversions}; as credits here add up to the conversions, those of the channels are scaled up to
 * them.
 *
 * <ul>
 *   <li>A channel on no converting journey has effect 0 and no credit. Where no channel has an effect, each conversion is shared
 *       evenly among its touches, with a warning.
 *   <li>Channels that always come together at the same time cannot be told apart: they share what they do evenly, with a warning.
 *   <li>Times are known to the {@link #withResolution resolution} only: a journey ends half a step after its end, so that a
 *       touch at the very time of the conversion has a part in it, and touches at equal times count alike, whatever their order.
 *   <li>One half-life for all channels is estimated, within bounds; a warning says when it lies at one of them. With one {@link
 *       #withHalfLifePerChannel per channel} the likelihood may have several maxima, of which one near the common half-life is
 *       found.
 *   <li>Only conversions, and one channel, are no trouble. No conversions: {@link io.clientele.core.FitException}. More than 300
 *       channels are refused.
 *   <li>Effects are of association: a channel shown to those who were about to buy gets credit it did not earn.
 * </ul>
 *
 * <p>Time O(touches + channels²) per step, some 10 to 20 of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * AdditiveHazardModel model = AdditiveHazard.create().fit(journeys);
 * double effect = model.effect("search").effect();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/ICDM.2014.130">Zhang, Wei and Ren (2014), Multi-touch attribution in online advertising
 *     with survival theory</a>
 * @see <a href="https://doi.org/10.6339/23-JDS1101">Shender, Nasiri Amini, Bao, Dikmen, Richardson and Wang (2023), A time to
 *     event framework for multi-touch attribution</a>
 */
public final class AdditiveHazard implements Estimator<JourneyTable, AdditiveHazardModel>, JourneyMethod {

    /** Durations in days; a half-life of 0 is to be estimated. */
    record Options(
            double halfLife,
            boolean perChannel,
            double shortest,
            double longest,
            double resolution,
            int maxIterations,
            double tolerance) {}

    static final int MOST_CHANNELS = 300;

    private final Options o;

    private AdditiveHazard(Options o) {
        this.o = o;
    }

    /**
     * One half-life for all channels, estimated between one hour and 90 days; times known to the second; at most 200 steps.
     *
     * @return the recipe
     */
    public static AdditiveHazard create() {
        return new AdditiveHazard(new Options(0, false, 1 / 24.0, 90, 1 / 86_400.0, 200, 1e-10));
    }

    /**
     * The same with a half-life that is given, for all channels. The likelihood then has one maximum.
     *
     * @param halfLife above 0
     * @return a new recipe
     */
    public AdditiveHazard withHalfLife(Duration halfLife) {
        return new AdditiveHazard(new Options(
                days("halfLife", halfLife), false, o.shortest, o.longest, o.resolution, o.maxIterations, o.tolerance));
    }

    /**
     * The same with a half-life for each channel, estimated. Half-lives of channels with few conversions are uncertain.
     *
     * @return a new recipe
     */
    public AdditiveHazard withHalfLifePerChannel() {
        return new AdditiveHazard(
                new Options(0, true, o.shortest, o.longest, o.resolution, o.maxIterations, o.tolerance));
    }

    /**
     * The same with other bounds for half-lives that are estimated.
     *
     * @param shortest above 0
     * @param longest above the shortest
     * @return a new recipe
     */
    public AdditiveHazard withHalfLifeBetween(Duration shortest, Duration longest) {
        double low = days("shortest", shortest);
        double high = days("longest", longest);
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "the shortest half-life must be below the longest, got " + shortest + " and " + longest);
        }
        return new AdditiveHazard(
                new Options(o.halfLife, o.perChannel, low, high, o.resolution, o.maxIterations, o.tolerance));
    }

    /**
     * The same for times that are known more or less finely: a day where only dates are known.
     *
     * @param step above 0
     * @return a new recipe
     */
    public AdditiveHazard withResolution(Duration step) {
        return new AdditiveHazard(new Options(
                o.halfLife,
                o.perChannel,
                o.shortest,
                o.longest,
                days("resolution", step),
                o.maxIterations,
                o.tolerance));
    }

    /**
     * The same with another limit on the steps.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public AdditiveHazard withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new AdditiveHazard(
                new Options(o.halfLife, o.perChannel, o.shortest, o.longest, o.resolution, maxIterations, o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param rise stop after the step that promises to raise the log likelihood by less than this
     * @return a new recipe
     */
    public AdditiveHazard withTolerance(double rise) {
        Check.positive("tolerance", rise);
        return new AdditiveHazard(
                new Options(o.halfLife, o.perChannel, o.shortest, o.longest, o.resolution, o.maxIterations, rise));
    }

    static double days(String name, Duration duration) {
        double days = (duration.getSeconds() + duration.getNano() / 1e9) / 86_400;
        return Check.positive(name + " in days", days);
    }

    @Override
    public String name() {
        return "additive-hazard";
    }

    @Override
    public AdditiveHazardModel fit(JourneyTable journeys, Execution execution) {
        Exposures data = read(journeys, execution);
        return AdditiveHazardModel.of(journeys, data, o, HazardFit.of(data, null, o, null, execution));
    }

    private Exposures read(JourneyTable journeys, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Exposures.requireConversions(journeys);
        Check.atMost("channels", journeys.channels().size(), MOST_CHANNELS, "what an additive hazard can tell apart");
        return Exposures.atEnd(journeys, o.resolution / 2, execution);
    }

    @Override
    public Attribution attribute(JourneyTable journeys, Execution execution) {
        return fit(journeys, execution).attribution();
    }

    @Override
    public AttributionIntervals intervals(JourneyTable journeys, Bootstrap bootstrap, long seed, Execution execution) {
        Exposures data = read(journeys, execution);
        HazardFit fit = HazardFit.of(data, null, o, null, execution);
        AdditiveHazardModel model = AdditiveHazardModel.of(journeys, data, o, fit);
        double[] near = fit.climbed.top.x;
        return CustomerDraws.intervals(
                journeys,
                model.attribution(),
                bootstrap,
                seed,
                (times, alone) ->
                        HazardFit.of(data, times, o, near, alone).earned.shared(data, times),
                execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdditiveHazard that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "AdditiveHazard["
                + (o.halfLife > 0
                        ? "half-life " + o.halfLife + " days"
                        : "half-life " + (o.perChannel ? "per channel " : "") + "between " + o.shortest + " and "
                                + o.longest + " days")
                + ", resolution " + o.resolution + " days, maxIterations=" + o.maxIterations + ", tolerance="
                + o.tolerance + "]";
    }
}
