package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link CoxElasticNet} learned: coefficients for each penalty, from the strongest to the weakest. Immutable and thread-safe;
 * equal by value.
 */
public final class CoxPath {

    private static final CoxPathCodec CODEC = new CoxPathCodec();

    final List<String> features;
    final Ties ties;
    final double mixing;
    final double[] lambdas;
    /** By lambda. */
    final double[][] coefficients;

    final double[] logLikelihood;
    final double nullLogLikelihood;
    private final FitReport report;

    CoxPath(
            List<String> features,
            Ties ties,
            double mixing,
            double[] lambdas,
            double[][] coefficients,
            double[] logLikelihood,
            double nullLogLikelihood,
            FitReport report) {
        this.features = features;
        this.ties = ties;
        this.mixing = mixing;
        this.lambdas = lambdas;
        this.coefficients = coefficients;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.report = report;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return what was made of events at the same time} */
    public Ties ties() {
        return ties;
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
     * The coefficients at a penalty, of the columns as they were given.
     *
     * @param step which penalty, from 0 for the strongest
     * @return change of the log hazard for one unit of each feature, many of them 0; a copy
     */
    public double[] coefficients(int step) {
        return coefficients[step].clone();
    }

    /**
     * How many features take part at a penalty.
     *
     * @param step which penalty, from 0 for the strongest
     * @return the number of coefficients other than 0
     */
    public int nonzero(int step) {
        int count = 0;
        for (double b : coefficients[step]) {
            count += b != 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The features that take part at a penalty, such as for a {@link CoxRegression} of them alone.
     *
     * @param step which penalty, from 0 for the strongest
     * @return the names of those whose coefficient is not 0, in order
     */
    public List<String> selected(int step) {
        double[] b = coefficients[step];
        return features.stream().filter(name -> b[features.indexOf(name)] != 0).toList();
    }

    /**
     * The log partial likelihood at a penalty, without the penalty, on the training rows.
     *
     * @param step which penalty, from 0 for the strongest
     * @return at least {@link #nullLogLikelihood}
     */
    public double logLikelihood(int step) {
        return logLikelihood[step];
    }

    /** {@return the log partial likelihood when no feature matters} */
    public double nullLogLikelihood() {
        return nullLogLikelihood;
    }

    /** {@return how the fit went; {@code iterations} counts passes over the rows, {@code change} is the worst distance from optimality} */
    public FitReport report() {
        return report;
    }

    /**
     * The log hazard of a row relative to a row of zeros. An offset is no part of the model.
     *
     * @param step which penalty, from 0 for the strongest
     * @param row one finite value per feature
     * @return b'x
     */
    public double linearPredictor(int step, double... row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        double[] b = coefficients[step];
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                        + "; impute or drop the row first");
            }
            sum += b[j] * row[j];
        }
        return sum;
    }

    /**
     * The linear predictors of all rows of a table: scores that {@link Concordance} can judge.
     *
     * @param step which penalty, from 0 for the strongest
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row
     */
    public double[] linearPredictors(int step, FeatureTable rows, Execution execution) {
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        double[] b = coefficients[step];
        double[] result = new double[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            double[] tile = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                for (int j = 0; j < b.length; j++) {
                    if (b[j] == 0) {
                        continue;
                    }
                    own.copyColumn(j, at, tile, 0, n);
                    for (int i = 0; i < n; i++) {
                        result[at + i] += b[j] * tile[i];
                    }
                }
            }
        });
        return result;
    }

    /**
     * Writes the model as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the model
     */
    public static CoxPath read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static CoxPath read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxPath that
                && features.equals(that.features)
                && ties == that.ties
                && Double.compare(mixing, that.mixing) == 0
                && Arrays.equals(lambdas, that.lambdas)
                && Arrays.deepEquals(coefficients, that.coefficients)
                && Arrays.equals(logLikelihood, that.logLikelihood)
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(coefficients);
    }

    @Override
    public String toString() {
        return "CoxPath[" + features.size() + " features, " + size() + " lambdas, mixing=" + mixing + ", " + report
                + "]";
    }
}
