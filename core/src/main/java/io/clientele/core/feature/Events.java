package io.clientele.core.feature;

import io.clientele.core.feature.Feature.Kind;
import io.clientele.core.internal.check.Check;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which events of a customer a feature looks at.
 *
 * <p>A line with an amount or a quantity below 0 is a return. {@link #orders} and {@link #lines} leave returns out, {@link
 * #returns} has nothing else, {@link #linesAndReturns} has both, so that its amounts add up to the net spend.
 *
 * <ul>
 *   <li>An order is one event: at the time of its first line that is not a return, with the money of its lines before the
 *       cut-off. Later lines belong to it, they open no second one.
 *   <li>A channel or kind that no log knows has no events, so it counts 0; {@link FeatureSnapshot#warnings} names it.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Feature spend = Events.orders().sum(Value.AMOUNT).inLastDays(90);
 * Feature mails = Events.touches("e-mail").count().inLastDays(30);
 * }</pre>
 */
public final class Events {

    enum Source {
        ORDERS,
        LINES,
        RETURNS,
        LINES_AND_RETURNS,
        TOUCHES,
        ACTIVITIES;

        List<Value> carriedValues() {
            return switch (this) {
                case ORDERS, ACTIVITIES -> List.of(Value.AMOUNT);
                case LINES, RETURNS, LINES_AND_RETURNS -> List.of(Value.AMOUNT, Value.QUANTITY);
                case TOUCHES -> List.of(Value.COST);
            };
        }

        List<Category> carriedCategories() {
            return switch (this) {
                case ORDERS -> List.of();
                case LINES, RETURNS, LINES_AND_RETURNS -> List.of(Category.PRODUCT);
                case TOUCHES -> List.of(Category.CHANNEL, Category.CAMPAIGN);
                case ACTIVITIES -> List.of(Category.KIND);
            };
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code only} is a channel or a kind; empty for all. */
    private record Options(Source source, String only) {}

    private final Options o;

    private Events(Options o) {
        this.o = o;
    }

    static Events of(Source source, String only) {
        return new Events(new Options(source, only));
    }

    /** {@return orders, without returned lines} */
    public static Events orders() {
        return of(Source.ORDERS, "");
    }

    /** {@return lines of orders, without returns} */
    public static Events lines() {
        return of(Source.LINES, "");
    }

    /** {@return returned lines, whose amounts and quantities are below 0} */
    public static Events returns() {
        return of(Source.RETURNS, "");
    }

    /** {@return all lines} */
    public static Events linesAndReturns() {
        return of(Source.LINES_AND_RETURNS, "");
    }

    /** {@return touches of all channels} */
    public static Events touches() {
        return of(Source.TOUCHES, "");
    }

    /**
     * Touches of one channel.
     *
     * @param channel its name, not blank
     * @return these touches
     */
    public static Events touches(String channel) {
        return of(Source.TOUCHES, named("channel", channel));
    }

    /** {@return activities of all kinds} */
    public static Events activities() {
        return of(Source.ACTIVITIES, "");
    }

    /**
     * Activities of one kind.
     *
     * @param kind its name, not blank
     * @return these activities
     */
    public static Events activities(String kind) {
        return of(Source.ACTIVITIES, named("kind", kind));
    }

    private static String named(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return name;
    }

    /** {@return how many events there are; 0 without events} */
    public Feature count() {
        return Feature.plain(Kind.COUNT, this);
    }

    /**
     * The sum of a value.
     *
     * @param value one that these events carry
     * @return the sum; 0 without events
     */
    public Feature sum(Value value) {
        return Feature.ofValue(Kind.SUM, this, carried(value));
    }

    /**
     * The mean of a value.
     *
     * @param value one that these events carry
     * @return the mean; missing without events
     */
    public Feature mean(Value value) {
        return Feature.ofValue(Kind.MEAN, this, carried(value));
    }

    /**
     * The smallest value.
     *
     * @param value one that these events carry
     * @return the minimum; missing without events
     */
    public Feature min(Value value) {
        return Feature.ofValue(Kind.MIN, this, carried(value));
    }

    /**
     * The largest value.
     *
     * @param value one that these events carry
     * @return the maximum; missing without events
     */
    public Feature max(Value value) {
        return Feature.ofValue(Kind.MAX, this, carried(value));
    }

    /**
     * The value of the last event; of simultaneous ones, that which was added to the log last.
     *
     * @param value one that these events carry
     * @return the last value; missing without events
     */
    public Feature last(Value value) {
        return Feature.ofValue(Kind.LAST, this, carried(value));
    }

    /**
     * How many different names occur.
     *
     * @param category one that these events carry
     * @return the number of names; 0 without events
     */
    public Feature distinct(Category category) {
        return Feature.ofCategory(Kind.DISTINCT, this, carried(category));
    }

    /**
     * How evenly the events spread over names: Shannon's entropy of their shares, in nats; 0 if there is one name, the logarithm of
     * the number of names if all are equally frequent.
     *
     * @param category one that these events carry
     * @return the entropy; missing without events that carry a name
     * @see <a href="https://doi.org/10.1002/j.1538-7305.1948.tb01338.x">Shannon (1948), A mathematical theory of communication</a>
     */
    public Feature entropy(Category category) {
        return Feature.ofCategory(Kind.ENTROPY, this, carried(category));
    }

    /** {@return recency: days from the last event to the cut-off, with fractions; missing without events} */
    public Feature daysSinceLast() {
        return Feature.plain(Kind.DAYS_SINCE_LAST, this);
    }

    /** {@return tenure: days from the first event to the cut-off, with fractions; missing without events} */
    public Feature daysSinceFirst() {
        return Feature.plain(Kind.DAYS_SINCE_FIRST, this);
    }

    /** {@return the mean of the days between one event and the next; missing with fewer than two events} */
    public Feature meanGapDays() {
        return Feature.plain(Kind.MEAN_GAP_DAYS, this);
    }

    /**
     * How regular the cadence is: the sample standard deviation of the days between one event and the next.
     *
     * @return the deviation, 0 for a clockwork; missing with fewer than three events
     */
    public Feature gapDeviationDays() {
        return Feature.plain(Kind.GAP_DEVIATION_DAYS, this);
    }

    /**
     * A count in which an event weighs less the longer ago it was: half after a half-life.
     *
     * @param halfLifeDays above 0
     * @return the sum of the weights; 0 without events
     */
    public Feature decayedCount(double halfLifeDays) {
        return Feature.decayed(Kind.DECAYED_COUNT, this, null, Check.positive("halfLifeDays", halfLifeDays));
    }

    /**
     * A sum in which an event weighs less the longer ago it was: half after a half-life.
     *
     * @param value one that these events carry
     * @param halfLifeDays above 0
     * @return the weighted sum; 0 without events
     */
    public Feature decayedSum(Value value, double halfLifeDays) {
        return Feature.decayed(Kind.DECAYED_SUM, this, carried(value), Check.positive("halfLifeDays", halfLifeDays));
    }

    private Value carried(Value value) {
        Objects.requireNonNull(value, "value");
        if (!o.source.carriedValues().contains(value)) {
            throw new IllegalArgumentException(
                    o.source.label() + " carry no " + value + "; they carry " + o.source.carriedValues());
        }
        return value;
    }

    private Category carried(Category category) {
        Objects.requireNonNull(category, "category");
        if (!o.source.carriedCategories().contains(category)) {
            throw new IllegalArgumentException(
                    o.source.label() + " carry no " + category + "; they carry " + o.source.carriedCategories());
        }
        return category;
    }

    Source source() {
        return o.source;
    }

    /** The channel or kind, or empty for all. */
    String only() {
        return o.only;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Events that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return 31 * o.source.label().hashCode() + o.only.hashCode();
    }

    @Override
    public String toString() {
        return o.source.label() + (o.only.isEmpty() ? "" : ":" + o.only);
    }
}
