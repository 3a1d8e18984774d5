package io.clientele.prediction.survival.discrete;

import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.prediction.linear.Coefficient;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@link DiscreteHazard} learned. Immutable and thread-safe; equal by value. */
public final class DiscreteHazardModel {

    private static final DiscreteHazardModelCodec CODEC = new DiscreteHazardModelCodec();

    final double periodLength;
    final int[] firstPeriods;
    final int lastPeriod;
    /** Of each band: 0 or 1 where it is known whatever the features, else NaN. */
    final double[] known;
    /** Of each band: which of the columns says that it is this band; -1 for the reference and for known ones. */
    final int[] column;
    /** The columns of bands, then the features. */
    final List<String> columns;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final boolean[] aliased;
    final double[][] covariance;
    final double logLikelihood;
    final double confidence;
    final FitReport report;

    DiscreteHazardModel(
            double periodLength,
            int[] firstPeriods,
            int lastPeriod,
            double[] known,
            int[] column,
            List<String> columns,
            double[] estimates,
            boolean[] aliased,
            double[][] covariance,
            double logLikelihood,
            double confidence,
            FitReport report) {
        this.periodLength = periodLength;
        this.firstPeriods = firstPeriods;
        this.lastPeriod = lastPeriod;
        this.known = known;
        this.column = column;
        this.columns = columns;
        this.estimates = estimates;
        this.aliased = aliased;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.confidence = confidence;
        this.report = report;
    }

    /** How many of the columns are bands. */
    int baseline() {
        int count = 0;
        for (int c : column) {
            count += c >= 0 ? 1 : 0;
        }
        return count;
    }

    /** {@return the length of a period} */
    public double periodLength() {
        return periodLength;
    }

    /** {@return the last period anybody was at risk in; the data say nothing beyond} */
    public int lastPeriod() {
        return lastPeriod;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return columns.subList(baseline(), columns.size());
    }

    /** {@return the table of coefficients: the intercept (the first band that has one), the other bands, the features} */
    public List<Coefficient> coefficients() {
        double width = Distributions.normalTwoSided(confidence);
        List<Coefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            String name = j == 0 ? "(intercept)" : columns.get(j - 1);
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new Coefficient(name, none, none, none, none, none, none, true));
                continue;
            }
            double b = estimates[j];
            double error = Math.sqrt(covariance[j][j]);
            double z = b / error;
            double p = 2 * Distributions.normalSurvival(Math.abs(z));
            table.add(new Coefficient(name, b, error, z, p, b - width * error, b + width * error, false));
        }
        return List.copyOf(table);
    }

    /** {@return the covariance of the coefficients, intercept first; rows and columns of aliased ones are 0; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log-likelihood of the person-periods} */
    public double logLikelihood() {
        return logLikelihood;
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
     * What the model says about a customer whose features stay as they are.
     *
     * @param row one finite value per feature
     * @return the customer's curve, up to {@link #lastPeriod}
     */
    public DiscreteHazardCurve curve(double... row) {
        check(row, "");
        double[][] rows = new double[lastPeriod][];
        Arrays.fill(rows, row);
        return curve(rows);
    }

    /**
     * What the model says about a customer whose features change.
     *
     * @param path the features in period 1, 2 and so on, at most {@link #lastPeriod} rows; columns are found by name
     * @return the customer's curve, as far as the path goes
     */
    public DiscreteHazardCurve curve(FeatureTable path) {
        Check.hasRows("the path", path.rows());
        Check.atMost("the number of rows of the path", path.rows(), lastPeriod, "the last period of the data");
        FeatureTable own = path.select(features().toArray(new String[0]));
        double[][] rows = new double[path.rows()][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = own.row(k);
            check(rows[k], " in period " + (k + 1));
        }
        return curve(rows);
    }

    private void check(double[] row, String where) {
        List<String> features = features();
        Check.length("the row", row.length, features.size(), "one value per feature");
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "'" + where + " must be finite, got "
                        + row[j] + "; impute or drop the row first");
            }
        }
    }

    private DiscreteHazardCurve curve(double[][] rows) {
        int baseline = baseline();
        double[][] design = new double[rows.length][];
        double[] fixed = new double[rows.length];
        for (int k = 0, b = 0; k < rows.length; k++) {
            b += b + 1 < firstPeriods.length && firstPeriods[b + 1] == k + 1 ? 1 : 0;
            fixed[k] = known[b];
            design[k] = new double[estimates.length];
            design[k][0] = 1;
            if (column[b] >= 0) {
                design[k][1 + column[b]] = 1;
            }
            System.arraycopy(rows[k], 0, design[k], 1 + baseline, rows[k].length);
        }
        return new DiscreteHazardCurve(design, fixed, estimates, covariance, confidence);
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
    public static DiscreteHazardModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static DiscreteHazardModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiscreteHazardModel that
                && Double.compare(periodLength, that.periodLength) == 0
                && Arrays.equals(firstPeriods, that.firstPeriods)
                && lastPeriod == that.lastPeriod
                && Arrays.equals(known, that.known)
                && Arrays.equals(column, that.column)
                && columns.equals(that.columns)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.equals(aliased, that.aliased)
                && Arrays.deepEquals(covariance, that.covariance)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(confidence, that.confidence) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "DiscreteHazardModel[" + lastPeriod + " periods in " + firstPeriods.length + " bands, "
                + features().size() + " features, logLikelihood=" + logLikelihood + ", " + report + "]";
    }
}
