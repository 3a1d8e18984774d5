package io.clientele.attribution.journey;

import io.clientele.core.data.EventLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which touches led to which order, and which led to none?
 *
 * <p>The journey of an order is the customer's touches in the look-back before it. Touches on no such journey make journeys
 * without conversion, cut where a pause is longer than the conversion window or where an order lies between.
 *
 * <ul>
 *   <li>Edges are inclusive: a touch exactly as old as the look-back counts, and so does one at the very time of the order.
 *   <li>{@link RepeatConversions#END_JOURNEY}, the default: a touch up to the time of an order is not on the journey of a
 *       later one. Orders of one customer at the same time share their touches.
 *   <li>An order whose latest touch is older than the conversion window, or that has no touch in the look-back, is on no
 *       journey; it is counted in {@link JourneyReport#unattributed}.
 *   <li>An order is worth the sum of its lines; one below 0 is a return and no conversion. It is placed at its first line.
 *   <li>Events at or after the cut-off are not looked at: adding some changes nothing. Orders before the period end journeys,
 *       but are not counted themselves; journeys without conversion count if their last touch lies in the period.
 *   <li>A journey without conversion that could still convert after the cut-off is kept unless {@link #withOpenJourneys} says
 *       otherwise, and counted in {@link JourneyReport#openJourneys}.
 *   <li>A touch in the look-back that the look-back of its channel or kind leaves out is on no journey at all.
 *   <li>Touches at the same time stay in the order of the log.
 *   <li>Customers are those of the two logs' ids. With {@link IdentityLinks}, a customer is all ids known to be one person at the time of
 *       the order, links at that very time included, with all their touches up to then; what was learned later changes no journey
 *       with conversion. Journeys without conversion are those of the person as known before the cut-off: what is left of its touches,
 *       cut at any of its orders. Touches at the same time come in the order of their ids, then of the log.
 * </ul>
 *
 * <p>Journeys come customer by customer, those with conversion first, in order of time. Time O(touches + orders) but for long
 * look-backs with repeated orders and for persons of several ids, which take O(their touches · their orders); 25 bytes a journey and 16 a touch. Immutable and thread-safe.
 *
 * <pre>{@code
 * JourneyTable journeys = Journeys.create()
 *         .withLookback(Duration.ofDays(30))
 *         .withSessionGap(Duration.ofMinutes(30))
 *         .before(touches, orders, Instant.parse("2026-04-01T00:00:00Z"));
 * }</pre>
 */
public final class Journeys {

    record Options(
            Duration lookback,
            Duration window,
            int maxTouches,
            Duration sessionGap,
            boolean sessions,
            RepeatConversions repeat,
            Set<String> direct,
            Map<String, Duration> channelLookback,
            Map<String, Duration> kindLookback,
            boolean openJourneys) {}

    private static final Duration MONTH = Duration.ofDays(30);

    private final Options o;

    private Journeys(Options o) {
        this.o = o;
    }

    /**
     * Journeys with a look-back and a conversion window of 30 days, any number of touches, every touch counted, an order ending
     * its journey, no direct channels, and open journeys kept.
     *
     * @return the recipe
     */
    public static Journeys create() {
        return new Journeys(new Options(
                MONTH,
                MONTH,
                Integer.MAX_VALUE,
                Duration.ZERO,
                false,
                RepeatConversions.END_JOURNEY,
                Set.of(),
                Map.of(),
                Map.of(),
                true));
    }

    /**
     * The same with another look-back.
     *
     * @param oldest how long before an order a touch may lie, edge included; above 0
     * @return a new recipe
     */
    public Journeys withLookback(Duration oldest) {
        return new Journeys(new Options(
                positive("lookback", oldest),
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with a look-back of its own for a channel, such as 1 day for banners.
     *
     * @param channel its name
     * @param oldest how long before an order its touches may lie, edge included; above 0; without effect where it exceeds
     *     the look-back
     * @return a new recipe
     */
    public Journeys withChannelLookback(String channel, Duration oldest) {
        Map<String, Duration> more = new TreeMap<>(o.channelLookback);
        more.put(Objects.requireNonNull(channel, "channel"), positive("lookback of '" + channel + "'", oldest));
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                Map.copyOf(more),
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with a look-back of its own for a kind of touch, such as 1 day for views and 30 for clicks.
     *
     * @param kind as {@link TouchpointLog#kind} has it
     * @param oldest how long before an order its touches may lie, edge included; above 0; without effect where it exceeds
     *     the look-back or that of the touch's channel
     * @return a new recipe
     */
    public Journeys withKindLookback(String kind, Duration oldest) {
        Map<String, Duration> more = new TreeMap<>(o.kindLookback);
        more.put(Objects.requireNonNull(kind, "kind"), positive("lookback of kind '" + kind + "'", oldest));
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                o.channelLookback,
                Map.copyOf(more),
                o.openJourneys));
    }

    /**
     * The same with another conversion window.
     *
     * @param longest how long after its latest touch a journey can convert, edge included; above 0
     * @return a new recipe
     */
    public Journeys withConversionWindow(Duration longest) {
        return new Journeys(new Options(
                o.lookback,
                positive("conversionWindow", longest),
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with the last touches of a journey only.
     *
     * @param touches how many at most, at least 1
     * @return a new recipe
     */
    public Journeys withMaxTouches(int touches) {
        Check.atLeast("maxTouches", touches, 1);
        return new Journeys(new Options(
                o.lookback,
                o.window,
                touches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with touches joined to visits: a touch that follows one of the same channel and kind, with no other between,
     * after at most this pause, is not counted again. A visit is placed at its first touch.
     *
     * @param pause edge included; 0 joins touches at the same time only
     * @return a new recipe
     */
    public Journeys withSessionGap(Duration pause) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("sessionGap must be at least 0, got " + pause);
        }
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                pause,
                true,
                o.repeat,
                o.direct,
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with another answer to repeat orders.
     *
     * @param what an order does to the touches before it
     * @return a new recipe
     */
    public Journeys withRepeatConversions(RepeatConversions what) {
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                Objects.requireNonNull(what, "what"),
                o.direct,
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with channels by which customers come of themselves: their touches are left out of journeys that have others.
     *
     * @param channels such as {@code direct}
     * @return a new recipe
     */
    public Journeys withDirect(Collection<String> channels) {
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                Set.copyOf(channels),
                o.channelLookback,
                o.kindLookback,
                o.openJourneys));
    }

    /**
     * The same with or without journeys that could still convert after the cut-off.
     *
     * @param kept false to leave them out
     * @return a new recipe
     */
    public Journeys withOpenJourneys(boolean kept) {
        return new Journeys(new Options(
                o.lookback,
                o.window,
                o.maxTouches,
                o.sessionGap,
                o.sessions,
                o.repeat,
                o.direct,
                o.channelLookback,
                o.kindLookback,
                kept));
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, got " + value);
        }
        return value;
    }

    /**
     * Journeys of all orders before a cut-off.
     *
     * @param touches the touchpoint log
     * @param orders the order log
     * @param cutoff first instant that is not looked at
     * @return the journeys
     */
    public JourneyTable before(TouchpointLog touches, OrderLog orders, Instant cutoff) {
        return before(touches, orders, IdentityLinks.none(), cutoff);
    }

    /**
     * Journeys of all orders before a cut-off, of persons with several ids.
     *
     * @param touches the touchpoint log
     * @param orders the order log
     * @param links which ids are one person, and since when that is known
     * @param cutoff first instant that is not looked at
     * @return the journeys
     */
    public JourneyTable before(TouchpointLog touches, OrderLog orders, IdentityLinks links, Instant cutoff) {
        return between(touches, orders, links, EventLog.EARLIEST, cutoff);
    }

    /**
     * Journeys of the orders of a period. Touches before it are looked at as far as the look-back reaches.
     *
     * @param touches the touchpoint log
     * @param orders the order log
     * @param from first instant of the period
     * @param cutoff first instant after it, not looked at any more
     * @return the journeys
     */
    public JourneyTable between(TouchpointLog touches, OrderLog orders, Instant from, Instant cutoff) {
        return between(touches, orders, IdentityLinks.none(), from, cutoff);
    }

    /**
     * Journeys of the orders of a period, of persons with several ids.
     *
     * @param touches the touchpoint log
     * @param orders the order log
     * @param links which ids are one person, and since when that is known
     * @param from first instant of the period
     * @param cutoff first instant after it, not looked at any more
     * @return the journeys
     */
    public JourneyTable between(
            TouchpointLog touches, OrderLog orders, IdentityLinks links, Instant from, Instant cutoff) {
        if (!from.isBefore(cutoff)) {
            throw new IllegalArgumentException("the period must begin before it ends, got " + from + " and " + cutoff);
        }
        return new JourneyScan(o, touches, orders, links, from.toEpochMilli(), cutoff.toEpochMilli()).journeys();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Journeys that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Journeys[lookback=" + o.lookback + ", conversionWindow=" + o.window + ", maxTouches=" + o.maxTouches
                + ", sessionGap=" + (o.sessions ? o.sessionGap : "none") + ", " + o.repeat + ", direct="
                + new TreeSet<>(o.direct) + ", channelLookback=" + new TreeMap<>(o.channelLookback)
                + (o.kindLookback.isEmpty() ? "" : ", kindLookback=" + new TreeMap<>(o.kindLookback))
                + ", openJourneys="
                + o.openJourneys + "]";
    }
}
