package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Intervals cover a known truth as often as they say. */
class KaplanMeierStatisticalTest {

    // 1000 shops of 150 customers, exponential with hazard 1, 40 % censored. A true coverage of 95 % gives between 93
    // and
    // 97 % of 1000 with probability 0.996; coverage is asked for S(0.7), the median and the restricted mean.
    private static final int SHOPS = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;

    @Test
    void intervalsCoverTheTruth() {
        double truth = Math.exp(-0.7);
        double trueMedian = Math.log(2);
        double trueMean = 1 - Math.exp(-1);
        Map<CurveInterval, int[]> covered = new EnumMap<>(CurveInterval.class);
        int means = 0;
        for (int shop = 0; shop < SHOPS; shop++) {
            SurvivalTable table = RandomTables.cox(RandomTables.random("coverage", shop), 150, new double[0], 0.67, 0);
            for (CurveInterval kind : CurveInterval.values()) {
                SurvivalCurve curve =
                        KaplanMeier.create().withInterval(kind).fit(table).curve();
                int[] count = covered.computeIfAbsent(kind, k -> new int[2]);
                count[0] += curve.interval(0.7).contains(truth) ? 1 : 0;
                count[1] += curve.quantileInterval(0.5).contains(trueMedian) ? 1 : 0;
                if (kind == CurveInterval.PLAIN) {
                    means += curve.restrictedMean(1).interval(0.95).contains(trueMean) ? 1 : 0;
                }
            }
        }
        covered.forEach((kind, count) -> {
            assertThat(count[0] / (double) SHOPS).as("S(0.7), %s", kind).isBetween(0.93, 0.97);
            assertThat(count[1] / (double) SHOPS).as("median, %s", kind).isBetween(0.93, 0.97);
        });
        assertThat(means / (double) SHOPS).as("restricted mean").isBetween(0.93, 0.97);
    }
}
