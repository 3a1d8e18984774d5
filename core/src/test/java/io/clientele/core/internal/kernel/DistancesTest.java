package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void tilesAndPointsAgreeWithThePlainSum() {
        RandomGenerator random = RandomStreams.stream(1, "distances", 0);
        for (int features = 1; features <= 13; features++) {
            int n = 1 + random.nextInt(128);
            double[][] x = new double[features][n];
            double[] center = new double[features];
            for (int j = 0; j < features; j++) {
                center[j] = random.nextDouble() - 0.5;
                for (int i = 0; i < n; i++) {
                    x[j][i] = random.nextDouble() - 0.5;
                }
            }
            double[] s = new double[n];
            Distances.squared(x, features, center, s, n);
            for (int i = 0; i < n; i++) {
                double[] point = new double[features];
                double plain = 0;
                for (int j = 0; j < features; j++) {
                    point[j] = x[j][i];
                    plain += (point[j] - center[j]) * (point[j] - center[j]);
                }
                assertThat(s[i]).isEqualTo(plain, within(plain * 1e-14)); // 13 positive terms in another order
                assertThat(Distances.squared(point, center)).as("to the bit").isEqualTo(s[i]);
            }
        }
    }

    /** The order the Javadoc states, a point at a time. */
    @Test
    void scoresAreHalfTheSquareLessTheInnerProduct() {
        RandomGenerator random = RandomStreams.stream(2, "distances", 0);
        for (int round = 0; round < 500; round++) {
            int kind = round;
            int n = random.nextInt(140);
            int features = 1 + random.nextInt(13);
            double[][] x = new double[features][];
            Arrays.setAll(x, j -> KernelEqualityTest.numbers(random, n, kind));
            double[][] minus = new double[1 + random.nextInt(9)][];
            Arrays.setAll(minus, c -> KernelEqualityTest.numbers(random, features, kind));
            double[] half = KernelEqualityTest.numbers(random, minus.length, round);
            double[][] s = new double[minus.length][n];
            Distances.scores(x, features, minus, half, s, n);
            for (int c = 0; c < minus.length; c++) {
                for (int i = 0; i < n; i++) {
                    double plain = half[c];
                    for (int j = 0; j < features; j++) {
                        plain = Math.fma(minus[c][j], x[j][i], plain);
                    }
                    assertThat(s[c][i]).isEqualTo(Double.valueOf(plain));
                }
            }
        }
    }

    @Test
    void leastOtherLeavesTheOwnOut() {
        double[][] s = {{1, 5, 2, 7}, {4, 1, 2, 6}, {3, 9, 2, 8}};
        double[] own = new double[4];
        double[] least = new double[4];
        Distances.leastOther(s, new double[] {0, 2, 1, -1}, own, least, 4);
        assertThat(own).containsExactly(1, 9, 2, Double.POSITIVE_INFINITY);
        assertThat(least).containsExactly(3, 1, 2, 6);
        assertThat(s).isDeepEqualTo(new double[][] {{1, 5, 2, 7}, {4, 1, 2, 6}, {3, 9, 2, 8}});
        Distances.leastOther(new double[][] {{3}}, new double[1], own, least, 1);
        assertThat(own[0]).isEqualTo(3);
        assertThat(least[0]).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
