package io.clientele.attribution.markov;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.FitReport;
import io.clientele.core.model.ModelCodec;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A solved Markov chain: how likely a journey is to convert, what is lost without each channel, and the credits that follow.
 *
 * <p>{@link #report}: rows are journeys, iterations are sweeps over the equations (0 for a factorisation), change is the
 * {@link #residual}. Immutable, thread-safe, equal by value.
 */
public final class MarkovModel {

    private static final Logger LOG = LoggerFactory.getLogger(Markov.class);
    private static final double EXACT = 1e-13;

    private final int order;
    private final Effects effects;
    private final int states;
    private final int transitions;
    private final Attribution attribution;

    MarkovModel(int order, Effects effects, int states, int transitions, Attribution attribution) {
        this.order = order;
        this.effects = effects;
        this.states = states;
        this.transitions = transitions;
        this.attribution = attribution;
    }

    static MarkovModel of(int order, PathTable paths, int states, int transitions, Effects effects) {
        FitReport.Builder report = FitReport.builder()
                .rows(paths.journeys())
                .iterations(effects.sweeps)
                .converged(effects.residual <= EXACT)
                .change(effects.residual);
        if (effects.residual > EXACT) {
            report.warning("probabilities may be off by " + effects.residual + ", more than " + EXACT
                    + ", because journeys go round for long; trim long paths or choose a lower order");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("Markov chain of order {}: {}", order, done);
        } else {
            LOG.warn("Markov chain of order {}: {}", order, done);
        }
        double[] conversions = shared((double) paths.conversions(), effects.removal);
        double[] value = shared(paths.value(), effects.removalValue);
        Attribution credits = Attribution.of("markov", paths.channels(), conversions, value, done);
        return new MarkovModel(order, effects, states, transitions, credits);
    }

    private static double[] shared(double total, double[] effects) {
        double sum = 0;
        for (double effect : effects) {
            sum += effect;
        }
        double[] shares = new double[effects.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? total * (effects[i] / sum) : 0;
        }
        return shares;
    }

    /** {@return how models are written and read} */
    public static ModelCodec<MarkovModel> codec() {
        return new MarkovCodec();
    }

    Effects effects() {
        return effects;
    }

    /** {@return how many last channels a step depends on} */
    public int order() {
        return order;
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return attribution.channels();
    }

    /** {@return the probability that a journey converts; equals conversions over journeys at every order, unless back-off smooths it} */
    public double conversionProbability() {
        return effects.conversion;
    }

    /** {@return what a journey is worth on average} */
    public double expectedValue() {
        return effects.value;
    }

    /** {@return the share of conversions lost without each channel, in the order of {@link #channels}; a new array} */
    public double[] removalEffects() {
        return effects.removal.clone();
    }

    /** {@return the share of value lost without each channel, in the order of {@link #channels}; a new array} */
    public double[] valueRemovalEffects() {
        return effects.removalValue.clone();
    }

    /**
     * The share of conversions lost without a channel.
     *
     * @param channel its name
     * @return from 0 to 1
     */
    public double removalEffect(String channel) {
        return effects.removal[code(channel)];
    }

    /**
     * The share of value lost without a channel.
     *
     * @param channel its name
     * @return from 0 to 1
     */
    public double valueRemovalEffect(String channel) {
        return effects.removalValue[code(channel)];
    }

    /**
     * How one conversion is shared among the touches of its journey: by the removal effects of its distinct channels, each
     * channel's part split evenly over its touches. Over all journeys the shares add up to the conversions, but not channel by
     * channel to {@link #attribution}, which shares all conversions at once.
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
        double[] shares = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int often = 0;
            for (int j = 0; j < n; j++) {
                often += journeys.channel(journey, j) == journeys.channel(journey, i) ? 1 : 0;
            }
            shares[i] = effects.removal[journeys.channel(journey, i)] / often;
            sum += shares[i];
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

    /** {@return how many states were entered, or with back-off can be; the start not counted} */
    public int states() {
        return states;
    }

    /** {@return how many transitions between states were taken, or with back-off are possible; those from the start included} */
    public int transitions() {
        return transitions;
    }

    /** {@return a bound on the error of every probability, from what the equations are off by} */
    public double residual() {
        return effects.residual;
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
        return other instanceof MarkovModel that
                && order == that.order
                && effects.conversion == that.effects.conversion
                && effects.value == that.effects.value
                && states == that.states
                && transitions == that.transitions
                && Arrays.equals(effects.removal, that.effects.removal)
                && Arrays.equals(effects.removalValue, that.effects.removalValue)
                && attribution.equals(that.attribution);
    }

    @Override
    public int hashCode() {
        return 31 * attribution.hashCode() + Arrays.hashCode(effects.removal);
    }

    @Override
    public String toString() {
        return "MarkovModel[order " + order + ", " + channels().size() + " channels, " + states + " states, " + report()
                + "]";
    }
}
