package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProfitCurveTest {

    /** Contacts, spend and profit at a threshold, row by row. */
    private static double[] at(ScoredLabels data, double[] benefits, double[] costs, double threshold) {
        double[] sums = new double[3];
        for (int i = 0; i < data.rows(); i++) {
            if (data.score(i) >= threshold) {
                sums[0] += data.weight(i);
                sums[1] += data.weight(i) * costs[i];
                sums[2] += data.weight(i) * (data.label(i) * benefits[i] - costs[i]);
            }
        }
        return sums;
    }

    @Test
    void everyPointByBruteForce() {
        RandomGenerator random = RandomStreams.stream(1, "profit", 0);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(30);
            double[] labels = new double[n];
            double[] scores = new double[n];
            double[] weights = new double[n];
            double[] benefits = new double[n];
            double[] costs = new double[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(2);
                scores[i] = random.nextInt(8);
                weights[i] = random.nextInt(3);
                benefits[i] = random.nextInt(20);
                costs[i] = random.nextInt(10);
            }
            weights[0] = 1;
            ScoredLabels data = ScoredLabels.of(labels, scores).withWeights(weights);
            ProfitCurve curve = ProfitCurve.of(data, benefits, costs);
            double most = 0;
            double mostWithin = 0;
            double budget = random.nextInt(60);
            for (int threshold = 7; threshold >= 0; threshold--) {
                double[] expected = at(data, benefits, costs, threshold);
                most = Math.max(most, expected[2]);
                mostWithin = expected[1] <= budget ? Math.max(mostWithin, expected[2]) : mostWithin;
                assertThat(curve.profitAt(threshold, 0.9).estimate()).isCloseTo(expected[2], within(1e-9));
                ProfitPoint top = curve.top(expected[0]);
                assertThat(top.spend()).isCloseTo(expected[1], within(1e-9));
                assertThat(top.profit()).isCloseTo(expected[2], within(1e-9));
            }
            assertThat(curve.best().profit()).isCloseTo(most, within(1e-9));
            ProfitPoint within = curve.bestWithin(budget);
            assertThat(within.spend()).isLessThanOrEqualTo(budget + 1e-9);
            // whole groups are among the choices, and parts of one more
            assertThat(within.profit()).isGreaterThanOrEqualTo(mostWithin - 1e-9);
            assertThat(within.profit()).isLessThanOrEqualTo(most + 1e-9);
        }
    }

    @Test
    void byHand() {
        ScoredLabels data = ScoredLabels.of(new double[] {1, 0, 1, 1, 0, 0}, new double[] {9, 8, 7, 7, 7, 1});
        ProfitCurve curve = ProfitCurve.of(data, 10, 4);
        assertThat(curve.points())
                .containsExactly(
                        new ProfitPoint(Double.POSITIVE_INFINITY, 0, 0, 0, 0),
                        new ProfitPoint(9, 1, 1, 4, 10),
                        new ProfitPoint(8, 2, 1, 8, 10),
                        new ProfitPoint(7, 5, 3, 20, 30),
                        new ProfitPoint(1, 6, 3, 24, 30));
        assertThat(curve.best()).isEqualTo(new ProfitPoint(7, 5, 3, 20, 30));
        // half of the three who share a score: 1.5 contacts, one of them answers on average
        assertThat(curve.top(3.5)).isEqualTo(new ProfitPoint(7, 3.5, 2, 14, 20));
        assertThat(curve.topShare(0.5)).isEqualTo(curve.top(3));
        assertThat(curve.topShare(0)).isEqualTo(curve.points().get(0));
        // 4 for the first contact; the rest of 5 buys a quarter of a loss
        assertThat(curve.bestWithin(5)).isEqualTo(new ProfitPoint(9, 1, 1, 4, 10));
        assertThat(curve.bestWithin(19).threshold()).isEqualTo(7);
        assertThat(curve.bestWithin(19).profit()).isCloseTo(2 + 8 * 11.0 / 12, within(1e-12));
        assertThat(curve.bestWithin(0).contacts()).isZero();
        assertThat(curve.bestWithin(100)).isEqualTo(curve.best());
        assertThat(ProfitCurve.of(data, 1, 4).best().contacts()).isZero();
        assertThat(curve).isEqualTo(ProfitCurve.of(data, 10, 4)).isNotEqualTo(ProfitCurve.of(data, 10, 3));
        assertThat(curve.toString()).startsWith("ProfitCurve[5 points, best ");
    }

    /** Both intervals of the profit at a threshold and of the best 20 % hold the truth as often as they say. */
    @Test
    void coverage() {
        // benefit 5, cost 2, P(1 | s) = s: E[profit of rows at .4 and above] = n ∫ (5 s - 2) ds from .4 to 1 = .9 n,
        // of the upper fifth n ∫ from .8 = .5 n
        int n = 200;
        int trials = 200;
        int held = 0;
        int heldTop = 0;
        for (int t = 0; t < trials; t++) {
            RandomGenerator random = RandomStreams.stream(4, "profit.coverage", t);
            double[] labels = new double[n];
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextDouble();
                labels[i] = random.nextDouble() < scores[i] ? 1 : 0;
            }
            ScoredLabels data = ScoredLabels.of(labels, scores);
            Interval at =
                    ProfitCurve.of(data, 5, 2).profitAt(0.4, 0.95).interval().orElseThrow();
            Interval top = Bootstrap.create()
                    .withReplicates(100)
                    .withSeed(t)
                    .metric(
                            "profit per row of the upper fifth",
                            data,
                            d -> {
                                ProfitCurve curve = ProfitCurve.of(d, 5, 2);
                                return curve.topShare(0.2).profit()
                                        / curve.topShare(1).contacts();
                            },
                            Execution.sequential())
                    .interval()
                    .orElseThrow();
            held += at.contains(0.9 * n) ? 1 : 0;
            heldTop += top.contains(0.5) ? 1 : 0;
        }
        // 200 intervals of 95 %: the standard error of the share is 1.5 %
        assertThat(held / (double) trials).isBetween(0.905, 0.995);
        assertThat(heldTop / (double) trials).isBetween(0.89, 0.995);
    }

    @Test
    void whatIsRefused() {
        ScoredLabels data = EvaluatorContractTest.probabilities(10, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfitCurve.of(data, -1, 1))
                .withMessage("benefit: must be a finite number of at least 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfitCurve.of(data, new double[10], new double[9]))
                .withMessage("costs must have one value per row (10), got 9");
        double[] costs = new double[10];
        costs[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfitCurve.of(data, new double[10], costs))
                .withMessage("cost, row 7: must be a finite number of at least 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfitCurve.of(data, 1, 1).top(11))
                .withMessage("contacts must be between 0 and 10, got 11");
    }
}
