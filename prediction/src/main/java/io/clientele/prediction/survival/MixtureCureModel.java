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

/** What {@link MixtureCure} learned. Immutable and thread-safe; equal by value. */
public final class MixtureCureModel {

    private static final MixtureCureModelCodec CODEC = new MixtureCureModelCodec();

    final LifetimeDistribution distribution;
    final List<String> features;
    final int[] incidence;
    final int[] latency;
    /** Intercept first; 0 where aliased. */
    final double[] gamma;
    /** Intercept first; 0 where aliased. */
    final double[] beta;
    /** Of gamma, then beta. */
    final boolean[] aliased;

    final double scale;
    /** Of gamma, beta, and log scale. */
    final double[][] covariance;

    final double logLikelihood;
    final FollowUpTest followUp;
    final double confidence;
    final FitReport report;

    MixtureCureModel(
            LifetimeDistribution distribution,
            List<String> features,
            int[] incidence,
            int[] latency,
            double[] gamma,
            double[] beta,
            boolean[] aliased,
            double scale,
            double[][] covariance,
            double logLikelihood,
            FollowUpTest followUp,
            double confidence,
            FitReport report) {
        this.distribution = distribution;
        this.features = features;
        this.incidence = incidence;
        this.latency = latency;
        this.gamma = gamma;
        this.beta = beta;
        this.aliased = aliased;
        this.scale = scale;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.followUp = followUp;
        this.confidence = confidence;
        this.report = report;
    }

    /** {@return how long those stay who leave} */
    public LifetimeDistribution distribution() {
        return distribution;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return who will ever leave: the coefficients of the log odds, the intercept first} */
    public List<CureCoefficient> incidence() {
        double width = Distributions.normalTwoSided(confidence);
        List<CureCoefficient> table = new ArrayList<>();
        for (int j = 0; j < gamma.length; j++) {
            String name = j == 0 ? AftModel.INTERCEPT : features.get(incidence[j - 1]);
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new CureCoefficient(name, none, none, none, none, none, none, none, true));
                continue;
            }
            double g = gamma[j];
            double error = Math.sqrt(covariance[j][j]);
            double z = g / error;
            double p = 2 * Distributions.normalSurvival(Math.abs(z));
            table.add(new CureCoefficient(
                    name, g, Math.exp(g), error, z, p, g - width * error, g + width * error, false));
        }
        return List.copyOf(table);
    }

    /** {@return when those leave who do: the coefficients of log time, the intercept first} */
    public List<AftCoefficient> latency() {
        double width = Distributions.normalTwoSided(confidence);
        List<AftCoefficient> table = new ArrayList<>();
        for (int j = 0; j < beta.length; j++) {
            String name = j == 0 ? AftModel.INTERCEPT : features.get(latency[j - 1]);
            int at = gamma.length + j;
            if (aliased[at]) {
                double none = Double.NaN;
                table.add(new AftCoefficient(name, none, none, none, none, none, none, none, true));
                continue;
            }
            double b = beta[j];
            double error = Math.sqrt(covariance[at][at]);
            double z = b / error;
            double p = 2 * Distributions.normalSurvival(Math.abs(z));
            table.add(
                    new AftCoefficient(name, b, Math.exp(b), error, z, p, b - width * error, b + width * error, false));
        }
        return List.copyOf(table);
    }

    /** {@return the scale of log time of those who leave; 1 for the exponential distribution} */
    public double scale() {
        return scale;
    }

    /** {@return the standard error of the logarithm of the scale; 0 for the exponential distribution} */
    public double logScaleError() {
        int at = covariance.length - 1;
        return Math.sqrt(covariance[at][at]);
    }

    /**
     * The covariance of what was estimated, from the observed information.
     *
     * @return of the coefficients of {@link #incidence}, those of {@link #latency}, and log scale; 0 where aliased or fixed; a copy
     */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log-likelihood of the times (not of their logarithms)} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return -2 times the log-likelihood plus twice the number of what was estimated; comparable with {@link AftModel#aic}} */
    public double aic() {
        int count = distribution == LifetimeDistribution.EXPONENTIAL ? 0 : 1;
        for (boolean none : aliased) {
            count += none ? 0 : 1;
        }
        return -2 * logLikelihood + 2 * count;
    }

    /** {@return whether customers were watched long enough to tell who never leaves} */
    public FollowUpTest followUp() {
        return followUp;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /** {@return how the fit went; iterations of both starts; {@code change} is the last Newton decrement} */
    public FitReport report() {
        return report;
    }

    /**
     * What the model says about a customer.
     *
     * @param row one finite value per feature
     * @return the customer's curve
     */
    public MixtureCureCurve curve(double... row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                        + "; impute or drop the row first");
            }
        }
        int n = covariance.length;
        double[][] slopes = new double[3][n];
        double logOdds = gamma[0];
        slopes[0][0] = 1;
        for (int j = 1; j < gamma.length; j++) {
            slopes[0][j] = row[incidence[j - 1]];
            logOdds += gamma[j] * slopes[0][j];
        }
        double location = beta[0];
        slopes[1][gamma.length] = 1;
        for (int j = 1; j < beta.length; j++) {
            slopes[1][gamma.length + j] = row[latency[j - 1]];
            location += beta[j] * row[latency[j - 1]];
        }
        slopes[2][n - 1] = 1;
        double[][] own = new double[3][3];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        own[a][b] += slopes[a][j] * covariance[j][k] * slopes[b][k];
                    }
                }
            }
        }
        return new MixtureCureCurve(distribution, logOdds, location, scale, own, confidence, followUp.lastTime());
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
    public static MixtureCureModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static MixtureCureModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureCureModel that
                && distribution == that.distribution
                && features.equals(that.features)
                && Arrays.equals(incidence, that.incidence)
                && Arrays.equals(latency, that.latency)
                && Arrays.equals(gamma, that.gamma)
                && Arrays.equals(beta, that.beta)
                && Arrays.equals(aliased, that.aliased)
                && Double.compare(scale, that.scale) == 0
                && Arrays.deepEquals(covariance, that.covariance)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && followUp.equals(that.followUp)
                && Double.compare(confidence, that.confidence) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(gamma) + Arrays.hashCode(beta);
    }

    @Override
    public String toString() {
        return "MixtureCureModel[" + distribution + ", " + features.size() + " features, scale=" + scale
                + ", logLikelihood=" + logLikelihood + ", " + report + "]";
    }
}
