package io.clientele.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Distributions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpendForecastTest {

    @Test
    void equalPastSpendIsTheMeanOfTheBuyers() {
        // buyers spent 10 and 30: a buyer is worth 20; E S^2 = 500, so a buy with probability p varies p 500 - (20
        // p)^2;
        // the buyers miss their mean by 10 each, so its error is sqrt(200) / 40 of it
        SpendForecast forecast = SpendForecast.of(
                new double[] {7, 7, 7}, new double[] {10, 0, 30}, new double[] {7, 7}, new double[] {0.5, 0.2}, 0.95);
        assertThat(forecast.expected()).containsExactly(new double[] {10, 4}, within(1e-12));
        assertThat(forecast.total()).isCloseTo(14, within(1e-12));
        double half = Distributions.normalQuantile(0.975) * Math.sqrt(250 - 100 + 100 - 16 + 14 * 14 * 200 / 1600.0);
        assertThat(forecast.interval().lower()).isZero(); // money is not below 0
        assertThat(forecast.interval().upper()).isCloseTo(14 + half, within(1e-9));
    }

    @Test
    void aPowerOfPastSpendIsFound() {
        double[] before = {0, 1, 5, 20, 100, 900};
        double[] in = new double[before.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = 3 * Math.pow(1 + before[i], 0.7);
        }
        SpendForecast forecast = SpendForecast.of(before, in, new double[] {50, -4}, new double[] {0.4, 1}, 0.9);
        double mean = 3 * Math.pow(51, 0.7);
        // money below 0, returned more than bought, counts as none
        assertThat(forecast.expected()).containsExactly(new double[] {0.4 * mean, 3}, within(1e-9));
        double half = Distributions.normalQuantile(0.95) * Math.sqrt(0.4 * 0.6 * mean * mean);
        assertThat(forecast.interval().upper() - forecast.total()).isCloseTo(half, within(1e-6));
    }

    @Test
    void theIntervalCoversWhatComesIn() {
        SplittableRandom random = new SplittableRandom(8);
        int covered = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            int n = 2_000;
            double[][] spent = new double[2][n];
            double[][] came = new double[2][n];
            double[] buys = new double[n];
            double total = 0;
            for (int i = 0; i < n; i++) {
                buys[i] = random.nextDouble();
                for (int w = 0; w < 2; w++) {
                    spent[w][i] = Math.exp(3 + random.nextGaussian());
                    boolean bought = random.nextDouble() < buys[i];
                    came[w][i] = bought
                            ? 2 * Math.pow(1 + spent[w][i], 0.6) * Math.exp(0.5 * random.nextGaussian() - 0.125)
                            : 0;
                }
                total += came[1][i];
            }
            covered += SpendForecast.of(spent[0], came[0], spent[1], buys, 0.95)
                            .interval()
                            .contains(total)
                    ? 1
                    : 0;
        }
        // binomial: a true 95 % leaves 92 to 98 % of 400 rounds with a chance of some 0.005
        assertThat((double) covered / rounds).isBetween(0.92, 0.98);
    }
}
