package io.clientele.prediction.evaluation;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Ranges of probability that {@link VennAbers} learned. Immutable and thread-safe; equal by value. One call takes O(log scores).
 */
public final class VennAbersModel {

    private static final VennAbersCodec CODEC = new VennAbersCodec();

    /** Distinct, rising. */
    final double[] scores;
    /** Place 2 j is after j scores, place 2 i - 1 at the score i, counted from 1. */
    final double[] lower;

    final double[] upper;
    private final FitReport report;

    VennAbersModel(double[] scores, double[] lower, double[] upper, FitReport report) {
        this.scores = scores;
        this.lower = lower;
        this.upper = upper;
        this.report = report;
    }

    /**
     * What is known of the probability of label 1.
     *
     * @param score finite
     * @return a range, and the best single number in it
     */
    public ProbabilityRange range(double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score must be finite, got " + score);
        }
        int found = Arrays.binarySearch(scores, score + 0.0);
        int place = found >= 0 ? 2 * found + 1 : 2 * (-found - 1);
        return new ProbabilityRange(lower[place], upper[place]);
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
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
    public static VennAbersModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static VennAbersModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VennAbersModel that
                && Arrays.equals(scores, that.scores)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scores) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "VennAbersModel[" + scores.length + " scores]";
    }
}
