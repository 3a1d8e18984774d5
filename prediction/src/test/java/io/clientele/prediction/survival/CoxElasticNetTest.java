package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values of glmnet 4.1-6 from src/test/oracle/cox_path.R; it stops at about 1e-8, so that is the tolerance. With starts it stops
 * 1e-4 off; there the script goes on with Newton's method. The optimality conditions are checked by the definition of the score.
 */
class CoxElasticNetTest {

    private static final double[] LAMBDAS = {0.05, 0.02, 0.01, 0.005, 0.001};

    private static final CoxElasticNet BRESLOW =
            CoxElasticNet.create().withTies(Ties.BRESLOW).withLambdas(LAMBDAS);

    private static void same(CoxPath path, double[]... expected) {
        assertThat(path.report().converged()).isTrue();
        assertThat(path.report().change()).isLessThan(1e-10);
        for (int k = 0; k < expected.length; k++) {
            assertThat(path.coefficients(k)).containsExactly(expected[k], within(2e-8));
        }
    }

    @Test
    void lassoOnRossi() {
        CoxPath path = BRESLOW.fit(SurvivalData.rossi());
        same(
                path,
                new double[] {0, -0.0233172972212, 0, -0.0447165519578, 0, 0, 0.0447834663794},
                new double[] {
                    -0.208400425628,
                    -0.0412030434783,
                    0.0543140266629,
                    -0.124759997685,
                    -0.195869778446,
                    0,
                    0.0739358238786
                },
                new double[] {
                    -0.291073301112,
                    -0.0483483731297,
                    0.177669382544,
                    -0.140110491305,
                    -0.30970398683,
                    -0.00386029877489,
                    0.0836750919641
                },
                new double[] {
                    -0.334908659865,
                    -0.0526868357961,
                    0.244542322744,
                    -0.145734824299,
                    -0.368548185871,
                    -0.0444328819915,
                    0.0874572699154
                },
                new double[] {
                    -0.370176338347,
                    -0.0563157921895,
                    0.299980755616,
                    -0.150058194991,
                    -0.419453880189,
                    -0.076874319215,
                    0.0903905571707
                });
        double[] likelihoods = {
            -666.983057982455, -660.946440398148, -659.654978758163, -659.2567727549, -659.126143356432
        };
        for (int k = 0; k < LAMBDAS.length; k++) {
            assertThat(path.logLikelihood(k)).isCloseTo(likelihoods[k], within(1e-6));
        }
        assertThat(path.selected(0)).containsExactly("age", "wexp", "prio");
        assertThat(path.nonzero(0)).isEqualTo(3);
        CoxPath all =
                CoxElasticNet.create().withTies(Ties.BRESLOW).withPath(5, 0.1).fit(SurvivalData.rossi());
        assertThat(all.lambdas()[0]).isCloseTo(0.0884044146558966, within(1e-12));
        assertThat(all.nonzero(0)).isZero();
        assertThat(all.logLikelihood(0)).isCloseTo(all.nullLogLikelihood(), within(1e-9));
    }

    @Test
    void columnsAsTheyAre() {
        same(
                BRESLOW.withMixing(0.3).withStandardisedColumns(false).fit(SurvivalData.rossi()),
                new double[] {-0.0750345869005, -0.065698939149, 0, 0, 0, 0, 0.0891824699774},
                new double[] {
                    -0.21446870596,
                    -0.0623528053917,
                    0.0705748281848,
                    -0.0796408220685,
                    -0.105100120904,
                    0,
                    0.0912372755789
                });
    }

