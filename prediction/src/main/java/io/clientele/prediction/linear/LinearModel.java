package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link LinearRegression} learned. Immutable and thread-safe; equal by value. Scoring one row takes O(features) and allocates
 * nothing beyond the argument array.
 */
public final class LinearModel {

    private static final LinearCodec CODEC = new LinearCodec();

    final StandardErrors standardErrors;
    final double confidence;
    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final double[][] covariance;
    final boolean[] aliased;
    /** Residual and total sum of squares, weight of all rows. */
    final double[] measures;

    private final FitReport report;

    LinearModel(
            StandardErrors standardErrors,
            double confidence,
            List<String> features,
            double[] estimates,
            double[][] covariance,
            boolean[] aliased,
            double[] measures,
            FitReport report) {
        this.standardErrors = standardErrors;
        this.confidence = confidence;
        this.features = features;
        this.estimates = estimates;
        this.covariance = covariance;
        this.aliased = aliased;
        this.measures = measures;
        this.report = report;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the constant: the mean of a row of zeros} */
    public double intercept() {
        return estimates[0];
    }

    /** {@return the table of coefficients, the intercept first; tests and intervals by Student's t} */
    public List<Coefficient> coefficients() {
        double freedom = residualDegreesOfFreedom();
        return Coefficients.table(features, estimates, covariance, aliased, confidence, freedom, freedom);
    }

    /** {@return the covariance of the coefficients, intercept first; rows and columns of aliased ones are 0; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the sum of squared residuals} */
    public double residualSumOfSquares() {
        return measures[0];
    }

    /** {@return the weight of the rows less the number of estimated coefficients} */
    public double residualDegreesOfFreedom() {
        return measures[2] - Coefficients.estimated(aliased);
    }

    /** {@return the standard deviation of the response around its mean, as the model has it} */
    public double residualStandardError() {
        return Math.sqrt(measures[0] / residualDegreesOfFreedom());
    }

    /** {@return the share of the response's variance that the features explain; 0 for a constant response} */
    public double rSquared() {
        return measures[1] == 0 ? 0 : 1 - measures[0] / measures[1];
    }

    /** {@return the same with unbiased variances} */
    public double adjustedRSquared() {
        return measures[1] == 0 ? 0 : 1 - measures[0] / residualDegreesOfFreedom() / (measures[1] / (measures[2] - 1));
    }

    /**
     * Whether the features explain anything: the F statistic against the constant alone.
     *
     * @return explained variance per feature over residual variance
     * @throws IllegalStateException if no feature has an estimate
     */
    public double fStatistic() {
        return (measures[1] - measures[0]) / tested() / (measures[0] / residualDegreesOfFreedom());
    }

    /**
     * The p-value of {@link #fStatistic}.
     *
     * @return of a statistic as large as this
     * @throws IllegalStateException if no feature has an estimate
     */
    public double fProbability() {
        return Distributions.fSurvival(Math.max(0, fStatistic()), tested(), residualDegreesOfFreedom());
    }

    private int tested() {
        int count = Coefficients.estimated(aliased) - 1;
        if (count == 0) {
            throw new IllegalStateException("no feature has an estimate, so there is nothing to test");
        }
        return count;
    }

    /** {@return the largest log-likelihood of normal residuals} */
    public double logLikelihood() {
        double n = measures[2];
        return -n / 2 * (Math.log(2 * Math.PI * Math.max(measures[0], Double.MIN_NORMAL) / n) + 1);
    }

    /** {@return -2 times the log-likelihood plus twice the number of parameters, the variance included} */
    public double aic() {
        return -2 * logLikelihood() + 2 * (Coefficients.estimated(aliased) + 1);
    }

    /** {@return -2 times the log-likelihood plus the number of parameters times the logarithm of the rows' weight} */
    public double bic() {
        return -2 * logLikelihood() + (Coefficients.estimated(aliased) + 1) * Math.log(measures[2]);
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /**
     * The mean of a row. An offset is no part of the model: add the row's own, if it has one.
     *
     * @param row one finite value per feature
     * @return the linear predictor
     */
    public double mean(double... row) {
        return predictor(row);
    }

    /**
     * How sure the mean of a row is. It covers what the coefficients leave open, not how single customers scatter.
     *
     * @param row one finite value per feature
     * @return the interval, at the model's confidence
     */
    public Interval meanInterval(double... row) {
        return around(predictor(row), Coefficients.standardError(covariance, row));
    }

    /**
     * Where the response of one new row with these features will lie, its own scatter included, taken as normal and the same
     * for all rows.
     *
     * @param row one finite value per feature
     * @return the interval, at the model's confidence
     */
    public Interval predictionInterval(double... row) {
        double mean = predictor(row);
        return around(mean, Math.hypot(Coefficients.standardError(covariance, row), residualStandardError()));
    }

    private Interval around(double mean, double error) {
        double half = Coefficients.width(confidence, residualDegreesOfFreedom()) * error;
        return new Interval(mean - half, mean + half, confidence);
    }

    private double predictor(double[] row) {
        return Coefficients.predictor(features, estimates, row);
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
    public static LinearModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static LinearModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearModel that
                && standardErrors == that.standardErrors
                && Double.compare(confidence, that.confidence) == 0
                && features.equals(that.features)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.deepEquals(covariance, that.covariance)
                && Arrays.equals(aliased, that.aliased)
                && Arrays.equals(measures, that.measures)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "LinearModel[" + features.size() + " features, R²=" + rSquared() + ", " + report + "]";
    }
}
