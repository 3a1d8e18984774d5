package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerProductsTest {

    /** The order the Javadoc states, written down plainly: the bits are a promise to vector kernels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 21})
    void orderIsTheOneThatIsPromised(int m) {
        RandomGenerator random = RandomStreams.stream(m, "inner products", 0);
        double[] lanes = InnerProducts.lanes(m);
        double[][] plain = new double[m][8];
        for (int round = 0; round < 40; round++) {
            int n = round % 3 == 0 ? 8 * random.nextInt(17) : random.nextInt(129);
            double[][] x = new double[m][128];
            double[] r = new double[128];
            Arrays.setAll(r, i -> random.nextGaussian());
            for (double[] column : x) {
                Arrays.setAll(column, i -> random.nextGaussian());
            }
            InnerProducts.add(x, r, n, lanes);
            for (int j = 0; j < m; j++) {
                double[] lane = new double[8];
                for (int i = 0; i < n; i++) {
                    lane[i % 8] = Math.fma(r[i], x[j][i], lane[i % 8]);
                }
                for (int l = 0; l < 8; l++) {
                    plain[j][l] += lane[l];
                }
            }
        }
        for (int j = 0; j < m; j++) {
            double[] p = plain[j];
            double expected = ((p[0] + p[4]) + (p[2] + p[6])) + ((p[1] + p[5]) + (p[3] + p[7]));
            assertThat(InnerProducts.sum(lanes, j)).isEqualTo(expected);
        }
    }
}
