package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trend, pairs and weighted stratified tests; values from src/test/oracle/log_rank.R (survdiff and p.adjust of R 4.2.2). */
class LogRankFormsTest {

    @Test
    void pairsAgreeWithSurvdiffAndPAdjust() {
        SurvivalTable veteran = SurvivalData.veteran(); // adeno, large, smallcell, squamous
        double[] chi = {
            17.6693215293230530,
            0.0968431919710041,
            12.0454836410801711,
            9.3709041481837740,
            0.8225939786561538,
            11.5736739199890106
        };
        double[] holm = {
            0.000157699012708579,
            0.755651328687121815,
            0.002595900746419732,
            0.006613702556885355,
            0.728845674968206958,
            0.002675684900165890
        };
        double[] bonferroni = {
            0.000157699012708579, 1, 0.003115080895703678, 0.013227405113770711, 1, 0.004013527350248835
        };
        double[] bh = {
            0.000157699012708579,
            0.755651328687121815,
            0.001337842450082945,
            0.003306851278442678,
            0.437307404980924186,
            0.001337842450082945
        };
        double[][] adjusted = {holm, bonferroni, bh};
        Adjustment[] kinds = {Adjustment.HOLM, Adjustment.BONFERRONI, Adjustment.BENJAMINI_HOCHBERG};
        for (int a = 0; a < 3; a++) {
            List<PairTest> pairs = LogRank.create().pairs(veteran, kinds[a]);
            for (int k = 0; k < 6; k++) {
                assertThat(pairs.get(k).chiSquare()).isCloseTo(chi[k], within(1e-12 * chi[k] + 1e-13));
                assertThat(pairs.get(k).adjustedP()).isCloseTo(adjusted[a][k], within(1e-10 * adjusted[a][k]));
            }
        }
        double[] peto = {
            13.8317373795626093,
            0.0418613994587754,
            6.4849049890483910,
            12.2927520527586918,
            0.0214835313828736,
            7.8879252576937082
        };
        double[] petoHolm = {0.00119958255995095, 1, 0.03263830617670185, 0.00227360363580768, 1, 0.01990636805618501};
        List<PairTest> pairs = LogRank.create().withRho(1).pairs(veteran, Adjustment.HOLM);
        for (int k = 0; k < 6; k++) {
            assertThat(pairs.get(k).chiSquare()).isCloseTo(peto[k], within(1e-11 * peto[k] + 1e-12));
            assertThat(pairs.get(k).adjustedP()).isCloseTo(petoHolm[k], within(1e-9 * petoHolm[k]));
        }
    }

    // scores times what survdiff calls obs, exp and var, without and with strata(trt)
    @Test
    void trendAgreesWithSurvdiffsParts() {
        SurvivalTable veteran = SurvivalData.veteran();
        assertThat(LogRank.create().test(veteran).trend(1, 3, 2, 5)).isCloseTo(-4.48575958972356, within(1e-12));
        SurvivalTable stratified = veteran.withStrata(
                List.of(SurvivalData.read("survival-r/veteran.csv").texts("trt")));
        assertThat(LogRank.create().test(stratified).trend(1, 3, 2, 5)).isCloseTo(-4.15020333744919, within(1e-12));
    }

    /** The definition, in order of rows times event times: late entries, strata, ties, three groups. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void weightedStratifiedTestIsItsDefinition(int seed) {
        RandomGenerator random = RandomTables.random("forms", seed);
        SurvivalTable table = RandomTables.cox(random, 80, new double[] {0.5}, 0.6, 0.1);
        table = (seed % 2 == 1 ? RandomTables.entering(random, table) : table)
                .withGroups(RandomTables.labels(random, 80, 3))
                .withStrata(RandomTables.labels(random, 80, 2));
        double rho = 0.5 * (seed % 3);
        double gamma = seed % 2;
        Labels groups = Objects.requireNonNull(table.groupLabels());
        Labels strata = Objects.requireNonNull(table.stratumLabels());
        double[] observed = new double[3];
        double[] expected = new double[3];
        double[][] variance = new double[3][3];
        for (int s = 0; s < 2; s++) {
            double curve = 1;
            double[] times =
                    java.util.Arrays.stream(table.times()).sorted().distinct().toArray();
            for (double t : times) {
                double[] atRisk = new double[3];
                double[] gone = new double[3];
                for (int i = 0; i < 80; i++) {
                    if (strata.code(i) == s && table.start(i) < t && table.time(i) >= t) {
                        atRisk[groups.code(i)]++;
                        gone[groups.code(i)] += table.time(i) == t ? table.event(i) : 0;
                    }
                }
                double n = atRisk[0] + atRisk[1] + atRisk[2];
                double d = gone[0] + gone[1] + gone[2];
                if (d == 0) {
                    continue;
                }
                double w = Math.pow(curve, rho) * Math.pow(1 - curve, gamma);
                for (int a = 0; a < 3; a++) {
                    observed[a] += w * gone[a];
                    expected[a] += w * d * atRisk[a] / n;
                    for (int b = 0; b < 3 && n > 1; b++) {
                        double share = a == b ? 1 : 0;
                        variance[a][b] += w * w * d * (n - d) / (n - 1) * atRisk[a] / n * (share - atRisk[b] / n);
                    }
                }
                curve *= 1 - d / n;
            }
        }
        LogRankTest test = LogRank.create().withRho(rho).withGamma(gamma).test(table);
        assertThat(test.observed()).containsExactly(observed, within(1e-11));
        assertThat(test.expected()).containsExactly(expected, within(1e-11));
        for (int a = 0; a < 3; a++) {
            assertThat(test.variance()[a]).containsExactly(variance[a], within(1e-11));
        }
        // the statistic of the first two groups, by Cramer's rule
        double x = observed[0] - expected[0];
        double y = observed[1] - expected[1];
        double det = variance[0][0] * variance[1][1] - variance[0][1] * variance[1][0];
        double chi = (x * x * variance[1][1] - 2 * x * y * variance[0][1] + y * y * variance[0][0]) / det;
        assertThat(test.chiSquare()).isCloseTo(chi, within(1e-9));
    }
}
