package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Do 95 % intervals hold the truth in 95 % of samples? A score that is normal with mean 0 or 1 has a known area, KS and
 * precision; the probability that belongs to it has a known loss.
 */
class IntervalCoverageTest {

    private static final double RATE = 0.3;
    private static final double SHIFT = 1;
    private static final int ROWS = 600;
    // 1,000 rounds: the standard error of a share of 95 % is 0.7 %; 93 to 97 % is within 2.9 of them, false alarm 0.4 %
    // a metric
    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;

    private static double probability(double score) {
        double odds = RATE / (1 - RATE) * Math.exp(SHIFT * score - SHIFT * SHIFT / 2);
        return odds / (1 + odds);
    }

    private static ScoredLabels sample(RandomGenerator random) {
        double[] labels = new double[ROWS];
        double[] p = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextDouble() < RATE ? 1 : 0;
            p[i] = probability(labels[i] * SHIFT + Samplers.gaussian(random));
        }
        return ScoredLabels.of(labels, p);
    }

    /** Expectation over the scores of a label, by Simpson's rule over 16 standard deviations. */
    private static double mean(double label, DoubleUnaryOperator of) {
        int steps = 20_000;
        double width = 16.0 / steps;
        double sum = 0;
        for (int k = 0; k <= steps; k++) {
            double z = -8 + k * width;
            double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-z * z / 2) * of.applyAsDouble(z + label * SHIFT);
        }
        return sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    private static double mixed(DoubleUnaryOperator ofOne, DoubleUnaryOperator ofZero) {
        return RATE * mean(1, ofOne) + (1 - RATE) * mean(0, ofZero);
    }

    private static double precisionAt(double score) {
        double right = RATE * Distributions.normalSurvival(score - SHIFT);
        return right / (right + (1 - RATE) * Distributions.normalSurvival(score));
    }

    private static Map<String, Double> truths() {
        Map<String, Double> truth = new LinkedHashMap<>();
        double area = Distributions.normalCdf(SHIFT / Math.sqrt(2));
        double brier = mixed(x -> Math.pow(1 - probability(x), 2), x -> Math.pow(probability(x), 2));
        truth.put("ROC AUC", area);
        truth.put("Gini", 2 * area - 1);
        truth.put("average precision", mean(1, IntervalCoverageTest::precisionAt));
        truth.put("log loss", mixed(x -> -Math.log(probability(x)), x -> -Math.log1p(-probability(x))));
        truth.put("Brier score", brier);
        truth.put("Brier skill", 1 - brier / (RATE * (1 - RATE)));
        truth.put("calibration slope", 1.0);
        truth.put("calibration intercept", 0.0);
        truth.put("calibration in the large", 0.0);
        return truth;
    }

    @Test
    void intervalsHoldTheTruth() {
        Map<String, Double> truth = truths();
        double ks = 2 * Distributions.normalCdf(SHIFT / 2) - 1;
        Map<String, Integer> covered = new LinkedHashMap<>();
        int ksCovered = 0;
        for (int r = 0; r < ROUNDS; r++) {
            Evaluation e = Evaluator.create().fit(sample(RandomStreams.stream(11, "coverage", r)));
            for (Metric metric : e.metrics()) {
                Double value = truth.get(metric.name());
                if (value != null && metric.interval().orElseThrow().contains(value)) {
                    covered.merge(metric.name(), 1, Integer::sum);
                }
            }
            ksCovered += e.ks().interval().orElseThrow().contains(ks) ? 1 : 0;
        }
        assertThat(covered.keySet()).isEqualTo(truth.keySet());
        covered.forEach((name, count) ->
                assertThat(count / (double) ROUNDS).as(name + " of " + covered).isBetween(0.93, 0.97));
        assertThat(ksCovered / (double) ROUNDS).as("KS, at least as stated").isGreaterThan(0.95);
    }

    @Test
    void pairedComparisonFindsNothingWhereThereIsNothing() {
        // two scores of the same quality: p below 5 % in 5 % of samples; 1,000 rounds, 3 to 7 % is within 2.9 standard
        // errors
        int rejected = 0;
        for (int r = 0; r < ROUNDS; r++) {
            RandomGenerator random = RandomStreams.stream(12, "paired", r);
            double[] labels = new double[ROWS];
            double[] one = new double[ROWS];
            double[] other = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                labels[i] = random.nextDouble() < RATE ? 1 : 0;
                double common = labels[i] * SHIFT + Samplers.gaussian(random);
                one[i] = common + 0.5 * Samplers.gaussian(random);
                other[i] = common + 0.5 * Samplers.gaussian(random);
            }
            AucComparison c = AucComparison.paired(ScoredLabels.of(labels, one), ScoredLabels.of(labels, other), 0.95);
            rejected += c.p() < 0.05 ? 1 : 0;
            assertThat(c.p() < 0.05).isEqualTo(!c.interval().contains(0));
        }
        assertThat(rejected / (double) ROUNDS).isBetween(0.03, 0.07);
    }
}
