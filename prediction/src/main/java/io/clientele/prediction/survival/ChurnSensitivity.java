package io.clientele.prediction.survival;

/**
 * What a number of silent days makes of a log.
 *
 * @param days without an event after which a customer has left
 * @param customers in the log
 * @param left how many of them have left
 * @param returned how many of those had an event again later: the false alarms of the definition, as far as they are known yet
 */
public record ChurnSensitivity(double days, int customers, int left, int returned) {

    /** {@return the share of customers who have left} */
    public double leftShare() {
        return (double) left / customers;
    }

    /** {@return the share of those who left that came back; 0 if nobody left} */
    public double returnedShare() {
        return left == 0 ? 0 : (double) returned / left;
    }
}
