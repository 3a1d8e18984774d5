package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any data, and covariances against their plain formulas. */
class LogisticPropertyTest {

    private static final double[] TRUTH = {-0.3, 0.5, -0.2, 0.1};

    private static void close(LogisticModel a, LogisticModel b, double tolerance) {
        double[][] va = a.covariance();
        double[][] vb = b.covariance();
        for (int j = 0; j < a.estimates.length; j++) {
            assertThat(a.estimates[j]).isCloseTo(b.estimates[j], within(tolerance));
            for (int k = 0; k < a.estimates.length; k++) {
                assertThat(va[j][k]).isCloseTo(vb[j][k], within(tolerance));
            }
        }
        assertThat(a.logLikelihood()).isCloseTo(b.logLikelihood(), within(1e-9));
        assertThat(a.nullDeviance()).isCloseTo(b.nullDeviance(), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(names = {"MODEL", "ROBUST"})
    void weightsCountRepeats(StandardErrors kind) {
        LabeledTable data = Simulated.labels(1, 300, TRUTH);
        RandomGenerator random = RandomStreams.stream(2, "times", 0);
        double[] times =
                IntStream.range(0, 300).mapToDouble(i -> random.nextInt(4)).toArray();
        int[] repeated = IntStream.range(0, 300)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) times[i]))
                .toArray();
        LogisticRegression recipe = LogisticRegression.create().withStandardErrors(kind);
        close(recipe.fit(data.withWeights(times)), recipe.fit(data.selectRows(repeated)), 1e-12);
    }

    @Test
    void rowOrderAndColumnOrderDoNotMatter() {
        LabeledTable data = Simulated.labels(3, 400, TRUTH);
        int[] reversed = IntStream.range(0, 400).map(i -> 399 - i).toArray();
        LogisticModel model = LogisticRegression.create().fit(data);
        close(LogisticRegression.create().fit(data.selectRows(reversed)), model, 1e-12);
        LogisticModel turned = LogisticRegression.create()
                .fit(LabeledTable.of(data.features().select("x3", "x1", "x2"), data.labels()));
        assertThat(turned.estimates[1]).isCloseTo(model.estimates[3], within(1e-12));
        assertThat(turned.covariance()[2][2]).isCloseTo(model.covariance()[1][1], within(1e-12));
    }

    @Test
    void unitsDoNotMatter() {
        LabeledTable data = Simulated.labels(4, 400, TRUTH);
        double[] x =
                Arrays.stream(data.features().column(0)).map(v -> 1000 * v - 7).toArray();
        LogisticModel model = LogisticRegression.create().fit(data);
        LogisticModel other = LogisticRegression.create()
                .fit(LabeledTable.of(data.features().select("x2", "x3").withColumn("y", x), data.labels()));
        assertThat(other.estimates[3] * 1000).isCloseTo(model.estimates[1], within(1e-12));
        assertThat(other.deviance()).isCloseTo(model.deviance(), within(1e-10));
    }

    @Test
    void turnedLabelsTurnTheSigns() {
        LabeledTable data = Simulated.labels(5, 400, TRUTH);
        double[] other = Arrays.stream(data.labels()).map(y -> 1 - y).toArray();
        LogisticModel a = LogisticRegression.create().fit(data);
        LogisticModel b = LogisticRegression.create().fit(LabeledTable.of(data.features(), other));
        for (int j = 0; j < TRUTH.length; j++) {
            assertThat(a.estimates[j]).isCloseTo(-b.estimates[j], within(1e-12));
        }
    }

    @Test
    void offsetTakesTheRoleOfAColumnWithCoefficientOne() {
        LabeledTable data = Simulated.labels(6, 400, TRUTH);
        LogisticModel full = LogisticRegression.create().fit(data);
        double b = full.estimates[3];
        double[] known =
                Arrays.stream(data.features().column(2)).map(v -> b * v).toArray();
        LogisticModel rest = LogisticRegression.create()
                .fit(LabeledTable.of(data.features().select("x1", "x2"), data.labels())
                        .withOffset(known));
        assertThat(rest.estimates[1]).isCloseTo(full.estimates[1], within(1e-11));
        assertThat(rest.estimates[0]).isCloseTo(full.estimates[0], within(1e-11));
        assertThat(rest.deviance()).isCloseTo(full.deviance(), within(1e-10));
        double[] shift = new double[400];
        Arrays.fill(shift, 700);
        LogisticModel far = LogisticRegression.create().fit(data.withOffset(shift));
        assertThat(far.intercept()).isCloseTo(full.intercept() - 700, within(1e-9));
        assertThat(far.nullDeviance()).isCloseTo(full.nullDeviance(), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 700, 150_000})
    void scoreIsZeroAtTheEstimate(int rows) {
        // 150,000 rows take their first steps on a part of the rows
        LabeledTable data = Simulated.labels(7, rows, TRUTH);
        LogisticModel model = LogisticRegression.create().fit(data);
        double[] p = model.probabilities(data.features());
        for (int j = 0; j < TRUTH.length; j++) {
            double score = 0;
            for (int i = 0; i < rows; i++) {
                score += (data.label(i) - p[i]) * (j == 0 ? 1 : data.features().get(i, j - 1));
            }
            assertThat(score).isCloseTo(0, within(1e-8 * Math.sqrt(rows)));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(model.probability(data.features().row(i)))
                    .as("one row and all rows")
                    .isEqualTo(p[i]);
        }
    }

    @Test
    void rowsInAPeculiarOrderStillGiveTheAnswer() {
        // every sixth tile holds labels of 1 only: the part that the first steps look at has no answer of its own
        LabeledTable data = Simulated.labels(8, 150_000, -0.5, 0.4);
        int[] ones = IntStream.range(0, 150_000).filter(i -> data.label(i) == 1).toArray();
        int[] zeros =
                IntStream.range(0, 150_000).filter(i -> data.label(i) == 0).toArray();
        int[] order = new int[150_000];
        int one = 0;
        int zero = 0;
        for (int i = 0; i < order.length; i++) {
            boolean first = i / 128 % 6 == 0;
            order[i] = first && one < ones.length || zero == zeros.length ? ones[one++] : zeros[zero++];
        }
        close(
                LogisticRegression.create().fit(data.selectRows(order)),
                LogisticRegression.create().fit(data),
                1e-11);
    }

    @Test
    void clusteredCovarianceIsItsFormula() {
        LabeledTable plain = Simulated.labels(9, 240, TRUTH);
        int[] cluster = IntStream.range(0, 240).map(i -> i * 37 % 50 - 10).toArray();
        double[] weights =
                IntStream.range(0, 240).mapToDouble(i -> 1 + i % 4 * 0.5).toArray();
        LabeledTable data = plain.withClusters(cluster).withWeights(weights);
        LogisticModel model = LogisticRegression.create()
                .withStandardErrors(StandardErrors.CLUSTERED)
                .fit(data);
        double[][] bread = LogisticRegression.create().fit(data).covariance();
        int p = TRUTH.length;
        double[][] sums = new double[50][p];
        for (int i = 0; i < 240; i++) {
            double r = weights[i]
                    * (data.label(i) - model.probability(data.features().row(i)));
            for (int j = 0; j < p; j++) {
                sums[cluster[i] + 10][j] += r * (j == 0 ? 1 : data.features().get(i, j - 1));
            }
        }
        double[][] actual = model.covariance();
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                double expected = 0;
                for (double[] s : sums) {
                    expected += Newton.dot(bread[a], s) * Newton.dot(s, bread[b]) * 50 / 49;
                }
                assertThat(actual[a][b]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void clustersOfOneRowAreRobust() {
        LabeledTable data = Simulated.labels(10, 200, TRUTH);
        int[] own = IntStream.range(0, 200).map(i -> 1000 - i).toArray();
        double[][] a = LogisticRegression.create()
                .withStandardErrors(StandardErrors.CLUSTERED)
                .fit(data.withClusters(own))
                .covariance();
        double[][] b = LogisticRegression.create()
                .withStandardErrors(StandardErrors.ROBUST)
                .fit(data)
                .covariance();
        for (int j = 0; j < TRUTH.length; j++) {
            assertThat(a[j][j]).isCloseTo(b[j][j] * 200 / 199, within(1e-13));
        }
    }

    @Test
    void firthIsTheMaximumOfItsPenalisedLikelihood() {
        // separated: 4 rows each; the penalised likelihood around the answer, by brute force
        double[] x = {-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 3};
        double[] y = {0, 0, 0, 0, 1, 1, 1, 1};
        LogisticModel model =
                LogisticRegression.create().withFirth().fit(LabeledTable.of(FeatureTable.of(List.of("x"), x), y));
        double best = penalised(x, y, model.estimates[0], model.estimates[1]);
        for (double da = -0.01; da <= 0.01; da += 0.005) {
            for (double db = -0.01; db <= 0.01; db += 0.005) {
                assertThat(penalised(x, y, model.estimates[0] + da, model.estimates[1] + db))
                        .isLessThanOrEqualTo(best + 1e-13);
            }
        }
    }

    private static double penalised(double[] x, double[] y, double a, double b) {
        double sum = 0;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < x.length; i++) {
            double p = 1 / (1 + Math.exp(-a - b * x[i]));
            sum += y[i] == 1 ? Math.log(p) : Math.log(1 - p);
            double w = p * (1 - p);
            s0 += w;
            s1 += w * x[i];
            s2 += w * x[i] * x[i];
        }
        return sum + Math.log(s0 * s2 - s1 * s1) / 2;
    }

    @Test
    void contributionsAddUp() {
        LabeledTable data = Simulated.labels(11, 100, TRUTH);
        LogisticModel model = LogisticRegression.create().fit(data);
        double[] row = data.features().row(3);
        double[] reference = data.features().row(4);
        assertThat(Arrays.stream(model.contributions(row, reference)).sum())
                .isCloseTo(model.logOdds(row) - model.logOdds(reference), within(1e-13));
    }
}
