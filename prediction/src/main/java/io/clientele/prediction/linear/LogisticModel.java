package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link LogisticRegression} learned. Immutable and thread-safe; equal by value. Scoring one row takes O(features) and
 * allocates nothing beyond the argument array.
 */
public final class LogisticModel {

    static final String INTERCEPT = "(intercept)";

    final List<String> features;
    /** Intercept first; 0 where aliased. */
    final double[] estimates;

    final double[][] covariance;
    final boolean[] aliased;
    private final double logLikelihood;
    private final double nullLogLikelihood;
    private final double confidence;
    private final FitReport report;

    LogisticModel(
            List<String> features,
            double[] estimates,
            double[][] covariance,
            boolean[] aliased,
            double logLikelihood,
            double nullLogLikelihood,
            double confidence,
            FitReport report) {
        this.features = features;
        this.estimates = estimates;
        this.covariance = covariance;
        this.aliased = aliased;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.confidence = confidence;
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

    /** {@return the table of coefficients, the intercept first} */
    public List<Coefficient> coefficients() {
        double width = Distributions.normalTwoSided(confidence);
        List<Coefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            String name = j == 0 ? INTERCEPT : features.get(j - 1);
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
        return table;
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

    /** {@return deviance plus twice the number of estimated coefficients} */
    public double aic() {
        int count = 0;
        for (boolean none : aliased) {
            count += none ? 0 : 1;
        }
        return deviance() + 2 * count;
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
     * The log-odds of a row.
     *
     * @param row one finite value per feature
     * @return the linear predictor
     */
    public double logOdds(double... row) {
        check(row);
        double sum = estimates[0];
        for (int j = 0; j < row.length; j++) {
            sum += estimates[j + 1] * row[j];
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
     * leave open, not the toss of this customer's coin.
     *
     * @param row one finite value per feature
     * @return the interval, at the model's confidence
     */
    public Interval probabilityInterval(double... row) {
        double m = logOdds(row);
        double variance = 0;
        for (int j = 0; j < estimates.length; j++) {
            double xj = j == 0 ? 1 : row[j - 1];
            for (int k = 0; k < estimates.length; k++) {
                variance += xj * covariance[j][k] * (k == 0 ? 1 : row[k - 1]);
            }
        }
        double half = Distributions.normalTwoSided(confidence) * Math.sqrt(Math.max(0, variance));
        return new Interval(VectorMath.sigmoid(m - half), VectorMath.sigmoid(m + half), confidence);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticModel that
                && features.equals(that.features)
                && Arrays.equals(estimates, that.estimates)
                && Arrays.deepEquals(covariance, that.covariance)
                && Arrays.equals(aliased, that.aliased)
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
        return "LogisticModel[" + features.size() + " features, deviance=" + deviance() + ", " + report + "]";
    }
}
