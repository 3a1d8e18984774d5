package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link LogisticElasticNet} learned: coefficients for each penalty, from the strongest to the weakest. Immutable and
 * thread-safe; equal by value. Scoring one row takes O(features) and allocates nothing beyond the argument array.
 */
public final class ElasticNetPath {

    private static final ElasticNetCodec CODEC = new ElasticNetCodec();

    final List<String> features;
    final double mixing;
    final double[] lambdas;
    /** By lambda; intercept first. */
    final double[][] coefficients;

    final double[] devianceRatio;
    private final FitReport report;

    ElasticNetPath(
            List<String> features,
            double mixing,
            double[] lambdas,
            double[][] coefficients,
            double[] devianceRatio,
            FitReport report) {
        this.features = features;
        this.mixing = mixing;
        this.lambdas = lambdas;
        this.coefficients = coefficients;
        this.devianceRatio = devianceRatio;
        this.report = report;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the mixture of the penalties: 1 for the lasso, 0 for ridge} */
    public double mixing() {
        return mixing;
    }

    /** {@return the number of penalties} */
    public int size() {
        return lambdas.length;
    }

    /** {@return the penalties, falling; a copy} */
    public double[] lambdas() {
        return lambdas.clone();
    }

    /**
     * The constant at a penalty.
     *
     * @param step which penalty, from 0 for the strongest
     * @return the log-odds of a row of zeros
     */
    public double intercept(int step) {
        return coefficients[step][0];
    }

    /**
     * The coefficients at a penalty, of the columns as they were given.
     *
     * @param step which penalty, from 0 for the strongest
     * @return one number per feature, many of them 0; a copy
     */
    public double[] coefficients(int step) {
        return Arrays.copyOfRange(coefficients[step], 1, coefficients[step].length);
    }

    /**
     * How many features take part at a penalty.
     *
     * @param step which penalty, from 0 for the strongest
     * @return the number of coefficients other than 0
     */
    public int nonzero(int step) {
        int count = 0;
        for (int j = 1; j < coefficients[step].length; j++) {
            count += coefficients[step][j] != 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The share of the null deviance that is explained at a penalty, on the training rows.
     *
     * @param step which penalty, from 0 for the strongest
     * @return at least 0, below 1
     */
    public double devianceRatio(int step) {
        return devianceRatio[step];
    }

    /** {@return how the fit went; {@code iterations} counts passes over the rows, {@code change} is the worst distance from optimality} */
    public FitReport report() {
        return report;
    }

    /**
     * The log-odds of a row. An offset is no part of the model.
     *
     * @param step which penalty, from 0 for the strongest
     * @param row one finite value per feature
     * @return the linear predictor
     */
    public double logOdds(int step, double... row) {
        return Coefficients.predictor(features, coefficients[step], row);
    }

    /**
     * The probability of label 1.
     *
     * @param step which penalty, from 0 for the strongest
     * @param row one finite value per feature
     * @return between 0 and 1
     */
    public double probability(int step, double... row) {
        return VectorMath.sigmoid(logOdds(step, row));
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
    public static ElasticNetPath read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static ElasticNetPath read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ElasticNetPath that
                && features.equals(that.features)
                && Double.compare(mixing, that.mixing) == 0
                && Arrays.equals(lambdas, that.lambdas)
                && Arrays.deepEquals(coefficients, that.coefficients)
                && Arrays.equals(devianceRatio, that.devianceRatio)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(coefficients);
    }

    @Override
    public String toString() {
        return "ElasticNetPath[" + features.size() + " features, " + size() + " lambdas, mixing=" + mixing + ", "
                + report + "]";
    }
}
