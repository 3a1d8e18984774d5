package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Edges and texts. */
class LogisticRegressionTest {

    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final double[] Y = {0, 0, 1, 0, 1, 0, 1, 1};

    private static LabeledTable data(double[] y, double[]... columns) {
        List<String> names = List.of("a", "b", "c").subList(0, columns.length);
        return LabeledTable.of(FeatureTable.of(names, columns), y);
    }

    @Test
    void twoByTwoTableHasItsClosedForm() {
        // 3 of 10 and 6 of 8: log-odds ln(3/7) and ln(6/2), variances 1/3 + 1/7 and that + 1/6 + 1/2
        double[] x = new double[18];
        double[] y = new double[18];
        Arrays.fill(x, 10, 18, 1);
        Arrays.fill(y, 0, 3, 1);
        Arrays.fill(y, 10, 16, 1);
        LogisticModel model = LogisticRegression.create().fit(data(y, x));
        assertThat(model.intercept()).isCloseTo(Math.log(3.0 / 7), within(1e-14));
        Coefficient c = model.coefficients().get(1);
        assertThat(c.estimate()).isCloseTo(Math.log(3) - Math.log(3.0 / 7), within(1e-14));
        assertThat(c.standardError()).isCloseTo(Math.sqrt(1 / 3.0 + 1 / 7.0 + 1 / 6.0 + 0.5), within(1e-14));
        assertThat(model.probability(1)).isCloseTo(0.75, within(1e-15));
        assertThat(model.logOddsStandardError(1)).isCloseTo(Math.sqrt(1 / 6.0 + 0.5), within(1e-14));
        Interval interval = model.probabilityInterval(1);
        assertThat(interval.lower()).isBetween(0.37, 0.75);
        assertThat(interval.upper()).isBetween(0.75, 0.94);
    }

    @Test
    void oneLabelOnly() {
        failed(
                () -> LogisticRegression.create().fit(data(new double[8], X)),
                "all labels with a weight are 0; a regression needs rows of both kinds: widen the label window or check"
                        + " the label");
        failed(
                () -> LogisticRegression.create().fit(data(Y, X).withWeights(Y)),
                "all labels with a weight are 1; a regression needs rows of both kinds: widen the label window or check"
                        + " the label");
    }

    @Test
    void labelsWeightsAndOffsets() {
        refused(() -> data(new double[] {0, 1, 2}, new double[3]), "label, row 2: must be 0 or 1, got 2.0");
        refused(() -> data(new double[] {0, Double.NaN}, new double[2]), "label, row 1: must be 0 or 1, got NaN");
        refused(
                () -> data(Y, X).withWeights(new double[] {1, 1, 1, 1, -2, 1, 1, 1}),
                "weight, row 4: must be a finite number of at least 0, got -2.0");
        refused(() -> data(Y, X).withWeights(new double[8]), "all weights are 0; at least one row must count");
        refused(
                () -> data(Y, X).withOffset(new double[] {0, 0, 0, Double.NaN, 0, 0, 0, 0}),
                "offset, row 3: must be finite, got NaN");
        refused(() -> data(Y, X).withClusters(new int[3]), "clusters must have one value per row (8), got 3");
    }

