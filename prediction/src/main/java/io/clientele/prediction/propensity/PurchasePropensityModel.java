package io.clientele.prediction.propensity;

import io.clientele.core.Execution;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Features, encoding, model and calibration in one: from a customer's events to the probability of an order in the label window. One file
 * holds it all, so that no part can be of another training. Immutable and thread-safe; equal by value.
 *
 * <p>One customer, scored from the events of that customer alone, gets the bits of the batch.
 */
public final class PurchasePropensityModel {

    private static final PurchasePropensityCodec CODEC = new PurchasePropensityCodec();

    private final FeatureRecipe features;
    private final int days;
    private final int gapDays;
    private final PropensityModel model;

    PurchasePropensityModel(FeatureRecipe features, int days, int gapDays, PropensityModel model) {
        this.features = features;
        this.days = days;
        this.gapDays = gapDays;
        this.model = model;
        if (!features.columns().equals(model.inputs())) {
            throw new IllegalArgumentException("the features make columns " + features.columns()
                    + ", but the model was trained on " + model.inputs());
        }
    }

    /** {@return what is known of a customer} */
    public FeatureRecipe features() {
        return features;
    }

    /** {@return length of the window that the probability is for, in days of 24 hours} */
    public int days() {
        return days;
    }

    /** {@return days between the cut-off and that window} */
    public int gapDays() {
        return gapDays;
    }

    /** {@return what was learned, from features to probability} */
    public PropensityModel model() {
        return model;
    }

    /**
     * The probability that a customer orders in the window after an instant.
     *
     * @param logs what happened; the customer's own events are enough
     * @param customer id; one without events has the features of an empty history
     * @param now first instant that does not count
     * @return between 0 and 1
     * @throws IllegalArgumentException if a feature is missing that no rule fills, or a log is not there
     */
    public double probability(EventLogs logs, String customer, Instant now) {
        try {
            return model.probability(features.row(logs, customer, now));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("customer '" + customer + "': " + e.getMessage(), e);
        }
    }

    /**
     * The probabilities of all customers as of an instant.
     *
     * @param logs what happened
     * @param now first instant that does not count
     * @param execution how to run
     * @return one row a customer
     */
    public PropensityScores probabilities(EventLogs logs, Instant now, Execution execution) {
        FeatureSnapshot snapshot = features.compute(logs, List.of(now), execution);
        return new PropensityScores(snapshot, model.probabilities(snapshot.features(), execution));
    }

    /**
     * Writes all of it as one JSON file.
     *
     * @param file is replaced
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes all of it as JSON.
     *
     * @param out is left open
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param file written by {@link #write(Path)}
     * @return a model equal to the one written
     */
    public static PurchasePropensityModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static PurchasePropensityModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PurchasePropensityModel that
                && features.equals(that.features)
                && days == that.days
                && gapDays == that.gapDays
                && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + model.hashCode();
    }

    @Override
    public String toString() {
        return "PurchasePropensityModel[" + days + " days" + (gapDays > 0 ? " after " + gapDays : "") + ", " + model
                + "]";
    }
}
