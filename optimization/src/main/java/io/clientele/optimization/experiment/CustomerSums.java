package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.ExactSum;
import java.util.Arrays;
import java.util.Objects;

/**
 * From rows of visits, sessions or orders to one value a customer, which is what an experiment on customers must compare: rows of one
 * customer are alike, and tests that take them for units find differences where there are none.
 *
 * <ul>
 *   <li>A customer assigned to the variant but without a row has 0: add one row of 0, or the mean is that of the active ones.
 *   <li>The sums are exact, so that the order of the rows makes no difference.
 * </ul>
 *
 * <p>Time O(rows · log rows). Stateless and thread-safe.
 *
 * <pre>{@code
 * MetricSample spend = CustomerSums.sums("control", customers, orderValues);
 * MetricSample perOrder = CustomerSums.sumsAndRows("control", customers, orderValues).ratio();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics</a>
 */
public final class CustomerSums {

    private CustomerSums() {}

    /**
     * Each customer's sum.
     *
     * @param variant name
     * @param customers whose row each is
     * @param values of the rows, finite
     * @return a sample with one value a customer
     */
    public static MetricSample sums(String variant, long[] customers, double[] values) {
        return of(variant, customers, values, false);
    }

    /**
     * Each customer's sum with the number of its rows beside it: by {@link MetricSample#ratio} the mean of a row with an error by
     * customers.
     *
     * @param variant name
     * @param customers whose row each is
     * @param values of the rows, finite
     * @return a sample with one pair a customer
     */
    public static MetricSample sumsAndRows(String variant, long[] customers, double[] values) {
        return of(variant, customers, values, true);
    }

    private static MetricSample of(String variant, long[] customers, double[] values, boolean rows) {
        Objects.requireNonNull(variant, "variant");
        Check.length("values", values.length, customers.length, "one customer each");
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < order.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("variant '" + variant + "', row " + i
                        + ": values must be finite, got " + values[i] + "; a row without the metric has 0");
            }
            order[i] = i;
        }
        Arrays.sort(order, (i, j) -> Long.compare(customers[i], customers[j]));
        MetricSample.Builder sample = MetricSample.builder(variant);
        int from = 0;
        while (from < order.length) {
            long customer = customers[order[from]];
            int to = from + 1;
            while (to < order.length && customers[order[to]] == customer) {
                to++;
            }
            double sum = values[order[from]];
            if (to - from > 1) {
                ExactSum exact = ExactSum.create();
                for (int i = from; i < to; i++) {
                    exact.add(values[order[i]]);
                }
                sum = exact.value();
            }
            if (rows) {
                sample.add(sum, to - from);
            } else {
                sample.add(sum);
            }
            from = to;
        }
        return sample.build();
    }
}
