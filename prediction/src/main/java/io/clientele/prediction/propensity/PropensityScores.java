package io.clientele.prediction.propensity;

import io.clientele.core.feature.FeatureSnapshot;
import java.util.Arrays;
import java.util.Objects;

/**
 * Customers with their features and probabilities as of an instant, in the order of their ids. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * String line = scores.customer(0) + " " + scores.probability(0);
 * }</pre>
 */
public final class PropensityScores {

    private final FeatureSnapshot snapshot;
    private final double[] probabilities;

    PropensityScores(FeatureSnapshot snapshot, double[] probabilities) {
        this.snapshot = snapshot;
        this.probabilities = probabilities;
    }

    /** {@return the features that the probabilities come from, row by row} */
    public FeatureSnapshot snapshot() {
        return snapshot;
    }

    /** {@return the number of customers} */
    public int rows() {
        return probabilities.length;
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return the customer's id
     */
    public String customer(int row) {
        return snapshot.customer(row);
    }

    /**
     * The probability of a row.
     *
     * @param row from 0
     * @return between 0 and 1
     */
    public double probability(int row) {
        return probabilities[Objects.checkIndex(row, probabilities.length)];
    }

    /** {@return all probabilities; a copy} */
    public double[] probabilities() {
        return probabilities.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropensityScores that
                && snapshot.equals(that.snapshot)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "PropensityScores[" + rows() + " customers]";
    }
}
