package io.clientele.prediction.propensity;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.EncoderModel;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.linear.ElasticNetPath;
import io.clientele.prediction.linear.LogisticModel;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Propensity} learned, from raw columns to calibrated probabilities. A table and a single row give the same bits. Immutable and
 * thread-safe; equal by value.
 */
public final class PropensityModel implements Scorer {

    private static final PropensityCodec CODEC = new PropensityCodec();

    /** Either of the two, with the step of the path. */
    record Linear(
            @Nullable LogisticModel regression, @Nullable ElasticNetPath path, int step) {

        List<String> features() {
            return regression != null
                    ? regression.features()
                    : Objects.requireNonNull(path).features();
        }

        double[] coefficients() {
            if (regression == null) {
                return Objects.requireNonNull(path).coefficients(step);
            }
            return regression.coefficients().stream()
                    .skip(1)
                    .mapToDouble(c -> c.aliased() ? 0 : c.estimate())
                    .toArray();
        }

        double logOdds(double[] row) {
            return regression != null
                    ? regression.logOdds(row)
                    : Objects.requireNonNull(path).logOdds(step, row);
        }
    }

    final EncoderModel encoder;
    final Linear linear;
    /** Of the weight of label 0 that took part in the fit. */
    final double share;

    final @Nullable CalibrationModel calibration;
    private final FitReport report;

    PropensityModel(
            EncoderModel encoder,
            Linear linear,
            double share,
            @Nullable CalibrationModel calibration,
            FitReport report) {
        this.encoder = encoder;
        this.linear = linear;
        this.share = share;
        this.calibration = calibration;
        this.report = report;
        if (!encoder.columns().equals(linear.features())) {
            throw new IllegalArgumentException("the encoder makes columns " + encoder.columns()
                    + ", but the model was trained on " + linear.features());
        }
    }

    PropensityModel withCalibration(CalibrationModel learned) {
        FitReport.Builder all = FitReport.builder()
                .rows(report.rows())
                .iterations(report.iterations())
                .converged(report.converged() && learned.report().converged())
                .change(report.change());
        report.warnings().forEach(all::warning);
        learned.report().warnings().forEach(w -> all.warning("calibration: " + w));
        return new PropensityModel(encoder, linear, share, learned, all.build());
    }

    /** {@return the columns that a row must have, in order} */
    public List<String> inputs() {
        return encoder.inputs();
    }

    /** {@return what was learned for encoding} */
    public EncoderModel encoder() {
        return encoder;
    }

    /** {@return the logistic regression, on encoded columns; empty after an elastic net} */
    public Optional<LogisticModel> regression() {
        return Optional.ofNullable(linear.regression);
    }

    /** {@return what was learned for calibration; empty without} */
    public Optional<CalibrationModel> calibration() {
        return Optional.ofNullable(calibration);
    }

    /** {@return the coefficients of the encoded columns {@code encoder().columns()}, in log-odds; 0 where aliased} */
    public double[] coefficients() {
        return linear.coefficients();
    }

    /** {@return how the fits went, with the warnings of all parts} */
    public FitReport report() {
        return report;
    }

    /**
     * The log-odds of a row before calibration, among all rows.
     *
     * @param row one value per column of {@link #inputs}
     * @return the linear predictor
     */
    public double logOdds(double... row) {
        return linear.logOdds(encoder.encode(row)) + Math.log(share);
    }

    /**
     * The probability of label 1.
     *
     * @param row one value per column of {@link #inputs}
     * @return between 0 and 1
     */
    public double probability(double... row) {
        return finish(linear.logOdds(encoder.encode(row)));
    }

    /** From the linear predictor to the probability; the one place where this happens. */
    private double finish(double logOdds) {
        double p = VectorMath.sigmoid(share == 1 ? logOdds : logOdds + Math.log(share));
        return calibration == null ? p : calibration.calibrate(p);
    }

    /**
     * How sure the probability of a row is: the logistic regression's interval, carried through correction and calibration, which are
     * taken for known.
     *
     * @param row one value per column of {@link #inputs}
     * @return the interval, at the regression's confidence
     * @throws IllegalStateException after an elastic net, which has no standard errors
     */
    public Interval probabilityInterval(double... row) {
        LogisticModel regression = linear.regression;
        if (regression == null) {
            throw new IllegalStateException(
                    "an elastic net has no standard errors; fit a LogisticRegression for intervals");
        }
        double[] encoded = encoder.encode(row);
        double m = regression.logOdds(encoded);
        double half = Distributions.normalTwoSided(regression.confidence()) * regression.logOddsStandardError(encoded);
        double a = finish(m - half);
        double b = finish(m + half);
        return new Interval(Math.min(a, b), Math.max(a, b), regression.confidence());
    }

    /**
     * The probabilities of all rows of a table, whose columns are found by name.
     *
     * @param rows with the columns of {@link #inputs}, in any order among others
     * @param execution how to run
     * @return one probability per row
     * @throws IllegalArgumentException naming a column that the table lacks
     */
    public double[] probabilities(FeatureTable rows, Execution execution) {
        int[] at = new int[inputs().size()];
        for (int j = 0; j < at.length; j++) {
            String name = inputs().get(j);
            at[j] = rows.names().indexOf(name);
            if (at[j] < 0) {
                throw new IllegalArgumentException("column '" + name
                        + "', which the model was trained on, is not there;" + " columns are " + rows.names());
            }
        }
        double[] result = new double[rows.rows()];
        Chunks.forEach(rows.rows(), execution, (chunk, from, to) -> {
            double[] row = new double[at.length];
            for (int i = from; i < to; i++) {
                for (int j = 0; j < at.length; j++) {
                    row[j] = rows.get(i, at[j]);
                }
                try {
                    result[i] = probability(row);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("row " + i + ": " + e.getMessage(), e);
                }
            }
        });
        return result;
    }

    /**
     * The probabilities of all rows of a table, on the caller's thread.
     *
     * @param rows with the columns of {@link #inputs}
     * @return one probability per row
     */
    @Override
    public double[] scores(FeatureTable rows) {
        return probabilities(rows, Execution.sequential());
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
    public static PropensityModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static PropensityModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropensityModel that
                && encoder.equals(that.encoder)
                && linear.equals(that.linear)
                && Double.compare(share, that.share) == 0
                && Objects.equals(calibration, that.calibration)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * encoder.hashCode() + Arrays.hashCode(linear.coefficients());
    }

    @Override
    public String toString() {
        return "PropensityModel[" + inputs() + (calibration == null ? "" : ", " + calibration) + ", " + report + "]";
    }
}
