package io.clientele.prediction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fast formulas against the plain definition, and what holds for any data. */
class EvaluationPropertyTest {

    /** Few distinct scores make ties; both labels occur at least twice. */
    private static ScoredLabels random(long seed, int n, int distinct) {
        RandomGenerator random = RandomStreams.stream(seed, "any", 0);
        double[] labels = new double[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i < 4 ? i % 2 : random.nextInt(2);
            scores[i] = (random.nextInt(distinct) + 0.5) / distinct;
        }
        return ScoredLabels.of(labels, scores);
    }

    private static double[] wholeWeights(long seed, int n) {
        RandomGenerator random = RandomStreams.stream(seed, "weights", 0);
        return IntStream.range(0, n)
                .mapToDouble(i -> i < 4 ? 1 : random.nextInt(4))
                .toArray();
    }

    private static ScoredLabels repeated(ScoredLabels data, double[] times) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            for (int k = 0; k < times[i]; k++) {
                rows.add(new double[] {data.label(i), data.score(i)});
            }
        }
        return ScoredLabels.of(
                rows.stream().mapToDouble(r -> r[0]).toArray(),
                rows.stream().mapToDouble(r -> r[1]).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 50, 100000})
    void areaIsTheShareOfPairsInOrderAndDeLongTheVarianceOfPlacements(int distinct) {
        for (long seed = 0; seed < 20; seed++) {
            ScoredLabels data = random(seed, 60, distinct);
            double[] ones = IntStream.range(0, 60)
                    .filter(i -> data.label(i) == 1)
                    .mapToDouble(data::score)
                    .toArray();
            double[] zeros = IntStream.range(0, 60)
                    .filter(i -> data.label(i) == 0)
                    .mapToDouble(data::score)
                    .toArray();
            double[] placedOnes = new double[ones.length];
            double[] placedZeros = new double[zeros.length];
            for (int i = 0; i < ones.length; i++) {
                for (int j = 0; j < zeros.length; j++) {
                    double win = ones[i] > zeros[j] ? 1 : ones[i] == zeros[j] ? 0.5 : 0;
                    placedOnes[i] += win / zeros.length;
                    placedZeros[j] += win / ones.length;
                }
            }
            RocAuc auc = RocAuc.of(data);
            assertThat(auc.value())
                    .isCloseTo(Arrays.stream(placedOnes).average().orElseThrow(), within(1e-14));
            double variance = sampleVariance(placedOnes) / ones.length + sampleVariance(placedZeros) / zeros.length;
            assertThat(auc.standardError().orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-14));
            assertThat(RocCurve.of(data).area()).isCloseTo(auc.value(), within(1e-14));
        }
    }

    private static double sampleVariance(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 100000})
    void averagePrecisionAndItsErrorFollowTheDefinition(int distinct) {
        for (long seed = 0; seed < 10; seed++) {
            ScoredLabels data = random(seed, 40, distinct);
            double[] ones = new double[40];
            Arrays.fill(ones, 1);
            Metric metric = AveragePrecision.metric(ScoreGroups.of(data), 0.95);
            assertThat(metric.estimate()).isCloseTo(plainAveragePrecision(data, ones), within(1e-14));
            // the jackknife's derivatives by central differences, each off by about 1e-10
            double variance = 0;
            for (int i = 0; i < 40; i++) {
                double h = 1e-5;
                ones[i] = 1 + h;
                double up = plainAveragePrecision(data, ones);
                ones[i] = 1 - h;
                double down = plainAveragePrecision(data, ones);
                ones[i] = 1;
                variance += (up - down) / (2 * h) * ((up - down) / (2 * h));
            }
            assertThat(metric.standardError().orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-8));
        }
    }

    private static double plainAveragePrecision(ScoredLabels data, double[] w) {
        double sum = 0;
        double positives = 0;
        for (int i = 0; i < w.length; i++) {
            if (data.label(i) == 1) {
                double above = 0;
                double right = 0;
                for (int j = 0; j < w.length; j++) {
                    if (data.score(j) >= data.score(i)) {
                        above += w[j];
                        right += w[j] * data.label(j);
                    }
                }
                sum += w[i] * right / above;
                positives += w[i];
            }
        }
        return sum / positives;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 100000})
    void weightsCountRepeats(int distinct) {
        for (long seed = 0; seed < 10; seed++) {
            double[] times = wholeWeights(seed, 80);
            ScoredLabels plain = random(seed, 80, distinct);
            ScoredLabels weighted = plain.withWeights(times);
            ScoredLabels repeated = repeated(plain, times);
            List<Metric> a = Evaluator.create().fit(weighted).metrics();
            List<Metric> b = Evaluator.create().fit(repeated).metrics();
            assertThat(a).hasSameSizeAs(b);
            for (int k = 0; k < a.size(); k++) {
                assertThat(a.get(k).estimate())
                        .as(a.get(k).name())
                        .isCloseTo(b.get(k).estimate(), within(1e-9));
                assertThat(a.get(k).interval().isPresent())
                        .isEqualTo(b.get(k).interval().isPresent());
                if (a.get(k).interval().isPresent()) {
                    assertThat(a.get(k).interval().orElseThrow().lower())
                            .as(a.get(k).name())
                            .isCloseTo(b.get(k).interval().orElseThrow().lower(), within(1e-9));
                }
            }
            List<GainBand> bands = GainTable.of(weighted, 7, 0.95).bands();
            List<GainBand> same = GainTable.of(repeated, 7, 0.95).bands();
            for (int k = 0; k < 7; k++) {
                assertThat(bands.get(k).gain()).isCloseTo(same.get(k).gain(), within(1e-12));
            }
            assertThat(ConfusionMatrix.at(weighted, 0.4)).isEqualTo(ConfusionMatrix.at(repeated, 0.4));
            assertThat(RocCurve.of(weighted)).isEqualTo(RocCurve.of(repeated));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rankingIgnoresMonotoneChangesAndRowOrderAndMirrors(long seed) {
        ScoredLabels data = random(seed, 100, 30);
        double[] labels = new double[100];
        double[] bent = new double[100];
        double[] back = new double[100];
        double[] swapped = new double[100];
        double[] negative = new double[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = data.label(99 - i);
            bent[i] = Math.exp(5 * data.score(99 - i)) - 3;
            swapped[i] = 1 - data.label(i);
            back[i] = data.score(i);
            negative[i] = -data.score(i);
        }
        RocAuc auc = RocAuc.of(data);
        assertThat(RocAuc.of(ScoredLabels.of(labels, bent))).isEqualTo(auc);
        RocAuc mirrored = RocAuc.of(ScoredLabels.of(swapped, back));
        assertThat(mirrored.value()).isCloseTo(1 - auc.value(), within(1e-15));
        assertThat(RocAuc.of(ScoredLabels.of(swapped, negative)).value()).isCloseTo(auc.value(), within(1e-15));
        assertThat(mirrored.standardError().orElseThrow())
                .isCloseTo(auc.standardError().orElseThrow(), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void brierScoreIsTheSumOfItsParts(long seed) {
        ScoredLabels data = random(seed, 200, seed % 2 == 0 ? 12 : 100000).withWeights(wholeWeights(seed, 200));
        double brier = Evaluator.create().fit(data).brier().estimate();
        BrierDecomposition parts = BrierDecomposition.of(data);
        assertThat(parts.reliability() - parts.resolution() + parts.uncertainty())
                .isCloseTo(brier, within(1e-14));
        assertThat(parts.reliability()).isNotNegative();
        assertThat(parts.resolution()).isBetween(0.0, parts.uncertainty());
        BrierDecomposition binned = CalibrationTable.equalWidth(data, 12, 0.95).brierDecomposition();
        assertThat(binned.reliability() - binned.resolution() + binned.uncertainty() + binned.within())
                .isCloseTo(brier, within(1e-14));
        if (seed % 2 == 0) {
            assertThat(binned.within()).as("one probability per bin").isCloseTo(0, within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isotonicFitBeatsEveryOtherRisingStepFunction(long seed) {
        // all rising functions of 4 groups with values on a grid of ninths: none fits better than the exact fit
        ScoredLabels data = random(seed, 24, 4);
        ScoreGroups groups = ScoreGroups.of(data);
        double[] fitted = Isotonic.rising(groups);
        double best = squares(groups, fitted);
        for (int a = 0; a <= 9; a++) {
            for (int b = 0; b <= a; b++) {
                for (int c = 0; c <= b; c++) {
                    for (int d = 0; d <= c; d++) {
                        double[] other = {a / 9.0, b / 9.0, c / 9.0, d / 9.0};
                        assertThat(squares(groups, other)).isGreaterThanOrEqualTo(best - 1e-12);
                    }
                }
            }
        }
        for (int g = 1; g < groups.count; g++) {
            assertThat(fitted[g]).isLessThanOrEqualTo(fitted[g - 1]);
        }
    }

    private static double squares(ScoreGroups groups, double[] fitted) {
        double sum = 0;
        for (int g = 0; g < groups.count; g++) {
            sum += groups.positives[g] * (1 - fitted[g]) * (1 - fitted[g])
                    + groups.negatives[g] * fitted[g] * fitted[g];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 20000})
    void orderIsStableAndSorted(int n) {
        RandomGenerator random = RandomStreams.stream(n, "order", 0);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> -random.nextInt(5);
                case 1 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
                case 2 -> -random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
                default -> -0.0;
            };
        }
        int[] expected = IntStream.range(0, n)
                .boxed()
                .sorted((i, j) -> values[i] < values[j] ? -1 : values[i] > values[j] ? 1 : Integer.compare(i, j))
                .mapToInt(i -> i)
                .toArray();
        assertThat(SortOrder.ascending(values)).isEqualTo(expected);
    }
}
