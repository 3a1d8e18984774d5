package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.FitReport;
import io.clientele.core.internal.kernel.VectorMath;
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
 * How likely journeys are to convert by what their customers saw, and the credits that follow.
 *
 * <p>{@link #report}: rows are journeys, iterations are steps, change is what the last one promised to add to the log likelihood.
 * Immutable, thread-safe, equal by value.
 */
public final class LogisticExposureModel {

    private static final Logger LOG = LoggerFactory.getLogger(LogisticExposure.class);

    /** A standard error of 0 is none. */
    static final class Content {

        private final double intercept;
        private final double[] effects;
        private final double[] standardErrors;
        private final double halfLife;
        private final double logLikelihood;
        private final double baselineConversions;

        Content(
                double intercept,
                double[] effects,
                double[] standardErrors,
                double halfLife,
                double logLikelihood,
                double baselineConversions) {
            this.intercept = intercept;
            this.effects = effects;
            this.standardErrors = standardErrors;
            this.halfLife = halfLife;
            this.logLikelihood = logLikelihood;
            this.baselineConversions = baselineConversions;
        }

        double intercept() {
            return intercept;
        }

        double[] effects() {
            return effects;
        }

        double[] standardErrors() {
            return standardErrors;
        }

        double halfLife() {
            return halfLife;
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

    LogisticExposureModel(Content content, Attribution attribution) {
        this.c = content;
        this.attribution = attribution;
    }

    static LogisticExposureModel of(JourneyTable journeys, Exposures data, LogisticFit fit) {
        BoundedNewton climbed = fit.climbed;
        FitReport.Builder report = FitReport.builder()
                .rows(journeys.journeys())
                .iterations(climbed.iterations)
                .converged(climbed.converged)
                .change(climbed.change);
        if (!climbed.converged) {
            report.warning("the likelihood could still rise by " + climbed.change + " after " + climbed.iterations
                    + " steps; allow more with withMaxIterations");
        }
        List<String> separated = separated(journeys, data);
        if (!separated.isEmpty()) {
            report.warning("every journey with a touch by " + separated
                    + " converted, so that only the penalty keeps the effect finite; read it as large, not as known");
        }
        if (fit.earned.nothing()) {
            report.warning(
                    "no channel has an effect beyond the baseline; each conversion is shared evenly among its touches");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("logistic regression on exposures: {}", done);
        } else {
            LOG.warn("logistic regression on exposures: {}", done);
        }
        double[] x = climbed.top.x;
        double[] lower = new double[x.length];
        double[] upper = new double[x.length];
        lower[0] = Double.NEGATIVE_INFINITY;
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        double[][] credits = fit.earned.shared(data, null);
        return new LogisticExposureModel(
                new Content(
                        x[0],
                        Arrays.copyOfRange(x, 1, x.length),
                        new StandardErrors(climbed.top, lower, upper, journeys.channels()).errors,
                        fit.halfLife,
                        climbed.top.value,
                        fit.earned.baseline()),
                Attribution.of("logistic", journeys.channels(), credits[0], credits[1], done));
    }

    private static List<String> separated(JourneyTable journeys, Exposures data) {
        boolean[] lost = new boolean[data.channels];
        for (int j = 0; j < data.journeys; j++) {
            for (int i = data.starts[j]; i < data.starts[j + 1]; i++) {
                lost[data.channel[i]] |= !data.converted[j];
            }
        }
        List<String> separated = new ArrayList<>();
        for (int k = 0; k < lost.length; k++) {
            if (!lost[k]) {
                separated.add(journeys.channels().get(k));
            }
        }
        return separated;
    }

    /** {@return how models are written and read} */
    public static ModelCodec<LogisticExposureModel> codec() {
        return new LogisticExposureCodec();
    }

    Content content() {
        return c;
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return attribution.channels();
    }

    /** {@return log odds of conversion without any touch} */
    public double intercept() {
        return c.intercept;
    }

    /** {@return after how many days a touch counts for half; the best one where several were tried} */
    public double halfLifeDays() {
        return c.halfLife;
    }

    /** {@return of the conversions seen, how many would have come without any touch} */
    public double baselineConversions() {
        return c.baselineConversions;
    }

    /** {@return the log likelihood less the penalty} */
    public double logLikelihood() {
        return c.logLikelihood;
    }

    /**
     * What a touch by a channel does.
     *
     * @param channel its name
     * @return by how much a touch just now raises the log odds of conversion
     */
    public ChannelEffect effect(String channel) {
        int i = code(channel);
        double error = c.standardErrors[i];
        return new ChannelEffect(
                channel, c.effects[i], error > 0 ? OptionalDouble.of(error) : OptionalDouble.empty(), c.halfLife);
    }

    /**
     * How likely an open journey is to convert, if no further touch comes.
     *
     * @param touches so far, in any order; none are the baseline alone
     * @return from 0 to 1
     */
    public double probability(List<Touch> touches) {
        Instant last = touches.stream().map(Touch::time).max(Instant::compareTo).orElse(Instant.EPOCH);
        double rate = HazardFit.rate(c.halfLife);
        double odds = c.intercept;
        for (Touch touch : touches) {
            double age = Duration.between(touch.time(), last).toNanos() / 1e6 / Exposures.DAY;
            odds += c.effects[code(touch.channel())] * StrictMath.exp(-rate * age);
        }
        return VectorMath.sigmoid(odds);
    }

    /**
     * How one conversion is shared among the touches of its journey: by what each adds to the probability, evenly where none does.
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
        int n = journeys.length(journey);
        int[] channel = new int[n];
        double[] left = new double[n];
        double rate = HazardFit.rate(c.halfLife);
        for (int i = 0; i < n; i++) {
            channel[i] = journeys.channel(journey, i);
            double age = (journeys.time(journey, n - 1) - journeys.time(journey, i)) / Exposures.DAY;
            left[i] = StrictMath.exp(-rate * age);
        }
        double[] shares = new double[n];
        LogisticFit.gains(c.intercept, c.effects, 0, channel, left, 0, shares);
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int i = 0; i < n; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 1.0 / n;
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
        return other instanceof LogisticExposureModel that
                && c.intercept == that.c.intercept
                && Arrays.equals(c.effects, that.c.effects)
                && Arrays.equals(c.standardErrors, that.c.standardErrors)
                && c.halfLife == that.c.halfLife
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
        return "LogisticExposureModel[" + channels().size() + " channels, half-life " + c.halfLife + " days, "
                + report() + "]";
    }
}
