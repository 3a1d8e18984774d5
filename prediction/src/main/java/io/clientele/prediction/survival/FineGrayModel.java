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

/** What {@link FineGray} learned. Immutable and thread-safe; equal by value. */
public final class FineGrayModel {

    private static final FineGrayModelCodec CODEC = new FineGrayModelCodec();

    final int cause;
    final List<String> features;
    /** 0 where aliased. */
    final double[] estimates;

    final boolean[] aliased;
    final double[][] modelCovariance;
    final double[][] covariance;
    /** The features for which the hazard is. */
    final double[] center;

    final double[] times;
    final double[] hazard;
    final double lastTime;
    final double logLikelihood;
    final double nullLogLikelihood;
    final double confidence;
    final FitReport report;

    FineGrayModel(
            int cause,
            List<String> features,
            double[] estimates,
            boolean[] aliased,
            double[][] modelCovariance,
            double[][] covariance,
            double[] center,
            double[] times,
            double[] hazard,
            double lastTime,
            double logLikelihood,
            double nullLogLikelihood,
            double confidence,
            FitReport report) {
        this.cause = cause;
        this.features = features;
        this.estimates = estimates;
        this.aliased = aliased;
        this.modelCovariance = modelCovariance;
        this.covariance = covariance;
        this.center = center;
        this.times = times;
        this.hazard = hazard;
        this.lastTime = lastTime;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.confidence = confidence;
        this.report = report;
    }

    /** {@return the code of the cause} */
    public int cause() {
        return cause;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the table of coefficients, one per feature; the ratio is one of subdistribution hazards, the error robust} */
    public List<CoxCoefficient> coefficients() {
        double width = Distributions.normalTwoSided(confidence);
        List<CoxCoefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new CoxCoefficient(features.get(j), none, none, none, none, none, none, none, none, true));
                continue;
            }
            double b = estimates[j];
            double error = CoxCoefficient.error(covariance[j][j], modelCovariance[j][j]);
            table.add(new CoxCoefficient(
                    features.get(j),
                    b,
                    Math.exp(b),
                    error,
                    Math.sqrt(modelCovariance[j][j]),
                    b / error,
                    2 * Distributions.normalSurvival(Math.abs(b / error)),
                    b - width * error,
                    b + width * error,
                    false));
        }
        return List.copyOf(table);
    }

    /** {@return the robust covariance of the coefficients; 0 where aliased; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log pseudo likelihood at the estimates} */
    public double logPseudoLikelihood() {
        return logLikelihood;
    }

    /** {@return the log pseudo likelihood when no feature matters} */
    public double nullLogPseudoLikelihood() {
        return nullLogLikelihood;
    }

    /** {@return the last time anybody was watched; the model says nothing beyond it} */
    public double lastTime() {
        return lastTime;
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
     * The chance that a customer has left for the cause by a time.
     *
     * @param time between 0 and {@link #lastTime}
     * @param row one finite value per feature
     * @return between 0 and 1
     */
    public double incidence(double time, double... row) {
        Check.atLeast("time", time, 0.0);
        if (time > lastTime) {
            throw new IllegalArgumentException("time " + time + " is " + (time - lastTime)
                    + " beyond the last observed time (" + lastTime
                    + "), and the data say nothing there; ask for an earlier"
                    + " time");
        }
        Check.length("the row", row.length, features.size(), "one value per feature");
        double eta = 0;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                        + "; impute or drop the row first");
            }
            eta += estimates[j] * (row[j] - center[j]);
        }
        int at = Arrays.binarySearch(times, time);
        int point = at >= 0 ? at : -at - 2;
        return point < 0 ? 0 : -Math.expm1(-hazard[point] * Math.exp(eta));
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
    public static FineGrayModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static FineGrayModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FineGrayModel that
                && cause == that.cause
                && features.equals(that.features)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.equals(aliased, that.aliased)
                && Arrays.deepEquals(modelCovariance, that.modelCovariance)
                && Arrays.deepEquals(covariance, that.covariance)
                && Arrays.equals(center, that.center)
                && Arrays.equals(times, that.times)
                && Arrays.equals(hazard, that.hazard)
                && Double.compare(lastTime, that.lastTime) == 0
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && Double.compare(confidence, that.confidence) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "FineGrayModel[cause=" + cause + ", " + features.size() + " features, logPseudoLikelihood="
                + logLikelihood + ", " + report + "]";
    }
}
