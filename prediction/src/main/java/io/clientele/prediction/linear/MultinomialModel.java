package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.solver.Cholesky;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link MultinomialLogisticRegression} learned. Immutable and thread-safe; equal by value. Scoring one row takes
 * O(features · classes).
 */
public final class MultinomialModel {

    private static final MultinomialCodec CODEC = new MultinomialCodec();

    final double strength;
    final double confidence;
    /** The reference first. */
    final List<String> classes;

    final List<String> features;
    /** By class but the reference, intercept first; 0 where aliased. */
    final double[][] estimates;
    /** Of all estimates, class by class. */
    final double[][] covariance;

    final boolean[] aliased;
    final double logLikelihood;
    final double nullLogLikelihood;
    private final FitReport report;

    MultinomialModel(
            double strength,
            double confidence,
            List<String> classes,
            List<String> features,
            double[][] estimates,
            double[][] covariance,
            boolean[] aliased,
            double logLikelihood,
            double nullLogLikelihood,
            FitReport report) {
        this.strength = strength;
        this.confidence = confidence;
        this.classes = classes;
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

    /** {@return the classes in the order of all results, the reference first} */
    public List<String> classes() {
        return classes;
    }

    /**
     * How the log-odds of a class against the reference depend on the features.
     *
     * @param name a class other than the reference
     * @return one line per coefficient, the intercept first, with normal tests and intervals
     */
    public List<Coefficient> coefficients(String name) {
        int k = classes.indexOf(name) - 1;
        if (k < 0) {
            throw new IllegalArgumentException("the class must be one of " + classes.subList(1, classes.size())
                    + ", which have coefficients, got '" + name + "'");
        }
        double normal = Double.POSITIVE_INFINITY;
        return Coefficients.table(features, estimates[k], block(k, k), aliased, confidence, normal, normal);
    }

    private double[][] block(int k, int l) {
        int n = features.size() + 1;
        double[][] block = new double[n][];
        for (int j = 0; j < n; j++) {
            block[j] = Arrays.copyOfRange(covariance[k * n + j], l * n, (l + 1) * n);
        }
        return block;
    }

    /** {@return the covariance of all coefficients, class by class, intercepts first; 0 for aliased ones; a copy} */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Whether a feature matters for any class: the joint Wald test of its coefficients.
     *
     * @param feature by name
     * @return the test
     * @throws IllegalStateException if the feature is aliased
     */
    public WaldTest waldTest(String feature) {
        int j = features.indexOf(feature) + 1;
        if (j == 0) {
            throw new IllegalArgumentException("the feature must be one of " + features + ", got '" + feature + "'");
        }
        if (aliased[j]) {
            throw new IllegalStateException("feature '" + feature + "' is aliased, so there is nothing to test");
        }
        int n = features.size() + 1;
        double[] b = new double[estimates.length];
        double[][] v = new double[b.length][b.length];
        double[] spread = new double[b.length];
        for (int k = 0; k < b.length; k++) {
            spread[k] = Math.sqrt(covariance[k * n + j][k * n + j]);
            b[k] = estimates[k][j] / spread[k];
            for (int l = 0; l <= k; l++) {
                v[k][l] = covariance[k * n + j][l * n + j] / (spread[k] * spread[l]);
            }
        }
        double statistic = Newton.dot(b, Cholesky.of(v, 0).solve(b));
        return new WaldTest(statistic, b.length, Distributions.chiSquaredSurvival(statistic, b.length));
    }

    /**
     * Whether the features explain anything: the likelihood-ratio test against the constants alone.
     *
     * @return the test
     * @throws IllegalStateException if there is no feature with an estimate, or a penalty was used
     */
    public LikelihoodRatioTest likelihoodRatioTest() {
        requirePlain(this);
        if (Coefficients.estimated(aliased) == 1) {
            throw new IllegalStateException("no feature has an estimate, so there is nothing to test");
        }
        return LikelihoodRatioTest.of(nullLogLikelihood, logLikelihood, parameters() - estimates.length);
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
    public LikelihoodRatioTest likelihoodRatioTest(MultinomialModel smaller) {
        requirePlain(this);
        requirePlain(smaller);
        for (String name : smaller.features) {
            if (!features.contains(name)) {
                throw new IllegalArgumentException("the smaller model has feature '" + name
                        + "', which this one lacks; the test is for a model inside another");
            }
        }
        if (smaller.parameters() >= parameters()) {
            throw new IllegalArgumentException("the smaller model must have fewer coefficients than this one ("
                    + parameters() + "), got " + smaller.parameters());
        }
        // the same classes and weights give the same null model, up to the rounding of sums
        if (report.rows() != smaller.report.rows()
                || Math.abs(nullLogLikelihood - smaller.nullLogLikelihood) > 1e-9 * Math.abs(nullLogLikelihood)) {
            throw new IllegalArgumentException(
                    "the two models were fitted to different rows, classes or weights; fit both to the same data");
        }
        return LikelihoodRatioTest.of(smaller.logLikelihood, logLikelihood, parameters() - smaller.parameters());
    }

    private static void requirePlain(MultinomialModel model) {
        if (model.strength > 0) {
            throw new IllegalStateException(
                    "the likelihood-ratio test needs maximum likelihood; this model was fitted with a penalty");
        }
    }

    private int parameters() {
        return estimates.length * Coefficients.estimated(aliased);
    }

    /** {@return the log-likelihood at the estimates, without any penalty} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return -2 times the log-likelihood} */
    public double deviance() {
        return -2 * logLikelihood;
    }

    /** {@return the deviance of the model with constants only: of the shares of the classes} */
    public double nullDeviance() {
        return -2 * nullLogLikelihood;
    }

    /** {@return the deviance plus twice the number of coefficients, which a penalty makes less free than that} */
    public double aic() {
        return deviance() + 2 * parameters();
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
     * The probability of each class.
     *
     * @param row one finite value per feature
     * @return in the order of {@link #classes}; they add up to 1
     */
    public double[] probabilities(double... row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        double[] p = new double[classes.size()];
        double most = 0;
        for (int k = 1; k < p.length; k++) {
            p[k] = estimates[k - 1][0];
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                            + "; impute or drop the row first");
                }
                p[k] += estimates[k - 1][j + 1] * row[j];
            }
            most = Math.max(most, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(p[k] - most);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }

    /**
     * The likeliest class of a row.
     *
     * @param row one finite value per feature
     * @return its name; of equally likely ones the first
     */
    public String likeliest(double... row) {
        double[] p = probabilities(row);
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            best = p[k] > p[best] ? k : best;
        }
        return classes.get(best);
    }

    /**
     * How sure the probabilities of a row are: the delta method on the log-odds of each class against all others, carried over, so
     * that the ends stay between 0 and 1. It covers what the coefficients leave open, one class at a time. Under a penalty it
     * does not cover the bias that the penalty brings.
     *
     * @param row one finite value per feature
     * @return one interval per class, in the order of {@link #classes}
     */
    public List<Interval> probabilityIntervals(double... row) {
        double[] p = probabilities(row);
        double[][] v = predictorCovariance(row);
        double width = Distributions.normalTwoSided(confidence);
        List<Interval> intervals = new ArrayList<>();
        for (int k = 0; k < p.length; k++) {
            double rest = 0; // 1 - p[k] without cancelling
            for (int l = 0; l < p.length; l++) {
                rest += l == k ? 0 : p[l];
            }
            double[] slope = new double[estimates.length];
            for (int l = 1; l < p.length; l++) {
                slope[l - 1] = l == k ? 1 : rest > 0 ? -p[l] / rest : 0;
            }
            double variance = 0;
            for (int a = 0; a < slope.length; a++) {
                variance += slope[a] * Newton.dot(v[a], slope);
            }
            double half = width * Math.sqrt(Math.max(0, variance));
            double odds = Math.log(p[k]) - Math.log(rest);
            intervals.add(new Interval(VectorMath.sigmoid(odds - half), VectorMath.sigmoid(odds + half), confidence));
        }
        return List.copyOf(intervals);
    }

    private double[][] predictorCovariance(double[] row) {
        int n = features.size() + 1;
        double[] x = new double[n];
        x[0] = 1;
        System.arraycopy(row, 0, x, 1, row.length);
        double[][] v = new double[estimates.length][estimates.length];
        for (int k = 0; k < v.length; k++) {
            for (int l = 0; l < v.length; l++) {
                for (int j = 0; j < n; j++) {
                    for (int m = 0; m < n; m++) {
                        v[k][l] += x[j] * covariance[k * n + j][l * n + m] * x[m];
                    }
                }
            }
        }
        return v;
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
    public static MultinomialModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model of this or any earlier release.
     *
     * @param in written by {@link #write(OutputStream)}
     * @return a model equal to the one written
     */
    public static MultinomialModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultinomialModel that
                && Double.compare(strength, that.strength) == 0
                && Double.compare(confidence, that.confidence) == 0
                && classes.equals(that.classes)
                && features.equals(that.features)
                && Arrays.deepEquals(estimates, that.estimates)
                && Arrays.deepEquals(covariance, that.covariance)
                && Arrays.equals(aliased, that.aliased)
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.deepHashCode(estimates);
    }

    @Override
    public String toString() {
        return "MultinomialModel[" + classes + ", " + features.size() + " features, deviance=" + deviance() + ", "
                + report + "]";
    }
}
