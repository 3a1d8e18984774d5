package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How much likelier does each touch make a journey to convert, when older touches count for less?
 *
 * <p>Logistic regression of whether a journey converts on its channels' exposures: a touch counts for 2<sup>-t/h</sup>, where t
 * is the time from it to the journey's last touch and h the half-life. The end of a journey is not used, as one without
 * conversion ends later by the way journeys are made. Effects are at least 0 and held back by a penalty {@code strength/2 *
 * |effects|²}, so that there is always one answer; Newton steps within the bounds, taken only where the likelihood rises.
 *
 * <p>Credit is by backwards elimination: that of the last touch is what it adds to the probability of conversion that the touches
 * before it give, and so on backwards. The rest is the baseline's, {@link LogisticExposureModel#baselineConversions}; as credits
 * here add up to the conversions, those of the channels are scaled up to them.
 *
 * <ul>
 *   <li>The baseline is what the model makes of a journey without touches, of which there are none to learn from. Where every
 *       journey is one touch, the weakest channel does nothing beyond the baseline and gets nothing; {@link AdditiveHazard}, which
 *       sees when conversions come, has no such trouble.
 *   <li>A channel on every journey alike, or a single one, cannot be told from the baseline. Where no channel has an effect, each
 *       conversion is shared evenly among its touches, with a warning.
 *   <li>A channel on no converting journey has effect 0 and no credit. Separation (a channel whose journeys all convert) is held
 *       finite by the penalty, with a warning.
 *   <li>No conversions, or only conversions: {@link FitException}. Touches at equal times are in the order of the table. More than
 *       1,000 channels are refused.
 *   <li>Journeys that could still convert count as lost; leave them out with {@code Journeys.withOpenJourneys(false)}.
 *   <li>Effects are of association: a channel shown to those who were about to buy gets credit it did not earn.
 * </ul>
 *
 * <p>Time O(touches + channels²) per step and half-life, some 6 to 10 of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * LogisticExposureModel model = LogisticExposure.ofHalfLife(Duration.ofDays(7)).fit(journeys);
 * double effect = model.effect("search").effect();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2020408.2020453">Shao and Li (2011), Data-driven multi-touch attribution models</a>
 * @see <a href="https://doi.org/10.6339/23-JDS1101">Shender, Nasiri Amini, Bao, Dikmen, Richardson and Wang (2023), A time to
 *     event framework for multi-touch attribution</a>
 */
public final class LogisticExposure implements Estimator<JourneyTable, LogisticExposureModel>, JourneyMethod {

    /** Half-lives in days, ascending. */
    record Options(List<Double> halfLives, double penalty, int maxIterations, double tolerance) {}

    static final int MOST_CHANNELS = 1000;

    private final Options o;

    private LogisticExposure(Options o) {
        this.o = o;
    }

    /**
     * A regression with a half-life, a penalty of strength 1 and at most 100 steps.
     *
     * @param halfLife above 0, such as 7 days
     * @return the recipe
     */
    public static LogisticExposure ofHalfLife(Duration halfLife) {
        return ofBestHalfLife(List.of(halfLife));
    }

    /**
     * The same with the half-life that makes the data likeliest, of equals the longest.
     *
     * @param halfLives at least one, each above 0
     * @return the recipe
     */
    public static LogisticExposure ofBestHalfLife(List<Duration> halfLives) {
        if (halfLives.isEmpty()) {
            throw new IllegalArgumentException("at least one half-life is needed");
        }
        List<Double> days = halfLives.stream()
                .map(halfLife -> AdditiveHazard.days("halfLife", halfLife))
                .sorted()
                .distinct()
                .toList();
        return new LogisticExposure(new Options(days, 1, 100, 1e-10));
    }

    /**
     * The same with another penalty.
     *
     * @param strength above 0; the effect of a touch just now is held back as by a normal distribution with variance 1/strength
     * @return a new recipe
     */
    public LogisticExposure withL2Penalty(double strength) {
        Check.positive("strength", strength);
        return new LogisticExposure(new Options(o.halfLives, strength, o.maxIterations, o.tolerance));
    }

    /**
     * The same with another limit on the steps.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public LogisticExposure withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new LogisticExposure(new Options(o.halfLives, o.penalty, maxIterations, o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param rise stop after the step that promises to raise the penalised log likelihood by less than this
     * @return a new recipe
     */
    public LogisticExposure withTolerance(double rise) {
        Check.positive("tolerance", rise);
        return new LogisticExposure(new Options(o.halfLives, o.penalty, o.maxIterations, rise));
    }

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public LogisticExposureModel fit(JourneyTable journeys, Execution execution) {
        Exposures data = read(journeys, execution);
        return LogisticExposureModel.of(journeys, data, LogisticFit.of(data, null, rows(data), o, null, execution));
    }

    private Exposures read(JourneyTable journeys, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Exposures.requireConversions(journeys);
        if (journeys.conversions() == journeys.journeys()) {
            throw new FitException("all " + journeys.journeys()
                    + " journeys converted, so there is nothing to tell conversions from; add journeys without conversion, "
                    + "or use a method that does not need them");
        }
        Check.atMost("channels", journeys.channels().size(), MOST_CHANNELS, "what the regression can tell apart");
        return Exposures.atLastTouch(journeys, execution);
    }

    private LogisticRows[] rows(Exposures data) {
        LogisticRows[] rows = new LogisticRows[o.halfLives.size()];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = LogisticRows.of(data, o.halfLives.get(k));
        }
        return rows;
    }

    @Override
    public Attribution attribute(JourneyTable journeys, Execution execution) {
        return fit(journeys, execution).attribution();
    }

    /** {@inheritDoc} A draw in which every journey converts shares each conversion evenly. */
    @Override
    public AttributionIntervals intervals(JourneyTable journeys, Bootstrap bootstrap, long seed, Execution execution) {
        Exposures data = read(journeys, execution);
        LogisticRows[] rows = rows(data);
        LogisticFit fit = LogisticFit.of(data, null, rows, o, null, execution);
        double[] near = fit.climbed.top.x;
        return CustomerDraws.intervals(
                journeys,
                LogisticExposureModel.of(journeys, data, fit).attribution(),
                bootstrap,
                seed,
                (times, alone) -> data.any(false, times)
                        ? LogisticFit.of(data, times, rows, o, near, alone)
                                .earned
                                .shared(data, times)
                        : Earned.even(data, times),
                execution);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticExposure that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LogisticExposure[half-life " + o.halfLives + " days, penalty=" + o.penalty + ", maxIterations="
                + o.maxIterations + ", tolerance=" + o.tolerance + "]";
    }
}
