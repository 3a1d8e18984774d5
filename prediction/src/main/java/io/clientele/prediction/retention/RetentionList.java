package io.clientele.prediction.retention;

import io.clientele.core.stats.Interval;
import java.util.List;

/**
 * Whom to contact, in order, and what that is expected to bring. Immutable and thread-safe; equal by value.
 *
 * <p>Those at the top are there partly because chance made their risk look high, as in any list of the largest: a hold-out group
 * that is not contacted says what the campaign really brought.
 */
public final class RetentionList {

    private final List<RetentionContact> contacts;
    private final int customers;
    private final int worthwhile;
    private final double valueAtRisk;
    private final double bound;

    RetentionList(List<RetentionContact> contacts, int customers, int worthwhile, double valueAtRisk, double bound) {
        this.contacts = contacts;
        this.customers = customers;
        this.worthwhile = worthwhile;
        this.valueAtRisk = valueAtRisk;
        this.bound = bound;
    }

    /** {@return whom to contact, the best contact first; empty if nobody is worth it, or the budget buys no contact} */
    public List<RetentionContact> contacts() {
        return contacts;
    }

    /** {@return how many customers were ranked} */
    public int customers() {
        return customers;
    }

    /** {@return how many of them would be worth a contact if the budget were larger} */
    public int worthwhile() {
        return worthwhile;
    }

    /** {@return what all customers who were ranked are expected to take with them within the span: the sum of risk times value} */
    public double valueAtRisk() {
        return valueAtRisk;
    }

    /** {@return what the contacts cost together} */
    public double spent() {
        return contacts.stream().mapToDouble(RetentionContact::cost).sum();
    }

    /** {@return what the contacts are expected to bring, less what they cost} */
    public double gain() {
        return contacts.stream().mapToDouble(RetentionContact::gain).sum();
    }

    /**
     * How sure the gain is.
     *
     * @return the sums of the ends of the contacts' intervals: wide enough even though all contacts share the model's errors; value
     *     and success are taken for known. Empty list: 0 to 0 at 95 %
     */
    public Interval gainInterval() {
        double lower = 0;
        double upper = 0;
        double confidence = 0.95;
        for (RetentionContact contact : contacts) {
            Interval own = contact.gainInterval();
            lower += own.lower();
            upper += own.upper();
            confidence = own.confidence();
        }
        return new Interval(lower, upper, confidence);
    }

    /** {@return a gain that no list within the budget exceeds; equal to the gain, within rounding, where this list is the best} */
    public double bound() {
        return bound;
    }

    /** {@return for how many contacts the span reaches beyond the data} */
    public int extrapolated() {
        return (int) contacts.stream().filter(c -> c.extrapolation() > 0).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetentionList that
                && contacts.equals(that.contacts)
                && customers == that.customers
                && worthwhile == that.worthwhile
                && Double.compare(valueAtRisk, that.valueAtRisk) == 0
                && Double.compare(bound, that.bound) == 0;
    }

    @Override
    public int hashCode() {
        return contacts.hashCode();
    }

    @Override
    public String toString() {
        return "RetentionList[" + contacts.size() + " contacts of " + customers + " customers, gain=" + gain() + "]";
    }
}