    @Test
    void constantDuplicateAndCollinearColumnsAreNamedAndDoNoHarm() {
        double[] five = new double[8];
        Arrays.fill(five, 5);
        double[] combined = new double[8];
        Arrays.setAll(combined, i -> 3 * X[i] - 1);
        LogisticModel plain = LogisticRegression.create().fit(data(Y, X));
        LogisticModel model = LogisticRegression.create().fit(data(Y, five, X, combined));
        assertThat(model.coefficients().stream().map(Coefficient::aliased)).containsExactly(false, true, false, true);
        assertThat(model.report().warnings())
                .containsExactly("aliased, because constant or a combination of the columns before: 'a', 'c'; without"
                        + " effect on the predictions");
        assertThat(model.coefficients().get(1).estimate()).isNaN();
        assertThat(model.coefficients().get(2).estimate())
                .isCloseTo(plain.coefficients().get(1).estimate(), within(1e-13));
        assertThat(model.coefficients().get(2).standardError())
                .isCloseTo(plain.coefficients().get(1).standardError(), within(1e-13));
        assertThat(model.probability(5, 3, 8)).isCloseTo(plain.probability(3), within(1e-14));
        assertThat(model.aic()).isCloseTo(plain.aic(), within(1e-12));
        assertThat(model.likelihoodRatioTest().degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void onlyConstantColumns() {
        LogisticModel model = LogisticRegression.create().fit(data(Y, new double[8]));
        assertThat(model.probability(0)).isCloseTo(0.5, within(1e-15));
        assertThatIllegalStateException()
                .isThrownBy(model::likelihoodRatioTest)
                .withMessage("no feature has an estimate, so there is nothing to test");
    }

    @Test
    void completeSeparationIsNamed() {
        double[] y = {0, 0, 0, 0, 1, 1, 1, 1};
        double[] noise = {3, -1, 2, 5, 1, 2, -2, 4};
        failed(
                () -> LogisticRegression.create().fit(data(y, noise, X)),
                "separation: column(s) 'b' tell(s) the label of 8 of 8 rows without error, so the coefficients have no"
                        + " finite estimate; drop or merge the column(s), or use withFirth() or withL2Penalty(...)");
        assertThat(LogisticRegression.create()
                        .withFirth()
                        .fit(data(y, noise, X))
                        .report()
                        .converged())
                .isTrue();
        assertThat(LogisticRegression.create()
                        .withL2Penalty(0.1)
                        .fit(data(y, noise, X))
                        .report()
                        .converged())
                .isTrue();
    }

    @Test
    void quasiSeparationIsNamed() {
        // everybody with a voucher bought; the others did or did not
        double[] voucher = {0, 0, 0, 0, 0, 0, 1, 1};
        failed(
                () -> LogisticRegression.create().fit(data(Y, X, voucher)),
                "separation: column(s) 'b' tell(s) the label of 2 of 8 rows without error, so the coefficients have no"
                        + " finite estimate; drop or merge the column(s), or use withFirth() or withL2Penalty(...)");
    }

    @Test
    void anOutlierDoesNotHideThatTheRestOverlaps() {
        // a spread of 1e6 in one column: the overlap of a few units is real, and there is an estimate
        double[] x = {1, 2, 3, 4, 5, 6, 7, 1e6};
        LogisticModel model = LogisticRegression.create().fit(data(Y, x));
        assertThat(model.report().converged()).isTrue();
        double score = 0;
        for (int i = 0; i < 8; i++) {
            score += Y[i] - model.probability(x[i]);
        }
        assertThat(score).isCloseTo(0, within(1e-9));
        // with 1e9 there is one too, but not to be had in numbers of 16 digits; that is said, and is not called
        // separation
        x[7] = 1e9;
        assertThat(LogisticRegression.create().fit(data(Y, x)).report().warnings())
                .singleElement()
                .asString()
                .endsWith("the columns are nearly separated or nearly dependent: use withL2Penalty(...)");
    }

    @Test
    void nearlySeparatedHasAnEstimate() {
        // one row in 2,000 contradicts, by a hair
        int n = 2000;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i / (double) n;
            y[i] = x[i] > 0.5 ? 1 : 0;
        }
        y[n / 2] = 1;
        y[n / 2 + 1] = 0;
        LogisticModel model = LogisticRegression.create().fit(data(y, x));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients().get(1).estimate()).isGreaterThan(100).isFinite();
    }

