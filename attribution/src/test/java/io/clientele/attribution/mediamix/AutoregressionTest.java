package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AutoregressionTest {

    private static double[] noise(long seed, int n, double correlation, double deviation) {
        RandomGenerator random = RandomStreams.stream(seed, "test.noise", 0);
        double[] noise = new double[n];
        double e = deviation * random.nextGaussian();
        for (int t = 0; t < n; t++) {
            e = correlation * e + deviation * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            noise[t] = e;
        }
        return noise;
    }

    /** Off the level, a trend and eight waves: what a fit takes out is mostly slow. */
    private static double[][] projection(int n) {
        double[][] columns = new double[18][n];
        for (int t = 0; t < n; t++) {
            columns[0][t] = 1;
            columns[1][t] = t;
            for (int k = 1; k <= 8; k++) {
                columns[2 * k][t] = Math.sin(2 * Math.PI * k * t / n);
                columns[2 * k + 1][t] = Math.cos(2 * Math.PI * k * t / n);
            }
        }
        Basis basis = Basis.of(columns);
        double[][] m = new double[n][n];
        for (int i = 0; i < n; i++) {
            m[i][i] = 1;
            basis.residual(m[i]);
        }
        return m;
    }

    private static double[] residuals(double[][] projection, double[] noise) {
        double[] residuals = new double[noise.length];
        for (int i = 0; i < noise.length; i++) {
            for (int j = 0; j < noise.length; j++) {
                residuals[i] += projection[i][j] * noise[j];
            }
        }
        return residuals;
    }

    private static double neighbours(double[] x) {
        double squares = 0;
        double products = 0;
        for (int t = 0; t < x.length; t++) {
            squares += x[t] * x[t];
            products += t > 0 ? x[t] * x[t - 1] : 0;
        }
        return products / squares;
    }

    @Test
    void expectedSumsAreThoseOfTheMatrices() {
        int n = 40;
        double[][] m = projection(n);
        for (double correlation : new double[] {-0.5, 0, 0.3, 0.9}) {
            double squares = 0;
            double products = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        double s = Math.pow(correlation, Math.abs(j - k));
                        squares += m[i][j] * s * m[k][i];
                        products += i > 0 ? m[i][j] * s * m[k][i - 1] : 0;
                    }
                }
            }
            double[] sums = Autoregression.expected(m, correlation);
            assertThat(sums[0]).isEqualTo(squares, within(1e-10));
            assertThat(sums[1]).isEqualTo(products, within(1e-10));
        }
    }

    @Test
    void theNoiseIsFoundThoughTheFitTookPartOfItOut() {
        int n = 148;
        double[][] m = projection(n);
        for (double truth : new double[] {0, 0.3, 0.6}) {
            int rounds = 150;
            double[] correlations = new double[rounds];
            double[] deviations = new double[rounds];
            double seen = 0;
            for (int round = 0; round < rounds; round++) {
                double[] residuals = residuals(m, noise(round, n, truth, 60));
                Autoregression found = Autoregression.of(residuals, m);
                correlations[round] = found.correlation;
                deviations[round] = found.deviation;
                seen += neighbours(residuals) / rounds;
            }
            // medians, since the size has no bound where the correlation comes near 1: with a standard deviation of
            // 0.11 and 6 (9
            // at 0.6) of one, their standard error is 0.011 and 0.6 (0.9)
            assertThat(median(correlations)).as("correlation %s", truth).isEqualTo(truth, within(0.035));
            assertThat(median(deviations)).as("deviation at %s", truth).isEqualTo(60, within(3.0));
            assertThat(seen).as("without correction").isLessThan(truth - 0.08);
        }
    }

    private static double median(double[] x) {
        java.util.Arrays.sort(x);
        return (x[(x.length - 1) / 2] + x[x.length / 2]) / 2;
    }

    @Test
    void drawsAreNoiseOfThatCorrelationAndSize() {
        int n = 148;
        double[][] m = projection(n);
        Autoregression found = Autoregression.of(residuals(m, noise(3, n, 0.4, 10)), m);
        double mean = 0;
        double squares = 0;
        double products = 0;
        int draws = 4_000;
        for (int i = 0; i < draws; i++) {
            double[] drawn = found.draw(7, i);
            mean += drawn[i % n] / draws;
            squares += drawn[i % n] * drawn[i % n] / draws;
            products += drawn[i % (n - 1)] * drawn[i % (n - 1) + 1] / draws;
        }
        double variance = found.deviation * found.deviation;
        assertThat(mean).isEqualTo(0, within(5 * found.deviation / Math.sqrt(draws)));
        assertThat(squares).isEqualTo(variance, within(5 * variance * Math.sqrt(2.0 / draws)));
        assertThat(products).isEqualTo(found.correlation * variance, within(5 * variance * Math.sqrt(2.0 / draws)));
        assertThat(found.draw(7, 3)).containsExactly(found.draw(7, 3)).isNotEqualTo(found.draw(7, 4));
        assertThat(found.draw(8, 3)).isNotEqualTo(found.draw(7, 3));
    }

    /** Residuals off a model without a level may have a mean; noise has none. */
    @Test
    void drawsHaveNoMean() {
        int n = 148;
        double[][] identity = new double[n][n];
        double[] residuals = noise(4, n, 0, 10);
        for (int t = 0; t < n; t++) {
            identity[t][t] = 1;
            residuals[t] += 20;
        }
        Autoregression found = Autoregression.of(residuals, identity);
        int draws = 4_000;
        double mean = 0;
        for (int i = 0; i < draws; i++) {
            mean += found.draw(5, i)[i % n] / draws;
        }
        assertThat(mean).isEqualTo(0, within(4 * found.deviation / Math.sqrt(draws)));
    }

    @Test
    void noResidualsNoNoise() {
        Autoregression none = Autoregression.of(new double[30], projection(30));
        assertThat(none.correlation).isZero();
        assertThat(none.draw(1, 0)).containsOnly(0);
    }
}
