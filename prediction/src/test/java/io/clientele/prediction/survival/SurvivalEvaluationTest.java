package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivalEvaluationTest {

    private static final double[] HORIZONS = {0.3, 0.6, 0.9};

    private static SurvivalTable table(String purpose, int n) {
        return RandomTables.cox(RandomTables.random(purpose, 0), n, new double[] {0.8, -0.3}, 0.5, 0);
    }

    private static double[][] predictions(SurvivalTable earlier, SurvivalTable later) {
        FeatureTable features = later.features().orElseThrow();
        return CoxRegression.create().fit(earlier).survival(features, HORIZONS, Execution.sequential());
    }

    @Test
    void everyFigureIsThatOfItsOwnClass() {
        SurvivalTable later = table("later", 240);
        double[][] survival = predictions(table("earlier", 300), later);
        SurvivalEvaluation judged = SurvivalEvaluation.of(later, HORIZONS, survival);
        BrierScore judge = BrierScore.of(later);
        assertThat(judged.rows()).isEqualTo(240);
        assertThat(judged.horizons()).hasSize(3);
        for (int k = 0; k < 3; k++) {
            HorizonEvaluation at = judged.at(k);
            assertThat(at.horizon()).isEqualTo(HORIZONS[k]);
            assertThat(at.auc()).isEqualTo(judge.aucAt(HORIZONS[k], survival[k]));
            assertThat(at.brier()).isEqualTo(judge.scoreAt(HORIZONS[k], survival[k]));
            HorizonCalibration own = HorizonCalibration.of(later, HORIZONS[k], survival[k], 8);
            HorizonCalibration calibration = at.calibration().orElseThrow();
            assertThat(calibration.slope()).isEqualTo(own.slope());
            assertThat(calibration.inTheLarge()).isEqualTo(own.inTheLarge());
            assertThat(calibration.groups()).isEqualTo(own.groups()).hasSize(8);
            assertThat(at.withoutCalibration()).isEmpty();
        }
        assertThat(judged.integratedBrier()).isEqualTo(judge.integratedScore(HORIZONS, survival));
        double[] risks = Arrays.stream(survival[2]).map(s -> 1 - s).toArray();
        assertThat(judged.harrell()).contains(Concordance.of(later, risks));
        assertThat(judged.uno()).contains(Concordance.uno(later, risks, 0.9));
        // the model is right, and 240 customers do not say otherwise: four standard errors
        assertThat(judged.at(1)
                        .calibration()
                        .orElseThrow()
                        .slope()
                        .interval(0.9999)
                        .contains(1))
                .isTrue();
        assertThat(judged.at(1).auc().interval(0.95).lower()).isGreaterThan(0.5);
    }

    @Test
    void oneOfSeveralCausesIsJudged() {
        SurvivalTable later = HorizonCalibrationTest.causes(RandomTables.random("later-causes", 0), 400);
        double[] horizons = {0.4, 0.8};
        double[][] risks = {HorizonCalibrationTest.incidence(later, 0.4), HorizonCalibrationTest.incidence(later, 0.8)};
        SurvivalEvaluation judged = SurvivalEvaluation.ofCause(later, 1, horizons, risks);
        assertThat(judged.harrell()).isEmpty();
        assertThat(judged.uno()).isEmpty();
        assertThat(judged.at(1).auc().value()).isBetween(0.55, 0.9);
        assertThat(judged.at(1)
                        .calibration()
                        .orElseThrow()
                        .slope()
                        .interval(0.9999)
                        .contains(1))
                .isTrue();
    }

    /** Without censoring: cases are those who left for the cause, controls all others. */
    @Test
    void areaOfOneOfSeveralCausesIsThatOfAllPairs() {
        SurvivalTable all = HorizonCalibrationTest.causes(RandomTables.random("pairs-causes", 0), 300);
        int[] known = IntStream.range(0, 300).filter(i -> all.event(i) > 0).toArray();
        SurvivalTable later = all.selectRows(known);
        double[] risks = HorizonCalibrationTest.incidence(later, 0.6);
        double right = 0;
        double pairs = 0;
        double loss = 0;
        for (int i = 0; i < later.rows(); i++) {
            boolean left = later.time(i) <= 0.6 && later.event(i) == 1;
            loss += Math.pow((left ? 1 : 0) - risks[i], 2) / later.rows();
            for (int j = 0; j < later.rows(); j++) {
                if (left && !(later.time(j) <= 0.6 && later.event(j) == 1)) {
                    pairs++;
                    right += risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0;
                }
            }
        }
        SurvivalEvaluation judged =
                SurvivalEvaluation.ofCause(later, 1, new double[] {0.3, 0.6}, new double[][] {risks, risks});
        assertThat(judged.at(1).auc().value()).isCloseTo(right / pairs, within(1e-13));
        assertThat(judged.at(1).brier().value()).isCloseTo(loss, within(1e-13));
    }

    // 500 shops of 200: a true coverage of 95 % gives between 92.4 and 97.4 % with probability 0.99. The truth is that
    // of
    // 100,000 customers, nobody censored (errors 0.0016 and 0.0007, a twentieth of a shop's).
    @Test
    void intervalsOfOneOfSeveralCausesCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 500;
        // the same draw without its censorings would not be one without censoring: times are made anew
        SurvivalTable all = uncensored(HorizonCalibrationTest.causes(RandomTables.random("causes-truth", 0), 100_000));
        HorizonOutcomes known = new HorizonOutcomes(CensoringWeights.of(all), 1, 0.8);
        double[] exact = HorizonCalibrationTest.incidence(all, 0.8);
        double auc = known.auc(exact);
        double brier = known.brier(exact);
        int areas = 0;
        int scores = 0;
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = HorizonCalibrationTest.causes(RandomTables.random("causes-judged", shop), 200);
            double[] risks = HorizonCalibrationTest.incidence(table, 0.8);
            HorizonOutcomes outcomes = new HorizonOutcomes(CensoringWeights.of(table), 1, 0.8);
            areas += outcomes.score(outcomes.auc(risks), outcomes.aucInfluence(risks))
                            .interval(0.95)
                            .contains(auc)
                    ? 1
                    : 0;
            scores += outcomes.score(outcomes.brier(risks), outcomes.brierInfluence(risks))
                            .interval(0.95)
                            .contains(brier)
                    ? 1
                    : 0;
        }
        assertThat(areas / (double) shops).as("AUC").isBetween(0.924, 0.974);
        assertThat(scores / (double) shops).as("Brier").isBetween(0.924, 0.974);
    }

    /** Times and causes of the same features, nobody censored. */
    private static SurvivalTable uncensored(SurvivalTable table) {
        RandomGenerator random = RandomTables.random("uncensored", 0);
        FeatureTable features = table.features().orElseThrow();
        double[] times = new double[table.rows()];
        int[] events = new int[table.rows()];
        for (int i = 0; i < times.length; i++) {
            double first = Math.exp(-0.5 + 0.7 * features.get(i, 0));
            times[i] = Samplers.exponential(random) / (first + 0.5);
            events[i] = random.nextDouble() < first / (first + 0.5) ? 1 : 2;
        }
        return SurvivalTable.of(times, events).withFeatures(features);
    }

    @Test
    void whereThereIsNoCalibrationTheReasonIsGiven() {
        SurvivalTable later = table("later", 100);
        double[][] survival = predictions(table("earlier", 300), later);
        double[] alike = new double[100];
        Arrays.fill(alike, 0.5);
        survival[0] = alike;
        survival[1][7] = 1;
        SurvivalEvaluation judged = SurvivalEvaluation.of(later, HORIZONS, survival);
        assertThat(judged.at(0).calibration()).isEmpty();
        assertThat(judged.at(0).withoutCalibration()).startsWith("all predictions are 0.5, so there is no slope");
        assertThat(judged.at(0).auc().value()).isEqualTo(0.5);
        assertThat(judged.at(1).withoutCalibration()).isEqualTo("row 7 has a risk of 0.0, which has no log(-log)");
        assertThat(judged.at(2).calibration()).isPresent();
    }

    @Test
    void badInputIsRefusedInWords() {
        SurvivalTable later = table("later", 100);
        double[][] survival = predictions(table("earlier", 300), later);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.of(later, new double[] {0.3}, new double[][] {survival[0]}))
                .withMessage("number of horizons must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.of(later, new double[] {0.6, 0.3, 0.9}, survival))
                .withMessage("horizons must ascend, got 0.3 after 0.6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.of(later, new double[] {0.3, 0.6}, survival))
                .withMessage("predictions must have one array per horizon (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.of(later, new double[] {0.3, 0.6, 1e6}, survival))
                .withMessageStartingWith("horizon 1000000.0 is at or beyond the last time anybody was watched");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.of(later.withStarts(new double[100]), HORIZONS, survival))
                .withMessage("rows with starts cannot be judged; take each customer once, from the beginning");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalEvaluation.ofCause(later, 2, HORIZONS, survival))
                .withMessage("no event has code 2; codes are [1]");
        SurvivalTable quiet = SurvivalTable.of(later.times(), new int[100]);
        assertThatThrownBy(() -> SurvivalEvaluation.of(quiet, HORIZONS, survival))
                .isInstanceOf(FitException.class)
                .hasMessage("no events: all rows are censored, so there is nothing to judge by; watch longer");
        assertThatThrownBy(() -> SurvivalEvaluation.of(later, new double[] {1e-9, 0.6, 0.9}, survival))
                .isInstanceOf(FitException.class)
                .hasMessage("nobody has left by 1.0E-9, so there is nothing to tell apart; take a later horizon");
        SurvivalEvaluation judged = SurvivalEvaluation.of(later, HORIZONS, survival);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judged.at(3))
                .withMessageStartingWith("index must be at most");
    }
}
