package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * A metric of one variant unit by unit, with what was known of each unit before the start. Immutable and thread-safe.
 *
 * <pre>{@code
 * CovariateSample control = CovariateSample.of("control", spend, spendBefore, visitsBefore);
 * }</pre>
 */
public final class CovariateSample {

    private final String variant;
    private final double[] values;
    private final double[][] covariates;

    private CovariateSample(String variant, double[] values, double[][] covariates) {
        this.variant = variant;
        this.values = values;
        this.covariates = covariates;
    }

    /**
     * A sample from columns, which are copied.
     *
     * @param variant name
     * @param values one a unit, finite
     * @param covariates one or more columns, each with one finite number a unit
     * @return the sample
     */
    public static CovariateSample of(String variant, double[] values, double[]... covariates) {
        Objects.requireNonNull(variant, "variant");
        String place = "variant '" + variant + "': ";
        if (covariates.length == 0) {
            throw new IllegalArgumentException(
                    place + "covariates must be one column or more; without any use MetricSample");
        }
        requireFinite(place + "value", values);
        double[][] copy = new double[covariates.length][];
        for (int j = 0; j < copy.length; j++) {
            Check.length(place + "covariate " + j, covariates[j].length, values.length, "one value per unit");
            requireFinite(place + "covariate " + j, covariates[j]);
            copy[j] = covariates[j].clone();
        }
        return new CovariateSample(variant, values.clone(), copy);
    }

    private static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + " of unit " + i + " must be finite, got " + values[i]
                        + "; give a unit that was not seen before the mean, or 0, in both variants alike");
            }
        }
    }

    /** {@return the name of the variant} */
    public String variant() {
        return variant;
    }

    /** {@return the number of units} */
    public int count() {
        return values.length;
    }

    /** {@return the number of covariates} */
    public int covariates() {
        return covariates.length;
    }

    double value(int unit) {
        return values[unit];
    }

    double covariate(int column, int unit) {
        return covariates[column][unit];
    }

    @Override
    public String toString() {
        return "CovariateSample[" + variant + ", " + count() + " units, " + covariates() + " covariates]";
    }
}
