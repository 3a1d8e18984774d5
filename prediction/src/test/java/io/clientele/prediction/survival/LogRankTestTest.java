package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRankTestTest {

    private static SurvivalTable data(int seed, int groups) {
        RandomGenerator random = RandomTables.random("log-rank", seed);
        SurvivalTable table = RandomTables.cox(random, 60 + 20 * seed, new double[] {0.5}, 0.6, seed % 2 * 0.25);
        if (seed % 3 == 2) {
            table = RandomTables.entering(random, table);
        }
        return table.withGroups(RandomTables.labels(random, table.rows(), groups))
                .withStrata(RandomTables.labels(random, table.rows(), 2));
    }

    @Test
    void twoGroupsByHand() {
        // at 1: 4 at risk, 2 of a, one event in a; at 2: 3 at risk, 1 of a, one event in b; at 3: only b
        LogRankTest test = LogRank.create()
                .test(SurvivalTable.of(new double[] {1, 2, 2.5, 3}, new int[] {1, 1, 0, 1})
                        .withGroups(List.of("a", "b", "a", "b")));
        assertThat(test.observed()).containsExactly(1, 2);
        assertThat(test.expected()[0]).isCloseTo(1 / 2.0 + 1 / 3.0, within(1e-15));
        double variance = 1 / 4.0 + 1 / 3.0 * 2 / 3.0;
        assertThat(test.variance()[0][0]).isCloseTo(variance, within(1e-15));
        assertThat(test.chiSquare()).isCloseTo(1 / 36.0 / variance, within(1e-14));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.trend(0, 1)).isCloseTo(-1 / 6.0 / Math.sqrt(variance), within(1e-14));
        assertThat(test.trend(5, 3)).isCloseTo(1 / 6.0 / Math.sqrt(variance), within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void observedAndExpectedAddUpAlike(int seed) {
        SurvivalTable table = data(seed, 4);
        for (LogRank recipe : List.of(
                LogRank.create(), LogRank.create().withRho(1), LogRank.create().withGamma(2))) {
            LogRankTest test = recipe.test(table);
            assertThat(Arrays.stream(test.observed()).sum())
                    .isCloseTo(Arrays.stream(test.expected()).sum(), within(1e-10));
            for (double[] row : test.variance()) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(0, within(1e-10));
            }
            assertThat(test.chiSquare()).isGreaterThanOrEqualTo(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void orderOfRowsAndNamesDoNotMatter(int seed) {
        SurvivalTable table = data(seed, 3);
        LogRankTest test = LogRank.create().withRho(0.5).test(table);
        int[] order = RandomTables.shuffled(RandomTables.random("shuffle", seed), table.rows());
        assertThat(LogRank.create().withRho(0.5).test(table.selectRows(order))).isEqualTo(test);
        Labels groups = java.util.Objects.requireNonNull(table.groupLabels());
        List<String> renamed = IntStream.range(0, table.rows())
                .mapToObj(i -> "z" + (9 - groups.code(i)))
                .toList();
        assertThat(LogRank.create().withRho(0.5).test(table.withGroups(renamed)).chiSquare())
                .isCloseTo(test.chiSquare(), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void weightsCountRepeats(int seed) {
        SurvivalTable table = data(seed, 3);
        double[] weights = SurvivalData.cycle(table.rows(), 1, 3, 2);
        int[] repeated = IntStream.range(0, table.rows())
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        LogRankTest once = LogRank.create().test(table.withWeights(weights));
        LogRankTest often = LogRank.create().test(table.selectRows(repeated));
        assertThat(once.chiSquare()).isCloseTo(often.chiSquare(), within(1e-10));
        assertThat(once.expected()).containsExactly(often.expected(), within(1e-10));
    }

    @Test
    void groupThatIsNeverAtRiskAtAnEventCountsForNothing() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 5, 6, 7}, new int[] {0, 1, 1, 0})
                .withGroups(List.of("early", "a", "b", "a"));
        LogRankTest test = LogRank.create().test(table);
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.chiSquare())
                .isCloseTo(
                        LogRank.create()
                                .test(table.selectRows(new int[] {1, 2, 3}))
                                .chiSquare(),
                        within(1e-12));
    }

    @Test
    void pairsAreAdjusted() {
        SurvivalTable table = data(4, 3);
        List<PairTest> pairs = LogRank.create().pairs(table, Adjustment.HOLM);
        assertThat(pairs).extracting(PairTest::first).containsExactly("g0", "g0", "g1");
        assertThat(pairs).extracting(PairTest::second).containsExactly("g1", "g2", "g2");
        assertThat(pairs).allSatisfy(pair -> assertThat(pair.adjustedP()).isBetween(pair.p(), 1.0));
        // by hand and as R's p.adjust gives them
        double[] p = {0.01, 0.04, 0.03, 0.2};
        assertThat(Adjustment.NONE.adjust(p)).containsExactly(p);
        assertThat(Adjustment.BONFERRONI.adjust(p))
                .containsExactly(new double[] {0.04, 0.16, 0.12, 0.8}, within(1e-15));
        assertThat(Adjustment.HOLM.adjust(p)).containsExactly(new double[] {0.04, 0.09, 0.09, 0.2}, within(1e-15));
        assertThat(Adjustment.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(new double[] {0.04, 0.16 / 3, 0.16 / 3, 0.2}, within(1e-15));
    }

    @Test
    void nothingToCompareIsSaid() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3}, new int[] {1, 0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.create().test(table))
                .withMessage("the table has no groups; say who is compared with withGroups(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.create().test(table.withGroups(List.of("a", "a", "a"))))
                .withMessage("groups must be at least 2 to compare, got 1: [a]");
        SurvivalTable censored =
                SurvivalTable.of(new double[] {1, 2}, new int[2]).withGroups(List.of("a", "b"));
        assertThatThrownBy(() -> LogRank.create().test(censored))
                .isInstanceOf(FitException.class)
                .hasMessage("no event happened while customers of two groups were at risk together, so [a, b] cannot be"
                        + " compared; watch longer, or look at other groups or strata");
        assertThatThrownBy(() -> LogRank.create()
                        .test(table.withGroups(List.of("a", "b", "a")).withStrata(List.of("1", "2", "1"))))
                .as("strata that keep the groups apart")
                .isInstanceOf(FitException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.create().test(data(0, 2)).trend(1, 1))
                .withMessage("scores must differ between groups that were at risk together, got [1.0, 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.create().withRho(-1))
                .withMessage("rho must be a finite number of at least 0, got -1");
    }

    @Test
    void recipesAreValues() {
        assertThat(LogRank.create().withRho(1))
                .isEqualTo(LogRank.create().withRho(1))
                .isNotEqualTo(LogRank.create());
        assertThat(LogRank.create().withGamma(2)).hasToString("LogRank[rho=0.0, gamma=2.0]");
    }

    // 1000 shops without a difference, 3 groups: at 5 %, P(below 33 or above 68 rejections) = 0.01
    @Test
    void falseAlarmsAreAsRareAsSaid() {
        int alarms = 0;
        int trends = 0;
        for (int shop = 0; shop < 1000; shop++) {
            RandomGenerator random = RandomTables.random("alarm", shop);
            SurvivalTable table = RandomTables.cox(random, 120, new double[0], 0.5, 0.05);
            LogRankTest test = LogRank.create().test(table.withGroups(RandomTables.labels(random, 120, 3)));
            alarms += test.p() < 0.05 ? 1 : 0;
            trends += Math.abs(test.trend(0, 1, 2)) > 1.959964 ? 1 : 0;
        }
        assertThat(alarms).isBetween(33, 68);
        assertThat(trends).isBetween(33, 68);
    }
}
