package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict against brute force: in a plane, a line that separates can be turned until it runs through two of the points. */
class SeparationTest {

    private static boolean separated(double[] x, double[] y, double[] label) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                // across the line through two points, and along it for points that all lie on one line; both senses
                // come up,
                // as the pairs come in both orders
                if (separates(x, y, label, y[j] - y[i], x[i] - x[j])
                        || separates(x, y, label, x[j] - x[i], y[j] - y[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean separates(double[] x, double[] y, double[] label, double a, double b) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < x.length; k++) {
            double z = a * x[k] + b * y[k];
            least = label[k] == 1 ? Math.min(least, z) : least;
            most = label[k] == 0 ? Math.max(most, z) : most;
            lowest = Math.min(lowest, z);
            highest = Math.max(highest, z);
        }
        double rounding = 1e-12 * (highest - lowest);
        return least >= most - rounding && highest > lowest;
    }

    @Test
    void foundAlsoWhereNewtonsMethodGetsStuck() {
        // seven rows with tails so heavy that no step improves before the separated rows are far out
        double[][] columns = {
            {
                1.62592195344738E-5,
                0.0055369599241626355,
                5.622031382588123E-4,
                2.3705800627134025E-4,
                0.09557596343527225,
                8.401580043706178E-4,
                3.676287572987937E-5
            },
            {
                0.0012089423237313735,
                0.00668023445282795,
                0.0029945028251930406,
                2.3164401098849002E-4,
                3.7686768030030716E-4,
                0.0028743518438531135,
                8.304125621758505E-6
            },
            {
                0.19612730308452794,
                0.015992444289559548,
                2.2448458857784927E-4,
                5.780581361433869E-7,
                2.085162111239745E-5,
                8.069773287921085E-5,
                3.6499189517717555E-4
            },
            {
                2.1543792902413648,
                8.225881151180985,
                2.362391777759591,
                2053.0861574351534,
                0.618566131940995,
                883.8591820813393,
                8693.642284509704
            }
        };
        LabeledTable data = LabeledTable.of(
                FeatureTable.of(List.of("a", "b", "c", "d"), columns), new double[] {0, 1, 0, 1, 1, 1, 0});
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> LogisticRegression.create().fit(data))
                .withMessageStartingWith("separation: column(s) '");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isWhatBruteForceFinds(int kind) {
        RandomGenerator random = RandomStreams.stream(kind, "separation", 0);
        int yes = 0;
        int no = 0;
        for (int round = 0; round < 400; round++) {
            int n = 6 + random.nextInt(14);
            double[] x = new double[n];
            double[] y = new double[n];
            double[] label = new double[n];
            for (int i = 0; i < n; i++) {
                // few levels, indicators, plain numbers, heavy tails
                x[i] = value(kind, random);
                y[i] = value(kind, random);
                label[i] = i < 2 ? i : random.nextInt(3) == 0 ? (x[i] > x[0] ? 1 : 0) : random.nextInt(2);
            }
            boolean expected = separated(x, y, label);
            yes += expected ? 1 : 0;
            no += expected ? 0 : 1;
            assertThat(verdict(x, y, label))
                    .as("kind %d, round %d", kind, round)
                    .isEqualTo(expected);
        }
        assertThat(Math.min(yes, no)).as("both answers occur").isGreaterThan(20);
    }

    private static double value(int kind, RandomGenerator random) {
        return switch (kind) {
            case 0 -> random.nextInt(4);
            case 1 -> random.nextInt(2);
            case 2 -> 1000 + Samplers.gaussian(random);
            default -> Math.exp(3 * Samplers.gaussian(random));
        };
    }

    private static boolean verdict(double[] x, double[] y, double[] label) {
        LabeledTable data = LabeledTable.of(FeatureTable.of(List.of("x", "y"), x, y), label);
        try {
            LogisticModel model = LogisticRegression.create().fit(data);
            assertThat(model.report().converged()).as(model.toString()).isTrue();
            return false;
        } catch (FitException e) {
            assertThat(e).hasMessageStartingWith("separation: column(s) '");
            return true;
        }
    }
}
