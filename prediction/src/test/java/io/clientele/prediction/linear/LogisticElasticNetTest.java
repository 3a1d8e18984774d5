package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticElasticNetTest {

    private static LabeledTable telco(Golden golden) {
        CsvTable input = golden.input();
        List<String> columns = golden.at("settings", "columns").texts();
        return LabeledTable.of(
                FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new)),
                input.numbers("churn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha_1", "alpha_0.5", "alpha_0"})
    void pathAgreesWithGlmnet(String alpha) {
        Golden golden = Golden.load("linear/glmnet-telco");
        LabeledTable data = telco(golden);
        Golden expected = golden.at("expected", alpha);
        LogisticElasticNet recipe =
                LogisticElasticNet.create().withMixing(expected.at("alpha").number());
        expected.at("lambda_max").matches(recipe.withPath(1, 0.5).fit(data).lambdas()[0], 1e-9, 0);
        int steps = expected.at("path").size();
        double[] lambdas = new double[steps];
        Arrays.setAll(lambdas, k -> expected.at("path", k, "lambda").number());
        ElasticNetPath path = recipe.withLambdas(lambdas).fit(data);
        assertThat(path.report().converged()).isTrue();
        for (int k = 0; k < steps; k++) {
            Golden at = expected.at("path", k);
            at.at("coefficients").matches(path.coefficients(k), 1e-7, 1e-9);
            at.at("intercept", "").matches(path.intercept(k), 1e-7, 1e-9);
            at.at("nonzero").matches(path.nonzero(k), 0, 0);
        }
    }

    @Test
    void withoutStandardisingRidgeIsTheL2PenaltyOfLogisticRegression() {
        LabeledTable data = Simulated.labels(1, 500, 0.2, 0.4, -0.3, 0.1);
        ElasticNetPath path = LogisticElasticNet.create()
                .withMixing(0)
                .withStandardisedColumns(false)
                .withLambdas(0.04)
                .fit(data);
        // mean loss and sum of losses: strength = rows * lambda
        LogisticModel model =
                LogisticRegression.create().withL2Penalty(500 * 0.04).fit(data);
        assertThat(path.intercept(0)).isCloseTo(model.intercept(), within(1e-9));
        for (int j = 0; j < 3; j++) {
            assertThat(path.coefficients(0)[j]).isCloseTo(model.estimates[j + 1], within(1e-9));
        }
        assertThat(path.probability(0, 1, 2, 3)).isCloseTo(model.probability(1, 2, 3), within(1e-9));
    }

    @Test
    void weightsCountRepeatsAndZeroIsAbsent() {
        LabeledTable data = Simulated.labels(2, 300, 0.2, 0.4, -0.3, 0.1);
        double[] weights = new double[300];
        Arrays.setAll(weights, i -> i % 3);
        int[] rows = IntStream.range(0, 300)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
                .toArray();
        LogisticElasticNet recipe = LogisticElasticNet.create().withPath(8, 0.01);
        ElasticNetPath a = recipe.fit(data.withWeights(weights));
        ElasticNetPath b = recipe.fit(data.selectRows(rows));
        for (int k = 0; k < 8; k++) {
            assertThat(a.lambdas()[k]).isCloseTo(b.lambdas()[k], within(1e-12));
            for (int j = 0; j < 3; j++) {
                assertThat(a.coefficients(k)[j]).isCloseTo(b.coefficients(k)[j], within(1e-9));
            }
        }
    }

    @Test
    void optimalityConditionsHoldOnDependentAndSeparatedColumns() {
        // a copy, a sum, a constant and a column that separates
        LabeledTable plain = Simulated.labels(3, 200, 0.2, 0.4, -0.3);
        FeatureTable x = plain.features()
                .withColumn("copy", plain.features().column(0))
                .withColumn("flat", new double[200])
                .withColumn("tells", plain.labels());
        LabeledTable data = LabeledTable.of(x, plain.labels());
        for (double mixing : new double[] {1, 0.5, 0}) {
            ElasticNetPath path = LogisticElasticNet.create()
                    .withMixing(mixing)
                    .withPath(20, 1e-3)
                    .fit(data);
            assertThat(path.report().converged()).as(path.report().toString()).isTrue();
            assertThat(path.coefficients(19)[3]).isZero();
            for (int k = 0; k < 20; k++) {
                checkOptimal(data, path, k);
            }
        }
    }

    private static void checkOptimal(LabeledTable data, ElasticNetPath path, int k) {
        int n = data.rows();
        double lambda = path.lambdas()[k];
        double[] b = path.coefficients(k);
        for (int j = 0; j < b.length; j++) {
            double[] column = data.features().column(j);
            double mean = Arrays.stream(column).average().orElseThrow();
            double sd = Math.sqrt(Arrays.stream(column)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
            double pull = 0;
            for (int i = 0; i < n && sd > 0; i++) {
                double p = path.probability(k, data.features().row(i));
                pull += (data.label(i) - p) * (column[i] - mean) / sd / n;
            }
            double scaled = b[j] * sd;
            double ridge = lambda * (1 - path.mixing()) * scaled;
            if (b[j] == 0) {
                assertThat(Math.abs(pull)).isLessThanOrEqualTo(lambda * path.mixing() + 1e-9);
            } else {
                assertThat(pull).isCloseTo(ridge + Math.signum(b[j]) * lambda * path.mixing(), within(1e-9));
            }
        }
    }

    @Test
    void crossValidationFindsTheColumnsThatMatter() {
        double[] truth = new double[21];
        truth[0] = -0.3;
        truth[1] = 0.8;
        truth[2] = -0.4;
        LabeledTable data = Simulated.labels(4, 1500, truth);
        LogisticElasticNet recipe = LogisticElasticNet.create().withPath(40, 1e-3);
        ElasticNetChoice choice = recipe.choose(data, 5, 1, Execution.sequential());
        int simple = choice.oneStandardError();
        assertThat(simple).isLessThanOrEqualTo(choice.best());
        assertThat(choice.path().coefficients(simple)[0]).isPositive();
        assertThat(choice.path().coefficients(simple)[1]).isNegative();
        assertThat(choice.path().nonzero(simple)).isBetween(2, 8);
        assertThat(choice.deviance(choice.best())).isLessThan(choice.deviance(0) - 3 * choice.standardError(0));
        assertThat(choice.path()).isEqualTo(recipe.fit(data));
        try (TestPool pool = new TestPool(3)) {
            assertThat(recipe.choose(data, 5, 1, Execution.on(pool, 3))).isEqualTo(choice);
        }
        assertThat(recipe.choose(data, 5, 2, Execution.sequential())).isNotEqualTo(choice);
    }

    @Test
    void heldOutDevianceIsThatOfModelsWithoutTheFold() {
        // clusters make the folds known: three clusters, three folds, each judged by the other two
        LabeledTable plain = Simulated.labels(5, 300, 0.1, 0.5, -0.2);
        int[] clusters = new int[300];
        Arrays.setAll(clusters, i -> i % 3);
        LogisticElasticNet recipe = LogisticElasticNet.create().withLambdas(0.05, 0.01);
        ElasticNetChoice choice = recipe.choose(plain.withClusters(clusters), 3, 9, Execution.sequential());
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            int held = c;
            int[] train = IntStream.range(0, 300).filter(i -> i % 3 != held).toArray();
            ElasticNetPath path = recipe.fit(plain.selectRows(train));
            for (int i = held; i < 300; i += 3) {
                double p = path.probability(1, plain.features().row(i));
                sum += -2 * Math.log(plain.label(i) == 1 ? p : 1 - p);
            }
        }
        assertThat(choice.deviance(1)).isCloseTo(sum / 300, within(1e-9));
    }

    @Test
    void badArgumentsAndData() {
        LogisticElasticNet recipe = LogisticElasticNet.create();
        refused(() -> recipe.withMixing(1.5), "mixing must be between 0 and 1, got 1.5");
        refused(() -> recipe.withLambdas(), "number of lambdas must be at least 1, got 0");
        refused(() -> recipe.withLambdas(0), "lambda must be a finite number above 0, got 0");
        refused(
                () -> recipe.withLambdas(0.1, 0.2),
                "lambdas must fall, but number 1 (0.2) is not below the one before (0.1)");
        refused(() -> recipe.withPath(0, 0.5), "count must be at least 1, got 0");
        refused(() -> recipe.withPath(5, 1), "ratio must be above 0 and below 1, got 1.0");
        LabeledTable data = Simulated.labels(6, 60, 0, 0.5);
        refused(() -> recipe.choose(data, 2, 1, Execution.sequential()), "folds must be at least 3, got 2");
        refused(
                () -> recipe.choose(data, 61, 1, Execution.sequential()),
                "folds must be at most the number of rows (60), got 61");
        refused(
                () -> recipe.choose(data.withClusters(new int[60]), 3, 1, Execution.sequential()),
                "folds must be at most the number of clusters (1), got 3");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> recipe.fit(LabeledTable.of(data.features(), new double[60])))
                .withMessageStartingWith("all labels with a weight are 0; a regression needs rows of both kinds");
        ElasticNetPath path = recipe.withPath(3, 0.1).fit(data);
        refused(() -> path.probability(0, 1, 2), "the row must have one value per feature (1), got 2");
        refused(
                () -> path.probability(2, Double.NaN),
                "feature 'x1' must be finite, got NaN; impute or drop the row first");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
