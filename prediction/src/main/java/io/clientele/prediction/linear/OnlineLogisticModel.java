package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What an {@link OnlineLogisticLearner} had learned at some time, and all it needs to go on. Immutable and thread-safe; equal by
 * value. Scoring a row takes O(features of the row) and allocates nothing.
 */
public final class OnlineLogisticModel {

    private static final OnlineLogisticCodec CODEC = new OnlineLogisticCodec();

    private final OnlineLogisticRegression recipe;
    private final long events;
    /** Cells that were touched, rising; the intercept is the one after the last cell. */
    final int[] cell;

    final double[] z;
    final double[] n;
    /** By cell, the intercept last. */
    private final double[] weights;

    OnlineLogisticModel(OnlineLogisticRegression recipe, long events, int[] cell, double[] z, double[] n) {
        this.recipe = recipe;
        this.events = events;
        this.cell = cell;
        this.z = z;
        this.n = n;
        OnlineLogisticRegression.Options o = recipe.o;
        this.weights = new double[(1 << o.bits()) + 1];
        for (int k = 0; k < cell.length; k++) {
            boolean penalised = cell[k] < weights.length - 1;
            weights[cell[k]] =
                    OnlineLogisticLearner.weight(z[k], n[k], o, penalised ? o.l1() : 0, penalised ? o.l2() : 0);
        }
    }

    static OnlineLogisticModel of(OnlineLogisticRegression recipe, long events, double[] z, double[] n) {
        int[] touched =
                IntStream.range(0, z.length).filter(i -> n[i] != 0 || z[i] != 0).toArray();
        return new OnlineLogisticModel(
                recipe,
                events,
                touched,
                Arrays.stream(touched).mapToDouble(i -> z[i]).toArray(),
                Arrays.stream(touched).mapToDouble(i -> n[i]).toArray());
    }

    /** {@return the recipe} */
    public OnlineLogisticRegression estimator() {
        return recipe;
    }

    /** {@return how many events had been learned} */
    public long events() {
        return events;
    }

    /** {@return how many cells have been touched by an event} */
    public int touched() {
        return cell.length - (n.length > 0 && cell[cell.length - 1] == weights.length - 1 ? 1 : 0);
    }

    /** {@return how many cells have a coefficient other than 0} */
    public int nonzero() {
        int count = 0;
        for (int i = 0; i < weights.length - 1; i++) {
            count += weights[i] != 0 ? 1 : 0;
        }
        return count;
    }

    /** {@return the log-odds of an event without features} */
    public double intercept() {
        return weights[weights.length - 1];
    }

    /**
     * The log-odds of an event.
     *
     * @param row made by {@link OnlineLogisticRegression#row}
     * @return the linear predictor
     */
    public double logOdds(HashedRow row) {
        OnlineLogisticLearner.requireSpace(row, recipe.o.bits());
        double sum = intercept();
        for (int k = 0; k < row.size; k++) {
            sum += weights[row.cell[k]] * row.value[k];
        }
        return sum;
    }

    /**
     * The probability of label 1.
     *
     * @param row made by {@link OnlineLogisticRegression#row}
     * @return between 0 and 1
     */
    public double probability(HashedRow row) {
        return VectorMath.sigmoid(logOdds(row));
    }

    /** {@return a learner that goes on from here as if it had not been interrupted; its validation starts anew} */
    public OnlineLogisticLearner resume() {
        return new OnlineLogisticLearner(this);
    }

    /**
     * Writes the model as JSON.
     *
     * @param file is replaced
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON.
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
    public static OnlineLogisticModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static OnlineLogisticModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnlineLogisticModel that
                && recipe.equals(that.recipe)
                && events == that.events
                && Arrays.equals(cell, that.cell)
                && Arrays.equals(z, that.z)
                && Arrays.equals(n, that.n);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(cell) + Arrays.hashCode(z);
    }

    @Override
    public String toString() {
        return "OnlineLogisticModel[" + events + " events, " + nonzero() + " of 2^" + recipe.o.bits() + " cells not 0]";
    }
}
