package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NegativeBinomialTest {

    static ResponseTable counts(long seed, int rows, double theta, double... truth) {
        RandomGenerator random = RandomStreams.stream(seed, "overdispersed", 0);
        FeatureTable table = Simulated.features(random, rows, truth.length - 1);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            double mean = Math.exp(Simulated.predictor(table, i, truth));
            y[i] = Samplers.poisson(random, mean * Samplers.gamma(random, theta) / theta);
        }
        return ResponseTable.of(table, y);
    }

    /** Counts that scatter less than Poisson's. */
    static ResponseTable even() {
        return data(new double[] {3, 4, 3, 4, 6, 7, 6, 7}, new double[] {0, 0, 0, 0, 1, 1, 1, 1});
    }

    private static ResponseTable data(double[] y, double[]... columns) {
        return ResponseTable.of(FeatureTable.of(List.of("a", "b").subList(0, columns.length), columns), y);
    }

    @Test
    void groupMeansAreExactAndProbabilitiesAddUp() {
        // with one group indicator the score of the coefficients asks for the means, whatever theta is
        NegativeBinomialModel model = NegativeBinomialRegression.create()
                .fit(data(new double[] {0, 9, 1, 2, 0, 12, 3, 0}, new double[] {0, 0, 0, 0, 1, 1, 1, 1}));
        assertThat(model.mean(0)).isCloseTo(3, within(1e-12));
        assertThat(model.mean(1)).isCloseTo(15 / 4.0, within(1e-12));
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < 600; k++) {
            double p = model.probability(k, 1);
            sum += p;
            mean += k * p;
            square += (double) k * k * p;
        }
        assertThat(sum).isCloseTo(1, within(1e-10));
        assertThat(mean).isCloseTo(model.mean(1), within(1e-9));
        assertThat(square - mean * mean).isCloseTo(model.variance(1), within(1e-7));
        assertThat(model.variance(1)).isCloseTo(3.75 + 3.75 * 3.75 / model.theta(), within(1e-12));
        assertThat(model.thetaInterval().orElseThrow().contains(model.theta())).isTrue();
    }

    @Test
    void bracketIsTheSameOnBothSidesOfItsSeries() {
        for (double u : new double[] {0.03, 0.045, 0.05}) {
            double direct = Math.log1p(u) - u / (1 + u);
            assertThat(NegativeBinomialPass.bracket(u, Math.log1p(u))).isCloseTo(direct, within(1e-17));
        }
        // 1e-8²/2 - 2/3 1e-24, where the difference has no digits left
        assertThat(NegativeBinomialPass.bracket(1e-8, Math.log1p(1e-8))).isCloseTo(4.99999993333333e-17, within(1e-30));
    }

    /** The derivatives that Newton's method uses, against differences of the likelihood. */
    @Test
    void derivativesAreThoseOfTheLikelihood() {
        ResponseTable table = counts(7, 60, 1.5, 0.5, 0.3);
        Rows rows = table.asRows();
        Scaling scaling = Scaling.of(rows, Execution.sequential());
        NegativeBinomialPass.Tails tails = NegativeBinomialPass.Tails.of(rows);
        for (double alpha : new double[] {0.003, 0.7, 5}) {
            double h = 1e-4;
            double[] beta = {0.4, 0.2};
            NegativeBinomialPass at = pass(scaling, rows, beta, alpha);
            double up = value(scaling, rows, tails, beta, alpha * Math.exp(h));
            double down = value(scaling, rows, tails, beta, alpha * Math.exp(-h));
            double here = value(scaling, rows, tails, beta, alpha);
            double[] own = tails.byDispersion(alpha);
            assertThat(at.byDispersion[0] + own[0]).isCloseTo((up - down) / (2 * h), within(1e-5));
            assertThat(at.byDispersion[1] + own[1]).isCloseTo(-(up - 2 * here + down) / (h * h), within(1e-3));
            NegativeBinomialPass higher = pass(scaling, rows, beta, alpha * Math.exp(h));
            NegativeBinomialPass lower = pass(scaling, rows, beta, alpha * Math.exp(-h));
            for (int j = 0; j < 2; j++) {
                assertThat(at.cross[j]).isCloseTo(-(higher.score[j] - lower.score[j]) / (2 * h), within(1e-5));
                double[] moved = beta.clone();
                moved[j] += h;
                NegativeBinomialPass beyond = pass(scaling, rows, moved, alpha);
                assertThat(at.information[j][j])
                        .isCloseTo(-(beyond.score[j] - at.score[j]) / h, within(1e-3 * at.information[j][j]));
            }
        }
    }

    private static NegativeBinomialPass pass(Scaling scaling, Rows rows, double[] beta, double alpha) {
        NegativeBinomialPass pass = new NegativeBinomialPass(scaling, beta, alpha);
        pass.add(rows, 0, rows.count);
        return pass;
    }

    private static double value(
            Scaling scaling, Rows rows, NegativeBinomialPass.Tails tails, double[] beta, double alpha) {
        return pass(scaling, rows, beta, alpha).logLikelihood + tails.logLikelihood(alpha);
    }

    @Test
    void weightsCountRepeats() {
        ResponseTable plain = counts(1, 200, 1.5, 0.5, 0.2, -0.1);
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i % 4);
        int[] rows = IntStream.range(0, 200)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 4))
                .toArray();
        double[] y = Arrays.stream(rows).mapToDouble(plain::response).toArray();
        NegativeBinomialModel a = NegativeBinomialRegression.create().fit(plain.withWeights(weights));
        NegativeBinomialModel b = NegativeBinomialRegression.create()
                .fit(ResponseTable.of(plain.features().selectRows(rows), y));
        for (int j = 0; j < 3; j++) {
            assertThat(a.estimates[j]).isCloseTo(b.estimates[j], within(1e-10));
            assertThat(a.covariance[j][j]).isCloseTo(b.covariance[j][j], within(1e-10));
        }
        assertThat(a.theta()).isCloseTo(b.theta(), within(1e-9));
        assertThat(a.logLikelihood()).isCloseTo(b.logLikelihood(), within(1e-9));
        assertThat(a.dispersionTest().statistic()).isCloseTo(b.dispersionTest().statistic(), within(1e-8));
    }

    @Test
    void countsAsEvenAsPoissonsGiveThePoissonRegression() {
        NegativeBinomialModel model = NegativeBinomialRegression.create().fit(even());
        LogLinearModel poisson = PoissonRegression.create().fit(even());
        assertThat(model.poissonLimit()).isTrue();
        assertThat(model.theta()).isInfinite();
        assertThat(model.thetaStandardError()).isEmpty();
        assertThat(model.thetaInterval()).isEmpty();
        assertThat(model.dispersionTest().p()).isEqualTo(1);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings())
                .containsExactly(
                        "the counts scatter no more than Poisson's, so the estimate of theta is infinite and the"
                                + " model is a Poisson regression");
        for (int j = 0; j < 2; j++) {
            assertThat(model.estimates[j]).isCloseTo(poisson.estimates[j], within(1e-12));
            assertThat(model.covariance[j][j]).isCloseTo(poisson.covariance()[j][j], within(1e-12));
        }
        assertThat(model.logLikelihood()).isCloseTo(poisson.logLikelihood(), within(1e-11));
        assertThat(model.deviance()).isCloseTo(poisson.deviance(), within(1e-11));
        assertThat(model.aic()).isCloseTo(poisson.aic(), within(1e-11));
        assertThat(model.probability(3, 0)).isCloseTo(Math.exp(-3.5) * 3.5 * 3.5 * 3.5 / 6, within(1e-13));
    }

    @Test
    void thetaGrowsWithoutBoundTowardsPoisson() {
        // counts 0 and 2 with a share s of 2: the sum of (y - m)² - y is 2s (1 - 2s), which falls to 0 as s rises to
        // 1/2
        double before = 0;
        for (double below : new double[] {0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
            NegativeBinomialModel model = NegativeBinomialRegression.create()
                    .fit(data(new double[] {0, 2}, new double[2]).withWeights(new double[] {50 + below, 50 - below}));
            assertThat(model.poissonLimit()).isFalse();
            assertThat(model.report().converged()).as("converged %s", model).isTrue();
            assertThat(model.theta()).isGreaterThan(5 * before);
            assertThat(model.logLikelihood()).isGreaterThanOrEqualTo(model.measures[3]);
            before = model.theta();
        }
        NegativeBinomialModel edge = NegativeBinomialRegression.create()
                .fit(data(new double[] {0, 2}, new double[2]).withWeights(new double[] {50, 50}));
        assertThat(edge.poissonLimit()).isTrue();
    }

    @Test
    void edgesAndTexts() {
        double[] x = {1, 2, 3};
        NegativeBinomialRegression recipe = NegativeBinomialRegression.create();
        failed(
                () -> recipe.fit(data(new double[3], x)),
                "all responses with a weight are 0; there is nothing to explain");
        failed(
                () -> recipe.fit(data(
                        new double[] {2, 1, 3, 0, 2, 1, 0, 0, 0},
                        new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                        new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1})),
                "only zeros: column(s) 'b' single(s) out 3 of 9 rows whose counts are all 0, so their mean goes to 0 and the"
                        + " coefficients have no finite estimate; drop or merge the column(s)");
        refused(
                () -> recipe.fit(data(new double[] {1, 2.5, 2}, x)),
                "response, row 1: must be a whole number from 0 to 1000000, got 2.5; for amounts use GammaRegression");
        refused(
                () -> recipe.fit(data(new double[] {1, 2, -2}, x)),
                "response, row 2: must be a whole number from 0 to 1000000, got -2.0; for amounts use GammaRegression");
        refused(
                () -> recipe.fit(data(new double[] {1, 2, 2e6}, x)),
                "response, row 2: must be a whole number from 0 to 1000000, got 2000000.0; for amounts use GammaRegression");
        refused(
                () -> recipe.withStandardErrors(StandardErrors.CLUSTERED).fit(data(x, x)),
                "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        refused(() -> recipe.withMaxIterations(0), "maxIterations must be at least 1, got 0");
        double[] y = {1, 9, 0, 4, 0, 12};
        NegativeBinomialModel model =
                recipe.fit(data(y, new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 7, 7, 7, 7, 7}));
        assertThat(model.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'b'; without effect on"
                                + " the predictions");
        refused(() -> model.mean(1), "the row must have one value per feature (2), got 1");
        refused(() -> model.mean(1, Double.NaN), "feature 'b' must be finite, got NaN; impute or drop the row first");
        refused(() -> model.probability(-1, 1, 7), "count must be at least 0, got -1");
        assertThat(recipe.withMaxIterations(1)
                        .fit(counts(1, 300, 0.3, 1, 0.4))
                        .report()
                        .warnings())
                .contains("not converged; raise maxIterations, or bring the columns to ordinary units");
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
            NegativeBinomialModel m = NegativeBinomialRegression.create().fit(counts(100 + r, 400, 1.5, truth));
            Coefficient c = m.coefficients().get(1);
            held[0] += c.lower() <= truth[1] && truth[1] <= c.upper() ? 1 : 0;
            held[1] += m.meanInterval(row).contains(mean) ? 1 : 0;
            held[2] += m.thetaInterval().orElseThrow().contains(1.5) ? 1 : 0;
            held[3] += NegativeBinomialRegression.create()
                            .withStandardErrors(StandardErrors.ROBUST)
                            .fit(counts(100 + r, 400, 1.5, truth))
                            .meanInterval(row)
                            .contains(mean)
                    ? 1
                    : 0;
        }
        for (double share : held) {
            assertThat(share / ROUNDS).as(Arrays.toString(held)).isBetween(0.93, 0.97);
        }
    }

    @Test
    void testOfPoissonHoldsItsLevelAndFindsScatter() {
        int alarms = 0;
        int found = 0;
        for (int r = 0; r < ROUNDS; r++) {
            NegativeBinomialRegression recipe = NegativeBinomialRegression.create();
            alarms += recipe.fit(LogLinearTest.counts(5_000 + r, 300, 0.5, 0.2))
                                    .dispersionTest()
                                    .p()
                            < 0.05
                    ? 1
                    : 0;
            found += recipe.fit(counts(5_000 + r, 300, 2, 0.5, 0.2))
                                    .dispersionTest()
                                    .p()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat((double) alarms / ROUNDS).isBetween(0.025, 0.065);
        assertThat((double) found / ROUNDS).isGreaterThan(0.95);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static void failed(ThrowingCallable call, String text) {
        assertThatExceptionOfType(FitException.class).isThrownBy(call).withMessage(text);
    }
}
