package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CustomerSumsTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 1_000;
    private static final int CUSTOMERS = 150;

    private final long[] owner = new long[8 * CUSTOMERS];
    private final double[] value = new double[8 * CUSTOMERS];

    /** 1 to 8 visits of each customer, alike by a customer's level. */
    private MetricSample visits(String name, RandomGenerator random) {
        int n = 0;
        for (int c = 0; c < CUSTOMERS; c++) {
            double level = Samplers.gaussian(random);
            int visits = 1 + random.nextInt(8);
            for (int v = 0; v < visits; v++) {
                owner[n] = c * 7919L;
                value[n++] = 5 + level + 0.5 * Samplers.gaussian(random);
            }
        }
        return CustomerSums.sumsAndRows(name, Arrays.copyOf(owner, n), Arrays.copyOf(value, n));
    }

    /** No effect: 5 % are called (4 standard errors of a share), where a test of the rows calls far more. */
    @Test
    void levelByCustomersAndByRows() {
        int called = 0;
        int byRows = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "customers.level", 0);
            MetricSample a = visits("a", random);
            MetricSample.Builder rowsA = rows("a", a);
            MetricSample b = visits("b", random);
            MetricSample.Builder rowsB = rows("b", b);
            called += MeanTest.create().compare(a.ratio(), b.ratio()).p() <= 0.05 ? 1 : 0;
            byRows += MeanTest.create().compare(rowsA.build(), rowsB.build()).p() <= 0.05 ? 1 : 0;
        }
        double slack = 4 * Math.sqrt(0.05 * 0.95 / RUNS);
        assertThat((double) called / RUNS).isCloseTo(0.05, within(slack));
        assertThat((double) byRows / RUNS).isGreaterThan(0.2);
    }

    private MetricSample.Builder rows(String name, MetricSample sample) {
        MetricSample.Builder rows = MetricSample.builder(name);
        long n = Math.round(sample.besideMean() * sample.count());
        for (int i = 0; i < n; i++) {
            rows.add(value[i]);
        }
        return rows;
    }

    /** A second way: sums by a map, the ratio's variance from the residuals sum - ratio * rows. */
    @Test
    void againstSumsByHand() {
        RandomGenerator random = RandomStreams.stream(3, "customers.hand", 0);
        MetricSample sample = visits("a", random);
        Map<Long, double[]> byCustomer = new HashMap<>();
        long n = Math.round(sample.besideMean() * sample.count());
        for (int i = 0; i < n; i++) {
            double[] sum = byCustomer.computeIfAbsent(owner[i], key -> new double[2]);
            sum[0] += value[i];
            sum[1]++;
        }
        double y = 0;
        double x = 0;
        for (double[] sum : byCustomer.values()) {
            y += sum[0];
            x += sum[1];
        }
        double squares = 0;
        for (double[] sum : byCustomer.values()) {
            squares += Math.pow(sum[0] - y / x * sum[1], 2);
        }
        double k = byCustomer.size();
        assertThat(sample.count()).isEqualTo(CUSTOMERS);
        assertThat(sample.ratio().mean()).isCloseTo(y / x, within(1e-13));
        assertThat(sample.ratio().variance()).isCloseTo(squares / (k - 1) / Math.pow(x / k, 2), within(1e-11));
    }

    @Test
    void orderMakesNoDifference() {
        MetricSample forth = CustomerSums.sums("a", new long[] {9, 9, 9, 4}, new double[] {0.1, 0.2, 0.3, 7});
        MetricSample back = CustomerSums.sums("a", new long[] {9, 4, 9, 9}, new double[] {0.3, 7, 0.2, 0.1});
        assertThat(forth).isEqualTo(back);
        assertThat(forth.count()).isEqualTo(2);
        assertThat(forth.mean()).isCloseTo(3.8, within(1e-15));
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerSums.sums("a", new long[1], new double[2]))
                .withMessage("values must have one customer each (1), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerSums.sums("a", new long[2], new double[] {1, Double.NaN}))
                .withMessage("variant 'a', row 1: values must be finite, got NaN; a row without the metric has 0");
    }
}
