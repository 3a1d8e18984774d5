package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of AUC and Brier scores; the values are compared in CompetingOracleTest. */
class HorizonScoreTest {

    private static double[] survival(SurvivalTable table, double horizon) {
        return Arrays.stream(UnoConcordanceTest.scores(table))
                .map(x -> Math.exp(-horizon * Math.exp(0.8 * x)))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void errorsAreThoseOfAllDerivatives(int seed) {
        SurvivalTable table = UnoConcordanceTest.table(seed, 60);
        double[] horizons = {0.3, 0.5, 0.9};
        double[][] chances =
                Arrays.stream(horizons).mapToObj(h -> survival(table, h)).toArray(double[][]::new);
        BrierScore judge = BrierScore.of(table);
        for (int k = 0; k < horizons.length; k++) {
            double h = horizons[k];
            double[] s = chances[k];
            HorizonScore auc = judge.aucAt(h, s);
            assertThat(auc.value()).isEqualTo(judge.auc(h, s));
            assertThat(auc.standardError())
                    .isCloseTo(Influences.error(table, t -> BrierScore.of(t).auc(h, s)), within(1e-9));
            HorizonScore brier = judge.scoreAt(h, s);
            assertThat(brier.value()).isEqualTo(judge.at(h, s));
            assertThat(brier.standardError())
                    .isCloseTo(Influences.error(table, t -> BrierScore.of(t).at(h, s)), within(1e-9));
        }
        HorizonScore mean = judge.integratedScore(horizons, chances);
        assertThat(mean.value()).isEqualTo(judge.integrated(horizons, chances));
        assertThat(mean.standardError())
                .isCloseTo(Influences.error(table, t -> BrierScore.of(t).integrated(horizons, chances)), within(1e-9));
    }

    /** Without censoring: the share of pairs, counted. */
    @Test
    void areaIsThatOfAllPairs() {
        SurvivalTable table = RandomTables.cox(RandomTables.random("area", 0), 80, new double[] {0.8}, 0, 0.1);
        double[] s = survival(table, 0.5);
        double right = 0;
        double all = 0;
        for (int i = 0; i < 80; i++) {
            for (int j = 0; j < 80; j++) {
                if (table.time(i) <= 0.5 && table.time(j) > 0.5) {
                    all++;
                    right += s[i] < s[j] ? 1 : s[i] == s[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(BrierScore.of(table).auc(0.5, s)).isCloseTo(right / all, within(1e-14));
    }

    // 1000 shops of 200: a true coverage of 95 % gives between 93 and 97 % with probability 0.996. The truth is that of
    // 400,000 customers, nobody censored (errors 0.0007 and 0.0003, a fiftieth of a shop's). Seen: 94.9, 95.1, 93.8 %.
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        double[] horizons = {0.3, 0.6};
        SurvivalTable all = RandomTables.cox(RandomTables.random("score-truth", 0), 400_000, new double[] {0.8}, 0, 0);
        BrierScore known = BrierScore.of(all);
        double auc = known.auc(0.6, exact(all, 0.6));
        double brier = known.at(0.6, exact(all, 0.6));
        double mean = known.integrated(horizons, new double[][] {exact(all, 0.3), exact(all, 0.6)});
        int areas = 0;
        int scores = 0;
        int means = 0;
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table =
                    RandomTables.cox(RandomTables.random("score-coverage", shop), 200, new double[] {0.8}, 0.6, 0);
            BrierScore judge = BrierScore.of(table);
            double[][] chances = {exact(table, 0.3), exact(table, 0.6)};
            areas += judge.aucAt(0.6, chances[1]).interval(0.95).contains(auc) ? 1 : 0;
            scores += judge.scoreAt(0.6, chances[1]).interval(0.95).contains(brier) ? 1 : 0;
            means += judge.integratedScore(horizons, chances).interval(0.95).contains(mean) ? 1 : 0;
        }
        assertThat(areas / (double) shops).as("AUC").isBetween(0.93, 0.97);
        assertThat(scores / (double) shops).as("Brier").isBetween(0.93, 0.97);
        assertThat(means / (double) shops).as("integrated").isBetween(0.93, 0.97);
    }

    private static double[] exact(SurvivalTable table, double horizon) {
        return Arrays.stream(table.features().orElseThrow().column(0))
                .map(x -> Math.exp(-horizon * Math.exp(0.8 * x)))
                .toArray();
    }
}
