package io.clientele.segmentation.rfm;

import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of each customer as of a day: days since the last order, number of orders, money spent. Immutable.
 *
 * <ul>
 *   <li>Recency and frequency are at least 0; money may be negative where returns exceed purchases.
 *   <li>NaN and infinite values are refused.
 * </ul>
 *
 * <pre>{@code
 * RfmTable customers = RfmTable.of(orders, LocalDate.parse("2026-07-01"), ZoneId.of("Europe/Berlin"), Returns.LEFT_OUT);
 * }</pre>
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

    /**
     * A table of the customers of a log as of an instant, days counted exactly: recency is the time from the last order to that
     * instant, in days of 24 hours with fractions.
     *
     * <ul>
     *   <li>Lines strictly before the instant count.
     *   <li>An order counts if one of its lines is no return ({@link OrderLog#isReturn}), at the time of these lines. Customers without
     *       such an order have no row.
     *   <li>What becomes of the money of returns is up to {@code returns}.
     * </ul>
     *
     * <p>Time O(lines). Rows are in the order of the customers' ids.
     *
     * @param orders what customers bought
     * @param asOf first instant that does not count
     * @param returns whether money given back is subtracted
     * @return the table
     */
    public static RfmTable of(OrderLog orders, Instant asOf, Returns returns) {
        long end = asOf.toEpochMilli();
        return OrderHistory.table(orders, end, returns, last -> (end - last) / OrderHistory.DAY);
    }

    /**
     * The same by the calendar: recency is the number of whole days from the date of the last order to a date, whatever the time of
     * day. Lines of earlier dates count.
     *
     * @param orders what customers bought
     * @param asOf first date that does not count
     * @param zone whose calendar it is
     * @param returns whether money given back is subtracted
     * @return the table
     */
    public static RfmTable of(OrderLog orders, LocalDate asOf, ZoneId zone, Returns returns) {
        long end = asOf.atStartOfDay(zone).toInstant().toEpochMilli();
        ZoneRules rules = zone.getRules();
        return OrderHistory.table(orders, end, returns, last -> asOf.toEpochDay() - OrderHistory.epochDay(last, rules));
    }

    /** A table of columns that need no copy. */
    static RfmTable trusted(List<String> customers, double[] recencyDays, double[] frequency, double[] monetary) {
        return new RfmTable(customers, recencyDays, frequency, monetary);
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
