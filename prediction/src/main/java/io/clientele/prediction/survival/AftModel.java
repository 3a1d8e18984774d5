package io.clientele.prediction.survival;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What {@link AftRegression} learned. Immutable and thread-safe; equal by value. */
public final class AftModel {

    static final String INTERCEPT = "(intercept)";
    private static final AftModelCodec CODEC = new AftModelCodec();

    final LifetimeDistribution distribution;
    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final boolean[] aliased;
    final double scale;
    final double q;
    /** Of the estimates, log scale, and q where it was estimated. */
    final double[][] covariance;

    final double logLikelihood;
    /** NaN without features. */
    final double nullLogLikelihood;

    final double confidence;
    /** NaN where a file did not keep it. */
    final double lastTime;

    final FitReport report;

    AftModel(
            LifetimeDistribution distribution,
            List<String> features,
            double[] estimates,
            boolean[] aliased,
            double scale,
            double q,
            double[][] covariance,
            double logLikelihood,
            double nullLogLikelihood,
            double confidence,
            double lastTime,
            FitReport report) {
        this.distribution = distribution;
        this.features = features;
        this.estimates = estimates;
        this.aliased = aliased;
        this.scale = scale;
        this.q = q;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.confidence = confidence;
        this.lastTime = lastTime;
        this.report = report;
    }

    /** {@return the shape of lifetimes} */
    public LifetimeDistribution distribution() {
        return distribution;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the table of coefficients, the intercept first} */
    public List<AftCoefficient> coefficients() {
        double width = Distributions.normalTwoSided(confidence);
        List<AftCoefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            String name = j == 0 ? INTERCEPT : features.get(j - 1);
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new AftCoefficient(name, none, none, none, none, none, none, none, true));
                continue;
            }
            double b = estimates[j];
            double error = Math.sqrt(covariance[j][j]);
            double z = b / error;
            double p = 2 * Distributions.normalSurvival(Math.abs(z));
            table.add(
                    new AftCoefficient(name, b, Math.exp(b), error, z, p, b - width * error, b + width * error, false));
        }
        return List.copyOf(table);
    }

    /** {@return the scale of log time; 1 for the exponential distribution} */
    public double scale() {
        return scale;
    }

    /** {@return the standard error of the logarithm of the scale; 0 for the exponential distribution} */
    public double logScaleError() {
        int at = estimates.length;
        return Math.sqrt(covariance[at][at]);
    }

    /** {@return the shape q of a generalised gamma; empty for the others} */
    public OptionalDouble shape() {
        return hasShape() ? OptionalDouble.of(q) : OptionalDouble.empty();
    }

    /** {@return the standard error of q; empty unless it was estimated} */
    public OptionalDouble shapeError() {
        int at = estimates.length + 1;
        return hasShape() ? OptionalDouble.of(Math.sqrt(covariance[at][at])) : OptionalDouble.empty();
    }

    private boolean hasShape() {
        return distribution == LifetimeDistribution.GENERALIZED_GAMMA;
    }

    /**
     * The covariance of what was estimated.
     *
     * @return of the coefficients, intercept first, then log scale, then q of a generalised gamma; 0 where aliased or fixed; a
     *     copy
     */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log-likelihood of the times (not of their logarithms)} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return the log-likelihood of the distribution without features; that of the model if it has none} */
    public double nullLogLikelihood() {
        return features.isEmpty() ? logLikelihood : nullLogLikelihood;
    }

    /** {@return -2 times the log-likelihood plus twice the number of what was estimated} */
    public double aic() {
        int count = distribution == LifetimeDistribution.EXPONENTIAL ? 0 : hasShape() ? 2 : 1;
        return -2 * logLikelihood + 2 * (count + 1 + degreesOfFreedom());
    }

    /** {@return the likelihood-ratio test that no feature matters} */
    public ChiSquareTest likelihoodRatioTest() {
        return ChiSquareTest.of(2 * (logLikelihood - nullLogLikelihood()), degreesOfFreedom());
    }

    private int degreesOfFreedom() {
        int count = 0;
        for (int j = 1; j < aliased.length; j++) {
            count += aliased[j] ? 0 : 1;
        }
        return count;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /**
     * {@return the longest time that anybody was watched: what is said of later times rests on the distribution alone, see {@link
     * AftCurve#extrapolation}; NaN for a model from a file of version 1, which did not keep it}
     */
    public double lastTime() {
        return lastTime;
    }

    /** {@return how the fit went; {@code change} is the last Newton decrement; the iterations of a generalised gamma are those at every q tried} */
    public FitReport report() {
        return report;
    }

    /**
     * What the model says about a customer.
     *
     * @param row one finite value per feature
     * @return the customer's curve
     */
    public AftCurve curve(double... row) {
        check(row);
        double location = estimates[0];
        for (int j = 0; j < row.length; j++) {
            location += estimates[j + 1] * row[j];
        }
        int size = hasShape() ? 3 : 2;
        double[][] own = new double[size][size];
        int n = estimates.length;
        for (int i = 0; i < n; i++) {
            double xi = i == 0 ? 1 : row[i - 1];
            for (int j = 0; j < n; j++) {
                own[0][0] += xi * covariance[i][j] * (j == 0 ? 1 : row[j - 1]);
            }
            for (int k = 1; k < size; k++) {
                own[0][k] += xi * covariance[i][n + k - 1];
            }
        }
        for (int k = 1; k < size; k++) {
            own[k][0] = own[0][k];
            for (int m = 1; m < size; m++) {
                own[k][m] = covariance[n + k - 1][n + m - 1];
            }
        }
        return new AftCurve(distribution, location, scale, q, own, confidence, lastTime);
    }

    private void check(double[] row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                        + "; impute or drop the row first");
            }
        }
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
    public static AftModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static AftModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AftModel that
                && distribution == that.distribution
                && features.equals(that.features)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.equals(aliased, that.aliased)
                && Double.compare(scale, that.scale) == 0
                && Double.compare(q, that.q) == 0
                && Arrays.deepEquals(covariance, that.covariance)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && Double.compare(confidence, that.confidence) == 0
                && Double.compare(lastTime, that.lastTime) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "AftModel[" + distribution + ", " + features.size() + " features, scale=" + scale + ", logLikelihood="
                + logLikelihood + ", " + report + "]";
    }
}