    @Test
    void moreColumnsThanRows() {
        RandomGenerator random = RandomStreams.stream(4, "wide", 0);
        FeatureTable wide = Simulated.features(random, 12, 30);
        double[] y = {0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0};
        LabeledTable data = LabeledTable.of(wide, y);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> LogisticRegression.create().fit(data))
                .withMessageStartingWith("separation: column(s) ")
                .withMessageContaining("tell(s) the label of 12 of 12 rows without error")
                .withMessageContaining("withL2Penalty");
        LogisticModel model = LogisticRegression.create().withL2Penalty(1).fit(data);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings()).isEmpty();
    }

    @Test
    void extremeUnitsGiveTheSameFit() {
        double[] tiny = Arrays.stream(X).map(v -> v * 1e-100).toArray();
        double[] huge = Arrays.stream(X).map(v -> v * 1e100 + 1e100).toArray();
        LogisticModel plain = LogisticRegression.create().fit(data(Y, X));
        for (double[] x : new double[][] {tiny, huge}) {
            LogisticModel model = LogisticRegression.create().fit(data(Y, x));
            assertThat(model.probability(x[2])).isCloseTo(plain.probability(X[2]), within(1e-12));
            assertThat(model.coefficients().get(1).z())
                    .isCloseTo(plain.coefficients().get(1).z(), within(1e-12));
        }
        failed(
                () -> LogisticRegression.create()
                        .fit(data(Y, Arrays.stream(X).map(v -> v * 1e-200).toArray())),
                "column 'a' spreads over 6.999999999999999E-200, whose square is too large or too small for a number;"
                        + " bring it to an ordinary unit");
        double[] next = {1, 1, 1, Math.nextUp(1), 1, 1, Math.nextUp(1), 1};
        assertThat(LogisticRegression.create()
                        .fit(data(Y, X, next))
                        .coefficients()
                        .get(2)
                        .estimate())
                .isFinite();
    }

    @Test
    void stoppedEarlyIsSaid() {
        LogisticModel model = LogisticRegression.create().withMaxIterations(1).fit(data(Y, X));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().warnings()).containsExactly("not converged after 1 iterations; raise maxIterations");
    }

    @Test
    void likelihoodRatioTests() {
        LabeledTable large = Simulated.labels(5, 500, 0.1, 0.4, 0, 0.2);
        LabeledTable small = LabeledTable.of(large.features().select("x1"), large.labels());
        LogisticModel a = LogisticRegression.create().fit(large);
        LogisticModel b = LogisticRegression.create().fit(small);
        LikelihoodRatioTest test = a.likelihoodRatioTest(b);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.statistic()).isCloseTo(b.deviance() - a.deviance(), within(1e-10));
        assertThat(test.statistic() + b.likelihoodRatioTest().statistic())
                .isCloseTo(a.likelihoodRatioTest().statistic(), within(1e-10));
        refused(
                () -> b.likelihoodRatioTest(a),
                "the smaller model has feature 'x2', which this one lacks; the test is for a model inside another");
        refused(
                () -> a.likelihoodRatioTest(a),
                "the smaller model must have fewer coefficients than this one (4), got 4");
        LogisticModel other = LogisticRegression.create().fit(Simulated.labels(6, 500, 0.1, 0.4));
        refused(
                () -> a.likelihoodRatioTest(other),
                "the two models were fitted to different rows, labels or weights; fit both to the same data");
        assertThatIllegalStateException()
                .isThrownBy(LogisticRegression.create().withFirth().fit(small)::likelihoodRatioTest)
                .withMessage(
                        "the likelihood-ratio test needs maximum likelihood; this model was fitted with a penalty");
    }

    @Test
    void clusters() {
        LogisticRegression recipe = LogisticRegression.create().withStandardErrors(StandardErrors.CLUSTERED);
        refused(
                () -> recipe.fit(data(Y, X)),
                "clustered standard errors need to know the clusters; give them by LabeledTable.withClusters(...)");
        failed(
                () -> recipe.fit(data(Y, X).withClusters(new int[8])),
                "clustered standard errors need at least 2 clusters with weight, got 1; use StandardErrors.MODEL or"
                        + " ROBUST");
        LogisticModel model = recipe.fit(data(Y, X).withClusters(new int[] {7, 7, -3, -3, 0, 0, 9, 9}));
        assertThat(model.report().warnings())
                .containsExactly("only 4 clusters; below about 40, clustered standard errors tend to be too small");
    }

    @Test
    void badArguments() {
        refused(
                () -> LogisticRegression.create().withL2Penalty(-1),
                "strength must be a finite number of at least 0, got -1");
        refused(
                () -> LogisticRegression.create().withFirth().withL2Penalty(1),
                "Firth's correction is a penalty of its own; choose one of the two");
        refused(
                () -> LogisticRegression.create().withL2Penalty(1).withFirth(),
                "Firth's correction is a penalty of its own; choose one of the two");
        refused(
                () -> LogisticRegression.create().withConfidence(1),
                "confidence must be above 0 and below 1, such as 0.95, got 1");
        refused(() -> LogisticRegression.create().withMaxIterations(0), "maxIterations must be at least 1, got 0");
        refused(() -> LogisticRegression.create().withTolerance(0), "tolerance must be a finite number above 0, got 0");
        LogisticModel model = LogisticRegression.create().fit(data(Y, X));
        refused(() -> model.probability(1, 2), "the row must have one value per feature (1), got 2");
        refused(
                () -> model.probability(Double.NaN),
                "feature 'a' must be finite, got NaN; impute or drop the row first");
        refused(() -> model.probabilities(FeatureTable.builder("b").add(1).build()), "no column 'a'; columns are [b]");
        assertThat(model.probability(1e300)).isEqualTo(1);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static void failed(ThrowingCallable call, String text) {
        assertThatExceptionOfType(FitException.class).isThrownBy(call).withMessage(text);
    }
}
