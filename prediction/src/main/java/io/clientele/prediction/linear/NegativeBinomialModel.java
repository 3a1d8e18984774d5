package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * What {@link NegativeBinomialRegression} learned: a mean that is the exponential of a linear predictor, and how much the counts
 * scatter beyond Poisson's. Immutable and thread-safe; equal by value.
 */
public final class NegativeBinomialModel {

    private static final NegativeBinomialCodec CODEC = new NegativeBinomialCodec();

    final StandardErrors standardErrors;
    final double confidence;
    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final double[][] covariance;
    final boolean[] aliased;
    /** Alpha (0 in the Poisson limit), standard error of its logarithm, log-likelihood, Poisson's log-likelihood, deviance. */
    final double[] measures;

    private final FitReport report;

    NegativeBinomialModel(
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

    /** {@return the constant: the logarithm of the mean of a row of zeros} */
    public double intercept() {
        return estimates[0];
    }

    /** {@return one line per coefficient on the logarithmic scale, the intercept first, with normal tests and intervals} */
    public List<Coefficient> coefficients() {
        double normal = Double.POSITIVE_INFINITY;
        return Coefficients.table(features, estimates, covariance, aliased, confidence, normal, normal);
    }

    /** {@return the covariance of the coefficients, intercept first; rows and columns of aliased ones are 0; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return true if the counts scatter no more than Poisson's, so that theta is infinite and this a Poisson regression} */
    public boolean poissonLimit() {
        return measures[0] == 0;
    }

    /** {@return theta: the variance is {@code mean + mean²/theta}; infinite in the Poisson limit} */
    public double theta() {
        return 1 / measures[0];
    }

    /** {@return the standard error of theta, what is unknown of the coefficients included; empty in the Poisson limit} */
    public OptionalDouble thetaStandardError() {
        return measures[1] == 0 ? OptionalDouble.empty() : OptionalDouble.of(theta() * measures[1]);
    }

    /** {@return a Wald interval for theta, made on its logarithm; empty in the Poisson limit} */
    public Optional<Interval> thetaInterval() {
        if (measures[1] == 0) {
            return Optional.empty();
        }
        double factor = Math.exp(Distributions.normalTwoSided(confidence) * measures[1]);
        return Optional.of(new Interval(theta() / factor, theta() * factor, confidence));
    }

    /**
     * Whether the counts scatter more than Poisson's: the likelihood-ratio test against the Poisson regression. That one lies on the
     * edge of what theta may be, where the statistic is 0 half of the time, so p is half of the chi-squared tail (Lawless 1987).
     *
     * @return the test; p is 1 in the Poisson limit
     */
    public LikelihoodRatioTest dispersionTest() {
        LikelihoodRatioTest whole = LikelihoodRatioTest.of(measures[3], measures[2], 1);
        return new LikelihoodRatioTest(whole.statistic(), 1, whole.statistic() == 0 ? 1 : whole.p() / 2);
    }

    /** {@return the log-likelihood} */
    public double logLikelihood() {
        return measures[2];
    }

    /** {@return twice the distance of the log-likelihood from that of a perfect fit at the same theta} */
    public double deviance() {
        return measures[4];
    }

    /** {@return -2 times the log-likelihood plus twice the number of parameters; theta is one, unless it is infinite} */
    public double aic() {
        return -2 * logLikelihood() + 2 * (Coefficients.estimated(aliased) + (poissonLimit() ? 0 : 1));
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

    /**
     * How single customers with the features of a row scatter.
     *
     * @param row one finite value per feature
     * @return the variance of the count
     */
    public double variance(double... row) {
        double mean = mean(row);
        return mean + measures[0] * mean * mean;
    }

    /**
     * How likely a count is, such as 0 for no order at all.
     *
     * @param count at least 0
     * @param row one finite value per feature
     * @return between 0 and 1
     */
    public double probability(int count, double... row) {
        Check.atLeast("count", count, 0);
        double eta = predictor(row);
        double mean = Math.exp(eta);
        double alpha = measures[0];
        double log = count * eta - LogGamma.value(count + 1.0);
        if (alpha == 0) {
            return Math.exp(log - mean);
        }
        double rate = Math.log1p(alpha * mean);
        for (int k = 1; k < count; k++) {
            log += Math.log1p(alpha * k);
        }
        return Math.exp(log - (count + 1 / alpha) * rate);
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
    public static NegativeBinomialModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static NegativeBinomialModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NegativeBinomialModel that
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
        return "NegativeBinomialModel[" + features.size() + " features, theta=" + theta() + ", deviance=" + deviance()
                + ", " + report + "]";
    }
}
