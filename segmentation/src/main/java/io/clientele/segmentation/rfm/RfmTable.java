package io.clientele.segmentation.rfm;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of each customer as of a day: days since the last order, number of orders, money spent. Immutable.
 *
 * <ul>
 *   <li>Recency and frequency are at least 0; money may be negative where returns exceed purchases.
 *   <li>NaN and infinite values are refused.
 * </ul>
 */
public final class RfmTable {

    private final List<String> customers;
    private final double[] recency;
    private final double[] frequency;
    private final double[] monetary;

    private RfmTable(List<String> customers, double[] recency, double[] frequency, double[] monetary) {
        this.customers = customers;
        this.recency = recency;
        this.frequency = frequency;
        this.monetary = monetary;
    }

    /**
     * A table from columns of equal length, which are copied.
     *
     * @param customers ids
     * @param recencyDays days since the last order
     * @param frequency number of orders
     * @param monetary money spent
     * @return the table
     */
    public static RfmTable of(List<String> customers, double[] recencyDays, double[] frequency, double[] monetary) {
        int n = customers.size();
        Check.length("recencyDays", recencyDays.length, n, "one value per customer");
        Check.length("frequency", frequency.length, n, "one value per customer");
        Check.length("monetary", monetary.length, n, "one value per customer");
        return new RfmTable(
                List.copyOf(customers),
                column("recency", recencyDays, 0),
                column("frequency", frequency, 0),
                column("monetary", monetary, -Double.MAX_VALUE));
    }

    private static double[] column(String name, double[] values, double least) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("column '" + name + "', row " + i + ": "
                        + (Double.isNaN(values[i]) ? "NaN" : "an infinite value")
                        + " is not allowed; impute or drop the row first");
            }
            if (values[i] < least) {
                throw new IllegalArgumentException(
                        "column '" + name + "', row " + i + ": must be at least 0, got " + values[i]);
            }
            copy[i] = values[i] + 0.0; // no negative zero, which would sort below zero
        }
        return copy;
    }

    /** {@return the number of customers} */
    public int rows() {
        return recency.length;
    }

    /**
     * The id of a customer.
     *
     * @param row of the customer
     * @return the id
     */
    public String customer(int row) {
        return customers.get(row);
    }

    /**
     * Days since the last order.
     *
     * @param row of the customer
     * @return days
     */
    public double recencyDays(int row) {
        return recency[row];
    }

    /**
     * Number of orders.
     *
     * @param row of the customer
     * @return orders
     */
    public double frequency(int row) {
        return frequency[row];
    }

    /**
     * Money spent.
     *
     * @param row of the customer
     * @return money
     */
    public double monetary(int row) {
        return monetary[row];
    }

    /** The column as scores see it: more is better. */
    double[] oriented(int measure) {
        if (measure > 0) {
            return measure == 1 ? frequency : monetary;
        }
        double[] negated = new double[recency.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = 0.0 - recency[i];
        }
        return negated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RfmTable that
                && customers.equals(that.customers)
                && Arrays.equals(recency, that.recency)
                && Arrays.equals(frequency, that.frequency)
                && Arrays.equals(monetary, that.monetary);
    }

    @Override
    public int hashCode() {
        return 31 * customers.hashCode() + Arrays.hashCode(monetary);
    }

    @Override
    public String toString() {
        return "RfmTable[" + rows() + " customers]";
    }
}
