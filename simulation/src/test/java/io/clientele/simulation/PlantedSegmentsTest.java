package io.clientele.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlantedSegmentsTest {

    @Test
    void theSameRecipeGivesTheSameTable() {
        PlantedSegments recipe = PlantedSegments.of(4).withNoise(0.1).withSeed(7);
        assertThat(recipe.draw()).isEqualTo(recipe.draw()).hasSameHashCodeAs(recipe.draw());
        assertThat(recipe.draw()).isNotEqualTo(recipe.withSeed(8).draw());
        assertThat(recipe).isEqualTo(PlantedSegments.of(4).withNoise(0.1).withSeed(7));
        assertThat(recipe.draw()).hasToString("PlantedTable[600 rows, 3 columns, 4 segments]");
    }

    /** Means and standard deviations of each segment, and the distances between them, are what was asked for. */
    @Test
    void separationHoldsForEveryPair() {
        PlantedTable planted = PlantedSegments.of(6)
                .withRows(60_000)
                .withColumns(2)
                .withSeparation(4)
                .withSpreadRatio(3)
                .withCorrelation(0.7)
                .withSeed(2)
                .draw();
        FeatureTable rows = planted.rows();
        int[] segments = planted.segments();
        double closest = Double.POSITIVE_INFINITY;
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < a; b++) {
                double[] first = mean(rows, segments, a);
                double[] second = mean(rows, segments, b);
                double[] line = {first[0] - second[0], first[1] - second[1]};
                double length = Math.hypot(line[0], line[1]);
                double spread = deviation(rows, segments, a, line) + deviation(rows, segments, b, line);
                closest = Math.min(closest, 2 * length / spread);
            }
        }
        // 10,000 rows a segment: means and deviations are known to a hundredth
        assertThat(closest).isBetween(3.9, 5.0);
    }

    private static double[] mean(FeatureTable rows, int[] segments, int segment) {
        double[] sum = new double[3];
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] == segment) {
                sum[0] += rows.get(i, 0);
                sum[1] += rows.get(i, 1);
                sum[2]++;
            }
        }
        return new double[] {sum[0] / sum[2], sum[1] / sum[2]};
    }

    private static double deviation(FeatureTable rows, int[] segments, int segment, double[] line) {
        double[] mean = mean(rows, segments, segment);
        double length = Math.hypot(line[0], line[1]);
        double squares = 0;
        int count = 0;
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] == segment) {
                double along = ((rows.get(i, 0) - mean[0]) * line[0] + (rows.get(i, 1) - mean[1]) * line[1]) / length;
                squares += along * along;
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }

    @Test
    void sizesNoiseAndIrrelevantColumnsAreThoseAskedFor() {
        PlantedTable planted = PlantedSegments.of(3)
                .withRows(1000)
                .withImbalance(4)
                .withNoise(0.3)
                .withIrrelevantColumns(2)
                .withSeed(1)
                .draw();
        int[] sizes = new int[4];
        for (int segment : planted.segments()) {
            sizes[segment + 1]++;
        }
        assertThat(sizes).containsExactly(300, 100, 200, 400);
        assertThat(planted.rows().names()).containsExactly("x1", "x2", "x3", "irrelevant1", "irrelevant2");
        double[] nothing = planted.rows().column("irrelevant1");
        assertThat(Arrays.stream(nothing).average().orElseThrow()).isEqualTo(0, within(0.12));
        assertThat(planted.count()).isEqualTo(3);
    }

    @Test
    void everySegmentHasARow() {
        for (int seed = 0; seed < 20; seed++) {
            PlantedTable planted = PlantedSegments.of(8)
                    .withRows(8 + seed % 3)
                    .withImbalance(1000)
                    .withNoise(1)
                    .withSeed(seed)
                    .draw();
            int[] segments = planted.segments();
            for (int c = 0; c < 8; c++) {
                int segment = c;
                assertThat(Arrays.stream(segments).anyMatch(s -> s == segment)).isTrue();
            }
        }
    }

    @Test
    void theSuiteHasFiveOfEachNumber() {
        List<PlantedSegments> suite = PlantedSegments.suite(1);
        assertThat(suite).hasSize(60).doesNotHaveDuplicates();
        for (int i = 0; i < 60; i++) {
            assertThat(suite.get(i).segments()).isEqualTo(1 + i / 5);
        }
        assertThat(PlantedSegments.suite(1)).isEqualTo(suite);
        assertThat(PlantedSegments.suite(2)).isNotEqualTo(suite);
    }

    @Test
    void badArguments() {
        PlantedSegments recipe = PlantedSegments.of(3);
        refused(() -> PlantedSegments.of(0), "segments must be at least 1, got 0");
        refused(() -> recipe.withRows(0), "rows must be at least 1, got 0");
        refused(() -> recipe.withColumns(0), "columns must be at least 1, got 0");
        refused(() -> recipe.withSeparation(-1), "separation must be between 0 and 1000, got -1");
        refused(() -> recipe.withNoise(2), "noise must be between 0 and 1, got 2");
        refused(() -> recipe.withImbalance(0.5), "imbalance must be between 1 and 1000, got 0.5");
        refused(() -> recipe.withSpreadRatio(0.5), "spread ratio must be between 1 and 1000, got 0.5");
        refused(() -> recipe.withCorrelation(1), "correlation must be between 0 and 0.99, got 1");
        refused(() -> recipe.withIrrelevantColumns(-1), "irrelevant columns must be at least 0, got -1");
        refused(() -> recipe.withRows(2).draw(), "segments must be at most the number of rows (2), got 3");
        refused(() -> Structureless.BOX.draw(0, 2, 1), "rows must be at least 1, got 0");
        refused(() -> Structureless.BOX.draw(2, 0, 1), "columns must be at least 1, got 0");
    }

    /** Mean and standard deviation of the last of two columns of 20,000 rows, from the formulas of each distribution. */
    @Test
    void structurelessTablesHaveTheirMoments() {
        double logMean = Math.exp(0.32);
        double[][] expected = {
            {0, 1},
            {0, 1},
            {0, 3},
            {0.5, 1 / Math.sqrt(12)},
            {0, 0.5},
            {0, Math.sqrt(3)},
            {logMean, logMean * Math.sqrt(Math.exp(0.64) - 1)},
            {1, 1}
        };
        for (Structureless kind : Structureless.values()) {
            FeatureTable table = kind.draw(20_000, 2, 3);
            assertThat(table).isEqualTo(kind.draw(20_000, 2, 3));
            double[] y = table.column(1);
            double mean = Arrays.stream(y).average().orElseThrow();
            double deviation = Math.sqrt(
                    Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
            double[] truth = expected[kind.ordinal()];
            assertThat(mean).as(kind + " mean").isEqualTo(truth[0], within(0.04 * truth[1]));
            // t with 3 degrees of freedom has no fourth moment: its deviation is known roughly
            assertThat(deviation)
                    .as(kind + " deviation")
                    .isEqualTo(truth[1], within((kind == Structureless.HEAVY_TAILS ? 0.3 : 0.05) * truth[1]));
        }
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
