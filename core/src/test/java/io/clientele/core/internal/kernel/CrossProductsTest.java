package io.clientele.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossProductsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 21})
    void areTheSumsOfWeightedProducts(int m) {
        RandomGenerator random = RandomStreams.stream(m, "cross products", 0);
        double[] lanes = CrossProducts.lanes(m);
        double[][] plain = new double[m][m];
        double[][] size = new double[m][m];
        for (int n : new int[] {1, 7, 128, 0, 24, 100}) {
            double[][] x = new double[m][128];
            double[] c = new double[128];
            Arrays.setAll(c, i -> random.nextDouble());
            for (double[] column : x) {
                Arrays.setAll(column, i -> random.nextGaussian());
            }
            CrossProducts.add(x, c, n, new double[m][128], lanes);
            for (int j = 0; j < m; j++) {
                for (int k = 0; k <= j; k++) {
                    for (int i = 0; i < n; i++) {
                        plain[j][k] += c[i] * x[j][i] * x[k][i];
                        size[j][k] += Math.abs(c[i] * x[j][i] * x[k][i]);
                    }
                }
            }
        }
        for (int j = 0; j < m; j++) {
            for (int k = 0; k <= j; k++) {
                // at most 260 roundings on either side
                assertThat(CrossProducts.sum(lanes, j, k)).isCloseTo(plain[j][k], within(520 * 0x1.0p-53 * size[j][k]));
            }
        }
    }

    /** The order the Javadoc states, written down plainly: the bits are a promise to vector kernels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void orderIsTheOneThatIsPromised(int m) {
        RandomGenerator random = RandomStreams.stream(m, "cross products", 1);
        double[] lanes = CrossProducts.lanes(m);
        double[][][] plain = new double[m][m][8];
        for (int round = 0; round < 40; round++) {
            int n = round % 3 == 0 ? 8 * random.nextInt(17) : random.nextInt(129);
            double[][] x = new double[m][128];
            double[] c = new double[128];
            Arrays.setAll(c, i -> random.nextDouble());
            for (double[] column : x) {
                Arrays.setAll(column, i -> random.nextGaussian());
            }
            CrossProducts.add(x, c, n, new double[m][128], lanes);
            for (int j = 0; j < m; j++) {
                for (int k = 0; k <= j; k++) {
                    double[] lane = new double[8];
                    for (int i = 0; i < n; i++) {
                        lane[i % 8] = Math.fma(c[i] * x[j][i], x[k][i], lane[i % 8]);
                    }
                    for (int l = 0; l < 8; l++) {
                        plain[j][k][l] += lane[l];
                    }
                }
            }
        }
        for (int j = 0; j < m; j++) {
            for (int k = 0; k <= j; k++) {
                double[] lane = plain[j][k];
                for (int half = 4; half >= 1; half /= 2) {
                    for (int l = 0; l < half; l++) {
                        lane[l] += lane[l + half];
                    }
                }
                assertThat(CrossProducts.sum(lanes, j, k)).isEqualTo(lane[0]);
            }
        }
    }
}
