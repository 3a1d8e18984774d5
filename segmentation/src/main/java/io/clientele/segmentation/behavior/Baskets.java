package io.clientele.segmentation.behavior;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What are customers' baskets made of? Shares of money by category, affinity to discounts, and the share of returns, as of an instant.
 *
 * <ul>
 *   <li>Lines strictly before the cut-off count. A line with an amount or a quantity below 0 is a return.
 *   <li>Customers without a purchased line before the cut-off have no row.
 *   <li>{@code share_…}: of the money of purchased lines, by category; all 0 for a customer whose lines cost nothing.
 *   <li>{@code discount_affinity}: share of the purchased units whose price a unit was below the product's usual one by at least the
 *       given share. Usual is the median over purchased lines of the product before the cut-off, so what a customer paid is known
 *       then. Lines without a product or with quantity 0 don't count; 0 if none do.
 *   <li>{@code returned_share}: money of returned lines by that of purchased ones; may exceed 1 if the purchase is older than the
 *       log; 0 if nothing was paid.
 * </ul>
 *
 * <p>Time O(lines log lines). Immutable and thread-safe.
 *
 * <pre>{@code
 * Baskets baskets = Baskets.of(orders, product -> product.substring(0, 2), 0.1, cutoff);
 * FeatureTable features = baskets.features();
 * }</pre>
 */
public final class Baskets {

    private final List<String> customers;
    private final FeatureTable features;

    private Baskets(List<String> customers, FeatureTable features) {
        this.customers = customers;
        this.features = features;
    }

    /**
     * The baskets of all customers as of an instant.
     *
     * @param log orders; lines without a product are of the category "(none)"
     * @param category of a product by its id; called once a product
     * @param discount how far below the usual price is a discount, above 0 and below 1
     * @param cutoff first instant that does not count
     * @return one row a customer, in the order of their ids; categories in the order of their names
     */
    public static Baskets of(OrderLog log, Function<String, String> category, double discount, Instant cutoff) {
        Check.hasRows("the order log", log.rows());
        Check.between("discount", Check.positive("discount", discount), 0, 1);
        long end = Check.time("cutoff", cutoff);
        int products = log.products().size();
        String[] names = new String[products + 1];
        for (int p = 0; p < products; p++) {
            names[p] = category.apply(log.products().id(p));
        }
        names[products] = "(none)";
        double[] usual = usual(log, end);
        Set<String> seen = new TreeSet<>();
        Set<Integer> rows = new LinkedHashSet<>();
        for (int c = 0; c < log.customers().size(); c++) {
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                if (!log.isReturn(row)) {
                    rows.add(c);
                    seen.add(names[position(log, row)]);
                }
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("nobody bought anything before " + cutoff + "; take a later cut-off");
        }
        List<String> categories = List.copyOf(seen);
        List<String> columns = new ArrayList<>();
        categories.forEach(name -> columns.add("share_" + name));
        columns.add("discount_affinity");
        columns.add("returned_share");
        int[] places = Arrays.stream(names).mapToInt(categories::indexOf).toArray();
        FeatureTable.Cells cells = FeatureTable.cells(columns, rows.size());
        List<String> ids = new ArrayList<>();
        for (int c : rows) {
            double[] money = new double[categories.size()];
            double paid = 0;
            double back = 0;
            double units = 0;
            double cheap = 0;
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                if (log.isReturn(row)) {
                    back += Math.abs(log.amount(row));
                    continue;
                }
                paid += log.amount(row);
                money[places[position(log, row)]] += log.amount(row);
                if (log.product(row) >= 0 && log.quantity(row) > 0) {
                    units += log.quantity(row);
                    double price = log.amount(row) / log.quantity(row);
                    cheap += price <= (1 - discount) * usual[log.product(row)] ? log.quantity(row) : 0;
                }
            }
            int r = ids.size();
            for (int k = 0; k < money.length; k++) {
                cells.set(r, k, paid == 0 ? 0 : money[k] / paid);
            }
            cells.set(r, money.length, units == 0 ? 0 : cheap / units);
            cells.set(r, money.length + 1, paid == 0 ? 0 : back / paid);
            ids.add(log.customers().id(c));
        }
        return new Baskets(List.copyOf(ids), cells.build());
    }

    private static int position(OrderLog log, int row) {
        return log.product(row) < 0 ? log.products().size() : log.product(row);
    }

    /** The median price a unit of each product; of an even number of lines the lower of the two in the middle. */
    private static double[] usual(OrderLog log, long end) {
        int products = log.products().size();
        int[] counts = new int[products + 1];
        for (int c = 0; c < log.customers().size(); c++) {
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                if (priced(log, row)) {
                    counts[log.product(row) + 1]++;
                }
            }
        }
        for (int p = 0; p < products; p++) {
            counts[p + 1] += counts[p];
        }
        double[] prices = new double[counts[products]];
        int[] next = counts.clone();
        for (int c = 0; c < log.customers().size(); c++) {
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                if (priced(log, row)) {
                    prices[next[log.product(row)]++] = log.amount(row) / log.quantity(row);
                }
            }
        }
        double[] usual = new double[products];
        for (int p = 0; p < products; p++) {
            Arrays.sort(prices, counts[p], counts[p + 1]);
            usual[p] = counts[p] == counts[p + 1] ? 0 : prices[(counts[p] + counts[p + 1] - 1) / 2];
        }
        return usual;
    }

    private static boolean priced(OrderLog log, int row) {
        return !log.isReturn(row) && log.product(row) >= 0 && log.quantity(row) > 0;
    }

    /** {@return how many customers there are} */
    public int rows() {
        return customers.size();
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

    /** {@return the features, one row a customer} */
    public FeatureTable features() {
        return features;
    }

    @Override
    public String toString() {
        return "Baskets[" + rows() + " customers, " + features.names() + "]";
    }
}
