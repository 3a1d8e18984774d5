package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AftIntervalContractTest {

    @ParameterizedTest
    @EnumSource(
            value = LifetimeDistribution.class,
            names = {"GENERALIZED_GAMMA"},
            mode = EnumSource.Mode.EXCLUDE)
    void sameModelForAnyNumberOfThreads(LifetimeDistribution distribution) {
        SurvivalTable table = AftTest.weibull("threads", 0, 5000);
        double[] left = new double[5000];
        double[] right = new double[5000];
        for (int i = 0; i < 5000; i++) {
            left[i] = Math.floor(2 * table.time(i)) / 2;
            right[i] = left[i] + 0.5;
        }
        IntervalTable data =
                IntervalTable.of(left, right).withFeatures(table.features().orElseThrow());
        AftModel one = AftRegression.of(distribution).fit(data);
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(AftRegression.of(distribution).fit(data, Execution.on(pool, threads)))
                        .isEqualTo(one);
            }
        }
    }
}