    @Test
    void startsAndWeights() {
        same(
                BRESLOW.withMixing(0.7).withLambdas(0.05, 0.02, 0.01).fit(SurvivalData.heart("age", "year", "surgery")),
                new double[] {0.0175169974017, -0.105884540621, -0.394769376052},
                new double[] {0.0231050853763, -0.129951779178, -0.53194586565},
                new double[] {0.0250484329218, -0.137987979714, -0.582571804436});
        SurvivalTable rossi = SurvivalData.rossi();
        same(
                BRESLOW.withMixing(0.7)
                        .withLambdas(0.05, 0.02, 0.01)
                        .fit(rossi.withWeights(SurvivalData.cycle(rossi.rows(), 1, 2, 0.5))),
                new double[] {-0.195063371226, -0.0234748916586, 0, -0.263629227776, 0, 0, 0.0506675581084},
                new double[] {-0.363053794202, -0.0383215403744, 0.192431700468, -0.33791327235, 0, 0, 0.0691580486885},
                new double[] {
                    -0.426226292941,
                    -0.0445009603689,
                    0.286905608122,
                    -0.349721187397,
                    -0.0585478235214,
                    -0.0509003387968,
                    0.0744980459633
                });
    }

    @Test
    void crossValidatedPartialLikelihood() {
        SurvivalTable rossi = SurvivalData.rossi();
        CoxElasticNet.Options options = new CoxElasticNet.Options(
                Ties.BRESLOW, 1, true, Arrays.stream(LAMBDAS).boxed().toList(), 0, 0);
        int[] fold = IntStream.range(0, rossi.rows()).map(i -> i % 10).toArray();
        CoxChoice choice = new CoxPathFit(options, rossi, Execution.sequential()).choose(fold, 10);
        double[] deviance = {13.6696556160418, 13.6265523035899, 13.6230286747613, 13.6271918094369, 13.6351999869248};
        double[] error = {0.195223423171061, 0.203427836796059, 0.208378419555683, 0.211468446733457, 0.214614267167172
        };
        for (int k = 0; k < deviance.length; k++) {
            assertThat(choice.deviance(k)).isCloseTo(deviance[k], within(1e-7));
            assertThat(choice.standardError(k)).isCloseTo(error[k], within(1e-7));
        }
        assertThat(choice.best()).isEqualTo(2);
        assertThat(choice.oneStandardError()).isZero();
        assertThat(choice)
                .hasToString("CoxChoice[best 2 with 7 features, one standard error 0 with 3 features]")
                .isEqualTo(new CoxPathFit(options, rossi, Execution.sequential()).choose(fold, 10));
    }

    /** Many columns, most of them noise, some nearly equal, in other units, with ties and late entries. */
    private static SurvivalTable wide(int seed, int n, int p) {
        RandomGenerator random = RandomTables.random("cox-path", seed);
        double[] beta = new double[p];
        for (int j = 0; j < 5 && j * 3 < p; j++) {
            beta[j * 3] = 0.6 - 0.1 * j;
        }
        SurvivalTable table = RandomTables.cox(random, n, beta, 0.5, seed % 2 == 0 ? 0.05 : 0);
        FeatureTable x = table.features().orElseThrow();
        double[][] columns = new double[p][];
        for (int j = 0; j < p; j++) {
            double[] twin = x.column(j == 1 ? 0 : j);
            double[] own = x.column(j);
            double factor = Math.pow(10, j % 5 - 2);
            int at = j;
            columns[j] = IntStream.range(0, n)
                    .mapToDouble(i -> factor * (at == 1 ? twin[i] + 0.05 * own[i] : own[i]) + 3)
                    .toArray();
        }
        table = table.withFeatures(FeatureTable.of(x.names(), columns));
        table = seed % 3 == 1 ? RandomTables.entering(random, table) : table;
        return seed % 4 == 3 ? table.withStrata(RandomTables.labels(random, n, 3)) : table;
    }

