package io.clientele.attribution.incrementality;

import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What did a channel really add? Customers are split at random before the campaign; the channel is kept from one group, and the
 * groups' orders are compared.
 *
 * <p>Intention to treat: every customer of a group counts, also those whom the channel never reached, because who is reached is
 * not random. The interval is Welch's (1947). With what customers bought before the split, the difference is adjusted by
 * CUPED (Deng, Xu, Kohavi and Walker 2013, "Improving the sensitivity of online controlled experiments by utilizing pre-experiment
 * data"), which takes out what was different already and narrows the interval.
 *
 * <ul>
 *   <li>Customers without orders count with 0; leaving them out would make the answer wrong.
 *   <li>A customer in both groups, or twice in one, is refused; so is a group of fewer than two.
 *   <li>Groups without any variation have an interval of width 0 and no more than that to say.
 *   <li>What was bought before, if all alike, adjusts nothing.
 * </ul>
 *
 * <p>Time O(customers). Immutable and thread-safe.
 *
 * <pre>{@code
 * Incrementality added = HoldOut.create().compare(orders, reached, heldOut, monday, sunday, Metric.VALUE);
 * double money = added.total();
 * }</pre>
 */
public final class HoldOut {

    private final double confidence;

    private HoldOut(double confidence) {
        this.confidence = confidence;
    }

    /** {@return a comparison at 95 % confidence} */
    public static HoldOut create() {
        return new HoldOut(0.95);
    }

    /**
     * The same at another confidence.
     *
     * @param level above 0 and below 1
     * @return a new recipe
     */
    public HoldOut withConfidence(double level) {
        return new HoldOut(Check.confidence(level));
    }

    /**
     * Compares what customers bought in a period, adjusted by what they bought in a period of the same length before it.
     *
     * @param orders the order log
     * @param treated ids of the customers whom the channel could reach
     * @param control ids of the customers from whom it was kept
     * @param from start of the period; the split was made then or before
     * @param to first instant after the period
     * @param metric what is counted
     * @return what the channel added
     */
    public Incrementality compare(
            OrderLog orders,
            Collection<String> treated,
            Collection<String> control,
            Instant from,
            Instant to,
            Metric metric) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the period must begin before it ends, got " + from + " and " + to);
        }
        Set<String> seen = new HashSet<>();
        requireNew(seen, treated);
        requireNew(seen, control);
        Instant before = from.minus(Duration.between(from, to));
        return compare(
                Purchases.of(orders, treated, from, to, metric),
                Purchases.of(orders, treated, before, from, metric),
                Purchases.of(orders, control, from, to, metric),
                Purchases.of(orders, control, before, from, metric));
    }

    private static void requireNew(Set<String> seen, Collection<String> customers) {
        for (String customer : customers) {
            if (!seen.add(customer)) {
                throw new IllegalArgumentException(
                        "customer '" + customer + "' occurs twice; each belongs to one group, once");
            }
        }
    }

    /**
     * Compares outcomes.
     *
     * @param treated one finite number for each customer whom the channel could reach, at least two
     * @param control one for each customer from whom it was kept, at least two
     * @return what the channel added
     */
    public Incrementality compare(double[] treated, double[] control) {
        return compare(treated, new double[treated.length], control, new double[control.length]);
    }

    /**
     * Compares outcomes, adjusted by what was known of each customer before the split.
     *
     * @param treated outcomes of the customers whom the channel could reach, at least two
     * @param treatedBefore the same customers before the split
     * @param control outcomes of the customers from whom it was kept, at least two
     * @param controlBefore the same customers before the split
     * @return what the channel added
     */
    public Incrementality compare(double[] treated, double[] treatedBefore, double[] control, double[] controlBefore) {
        Group reached = Group.of("treated", treated, treatedBefore);
        Group kept = Group.of("control", control, controlBefore);
        return Incrementality.of(reached, kept, confidence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HoldOut that && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(confidence);
    }

    @Override
    public String toString() {
        return "HoldOut[confidence=" + confidence + "]";
    }
}
