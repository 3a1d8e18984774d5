package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
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

class LogLinearTest {

    private static ResponseTable data(double[] y, double[]... columns) {
        return ResponseTable.of(FeatureTable.of(List.of("a", "b").subList(0, columns.length), columns), y);
    }

    static ResponseTable counts(long seed, int rows, double... truth) {
        RandomGenerator random = RandomStreams.stream(seed, "counts", 0);
        FeatureTable table = Simulated.features(random, rows, truth.length - 1);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = Samplers.poisson(random, Math.exp(Simulated.predictor(table, i, truth)));
        }
        return ResponseTable.of(table, y);
    }

    static ResponseTable amounts(long seed, int rows, double shape, double... truth) {
        RandomGenerator random = RandomStreams.stream(seed, "amounts", 0);
        FeatureTable table = Simulated.features(random, rows, truth.length - 1);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = Samplers.gamma(random, shape) / shape * Math.exp(Simulated.predictor(table, i, truth));
        }
        return ResponseTable.of(table, y);
    }

    @Test
    void twoGroupsHaveTheirClosedForm() {
        // means 2 of 4 rows and 5 of 3 rows; Poisson: variance of log mean 1 / sum of counts
        double[] x = {0, 0, 0, 0, 1, 1, 1};
        double[] y = {1, 3, 2, 2, 4, 5, 6};
        LogLinearModel poisson = PoissonRegression.create().fit(data(y, x));
        assertThat(poisson.mean(0)).isCloseTo(2, within(1e-13));
        assertThat(poisson.mean(1)).isCloseTo(5, within(1e-13));
        assertThat(poisson.coefficients().get(1).standardError())
                .isCloseTo(Math.sqrt(1 / 8.0 + 1 / 15.0), within(1e-13));
        Interval interval = poisson.meanInterval(1);
        assertThat(interval.upper()).isCloseTo(5 * Math.exp(1.959963984540054 / Math.sqrt(15)), within(1e-12));
        LogLinearModel gamma = GammaRegression.create().fit(data(y, x));
        assertThat(gamma.mean(0)).isCloseTo(2, within(1e-9));
        assertThat(gamma.mean(1)).isCloseTo(5, within(1e-9));
        // Pearson: (1/4 + 1/4) + (1/25 + 1/25), over 5 degrees of freedom
        assertThat(gamma.dispersion()).isCloseTo(0.58 / 5, within(1e-9));
    }

    @Test
    void weightsCountRepeats() {
        double[] weights = IntStream.range(0, 200).mapToDouble(i -> i % 4).toArray();
        int[] rows = IntStream.range(0, 200)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 4))
                .toArray();
        for (int family = 0; family < 2; family++) {
            ResponseTable plain = family == 0 ? counts(1, 200, 0.5, 0.2, -0.1) : amounts(1, 200, 2, 0.5, 0.2, -0.1);
            double[] y = Arrays.stream(rows).mapToDouble(plain::response).toArray();
            ResponseTable repeated = ResponseTable.of(plain.features().selectRows(rows), y);
            for (StandardErrors kind : new StandardErrors[] {StandardErrors.MODEL, StandardErrors.ROBUST}) {
                LogLinearModel a = fit(family, kind, plain.withWeights(weights));
                LogLinearModel b = fit(family, kind, repeated);
                for (int j = 0; j < 3; j++) {
                    assertThat(a.estimates[j]).isCloseTo(b.estimates[j], within(1e-9));
                    assertThat(a.covariance()[j][j]).isCloseTo(b.covariance()[j][j], within(1e-10));
                }
                assertThat(a.aic()).isCloseTo(b.aic(), within(1e-8));
                assertThat(a.nullDeviance()).isCloseTo(b.nullDeviance(), within(1e-8));
            }
        }
    }

    private static LogLinearModel fit(int family, StandardErrors kind, ResponseTable data) {
        return family == 0
                ? PoissonRegression.create().withStandardErrors(kind).fit(data)
                : GammaRegression.create().withStandardErrors(kind).fit(data);
    }

    @Test
    void unitOfTheAmountOnlyMovesTheIntercept() {
        ResponseTable euros = amounts(2, 300, 2, 3, 0.2, -0.1);
        double[] cents = new double[300];
        Arrays.setAll(cents, i -> 100 * euros.response(i));
        LogLinearModel a = GammaRegression.create().fit(euros);
        LogLinearModel b = GammaRegression.create().fit(ResponseTable.of(euros.features(), cents));
        assertThat(b.intercept() - a.intercept()).isCloseTo(Math.log(100), within(1e-9));
        assertThat(b.estimates[1]).isCloseTo(a.estimates[1], within(1e-9));
        assertThat(b.covariance()[1][1]).isCloseTo(a.covariance()[1][1], within(1e-9));
    }

    @Test
    void offsetIsTimeSeen() {
        // twice the time, twice the count: the same rate
        ResponseTable once = counts(3, 300, 0.5, 0.2, -0.1);
        double[] shift = new double[300];
        Arrays.fill(shift, 300);
        LogLinearModel a = PoissonRegression.create().fit(once);
        LogLinearModel b = PoissonRegression.create().fit(once.withOffset(shift));
        assertThat(b.intercept()).isCloseTo(a.intercept() - 300, within(1e-9));
        assertThat(b.nullDeviance()).isCloseTo(a.nullDeviance(), within(1e-8));
        ResponseTable money = amounts(3, 300, 2, 0.5, 0.2, -0.1);
        LogLinearModel c = GammaRegression.create().fit(money);
        LogLinearModel d = GammaRegression.create().fit(money.withOffset(shift));
        assertThat(d.intercept()).isCloseTo(c.intercept() - 300, within(1e-9));
        assertThat(d.nullDeviance()).isCloseTo(c.nullDeviance(), within(1e-8));
    }

    @Test
    void aGroupOfZerosIsNamed() {
        double[] y = {2, 1, 3, 0, 2, 1, 0, 0, 0};
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] group = {0, 0, 0, 0, 0, 0, 1, 1, 1};
        failed(
                () -> PoissonRegression.create().fit(data(y, x, group)),
                "only zeros: column(s) 'b' single(s) out 3 of 9 rows whose counts are all 0, so their mean goes to 0 and the"
                        + " coefficients have no finite estimate; drop or merge the column(s)");
        assertThat(PoissonRegression.create().fit(data(y, x)).report().converged())
                .isTrue();
    }

    @Test
    void edgesAndTexts() {
        double[] x = {1, 2, 3};
        failed(
                () -> PoissonRegression.create().fit(data(new double[3], x)),
                "all responses with a weight are 0; there is nothing to explain");
        failed(
                () -> GammaRegression.create().fit(data(new double[] {1, 2, 4}, x, new double[] {1, 0, 0})),
                "a total weight of 3.0 and 3 coefficients leave nothing to tell the dispersion; use more rows or fewer"
                        + " columns");
        refused(
                () -> PoissonRegression.create().fit(data(new double[] {1, -1, 2}, x)),
                "response, row 1: must be at least 0, got -1.0");
        refused(
                () -> GammaRegression.create().fit(data(new double[] {1, 3, 0}, x)),
                "response, row 2: must be above 0, got 0.0");
        refused(() -> data(new double[] {1, Double.NaN, 0}, x), "response, row 1: must be finite, got NaN");
        refused(() -> data(new double[2], x), "response must have one value per row (3), got 2");
        refused(
                () -> data(new double[3], x).withWeights(new double[3]),
                "all weights are 0; at least one row must count");
        refused(
                () -> PoissonRegression.create()
                        .withStandardErrors(StandardErrors.CLUSTERED)
                        .fit(data(x, x)),
                "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        LogLinearModel model = PoissonRegression.create().fit(data(new double[] {1, 3, 2}, x, new double[] {7, 7, 7}));
        assertThat(model.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'b'; without effect on"
                                + " the predictions");
        refused(() -> model.mean(1), "the row must have one value per feature (2), got 1");
        refused(
                () -> model.mean(1, Double.POSITIVE_INFINITY),
                "feature 'b' must be finite, got Infinity; impute or drop the row first");
    }

    // 1,000 rounds: the standard error of a share of 95 % is 0.7 %; 93 to 97 % is within 2.9 of them
    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;

    @Test
    void intervalsHoldTheTruth() {
        double[] truth = {0.4, 0.3, -0.1};
        double[] row = {0.5, 1};
        double mean = Math.exp(truth[0] + truth[1] * row[0] + truth[2] * row[1]);
        double[] held = new double[4];
        for (int r = 0; r < ROUNDS; r++) {
            LogLinearModel poisson = PoissonRegression.create().fit(counts(100 + r, 300, truth));
            LogLinearModel gamma = GammaRegression.create().fit(amounts(100 + r, 300, 1.5, truth));
            held[0] += holds(poisson.coefficients().get(1), truth[1]);
            held[1] += poisson.meanInterval(row).contains(mean) ? 1 : 0;
            held[2] += holds(gamma.coefficients().get(1), truth[1]);
            held[3] += gamma.meanInterval(row).contains(mean) ? 1 : 0;
        }
        for (double share : held) {
            assertThat(share / ROUNDS).as(Arrays.toString(held)).isBetween(0.93, 0.97);
        }
    }

    private static int holds(Coefficient c, double truth) {
        return c.lower() <= truth && truth <= c.upper() ? 1 : 0;
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static void failed(ThrowingCallable call, String text) {
        assertThatExceptionOfType(FitException.class).isThrownBy(call).withMessage(text);
    }
}
