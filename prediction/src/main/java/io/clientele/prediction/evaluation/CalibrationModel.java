package io.clientele.prediction.evaluation;

import io.clientele.core.FitReport;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A map from scores to probabilities that a {@link Calibrator} learned. Immutable and thread-safe; equal by value. One call takes
 * O(1), or O(log blocks) for isotonic regression, and allocates nothing.
 */
public final class CalibrationModel {

    private static final CalibrationCodec CODEC = new CalibrationCodec();
    private static final double CLOSEST = 1e-15;

    /** Which curve. */
    enum Kind {
        PLATT,
        LOG_ODDS,
        TEMPERATURE,
        BETA,
        ISOTONIC;

        /** The first or second function of the score whose sum gives the log-odds. */
        double term(int which, double score) {
            if (this == PLATT) {
                return score;
            }
            double p = Math.max(CLOSEST, Math.min(1 - CLOSEST, score));
            if (this == LOG_ODDS || this == TEMPERATURE) {
                return LogitScale.logit(p);
            }
            return which == 1 ? Math.log(p) : -Math.log1p(-p);
        }
    }

    final Kind kind;
    /** Intercept and two slopes of the log-odds. */
    final double[] curve;
    /** Rising scores with their probabilities. */
    final double[] at;

    final double[] value;
    private final FitReport report;

    CalibrationModel(Kind kind, double[] curve, double[] at, double[] value, FitReport report) {
        this.kind = kind;
        this.curve = curve;
        this.at = at;
        this.value = value;
        this.report = report;
    }

    /**
     * The probability of label 1.
     *
     * @param score finite; between 0 and 1 for a model of probabilities
     * @return between 0 and 1
     */
    public double calibrate(double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score must be finite, got " + score);
        }
        if (kind == Kind.ISOTONIC) {
            return step(score);
        }
        if (kind == Kind.PLATT) {
            return VectorMath.sigmoid(curve[0] + curve[1] * score);
        }
        if (score < 0 || score > 1) {
            throw new IllegalArgumentException(
                    "score must be a probability between 0 and 1 for this calibration, got " + score);
        }
        double second = kind == Kind.BETA ? curve[2] * kind.term(2, score) : 0;
        return VectorMath.sigmoid(curve[0] + curve[1] * kind.term(1, score) + second);
    }

    private double step(double score) {
        int last = at.length - 1;
        if (score <= at[0]) {
            return value[0];
        }
        if (score >= at[last]) {
            return value[last];
        }
        int found = Arrays.binarySearch(at, score);
        if (found >= 0) {
            return value[found];
        }
        int high = -found - 1;
        int low = high - 1;
        if (value[low] == value[high]) {
            return value[low];
        }
        double share = (score - at[low]) / (at[high] - at[low]);
        return value[low] + share * (value[high] - value[low]);
    }

    /**
     * The probabilities of many scores.
     *
     * @param scores as in {@link #calibrate(double)}
     * @return one probability per score
     */
    public double[] calibrate(double[] scores) {
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = calibrate(scores[i]);
        }
        return probabilities;
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
    public static CalibrationModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static CalibrationModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationModel that
                && kind == that.kind
                && Arrays.equals(curve, that.curve)
                && Arrays.equals(at, that.at)
                && Arrays.equals(value, that.value)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.name().hashCode() + Arrays.hashCode(curve)) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "CalibrationModel[" + kind
                + (kind == Kind.ISOTONIC ? ", " + at.length + " points" : ", curve=" + Arrays.toString(curve)) + "]";
    }
}
