package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.FitReport;
import io.clientele.core.model.ModelCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How touches raise the rate of conversion, and the credits that follow.
 *
 * <p>{@link #report}: rows are journeys, iterations are steps, change is what the last one promised to add to the log likelihood.
 * Immutable, thread-safe, equal by value.
 */
public final class AdditiveHazardModel {

    private static final Logger LOG = LoggerFactory.getLogger(AdditiveHazard.class);

    /** Days; a standard error of 0 is none. */
    static final class Content {

        private final double baseline;
        private final double[] effects;
        private final double[] standardErrors;
        private final double[] halfLives;
        private final double resolution;
        private final double logLikelihood;
        private final double baselineConversions;

        Content(
                double baseline,
                double[] effects,
                double[] standardErrors,
                double[] halfLives,
                double resolution,
                double logLikelihood,
                double baselineConversions) {
            this.baseline = baseline;
            this.effects = effects;
            this.standardErrors = standardErrors;
            this.halfLives = halfLives;
            this.resolution = resolution;
            this.logLikelihood = logLikelihood;
            this.baselineConversions = baselineConversions;
        }

        double baseline() {
            return baseline;
        }

        double[] effects() {
            return effects;
        }

        double[] standardErrors() {
            return standardErrors;
        }

        double[] halfLives() {
            return halfLives;
        }

        double resolution() {
            return resolution;
        }

        double logLikelihood() {
            return logLikelihood;
        }

        double baselineConversions() {
            return baselineConversions;
        }
    }

    private final Content c;
    private final Attribution attribution;

    AdditiveHazardModel(Content content, Attribution attribution) {
        this.c = content;
        this.attribution = attribution;
    }

    static AdditiveHazardModel of(JourneyTable journeys, Exposures data, AdditiveHazard.Options o, HazardFit fit) {
        BoundedNewton climbed = fit.climbed;
        FitReport.Builder report = FitReport.builder()
                .rows(journeys.journeys())
                .iterations(fit.passes)
                .converged(climbed.converged)
                .change(climbed.change);
        if (!climbed.converged) {
            report.warning("the likelihood could still rise by " + climbed.change + " after " + fit.passes
                    + " steps; allow more with withMaxIterations, or give the half-life");
        }
        double[] effects = fit.hazard.effect();
        double[] halfLives = new double[effects.length];
        for (int i = 0; i < halfLives.length; i++) {
            halfLives[i] = Math.log(2) / fit.hazard.rate()[i];
        }
        StandardErrors errors =
                new StandardErrors(climbed.top, fit.function.lower(), fit.function.upper(), journeys.channels());
        if (!errors.mixed.isEmpty()) {
            report.warning("effects of channels " + errors.mixed
                    + " cannot be told from those of others that come at the same " + "times; join the channels");
        }
        if (fit.earned.nothing()) {
            report.warning(
                    "no channel has an effect: conversions do not follow touches more closely than chance; each is "
                            + "shared evenly among its touches");
        } else if (o.halfLife() == 0) {
            bounds(journeys.channels(), fit, halfLives, o, report);
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("additive hazard: {}", done);
        } else {
            LOG.warn("additive hazard: {}", done);
        }
        double[][] credits = fit.earned.shared(data, null);
        return new AdditiveHazardModel(
                new Content(
                        fit.hazard.baseline(),
                        effects,
                        errors.errors,
                        halfLives,
                        o.resolution(),
                        climbed.top.value,
                        fit.earned.baseline()),
                Attribution.of("additive-hazard", journeys.channels(), credits[0], credits[1], done));
    }

    private static void bounds(
            List<String> channels,
            HazardFit fit,
            double[] halfLives,
            AdditiveHazard.Options o,
            FitReport.Builder report) {
        List<String> shortest = new ArrayList<>();
        List<String> longest = new ArrayList<>();
        for (int i = 0; i < halfLives.length; i++) {
            if (fit.hazard.effect()[i] > 0) {
                // an exponential of a logarithm may be off by a rounding or two
                if (halfLives[i] < o.shortest() * (1 + 1e-12)) {
                    shortest.add(channels.get(i));
                }
                if (halfLives[i] > o.longest() * (1 - 1e-12)) {
                    longest.add(channels.get(i));
                }
            }
        }
        if (!shortest.isEmpty()) {
            report.warning("the half-life of " + shortest + " is at its lower bound of " + o.shortest()
                    + " days; are times known more coarsely than withResolution says, or is the bound too high?");
        }
        if (!longest.isEmpty()) {
            report.warning("the half-life of " + longest + " is at its upper bound of " + o.longest()
                    + " days: journeys are too short to see effects fade; raise the bound, or give the half-life");
        }
    }

    /** {@return how models are written and read} */
    public static ModelCodec<AdditiveHazardModel> codec() {
        return new AdditiveHazardCodec();
    }

    Content content() {
        return c;
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return attribution.channels();
    }

    /** {@return conversions per day of a customer in a journey that no touch brought about} */
    public double baselinePerDay() {
        return c.baseline;
    }

    /** {@return of the conversions seen, how many the baseline brought about} */
    public double baselineConversions() {
        return c.baselineConversions;
    }

    /**
     * What a touch by a channel does.
     *
     * @param channel its name
     * @return conversions a touch brings in all, if none comes before
     */
    public ChannelEffect effect(String channel) {
        int i = code(channel);
        double error = c.standardErrors[i];
        return new ChannelEffect(
                channel, c.effects[i], error > 0 ? OptionalDouble.of(error) : OptionalDouble.empty(), c.halfLives[i]);
    }

    /** {@return the log likelihood, times in days} */
    public double logLikelihood() {
        return c.logLikelihood;
    }

    /**
     * How likely an open journey is to convert within a time, if no further touch comes.
     *
     * @param touches so far; none are the baseline alone
     * @param now not before any of them
     * @param horizon how far to look ahead, above 0
     * @return from 0 to 1
     */
    public double probability(List<Touch> touches, Instant now, Duration horizon) {
        double ahead = AdditiveHazard.days("horizon", horizon);
        double expected = c.baseline * ahead;
        for (Touch touch : touches) {
            int i = code(touch.channel());
            double age = Duration.between(touch.time(), now).toNanos() / 1e6 / Exposures.DAY;
            if (age < 0) {
                throw new IllegalArgumentException("now must not be before a touch, got " + now + " and a touch by '"
                        + touch.channel() + "' at " + touch.time());
            }
            double rate = HazardFit.rate(c.halfLives[i]);
            expected += c.effects[i] * Math.exp(-rate * age) * -Math.expm1(-rate * ahead);
        }
        return -Math.expm1(-expected);
    }

    /**
     * How one conversion is shared among the touches of its journey: by their parts of the intensity, evenly where none has one.
     * The baseline's part is theirs too, in proportion. Over all journeys the shares add up to the conversions, but not channel
     * by channel to {@link #attribution}, which shares all conversions at once.
     *
     * @param journeys with the channels of the model
     * @param journey its number, from 0
     * @return one share for each touch, adding up to 1
     */
    public double[] shares(JourneyTable journeys, int journey) {
        if (!journeys.channels().equals(channels())) {
            throw new IllegalArgumentException(
                    "the journeys must have the channels of the model, " + channels() + ", got " + journeys.channels());
        }
        double[] shares = new double[journeys.length(journey)];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            int k = journeys.channel(journey, i);
            double rate = HazardFit.rate(c.halfLives[k]);
            double age = (journeys.end(journey) - journeys.time(journey, i)) / Exposures.DAY + c.resolution / 2;
            shares[i] = c.effects[k] * rate * Math.exp(-rate * age);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 1.0 / shares.length;
        }
        return shares;
    }

    private int code(String channel) {
        int code = channels().indexOf(channel);
        if (code < 0) {
            throw new IllegalArgumentException("there is no channel '" + channel + "'; channels are " + channels());
        }
        return code;
    }

    /** {@return what each channel earned} */
    public Attribution attribution() {
        return attribution;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return attribution.report();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdditiveHazardModel that
                && c.baseline == that.c.baseline
                && Arrays.equals(c.effects, that.c.effects)
                && Arrays.equals(c.standardErrors, that.c.standardErrors)
                && Arrays.equals(c.halfLives, that.c.halfLives)
                && c.resolution == that.c.resolution
                && c.logLikelihood == that.c.logLikelihood
                && c.baselineConversions == that.c.baselineConversions
                && attribution.equals(that.attribution);
    }

    @Override
    public int hashCode() {
        return 31 * attribution.hashCode() + Arrays.hashCode(c.effects);
    }

    @Override
    public String toString() {
        return "AdditiveHazardModel[" + channels().size() + " channels, " + report() + "]";
    }
}
