package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VennAbersTest {

    /** Isotonic regression with one more row, fitted anew, at that row. */
    private static double refitted(ScoredLabels data, double score, double label) {
        int n = data.rows();
        double[] labels = new double[n + 1];
        double[] scores = new double[n + 1];
        double[] weights = new double[n + 1];
        for (int i = 0; i < n; i++) {
            labels[i] = data.label(i);
            scores[i] = data.score(i);
            weights[i] = data.weight(i);
        }
        labels[n] = label;
        scores[n] = score;
        weights[n] = 1;
        ScoreGroups groups = ScoreGroups.ofAny(ScoredLabels.of(labels, scores).withWeights(weights));
        double[] fitted = Isotonic.rising(groups);
        for (int g = 0; g < groups.count; g++) {
            if (groups.score[g] == score) {
                return fitted[g];
            }
        }
        throw new AssertionError("score is not there");
    }

    private static void agrees(ScoredLabels data, double score) {
        ProbabilityRange range = VennAbers.create().fit(data).range(score);
        assertThat(range.lower()).isCloseTo(refitted(data, score, 0), within(1e-12));
        assertThat(range.upper()).isCloseTo(refitted(data, score, 1), within(1e-12));
    }

    @Test
    void isTwoRefitsForEveryPlace() {
        RandomGenerator random = RandomStreams.stream(1, "venn-abers", 0);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(40);
            double[] labels = new double[n];
            double[] scores = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextInt(15) - 5; // many ties
                labels[i] = random.nextDouble() < 0.5 + 0.04 * scores[i] ? 1 : 0;
                weights[i] = round % 2 == 0 ? 1 : random.nextInt(4) / 2.0;
            }
            weights[0] = 1;
            ScoredLabels data = ScoredLabels.of(labels, scores).withWeights(weights);
            for (double at = -6; at <= 10; at += 0.5) {
                agrees(data, at);
            }
        }
    }

    @Test
    void isTwoRefitsOnManyRows() {
        ScoredLabels data = EvaluatorContractTest.probabilities(5000, 2);
        RandomGenerator random = RandomStreams.stream(2, "venn-abers", 0);
        VennAbersModel model = VennAbers.create().fit(data);
        for (int k = 0; k < 40; k++) {
            double at = k % 2 == 0 ? random.nextDouble() : data.score(random.nextInt(5000));
            ProbabilityRange range = model.range(at);
            assertThat(range.lower()).isCloseTo(refitted(data, at, 0), within(1e-12));
            assertThat(range.upper()).isCloseTo(refitted(data, at, 1), within(1e-12));
        }
    }

    /**
     * Validity (their theorem 1): of the two probabilities, the one of the label that came has the mean of the labels, with however few
     * rows and whatever the scores. 20,000 trials of 10 rows: the standard error of the mean difference is below .0036.
     */
    @Test
    void theOneOfTheTrueLabelIsCalibrated() {
        RandomGenerator random = RandomStreams.stream(3, "venn-abers.validity", 0);
        int trials = 20_000;
        double difference = 0;
        double[] inHalf = new double[2];
        for (int t = 0; t < trials; t++) {
            double[] labels = new double[10];
            double[] scores = new double[10];
            for (int i = 0; i < 10; i++) {
                scores[i] = Samplers.gaussian(random);
                labels[i] = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * scores[i])) ? 1 : 0;
            }
            double score = Samplers.gaussian(random);
            double label = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * score)) ? 1 : 0;
            ProbabilityRange range =
                    VennAbers.create().fit(ScoredLabels.of(labels, scores)).range(score);
            double selected = label == 1 ? range.upper() : range.lower();
            difference += label - selected;
            // also among the trials in which it is below or above a half
            inHalf[selected < 0.5 ? 0 : 1] += label - selected;
        }
        assertThat(difference / trials).isCloseTo(0, within(4 * 0.0036));
        assertThat(inHalf[0] / trials).isCloseTo(0, within(4 * 0.0036));
        assertThat(inHalf[1] / trials).isCloseTo(0, within(4 * 0.0036));
    }

    @Test
    void edges() {
        ProbabilityRange one = VennAbers.create()
                .fit(ScoredLabels.of(new double[] {1}, new double[] {-0.0}))
                .range(0.0);
        assertThat(one).isEqualTo(new ProbabilityRange(0.5, 1));
        assertThat(one.probability()).isEqualTo(1 / 1.5);
        ScoredLabels ones = ScoredLabels.of(new double[] {1, 1}, new double[] {1, 2});
        assertThat(VennAbers.create().fit(ones).range(3)).isEqualTo(new ProbabilityRange(2.0 / 3, 1));
        assertThat(VennAbers.create().fit(ones).range(0)).isEqualTo(new ProbabilityRange(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VennAbers.create().fit(ones).range(Double.NaN))
                .withMessage("score must be finite, got NaN");
        assertThat(VennAbers.create()).isEqualTo(VennAbers.create()).hasToString("VennAbers[]");
    }
}
