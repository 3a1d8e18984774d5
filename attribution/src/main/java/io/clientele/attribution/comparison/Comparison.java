package io.clientele.attribution.comparison;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * How much does the answer depend on the method? What each channel earns under several methods, side by side.
 *
 * <p>No method is right by itself; a decision that holds under all of them is safer than one that holds under one. Immutable,
 * thread-safe, equal by value.
 *
 * <pre>{@code
 * Comparison all = Comparison.of(paths, Comparison.usual(), Execution.sequential());
 * double linear = all.attribution("linear").credit("email").conversions();
 * }</pre>
 */
public final class Comparison {

    private final List<Attribution> attributions;

    private Comparison(List<Attribution> attributions) {
        this.attributions = attributions;
    }

    /** {@return first, last, linear, position 40/20/40, time decay of half-life 2 touches, Markov of order 1, Shapley} */
    public static List<AttributionMethod> usual() {
        return List.of(
                Rule.first(),
                Rule.last(),
                Rule.linear(),
                Rule.uShaped(),
                Rule.timeDecayByTouches(2),
                Markov.ofOrder(1),
                Shapley.countGame());
    }

    /**
     * Runs several methods on one table.
     *
     * @param paths with at least one conversion
     * @param methods at least one
     * @param execution how to run
     * @return their credits
     */
    public static Comparison of(PathTable paths, List<AttributionMethod> methods, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        List<Attribution> attributions = new ArrayList<>();
        for (AttributionMethod method : methods) {
            attributions.add(method.attribute(paths, execution));
            execution.progress("methods", attributions.size(), methods.size());
        }
        return of(attributions);
    }

    /**
     * The {@link #usual} methods with time decay by elapsed time, half-life 7 days, in place of that by touches, and after them an
     * additive hazard and a logistic regression on exposures of half-life 7 days. The last needs journeys without conversion.
     *
     * @return the methods
     */
    public static List<JourneyMethod> usualOnJourneys() {
        Duration week = Duration.ofDays(7);
        List<JourneyMethod> methods = new ArrayList<>();
        for (AttributionMethod method : usual()) {
            boolean decays = method.name().equals("time-decay");
            methods.add(decays ? TimeDecay.ofHalfLife(week) : JourneyMethod.of(method));
        }
        methods.add(AdditiveHazard.create());
        methods.add(LogisticExposure.ofHalfLife(week));
        return List.copyOf(methods);
    }

    /**
     * Runs several methods on journeys with their times.
     *
     * @param journeys with at least one conversion
     * @param methods at least one
     * @param execution how to run
     * @return their credits
     */
    public static Comparison of(JourneyTable journeys, List<JourneyMethod> methods, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        List<Attribution> attributions = new ArrayList<>();
        for (JourneyMethod method : methods) {
            attributions.add(method.attribute(journeys, execution));
            execution.progress("methods", attributions.size(), methods.size());
        }
        return of(attributions);
    }

    /**
     * Puts credits side by side that were computed already.
     *
     * @param attributions at least one, of the same channels, under different names
     * @return the comparison
     */
    public static Comparison of(List<Attribution> attributions) {
        if (attributions.isEmpty()) {
            throw new IllegalArgumentException("at least one method is needed");
        }
        Set<String> names = new HashSet<>();
        for (Attribution attribution : attributions) {
            if (!names.add(attribution.method())) {
                throw new IllegalArgumentException("method '" + attribution.method() + "' occurs twice");
            }
            if (!attribution.channels().equals(attributions.get(0).channels())) {
                throw new IllegalArgumentException("methods must credit the same channels: '" + attribution.method()
                        + "' has " + attribution.channels() + ", '"
                        + attributions.get(0).method() + "' has "
                        + attributions.get(0).channels());
            }
        }
        return new Comparison(List.copyOf(attributions));
    }

    /** {@return the credits under each method, in the order in which they were asked for} */
    public List<Attribution> attributions() {
        return attributions;
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return attributions.get(0).channels();
    }

    /**
     * The credits under one method.
     *
     * @param method its name
     * @return its credits
     */
    public Attribution attribution(String method) {
        for (Attribution attribution : attributions) {
            if (attribution.method().equals(method)) {
                return attribution;
            }
        }
        throw new IllegalArgumentException("there is no method '" + method + "'; methods are "
                + attributions.stream().map(Attribution::method).toList());
    }

    /**
     * How far two methods agree on the order of the channels: Kendall's rank correlation tau-b of the credited conversions. 1 is
     * the same order, 0 none in common, -1 the opposite.
     *
     * @param first name of a method
     * @param second name of a method
     * @return from -1 to 1; 1 where one of the methods tells no channels apart
     * @see <a href="https://doi.org/10.1093/biomet/33.3.239">Kendall (1945), The treatment of ties in ranking problems</a>
     */
    public double rankCorrelation(String first, String second) {
        double[] x = attribution(first).conversions();
        double[] y = attribution(second).conversions();
        long agree = 0;
        long apartX = 0;
        long apartY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                int dx = Double.compare(x[i], x[j]);
                int dy = Double.compare(y[i], y[j]);
                agree += (long) dx * dy;
                apartX += Math.abs(dx);
                apartY += Math.abs(dy);
            }
        }
        return apartX == 0 || apartY == 0 ? 1 : agree / Math.sqrt((double) apartX * apartY);
    }

    /**
     * The places of the channels under one method, by credited conversions.
     *
     * @param method its name
     * @return 1 for the channel with the most, in the order of {@link #channels}; equal credits share the better place
     */
    public int[] ranks(String method) {
        double[] credits = attribution(method).conversions();
        int[] ranks = new int[credits.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = 1;
            for (double other : credits) {
                ranks[i] += other > credits[i] ? 1 : 0;
            }
        }
        return ranks;
    }

    /** {@return a table for people: a line a channel, conversions under each method} */
    public String table() {
        int width = 8;
        for (String channel : channels()) {
            width = Math.max(width, channel.length());
        }
        StringBuilder text = new StringBuilder(pad("channel", width));
        for (Attribution attribution : attributions) {
            text.append("  ").append(right(attribution.method()));
        }
        for (int c = 0; c < channels().size(); c++) {
            text.append('\n').append(pad(channels().get(c), width));
            for (Attribution attribution : attributions) {
                text.append("  ")
                        .append(right(String.format(
                                Locale.ROOT,
                                "%.1f",
                                attribution.credits().get(c).conversions())));
            }
        }
        return text.append('\n').toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(0, 12 - text.length())) + text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Comparison that && attributions.equals(that.attributions);
    }

    @Override
    public int hashCode() {
        return attributions.hashCode();
    }

    @Override
    public String toString() {
        return "Comparison" + attributions;
    }
}
