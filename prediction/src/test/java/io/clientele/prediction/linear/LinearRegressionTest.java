package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {

    static ResponseTable numbers(long seed, int rows, double deviation, double... truth) {
        RandomGenerator random = RandomStreams.stream(seed, "numbers", 0);
        FeatureTable table = Simulated.features(random, rows, truth.length - 1);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = Simulated.predictor(table, i, truth) + deviation * Samplers.gaussian(random);
        }
        return ResponseTable.of(table, y);
    }

    private static void check(Golden golden, ResponseTable data) {
        Golden expected = golden.at("expected");
        LinearModel model = LinearRegression.create().fit(data);
        List<Coefficient> c = model.coefficients();
        Golden table = expected.at("coefficients");
        table.at("coefficient")
                .matches(c.stream().mapToDouble(Coefficient::estimate).toArray(), 1e-10, 1e-12);
        table.at("std_error")
                .matches(c.stream().mapToDouble(Coefficient::standardError).toArray(), 1e-10, 1e-12);
        table.at("t").matches(c.stream().mapToDouble(Coefficient::z).toArray(), 1e-10, 1e-12);
        table.at("p").matches(c.stream().mapToDouble(Coefficient::p).toArray(), 1e-9, 1e-12);
        table.at("lower").matches(c.stream().mapToDouble(Coefficient::lower).toArray(), 1e-10, 1e-11);
        table.at("upper").matches(c.stream().mapToDouble(Coefficient::upper).toArray(), 1e-10, 1e-11);
        double[][] covariance = model.covariance();
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                expected.at("covariance", i, j).matches(covariance[i][j], 0, 1e-10 * scale);
            }
        }
        expected.at("residual_std_error").matches(model.residualStandardError(), 1e-10, 0);
        expected.at("df").matches(model.residualDegreesOfFreedom(), 0, 0);
        expected.at("r_squared").matches(model.rSquared(), 1e-10, 0);
        expected.at("adjusted_r_squared").matches(model.adjustedRSquared(), 1e-10, 0);
        expected.at("f_statistic", "value").matches(model.fStatistic(), 1e-10, 0);
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        expected.at("aic").matches(model.aic(), 1e-10, 0);
        expected.at("bic").matches(model.bic(), 1e-10, 0);
        expected.at("residual_sum_of_squares").matches(model.residualSumOfSquares(), 1e-10, 0);
        LinearModel robust = LinearRegression.create()
                .withStandardErrors(StandardErrors.ROBUST)
                .fit(data);
        expected.at("robust_std_error", "HC0")
                .matches(
                        robust.coefficients().stream()
                                .mapToDouble(Coefficient::standardError)
                                .toArray(),
                        1e-10,
                        1e-12);
        for (int i = 0; i < 3; i++) {
            double[] row = data.features().row(i);
            Golden predicted = expected.at("predicted_rows");
            predicted.at("fit", i).matches(model.mean(row), 1e-10, 0);
            predicted.at("mean_lower", i).matches(model.meanInterval(row).lower(), 1e-10, 0);
            predicted.at("mean_upper", i).matches(model.meanInterval(row).upper(), 1e-10, 0);
            predicted.at("new_lower", i).matches(model.predictionInterval(row).lower(), 1e-10, 0);
            predicted.at("new_upper", i).matches(model.predictionInterval(row).upper(), 1e-10, 0);
        }
    }

    @Test
    void carseatsAgreeWithLm() {
        CsvTable seats = CsvTable.read(SharedFiles.data("isl-carseats/carseats.csv"));
        FeatureTable features = FeatureTable.of(
                List.of(
                        "comp_price",
                        "income",
                        "advertising",
                        "population",
                        "price",
                        "shelf_good",
                        "shelf_medium",
                        "age",
                        "education",
                        "urban",
                        "us"),
                seats.numbers("CompPrice"),
                seats.numbers("Income"),
                seats.numbers("Advertising"),
                seats.numbers("Population"),
                seats.numbers("Price"),
                equalTo(seats.texts("ShelveLoc"), "Good"),
                equalTo(seats.texts("ShelveLoc"), "Medium"),
                seats.numbers("Age"),
                seats.numbers("Education"),
                equalTo(seats.texts("Urban"), "Yes"),
                equalTo(seats.texts("US"), "Yes"));
        Golden golden = Golden.load("linear/least-squares-carseats");
        List<String> order = golden.at("expected", "coefficients", "name").texts();
        check(
                golden,
                ResponseTable.of(
                        features.select(order.subList(1, order.size()).toArray(new String[0])),
                        seats.numbers("Sales")));
    }

    private static double[] equalTo(String[] texts, String level) {
        return Arrays.stream(texts).mapToDouble(t -> t.equals(level) ? 1 : 0).toArray();
    }

    private static ResponseTable marketing() {
        CsvTable table = CsvTable.read(SharedFiles.data("datarium-marketing/marketing.csv"));
        return ResponseTable.of(
                FeatureTable.of(
                        List.of("youtube", "facebook", "newspaper"),
                        table.numbers("youtube"),
                        table.numbers("facebook"),
                        table.numbers("newspaper")),
                table.numbers("sales"));
    }

    @Test
    void marketingAgreesWithLm() {
        check(Golden.load("linear/least-squares-marketing"), marketing());
    }

    @Test
    void weightedEstimatesAgreeWithLm() {
        // R's weights are precisions: the same estimates and residuals, but degrees of freedom by rows
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> new double[] {1, 2, 0.5}[i % 3]);
        LinearModel model = LinearRegression.create().fit(marketing().withWeights(weights));
        Golden expected = Golden.load("linear/least-squares-marketing-weighted").at("expected");
        expected.at("coefficients", "coefficient").matches(model.estimates, 1e-10, 1e-12);
        expected.at("residual_sum_of_squares").matches(model.residualSumOfSquares(), 1e-10, 0);
        double byRows = Math.sqrt(model.residualDegreesOfFreedom() / 196);
        for (int j = 0; j < 4; j++) {
            expected.at("coefficients", "std_error", j)
                    .matches(model.coefficients().get(j).standardError() * byRows, 1e-10, 0);
        }
    }

    @Test
    void weightsCountRepeats() {
        double[] weights = IntStream.range(0, 200).mapToDouble(i -> i % 4).toArray();
        int[] rows = IntStream.range(0, 200)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 4))
                .toArray();
        ResponseTable plain = numbers(1, 200, 2, 3, 0.5, -0.2);
        double[] y = Arrays.stream(rows).mapToDouble(plain::response).toArray();
        ResponseTable repeated = ResponseTable.of(plain.features().selectRows(rows), y);
        for (StandardErrors kind : new StandardErrors[] {StandardErrors.MODEL, StandardErrors.ROBUST}) {
            LinearRegression recipe = LinearRegression.create().withStandardErrors(kind);
            LinearModel a = recipe.fit(plain.withWeights(weights));
            LinearModel b = recipe.fit(repeated);
            for (int j = 0; j < 3; j++) {
                assertThat(a.estimates[j]).isCloseTo(b.estimates[j], within(1e-12));
                assertThat(a.covariance[j][j]).isCloseTo(b.covariance[j][j], within(1e-12));
            }
            assertThat(a.bic()).isCloseTo(b.bic(), within(1e-9));
        }
    }

    @Test
    void longleysCollinearDataToNistsDigits() {
        // NIST StRD Longley: certified values, a condition number of about 5e9 before centring
        double[] deflator = {
            83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9
        };
        double[] gnp = {
            234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704,
            502601, 518173, 554894
        };
        double[] unemployed = {
            2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007
        };
        double[] forces = {
            1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827
        };
        double[] population = {
            107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366,
            125368, 127852, 130081
        };
        double[] year = IntStream.range(1947, 1963).mapToDouble(v -> v).toArray();
        double[] employed = {
            60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331,
            70551
        };
        LinearModel model = LinearRegression.create()
                .fit(ResponseTable.of(
                        FeatureTable.of(
                                List.of("deflator", "gnp", "unemployed", "forces", "population", "year"),
                                deflator,
                                gnp,
                                unemployed,
                                forces,
                                population,
                                year),
                        employed));
        double[] certified = {
            -3482258.63459582,
            15.0618722713733,
            -0.358191792925910E-01,
            -2.02022980381683,
            -1.03322686717359,
            -0.511041056535807E-01,
            1829.15146461355
        };
        for (int j = 0; j < 7; j++) {
            assertThat(model.estimates[j] / certified[j]).isCloseTo(1, within(1e-10));
        }
        assertThat(model.residualStandardError()).isCloseTo(304.854073561965, within(1e-8));
        assertThat(model.rSquared()).isCloseTo(0.995479004577296, within(1e-12));
    }

    @Test
    void edgesAndTexts() {
        FeatureTable x =
                FeatureTable.builder("a", "b").add(1, 5).add(2, 5).add(3, 5).build();
        LinearModel perfect = LinearRegression.create().fit(ResponseTable.of(x, new double[] {3, 5, 7}));
        assertThat(perfect.mean(10, 5)).isCloseTo(21, within(1e-12));
        assertThat(perfect.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'b'; without effect on the"
                                + " predictions",
                        "the fit is perfect to rounding; see whether a feature holds the response");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> LinearRegression.create()
                        .fit(ResponseTable.of(x.select("a").slice(0, 2), new double[] {1, 2})))
                .withMessage(
                        "a total weight of 2.0 and 2 coefficients leave nothing to tell the variance; use more rows or"
                                + " fewer columns");
        LinearModel flat = LinearRegression.create().fit(ResponseTable.of(x.select("b"), new double[] {1, 2, 6}));
        assertThat(flat.mean(5)).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(flat::fStatistic)
                .withMessage("no feature has an estimate, so there is nothing to test");
        LinearModel constant = LinearRegression.create().fit(ResponseTable.of(x, new double[] {4, 4, 4}));
        assertThat(constant.rSquared()).isZero();
        assertThat(constant.coefficients().get(1).p()).isNotNaN();
        refused(
                () -> LinearRegression.create()
                        .withStandardErrors(StandardErrors.CLUSTERED)
                        .fit(ResponseTable.of(x, new double[3])),
                "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        refused(() -> flat.mean(1, 2), "the row must have one value per feature (1), got 2");
    }

    @Test
    void anOffsetIsTakenAway() {
        ResponseTable plain = numbers(2, 100, 1, 3, 0.5);
        double[] offset = IntStream.range(0, 100).mapToDouble(i -> 10.0 * i).toArray();
        double[] shifted = IntStream.range(0, 100)
                .mapToDouble(i -> plain.response(i) + offset[i])
                .toArray();
        LinearModel a = LinearRegression.create().fit(plain);
        LinearModel b = LinearRegression.create()
                .fit(ResponseTable.of(plain.features(), shifted).withOffset(offset));
        assertThat(b.intercept()).isCloseTo(a.intercept(), within(1e-10));
        assertThat(b.rSquared()).isCloseTo(a.rSquared(), within(1e-10));
    }

    // 1,000 rounds: the standard error of a share of 95 % is 0.7 %; 93 to 97 % is within 2.9 of them
    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;

    @Test
    void intervalsHoldTheTruth() {
        double[] truth = {3, 0.5, -0.2};
        double[] row = {1, -1};
        double[] held = new double[3];
        for (int r = 0; r < ROUNDS; r++) {
            LinearModel model = LinearRegression.create().fit(numbers(100 + r, 15, 2, truth));
            Coefficient c = model.coefficients().get(1);
            held[0] += c.lower() <= truth[1] && truth[1] <= c.upper() ? 1 : 0;
            double mean = truth[0] + truth[1] * row[0] + truth[2] * row[1];
            held[1] += model.meanInterval(row).contains(mean) ? 1 : 0;
            double next = mean + 2 * Samplers.gaussian(RandomStreams.stream(9, "next", r));
            Interval interval = model.predictionInterval(row);
            held[2] += interval.contains(next) ? 1 : 0;
        }
        for (double share : held) {
            assertThat(share / ROUNDS).as(Arrays.toString(held)).isBetween(0.93, 0.97);
        }
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
