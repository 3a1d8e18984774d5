package io.clientele.attribution;

import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What each channel earned under one method: its share of the conversions and of their value.
 *
 * <p>Immutable, thread-safe, equal by value.
 *
 * <pre>{@code
 * Attribution linear = Rule.linear().attribute(paths);
 * double email = linear.credit("email").conversions();
 * }</pre>
 */
public final class Attribution {

    private final String method;
    private final List<String> channels;
    private final double[] conversions;
    private final double[] value;
    private final FitReport report;

    private Attribution(String method, List<String> channels, double[] conversions, double[] value, FitReport report) {
        this.method = method;
        this.channels = channels;
        this.conversions = conversions;
        this.value = value;
        this.report = report;
    }

    /**
     * Credits from columns, which are copied.
     *
     * @param method short name of the method
     * @param channels names
     * @param conversions credited to each, finite
     * @param value credited to each, finite
     * @param report how the method fared
     * @return the credits
     */
    public static Attribution of(
            String method, List<String> channels, double[] conversions, double[] value, FitReport report) {
        Check.length("conversions", conversions.length, channels.size(), "one credit per channel");
        Check.length("value", value.length, channels.size(), "one credit per channel");
        for (int c = 0; c < conversions.length; c++) {
            Check.finite("conversions of channel '" + channels.get(c) + "'", conversions[c]);
            Check.finite("value of channel '" + channels.get(c) + "'", value[c]);
        }
        return new Attribution(
                Objects.requireNonNull(method, "method"),
                List.copyOf(channels),
                conversions.clone(),
                value.clone(),
                Objects.requireNonNull(report, "report"));
    }

    /**
     * Refuses a table that has nothing to share.
     *
     * @param paths to look at
     * @throws FitException if there are no conversions
     */
    public static void requireConversions(PathTable paths) {
        if (paths.conversions() == 0) {
            throw new FitException("no conversions among " + paths.nulls()
                    + " journeys, so there is nothing to credit; check how orders were joined, or widen the look-back");
        }
    }

    /** {@return how credits are written and read} */
    public static ModelCodec<Attribution> codec() {
        return new AttributionCodec();
    }

    /** {@return short name of the method, such as {@code linear}} */
    public String method() {
        return method;
    }

    /**
     * The same credits under another name, to put two of a kind side by side.
     *
     * @param name such as {@code markov order 2}
     * @return the credits
     */
    public Attribution named(String name) {
        return new Attribution(Objects.requireNonNull(name, "name"), channels, conversions, value, report);
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return channels;
    }

    /** {@return what every channel earned, in the order of {@link #channels}} */
    public List<ChannelCredit> credits() {
        List<ChannelCredit> credits = new ArrayList<>();
        for (int c = 0; c < conversions.length; c++) {
            credits.add(new ChannelCredit(channels.get(c), conversions[c], value[c]));
        }
        return List.copyOf(credits);
    }

    /**
     * What one channel earned.
     *
     * @param channel its name
     * @return its credit
     */
    public ChannelCredit credit(String channel) {
        int c = channels.indexOf(channel);
        if (c < 0) {
            throw new IllegalArgumentException("there is no channel '" + channel + "'; channels are " + channels);
        }
        return new ChannelCredit(channel, conversions[c], value[c]);
    }

    /** {@return the conversions credited to each channel, a new array} */
    public double[] conversions() {
        return conversions.clone();
    }

    /** {@return the value credited to each channel, a new array} */
    public double[] value() {
        return value.clone();
    }

    /** {@return how the method fared, and what the user should know} */
    public FitReport report() {
        return report;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attribution that
                && method.equals(that.method)
                && channels.equals(that.channels)
                && Arrays.equals(conversions, that.conversions)
                && Arrays.equals(value, that.value)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * method.hashCode() + channels.hashCode()) + Arrays.hashCode(conversions);
    }

    @Override
    public String toString() {
        return "Attribution[" + method + ", " + channels.size() + " channels, " + report + "]";
    }
}
