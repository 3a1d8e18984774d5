package io.clientele.segmentation.profile;

/**
 * A condition on one feature.
 *
 * @param feature its name
 * @param comparison how the value is compared
 * @param bound with what
 */
public record Condition(String feature, Comparison comparison, double bound) {

    /** Ways to compare a value with a bound. */
    public enum Comparison {
        /** Not above the bound. */
        AT_MOST("<="),
        /** Above the bound. */
        ABOVE(">"),
        /** The category of that number. */
        IS("=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    /**
     * Whether a value meets the condition.
     *
     * @param value of the feature
     * @return true if it does
     */
    public boolean holds(double value) {
        return switch (comparison) {
            case AT_MOST -> value <= bound;
            case ABOVE -> value > bound;
            case IS -> value == bound;
        };
    }

    @Override
    public String toString() {
        return feature + " " + comparison.sign + " " + bound;
    }
}
