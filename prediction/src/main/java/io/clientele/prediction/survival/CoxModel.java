package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CoxRegression} learned: coefficients, their errors, tests, and the baseline hazard of every stratum. Immutable and
 * thread-safe; equal by value.
 *
 * <p>The baseline matches the ties: Efron's for Efron, Breslow's for Breslow and exact. It is kept at every event time; what the
 * intervals need beside it is kept at up to about 2,048 of them and interpolated between.
 */
public final class CoxModel {

    private static final CoxModelCodec CODEC = new CoxModelCodec();
    private static final double SINGULAR = 1e-11;

    final List<String> features;
    final Ties ties;
    /** 0 where aliased. */
    final double[] estimates;

    final boolean[] aliased;
    final double[][] modelCovariance;
    final double @Nullable [][] robustCovariance;
    final double[] center;
    final List<CoxBaseline> baselines;
    final long events;
    final double logLikelihood;
    final double nullLogLikelihood;
    /** How much more Firth's part of the objective is at the estimates than without features; NaN without the correction. */
    final double firthGain;

    final double scoreStatistic;
    /** NaN without robust errors. */
    final double robustScoreStatistic;

    final double confidence;
    final FitReport report;

    CoxModel(
            List<String> features,
            Ties ties,
            double[] estimates,
            boolean[] aliased,
            double[][] modelCovariance,
            double @Nullable [][] robustCovariance,
            double[] center,
            List<CoxBaseline> baselines,
            long events,
            double logLikelihood,
            double nullLogLikelihood,
            double firthGain,
            double scoreStatistic,
            double robustScoreStatistic,
            double confidence,
            FitReport report) {
        this.features = features;
        this.ties = ties;
        this.estimates = estimates;
        this.aliased = aliased;
        this.modelCovariance = modelCovariance;
        this.robustCovariance = robustCovariance;
        this.center = center;
        this.baselines = baselines;
        this.events = events;
        this.logLikelihood = logLikelihood;
        this.nullLogLikelihood = nullLogLikelihood;
        this.firthGain = firthGain;
        this.scoreStatistic = scoreStatistic;
        this.robustScoreStatistic = robustScoreStatistic;
        this.confidence = confidence;
        this.report = report;
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /** {@return what was made of events at the same time} */
    public Ties ties() {
        return ties;
    }

    /** {@return the names of the strata with events; "all" without strata} */
    public List<String> strata() {
        return baselines.stream().map(base -> base.stratum).toList();
    }

    /** {@return the table of coefficients, one per feature} */
    public List<CoxCoefficient> coefficients() {
        double width = Distributions.normalTwoSided(confidence);
        double[][] covariance = own();
        List<CoxCoefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new CoxCoefficient(features.get(j), none, none, none, none, none, none, none, none, true));
                continue;
            }
            double b = estimates[j];
            double error = CoxCoefficient.error(covariance[j][j], modelCovariance[j][j]);
            double z = b / error;
            table.add(new CoxCoefficient(
                    features.get(j),
                    b,
                    Math.exp(b),
                    error,
                    Math.sqrt(modelCovariance[j][j]),
                    z,
                    2 * Distributions.normalSurvival(Math.abs(z)),
                    b - width * error,
                    b + width * error,
                    false));
        }
        return List.copyOf(table);
    }

    private double[][] own() {
        return robustCovariance == null ? modelCovariance : robustCovariance;
    }

    /** {@return the covariance of the coefficients: robust if the model has robust errors; 0 where aliased; a copy} */
    public double[][] covariance() {
        return Arrays.stream(own()).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return whether the errors are robust} */
    public boolean hasRobustErrors() {
        return robustCovariance != null;
    }

    /** {@return whether the estimates are Firth's; {@link CoxProfile} then has better intervals than Wald's} */
    public boolean hasFirthCorrection() {
        return !Double.isNaN(firthGain);
    }

    /** {@return how many events were used, without weights} */
    public long events() {
        return events;
    }

    /** {@return the log partial likelihood at the estimates, without any penalty} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return the log partial likelihood when no feature matters} */
    public double nullLogLikelihood() {
        return nullLogLikelihood;
    }

    /**
     * The likelihood-ratio test that no feature matters; of the penalised likelihoods with Firth's correction. Not for weights
     * that are not counts, nor with a ridge.
     *
     * @return the test
     */
    public ChiSquareTest likelihoodRatioTest() {
        double gain = logLikelihood - nullLogLikelihood + (hasFirthCorrection() ? firthGain : 0);
        return ChiSquareTest.of(2 * gain, degreesOfFreedom());
    }

    /** {@return Wald's test that no feature matters, with the model's errors, robust ones included} */
    public ChiSquareTest waldTest() {
        double[] solved = Cholesky.of(scaled(own()), SINGULAR).solve(scaled(estimates));
        return ChiSquareTest.of(CoxFit.dot(scaled(estimates), solved), degreesOfFreedom());
    }

    /** Correlations instead of covariances, so that the scale of the columns does not matter. */
    private double[][] scaled(double[][] covariance) {
        double[][] c = new double[covariance.length][covariance.length];
        for (int j = 0; j < c.length; j++) {
            for (int k = 0; k < c.length; k++) {
                c[j][k] = aliased[j] || aliased[k]
                        ? 0
                        : covariance[j][k] / Math.sqrt(modelCovariance[j][j]) / Math.sqrt(modelCovariance[k][k]);
            }
        }
        return c;
    }

    private double[] scaled(double[] values) {
        double[] v = new double[values.length];
        for (int j = 0; j < v.length; j++) {
            v[j] = aliased[j] ? 0 : values[j] / Math.sqrt(modelCovariance[j][j]);
        }
        return v;
    }

    /** {@return the score test that no feature matters; with one feature of two values and few ties, the log-rank test} */
    public ChiSquareTest scoreTest() {
        return ChiSquareTest.of(scoreStatistic, degreesOfFreedom());
    }

    /** {@return the score test with robust variance; empty without robust errors} */
    public Optional<ChiSquareTest> robustScoreTest() {
        return robustCovariance == null
                ? Optional.empty()
                : Optional.of(ChiSquareTest.of(robustScoreStatistic, degreesOfFreedom()));
    }

    private int degreesOfFreedom() {
        int count = 0;
        for (boolean none : aliased) {
            count += none ? 0 : 1;
        }
        return count;
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
     * The log hazard of a row relative to a row of zeros: the linear predictor.
     *
     * @param row one finite value per feature
     * @return b'x
     */
    public double linearPredictor(double... row) {
        check(row);
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += estimates[j] * row[j];
        }
        return sum;
    }

    /**
     * How much each feature raises the log hazard of a row against a row of reference values.
     *
     * @param row one finite value per feature
     * @param reference such as the means
     * @return one number per feature; they add up to the difference of the linear predictors
     */
    public double[] contributions(double[] row, double[] reference) {
        check(row);
        check(reference);
        double[] parts = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            parts[j] = estimates[j] * (row[j] - reference[j]);
        }
        return parts;
    }

    /**
     * What the model says about a customer.
     *
     * @param row one finite value per feature
     * @return the customer's curve
     * @throws IllegalStateException if there are several strata
     */
    public CoxCurve curve(double... row) {
        return curve(onlyBaseline(), row);
    }

    /**
     * What the model says about a customer whose features change over time.
     *
     * @param path features over time, in the order of {@link #features}
     * @return the customer's curve, from the start of the path on
     * @throws IllegalStateException if there are several strata
     */
    public CoxCurve curve(CovariatePath path) {
        return curve(onlyBaseline(), path);
    }

    /**
     * What the model says about a customer of a stratum whose features change over time.
     *
     * @param stratum name
     * @param path features over time, in the order of {@link #features}
     * @return the customer's curve, from the start of the path on
     */
    public CoxCurve inStratum(String stratum, CovariatePath path) {
        return curve(baseline(stratum), path);
    }

    private CoxBaseline onlyBaseline() {
        if (baselines.size() != 1) {
            throw new IllegalStateException(
                    "the model has the strata " + some(strata()) + "; say which with inStratum(...)");
        }
        return baselines.get(0);
    }

    /**
     * What the model says about a customer of a stratum.
     *
     * @param stratum name
     * @param row one finite value per feature
     * @return the customer's curve
     */
    public CoxCurve inStratum(String stratum, double... row) {
        return curve(baseline(stratum), row);
    }

    private static String some(List<String> names) {
        return names.size() <= 10 ? names.toString() : names.subList(0, 10) + " and " + (names.size() - 10) + " more";
    }

    private CoxBaseline baseline(String stratum) {
        Objects.requireNonNull(stratum, "stratum");
        for (CoxBaseline base : baselines) {
            if (base.stratum.equals(stratum)) {
                return base;
            }
        }
        throw new IllegalArgumentException("no stratum '" + stratum + "' with events; strata are " + some(strata()));
    }

    private CoxCurve curve(CoxBaseline base, double[] row) {
        check(row);
        double[][] distance = {distance(row)};
        int[] edge = {-1, base.times.length - 1};
        return new CoxCurve(
                new CoxHazard(base, 0, Double.POSITIVE_INFINITY, edge, distance, ratios(distance), own()), confidence);
    }

    private CoxCurve curve(CoxBaseline base, CovariatePath path) {
        int pieces = path.rows();
        double[][] distance = new double[pieces][];
        int[] edge = new int[pieces + 1];
        edge[0] = base.at(path.start());
        for (int m = 0; m < pieces; m++) {
            check(path.row(m));
            distance[m] = distance(path.row(m));
            edge[m + 1] = base.at(path.stop(m));
        }
        return new CoxCurve(
                new CoxHazard(base, path.start(), path.end(), edge, distance, ratios(distance), own()), confidence);
    }

    private double[] distance(double[] row) {
        double[] distance = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            distance[j] = row[j] - center[j];
        }
        return distance;
    }

    private double[] ratios(double[][] distances) {
        double[] ratios = new double[distances.length];
        for (int m = 0; m < ratios.length; m++) {
            for (int j = 0; j < estimates.length; j++) {
                ratios[m] += estimates[j] * distances[m][j];
            }
            ratios[m] = Math.exp(ratios[m]);
        }
        return ratios;
    }

    /**
     * The linear predictors of all rows of a table.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row
     */
    public double[] linearPredictors(FeatureTable rows, Execution execution) {
        FeatureTable own = select(rows);
        double[] result = new double[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            double[] tile = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                for (int j = 0; j < estimates.length; j++) {
                    own.copyColumn(j, at, tile, 0, n);
                    double b = estimates[j];
                    for (int i = 0; i < n; i++) {
                        result[at + i] += b * tile[i];
                    }
                }
            }
        });
        return result;
    }

    /**
     * The chances of all rows of a table to be still there at some times: one number per row and time asked for, nothing else.
     *
     * @param rows with the columns of {@link #features}, in any order among others; of a model without strata
     * @param times between 0 and the last observed time
     * @param execution how to run
     * @return one array per time, one number per row
     */
    public double[][] survival(FeatureTable rows, double[] times, Execution execution) {
        double atCenter = 0;
        for (int j = 0; j < center.length; j++) {
            atCenter += estimates[j] * center[j];
        }
        CoxCurve middle = curve(center.clone());
        double[] hazards = Arrays.stream(times).map(middle::cumulativeHazard).toArray();
        double[] predictors = linearPredictors(rows, execution);
        double[][] result = new double[times.length][predictors.length];
        double shift = atCenter;
        Chunks.forEach(predictors.length, execution, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                double ratio = Math.exp(predictors[i] - shift);
                for (int t = 0; t < hazards.length; t++) {
                    result[t][i] = hazards[t] == 0 ? 1 : Math.exp(-hazards[t] * ratio);
                }
            }
        });
        return result;
    }

    FeatureTable select(FeatureTable rows) {
        return rows.select(features.toArray(new String[0])).requireFinite();
    }

    /** Coefficients of a design's scaled columns. */
    double[] scaledFor(CoxDesign design) {
        double[] beta = new double[estimates.length];
        for (int j = 0; j < beta.length; j++) {
            beta[j] = estimates[j] * design.scale[j];
        }
        return beta;
    }

    CoxDesign design(SurvivalTable data, Execution execution) {
        data.requireSingleCause();
        FeatureTable own = select(data.requireFeatures());
        return CoxDesign.of(data, own, execution);
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
    public static CoxModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static CoxModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
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
        return other instanceof CoxModel that
                && features.equals(that.features)
                && ties == that.ties
                && Arrays.equals(estimates, that.estimates)
                && Arrays.equals(aliased, that.aliased)
                && Arrays.deepEquals(modelCovariance, that.modelCovariance)
                && Arrays.deepEquals(robustCovariance, that.robustCovariance)
                && Arrays.equals(center, that.center)
                && baselines.equals(that.baselines)
                && events == that.events
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(nullLogLikelihood, that.nullLogLikelihood) == 0
                && Double.compare(firthGain, that.firthGain) == 0
                && Double.compare(scoreStatistic, that.scoreStatistic) == 0
                && Double.compare(robustScoreStatistic, that.robustScoreStatistic) == 0
                && Double.compare(confidence, that.confidence) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(estimates);
    }

    @Override
    public String toString() {
        return "CoxModel[" + features.size() + " features, events=" + events + ", logLikelihood=" + logLikelihood + ", "
                + report + "]";
    }
}
