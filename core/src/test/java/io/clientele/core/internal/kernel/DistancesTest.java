package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
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
}
