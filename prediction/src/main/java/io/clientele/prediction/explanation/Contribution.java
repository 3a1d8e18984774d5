package io.clientele.prediction.explanation;

/**
 * What one feature adds to the log-odds of one customer, against the average customer. A value.
 *
 * @param feature its name
 * @param value the customer's
 * @param average of the background
 * @param logOdds coefficient times the difference of the two
 */
public record Contribution(String feature, double value, double average, double logOdds) {

    /** {@return the factor on the odds, above 1 where the feature raises them} */
    public double oddsFactor() {
        return Math.exp(logOdds);
    }

    /** {@return one sentence, such as {@code spend 310 (average 120) multiplies the odds by 1.8}} */
    public String inWords() {
        return feature + " " + Words.number(value) + " (average " + Words.number(average) + ") multiplies the odds by "
                + Words.number(oddsFactor());
    }
}
