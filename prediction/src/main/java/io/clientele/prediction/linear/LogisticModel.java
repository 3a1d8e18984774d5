package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link LogisticRegression} learned. Immutable and thread-safe; equal by value. Scoring one row takes O(features) and
 * allocates nothing beyond the argument array.
 */
public final class LogisticModel {

    private static final LogisticCodec CODEC = new LogisticCodec();

    final LogisticRegression recipe;
    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final double[][] covariance;
    final boolean[] aliased;
    final double logLikelihood;
    final double nullLogLikelihood;
    private final FitReport report;

    LogisticModel(
            LogisticRegression recipe,
            List<String> features,
            double[] estimates,
            double[][] covariance,
            boolean[] aliased,
            double logLikelihood,
            double nullLogLikelihood,
            FitReport report) {
        this.recipe = recipe;
        this.features = features;
        this.estimates = estimates;
        this.covariance = covariance;
        this.aliased = aliased;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.report = report;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return the constant: the log-odds of a row of zeros} */
    public double intercept() {
        return estimates[0];
    }

    /** {@return the recipe that the model was fitted with} */
    public LogisticRegression estimator() {
        return recipe;
    }

    /** {@return the table of coefficients, the intercept first} */
    public List<Coefficient> coefficients() {
        return Coefficients.table(
                features,
                estimates,
                covariance,
                aliased,
                confidence(),
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    /** {@return the covariance of the coefficients, intercept first; rows and columns of aliased ones are 0; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the log-likelihood at the estimates, without any penalty} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return -2 times the log-likelihood} */
    public double deviance() {
        return -2 * logLikelihood;
    }

    /** {@return the deviance of the model with a constant (and the offset) only} */
    public double nullDeviance() {
        return -2 * nullLogLikelihood;
    }

    /**
     * Deviance plus twice the number of estimated coefficients. Under a penalty the coefficients are less than free, so that it
     * overstates their number.
     *
     * @return Akaike's criterion
     */
    public double aic() {
        return deviance() + 2 * Coefficients.estimated(aliased);
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return recipe.o.confidence();
    }

    /**
     * Whether the features explain anything: the likelihood-ratio test against the constant (and the offset) alone.
     *
     * @return the test
     * @throws IllegalStateException if there is no feature with an estimate, or a penalty was used
     */
    public LikelihoodRatioTest likelihoodRatioTest() {
        requirePlain(this);
        int more = Coefficients.estimated(aliased) - 1;
        if (more == 0) {
            throw new IllegalStateException("no feature has an estimate, so there is nothing to test");
        }
        return LikelihoodRatioTest.of(nullLogLikelihood, logLikelihood, more);
    }

    /**
     * Whether this model explains more than a smaller one fitted to the same rows.
     *
     * @param smaller has some of the features of this one
     * @return the test
     * @throws IllegalArgumentException if the smaller model has a feature that this one lacks, as many coefficients or more,
     *     or was fitted to other rows
     * @throws IllegalStateException if either was fitted with a penalty
     */
    public LikelihoodRatioTest likelihoodRatioTest(LogisticModel smaller) {
        requirePlain(this);
        requirePlain(smaller);
        for (String name : smaller.features) {
            if (!features.contains(name)) {
                throw new IllegalArgumentException("the smaller model has feature '" + name
                        + "', which this one lacks; the test is for a model inside another");
            }
        }
        int more = Coefficients.estimated(aliased) - Coefficients.estimated(smaller.aliased);
        if (more < 1) {
            throw new IllegalArgumentException("the smaller model must have fewer coefficients than this one ("
                    + Coefficients.estimated(aliased) + "), got " + Coefficients.estimated(smaller.aliased));
        }
        // the same labels, weights and offset give the same null model, up to the rounding of sums
        if (report.rows() != smaller.report.rows()
                || Math.abs(nullLogLikelihood - smaller.nullLogLikelihood) > 1e-9 * Math.abs(nullLogLikelihood)) {
            throw new IllegalArgumentException(
                    "the two models were fitted to different rows, labels or weights;" + " fit both to the same data");
        }
        return LikelihoodRatioTest.of(smaller.logLikelihood, logLikelihood, more);
    }

    private static void requirePlain(LogisticModel model) {
        if (model.recipe.o.strength() > 0 || model.recipe.o.firth()) {
            throw new IllegalStateException(
                    "the likelihood-ratio test needs maximum likelihood; this model was fitted with a penalty");
        }
    }

    /** {@return how the fit went; {@code change} is the last Newton decrement} */
    public FitReport report() {
        return report;
    }

    /**
     * The log-odds of a row. An offset is no part of the model: add the row's own, if it has one.
     *
     * @param row one finite value per feature
     * @return the linear predictor
     */
    public double logOdds(double... row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        double sum = estimates[0];
        for (int j = 0; j < row.length; j++) {
            sum += estimates[j + 1] * row[j];
        }
        if (!Double.isFinite(sum)) {
            // a value that is not finite spoils the sum even at a coefficient of 0, so looking here is enough
            check(row);
        }
        return sum;
    }

    /**
     * The probability of label 1.
     *
     * @param row one finite value per feature
     * @return between 0 and 1
     */
    public double probability(double... row) {
        return VectorMath.sigmoid(logOdds(row));
    }

    /**
     * How sure the probability of a row is: a Wald interval on the log-odds, carried over. It covers what the coefficients
     * leave open, not the toss of this customer's coin. Under a penalty it does not cover the bias that the penalty brings.
     *
     * @param row one finite value per feature
     * @return the interval, at the model's confidence
     */
    public Interval probabilityInterval(double... row) {
        double m = logOdds(row);
        double half = Distributions.normalTwoSided(confidence()) * Coefficients.standardError(covariance, row);
        return new Interval(VectorMath.sigmoid(m - half), VectorMath.sigmoid(m + half), confidence());
    }

    /**
     * The standard error of the log-odds of a row.
     *
     * @param row one finite value per feature
     * @return what the coefficients leave open
     */
    public double logOddsStandardError(double... row) {
        check(row);
        return Coefficients.standardError(covariance, row);
    }

    /**
     * What each feature adds to the log-odds of a row, against a row of reference values.
     *
     * @param row one finite value per feature
     * @param reference such as the means; the contributions add up to the difference of the two log-odds
     * @return one number per feature, in log-odds
     */
    public double[] contributions(double[] row, double[] reference) {
        check(row);
        check(reference);
        double[] parts = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            parts[j] = estimates[j + 1] * (row[j] - reference[j]);
        }
        return parts;
    }

    /**
     * The probabilities of all rows of a table.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one probability per row
     */
    public double[] probabilities(FeatureTable rows, Execution execution) {
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        double[] result = new double[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            double[] tile = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                Arrays.fill(result, at, at + n, estimates[0]);
                for (int j = 0; j < features.size(); j++) {
                    own.copyColumn(j, at, tile, 0, n);
                    double b = estimates[j + 1];
                    for (int i = 0; i < n; i++) {
                        result[at + i] += b * tile[i];
                    }
                }
                for (int i = at; i < at + n; i++) {
                    result[i] = VectorMath.sigmoid(result[i]);
                }
            }
        });
        return result;
    }

    /**
     * The probabilities of all rows of a table, on the caller's thread.
     *
     * @param rows with the columns of {@link #features}
     * @return one probability per row
     */
    public double[] probabilities(FeatureTable rows) {
        return probabilities(rows, Execution.sequential());
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
    public static LogisticModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static LogisticModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticModel that
                && recipe.equals(that.recipe)
                && features.equals(that.features)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.deepEquals(covariance, that.covariance)
                && Arrays.equals(aliased, that.aliased)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "LogisticModel[" + features.size() + " features, deviance=" + deviance() + ", " + report + "]";
    }
}
