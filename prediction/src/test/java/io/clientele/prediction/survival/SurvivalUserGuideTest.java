package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/survival.md. */
class SurvivalUserGuideTest {

    private static SurvivalTable customers() {
        return SurvivalTable.of(
                        new double[] {1, 4, 4, 9, 12, 12, 15, 20}, // months until they left or were last seen
                        new int[] {1, 1, 0, 1, 0, 1, 0, 0}) // 1 left, 0 still there
                .withGroups(
                        List.of("monthly", "monthly", "yearly", "monthly", "yearly", "yearly", "monthly", "yearly"));
    }

    @Test
    void curves() {
        SurvivalTable customers = customers();
        SurvivalCurves curves = KaplanMeier.create().fit(customers);
        SurvivalCurve monthly = curves.curve("monthly");
        double stay = monthly.survival(6);
        Interval sure = monthly.interval(6);
        OptionalDouble half = monthly.median();
        RestrictedMean year = monthly.restrictedMean(12);
        assertThat(stay).isEqualTo(0.5);
        assertThat(sure.contains(stay)).isTrue();
        assertThat(half).hasValue(6.5);
        assertThat(year.mean()).isCloseTo(1 + 0.75 * 3 + 0.5 * 5 + 0.25 * 3, within(1e-12));
    }

    @Test
    void comparisons() {
        SurvivalTable customers = customers();
        LogRankTest test = LogRank.create().test(customers);
        double p = test.p();
        double trend = test.trend(0, 1);
        List<PairTest> pairs = LogRank.create().pairs(customers, Adjustment.HOLM);
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(trend * trend).isCloseTo(test.chiSquare(), within(1e-12));
        assertThat(trend).isNegative();
        assertThat(pairs).hasSize(1);
    }
}
