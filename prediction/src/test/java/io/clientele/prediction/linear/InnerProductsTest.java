package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerProductsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 21})
    void dotsAreTheSumsOfProducts(int m) {
        RandomGenerator random = RandomStreams.stream(m, "dots", 0);
        double[][] x = new double[m][128];
        double[] r = new double[128];
        for (int i = 0; i < 100; i++) {
            r[i] = random.nextDouble();
            for (double[] column : x) {
                column[i] = Samplers.gaussian(random);
            }
        }
        double[] into = new double[m];
        into[0] = 3;
        InnerProducts.add(x, r, 100, into);
        for (int j = 0; j < m; j++) {
            double expected = j == 0 ? 3 : 0;
            for (int i = 0; i < 100; i++) {
                expected += r[i] * x[j][i];
            }
            assertThat(into[j]).isCloseTo(expected, within(1e-13));
        }
    }
}
