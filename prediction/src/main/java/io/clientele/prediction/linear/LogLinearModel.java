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
 * What {@link PoissonRegression} or {@link GammaRegression} learned: a mean that is the exponential of a linear predictor. Immutable
 * and thread-safe; equal by value. Scoring one row takes O(features) and allocates nothing beyond the argument array.
 */
public final class LogLinearModel {

    private static final LogLinearCodec CODEC = new LogLinearCodec();

    final LogLink link;
    final StandardErrors standardErrors;
    final double confidence;
    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final double[][] covariance;
    final boolean[] aliased;
    /** Log-likelihood, deviance, null deviance, Pearson's chi-squared, weight of all rows. */
    final double[] measures;

    private final FitReport report;

    LogLinearModel(
            LogLink link,
            StandardErrors standardErrors,
            double confidence,
            List<String> features,
            double[] estimates,
            double[][] covariance,
            boolean[] aliased,
            double[] measures,
            FitReport report) {
        this.link = link;
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

    /** {@return the constant: the logarithm of the mean of a row of zeros} */
    public double intercept() {
        return estimates[0];
    }

    /**
     * The table of coefficients, the intercept first. Intervals are normal ones; p is from Student's t under a gamma
     * regression with the model's errors, because its dispersion is estimated, and normal otherwise.
     *
     * @return one line per coefficient, on the logarithmic scale
     */
    public List<Coefficient> coefficients() {
        boolean student = link == LogLink.GAMMA && standardErrors == StandardErrors.MODEL;
        return Coefficients.table(
                features,
                estimates,
                covariance,
                aliased,
                confidence,
                student ? residualDegreesOfFreedom() : Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    /** {@return the covariance of the coefficients, intercept first; rows and columns of aliased ones are 0; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log-likelihood; that of a gamma regression at the dispersion {@code deviance / weight}, as in R} */
    public double logLikelihood() {
        return measures[0];
    }

    /** {@return twice the distance of the log-likelihood from that of a perfect fit, times the dispersion} */
    public double deviance() {
        return measures[1];
    }

    /** {@return the deviance of the model with a constant (and the offset) only} */
    public double nullDeviance() {
        return measures[2];
    }

    /** {@return the sum of squared residuals over their variance under the model, up to the dispersion} */
    public double pearsonChiSquare() {
        return measures[3];
    }

    /** {@return the weight of the rows less the number of estimated coefficients} */
    public double residualDegreesOfFreedom() {
        return measures[4] - Coefficients.estimated(aliased);
    }

    /** {@return Pearson's chi-squared over the degrees of freedom: about 1 for counts that are Poisson's} */
    public double dispersion() {
        return pearsonChiSquare() / residualDegreesOfFreedom();
    }

    /** {@return -2 times the log-likelihood plus twice the number of parameters, the dispersion of a gamma regression included} */
    public double aic() {
        int parameters = Coefficients.estimated(aliased) + (link == LogLink.GAMMA ? 1 : 0);
        return -2 * logLikelihood() + 2 * parameters;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return how the fit went; {@code change} is the last Newton decrement} */
    public FitReport report() {
        return report;
    }

    /**
     * The mean of a row. An offset is no part of the model: multiply by the exponential of the row's own, if it has one.
     *
     * @param row one finite value per feature
     * @return above 0
     */
    public double mean(double... row) {
        return Math.exp(predictor(row));
    }

    /**
     * How sure the mean of a row is: a Wald interval on the logarithmic scale, carried over. It covers what the coefficients
     * leave open, not how single customers scatter around the mean.
     *
     * @param row one finite value per feature
     * @return the interval, at the model's confidence
     */
    public Interval meanInterval(double... row) {
        double eta = predictor(row);
        double half = Distributions.normalTwoSided(confidence) * Coefficients.standardError(covariance, row);
        return new Interval(Math.exp(eta - half), Math.exp(eta + half), confidence);
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
    public static LogLinearModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static LogLinearModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogLinearModel that
                && link == that.link
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
        return "LogLinearModel[" + link + ", " + features.size() + " features, deviance=" + deviance() + ", " + report
                + "]";
    }
}
