package io.clientele.prediction.retention;

import io.clientele.core.stats.Interval;
import java.util.List;

/**
 * A customer to contact, and why.
 *
 * @param row of the customer among those who were ranked, from 0
 * @param customer id; the row number where no ids were given
 * @param risk of leaving within the campaign's span
 * @param riskInterval how sure that is
 * @param extrapolation how far the span reaches beyond the data; 0 if it does not
 * @param value lost if the customer leaves
 * @param cost of the contact
 * @param success chance that a contact keeps somebody who would leave
 * @param reasons what makes the customer more likely to leave than the average one, the largest first; empty if only time does
 */
public record RetentionContact(
        int row,
        String customer,
        double risk,
        Interval riskInterval,
        double extrapolation,
        double value,
        double cost,
        double success,
        List<Reason> reasons) {

    /**
     * Copies the reasons.
     *
     * @param row number
     * @param customer id
     * @param risk chance
     * @param riskInterval of it
     * @param extrapolation time
     * @param value money
     * @param cost money
     * @param success chance
     * @param reasons list
     */
    public RetentionContact {
        reasons = List.copyOf(reasons);
    }

    /** {@return risk times value: what is expected to be lost} */
    public double valueAtRisk() {
        return risk * value;
    }

    /** {@return how sure the value at risk is, the value taken for known} */
    public Interval valueAtRiskInterval() {
        return new Interval(riskInterval.lower() * value, riskInterval.upper() * value, riskInterval.confidence());
    }

    /** {@return success times risk times value, less the cost} */
    public double gain() {
        return success * risk * value - cost;
    }

    /** {@return how sure the gain is, value and success taken for known} */
    public Interval gainInterval() {
        return new Interval(
                success * riskInterval.lower() * value - cost,
                success * riskInterval.upper() * value - cost,
                riskInterval.confidence());
    }
}