    /** The score by its definition, a mean over rows. */
    private static double[] score(SurvivalTable t, double[] b, boolean efron) {
        FeatureTable x = t.features().orElseThrow();
        int n = t.rows();
        double[] score = new double[b.length];
        double[] risk = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < b.length; j++) {
                risk[i] += b[j] * (x.get(i, j) - 3);
            }
            risk[i] = Math.exp(risk[i]);
        }
        Labels strata = t.stratumLabels();
        for (int i = 0; i < n; i++) {
            if (t.event(i) == 0) {
                continue;
            }
            int tied = 0;
            int rank = 0;
            for (int k = 0; k < n; k++) {
                boolean same = strata == null || strata.code(k) == strata.code(i);
                if (same && t.event(k) == 1 && t.time(k) == t.time(i)) {
                    tied++;
                    rank += k < i ? 1 : 0;
                }
            }
            double all = 0;
            double[] sum = new double[b.length];
            for (int k = 0; k < n; k++) {
                boolean same = strata == null || strata.code(k) == strata.code(i);
                if (same && t.time(k) >= t.time(i) && (!t.hasStarts() || t.start(k) < t.time(i))) {
                    boolean event = t.event(k) == 1 && t.time(k) == t.time(i);
                    double w = risk[k] * (efron && event ? 1 - (double) rank / tied : 1);
                    all += w;
                    for (int j = 0; j < b.length; j++) {
                        sum[j] += w * x.get(k, j);
                    }
                }
            }
            for (int j = 0; j < b.length; j++) {
                score[j] += (x.get(i, j) - sum[j] / all) / n;
            }
        }
        return score;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7})
    void everyStepMeetsTheOptimalityConditions(int seed) {
        SurvivalTable table = wide(seed, 90, 40);
        double mixing = seed % 2 == 0 ? 1 : 0.6;
        boolean efron = seed != 4;
        CoxPath path = CoxElasticNet.create()
                .withTies(efron ? Ties.EFRON : Ties.BRESLOW)
                .withMixing(mixing)
                .withPath(25, 0.02)
                .fit(table);
        assertThat(path.report().converged()).isTrue();
        double[] deviation = new double[40];
        for (int j = 0; j < 40; j++) {
            double[] column = table.features().orElseThrow().column(j);
            double mean = Arrays.stream(column).average().orElseThrow();
            deviation[j] = Math.sqrt(Arrays.stream(column)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
        }
        for (int k = 0; k < path.size(); k++) {
            double lambda = path.lambdas()[k];
            double[] b = path.coefficients(k);
            double[] score = score(table, b, efron);
            for (int j = 0; j < b.length; j++) {
                double pull = score[j] / deviation[j] - lambda * (1 - mixing) * b[j] * deviation[j];
                if (b[j] == 0) {
                    assertThat(Math.abs(pull)).isLessThanOrEqualTo(lambda * mixing + 1e-8);
                } else {
                    assertThat(pull).isCloseTo(lambda * mixing * Math.signum(b[j]), within(1e-8));
                }
            }
            assertThat(k == 0 || path.logLikelihood(k) >= path.logLikelihood(k - 1) - 1e-9)
                    .isTrue();
        }
        assertThat(path.nonzero(path.size() - 1)).isGreaterThan(10);
    }

    @Test
    void withNextToNoPenaltyItIsCoxRegression() {
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("path", 1), 300, new double[] {0.5, -0.3, 0}, 0.5, 0.1);
        CoxModel model = CoxRegression.create().fit(table);
        CoxPath path = CoxElasticNet.create().withLambdas(0.01, 1e-12).fit(table);
        for (int j = 0; j < 3; j++) {
            assertThat(path.coefficients(1)[j])
                    .isCloseTo(model.coefficients().get(j).estimate(), within(1e-8));
        }
        assertThat(path.logLikelihood(1)).isCloseTo(model.logLikelihood(), within(1e-9));
    }

    @Test
    void ridgeAloneIsCoxRegressionWithARidge() {
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("path", 2), 200, new double[] {0.5, -0.3, 0}, 0.5, 0);
        CoxModel model = CoxRegression.create().withRidge(200 * 0.1).fit(table);
        CoxPath path = CoxElasticNet.create()
                .withMixing(0)
                .withStandardisedColumns(false)
                .withLambdas(0.1)
                .fit(table);
        for (int j = 0; j < 3; j++) {
            assertThat(path.coefficients(0)[j])
                    .isCloseTo(model.coefficients().get(j).estimate(), within(1e-9));
        }
    }

    @Test
    void moreColumnsThanEventsAndMonotoneLikelihoodHaveAnswers() {
        CoxPath path = CoxElasticNet.create().withPath(20, 0.05).fit(wide(8, 40, 120));
        assertThat(path.report().converged()).isTrue();
        assertThat(path.nonzero(19)).isGreaterThan(5).isLessThan(40);
        SurvivalTable monotone = SurvivalTable.of(new double[] {1, 2, 3, 4}, new int[] {1, 1, 1, 0})
                .withFeatures(FeatureTable.of(
                        List.of("x", "constant"), new double[] {4, 3, 2, 1}, new double[] {7, 7, 7, 7}));
        CoxPath answer = CoxElasticNet.create().withLambdas(0.1, 0.01).fit(monotone);
        assertThat(answer.report().converged()).isTrue();
        assertThat(answer.coefficients(1)[0]).isPositive();
        assertThat(answer.coefficients(1)[1]).isZero();
    }

    /** Five of forty columns matter; the choice keeps those with room to spare and leaves out most of the others. */
    @Test
    void choiceFindsWhatMatters() {
        SurvivalTable table = wide(6, 500, 40);
        CoxElasticNet recipe = CoxElasticNet.create().withPath(30, 0.02);
        CoxChoice choice = recipe.choose(table, 5, 3, Execution.sequential());
        assertThat(choice).isEqualTo(recipe.choose(table, 5, 3, Execution.sequential()));
        assertThat(choice.oneStandardError()).isLessThanOrEqualTo(choice.best());
        assertThat(choice.deviance(choice.best())).isLessThan(choice.deviance(0));
        CoxPath path = choice.path();
        int step = choice.oneStandardError();
        assertThat(path.selected(step)).contains("x3", "x6", "x9", "x12");
        assertThat(path.nonzero(step)).isLessThan(20);
        double[] scores = path.linearPredictors(step, table.features().orElseThrow(), Execution.sequential());
        assertThat(scores[7])
                .isCloseTo(
                        path.linearPredictor(
                                step, table.features().orElseThrow().row(7)),
                        within(1e-12));
        assertThat(Concordance.of(table, scores).index()).isGreaterThan(0.6);
    }

    @Test
    void rowsOfASubjectStayInOneFold() {
        SurvivalTable table = wide(1, 120, 4);
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            subjects.add("c" + i / 2);
        }
        SurvivalTable clustered = table.withClusters(subjects);
        CoxElasticNet recipe = CoxElasticNet.create().withPath(5, 0.1);
        CoxChoice together = recipe.choose(clustered, 4, 1, Execution.sequential());
        assertThat(together.path()).isEqualTo(recipe.fit(table));
        assertThat(together.deviance(1))
                .isNotEqualTo(recipe.choose(table, 4, 1, Execution.sequential()).deviance(1));
    }

    @Test
    void badInputIsRefusedInWords() {
        SurvivalTable table = wide(1, 30, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().withTies(Ties.EXACT))
                .withMessage("the elastic net has no exact ties; use Efron's or Breslow's");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().withLambdas(0.1, 0.2))
                .withMessage("lambdas must fall, but number 1 (0.2) is not below the one before (0.1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().withMixing(1.5))
                .withMessageStartingWith("mixing must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().withPath(3, 1))
                .withMessage("ratio must be above 0 and below 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().choose(table, 2, 1, Execution.sequential()))
                .withMessage("folds must be at least 3, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxElasticNet.create().choose(table, 30, 1, Execution.sequential()))
                .withMessageStartingWith("folds must be at most the number of events");
        assertThatThrownBy(() -> CoxElasticNet.create()
                        .fit(SurvivalTable.of(new double[] {1, 2}, new int[2])
                                .withFeatures(FeatureTable.of(List.of("x"), new double[] {1, 2}))))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no events: all rows");
        CoxPath path = CoxElasticNet.create().withPath(2, 0.5).fit(table);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path.linearPredictor(0, 1, 2, Double.NaN))
                .withMessage("feature 'x2' must be finite, got NaN; impute or drop the row first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path.linearPredictor(0, 1))
                .withMessage("the row must have one value per feature (3), got 1");
    }
}
