package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void errorOfTheAreaIsDeLongs() {
        // 2,000 replicates tell a standard deviation to 1.6 %, and the two estimates agree to order 1/n: 8 % is 5 of
        // those
        ScoredLabels data = EvaluatorContractTest.probabilities(2000, 3);
        Metric metric = Bootstrap.create()
                .withReplicates(2000)
                .metric("area", data, d -> RocAuc.of(d).value());
        RocAuc auc = RocAuc.of(data);
        assertThat(metric.estimate()).isEqualTo(auc.value());
        double ratio =
                metric.standardError().orElseThrow() / auc.standardError().orElseThrow();
        assertThat(ratio).isCloseTo(1, within(0.08));
        assertThat(metric.interval().orElseThrow().contains(auc.value())).isTrue();
        assertThat(metric.method()).isEqualTo("bootstrap percentiles of 2000 replicates, seed 0");
    }

    @Test
    void weightsOfTwoAreTwiceTheRows() {
        ScoredLabels data = EvaluatorContractTest.probabilities(1000, 4);
        double[] two = new double[1000];
        Arrays.fill(two, 2);
        Bootstrap recipe = Bootstrap.create().withReplicates(1000);
        double once = recipe.metric("rate", data, BootstrapTest::brier)
                .standardError()
                .orElseThrow();
        double twice = recipe.metric("rate", data.withWeights(two), BootstrapTest::brier)
                .standardError()
                .orElseThrow();
        // each known to 2.2 %
        assertThat(once / twice).isCloseTo(Math.sqrt(2), within(0.15));
    }

    private static double brier(ScoredLabels d) {
        return Evaluator.create().fit(d).brier().estimate();
    }

    @Test
    void seedDecidesAndThreadsDoNot() {
        ScoredLabels data = EvaluatorContractTest.probabilities(300, 5);
        Bootstrap recipe = Bootstrap.create().withReplicates(50);
        Metric first = recipe.metric("f1", data, d -> ConfusionMatrix.at(d, 0.5).f1());
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(recipe.metric(
                                "f1", data, d -> ConfusionMatrix.at(d, 0.5).f1(), Execution.on(pool, threads)))
                        .isEqualTo(first);
            }
        }
        assertThat(recipe.withSeed(1)
                        .metric("f1", data, d -> ConfusionMatrix.at(d, 0.5).f1()))
                .isNotEqualTo(first);
        Interval wide = recipe.withConfidence(0.99)
                .metric("f1", data, d -> ConfusionMatrix.at(d, 0.5).f1())
                .interval()
                .orElseThrow();
        assertThat(wide.width()).isGreaterThan(first.interval().orElseThrow().width());
    }

    @Test
    void tooFewRowsAndBrokenFigures() {
        ScoredLabels tiny = ScoredLabels.of(new double[] {1, 0}, new double[] {0.3, 0.7});
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Bootstrap.create()
                        .withReplicates(100)
                        .metric("area", tiny, d -> RocAuc.of(d).value()))
                .withMessageMatching(
                        "only \\d+ of 100 bootstrap replicates have rows of both labels; collect more rows of"
                                + " the rarer label");
        ScoredLabels data = EvaluatorContractTest.probabilities(100, 6);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Bootstrap.create().withReplicates(20).metric("none", data, d -> Double.NaN))
                .withMessage(
                        "'none' is NaN or infinite on 20 of 20 bootstrap replicates; choose a figure that always has"
                                + " a value");
    }

    @Test
    void countsHaveMeanAndVarianceOne() {
        RandomGenerator random = RandomStreams.stream(1, "poisson", 0);
        double sum = 0;
        double squares = 0;
        int n = 1_000_000;
        for (int i = 0; i < n; i++) {
            double k = UnitPoisson.next(random);
            sum += k;
            squares += k * k;
        }
        // standard errors 0.001 and 0.0037 (fourth moment of Poisson 1: 15)
        assertThat(sum / n).isCloseTo(1, within(0.005));
        assertThat(squares / n).isCloseTo(2, within(0.02));
    }
}
