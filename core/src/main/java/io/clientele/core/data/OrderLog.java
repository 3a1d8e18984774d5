package io.clientele.core.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What customers bought: one row a line of an order, with product, quantity and amount.
 *
 * <ul>
 *   <li>Amounts and quantities below 0 are returns; they are kept, and whoever reads the log states what it does with them.
 *   <li>NaN, infinite and amounts above 1e12 in size are refused; so are times before 1970 or from 2100 on.
 *   <li>An order belongs to one customer: the same order id with two customers is two orders.
 *   <li>Rows without order ids are an order each. Either all rows have one or none.
 *   <li>Lines that repeat another line exactly are kept; {@link #withoutRepeats} drops them.
 * </ul>
 *
 * <p>Orders are coded customer by customer in the order of their first line. Immutable and thread-safe; equal by value. Memory:
 * at most 32 bytes a line beside the ids, 20 where times are whole seconds, quantities 1 and products not given. Building
 * takes O(lines), and O(lines · log lines) where a customer's events do not come in order of time.
 *
 * <pre>{@code
 * OrderLog orders = OrderLog.from(myOrders, (o, log) -> log.add(o.customerId(), o.placedAt(), o.total()));
 * }</pre>
 */
public final class OrderLog extends TimelineLog {

    private final int @Nullable [] order; // null: every row an order of its own
    private final int orders;
    private final Dictionary orderIds; // by order code; not searched, as an id may stand with two customers
    private final CodeColumn product;
    private final NumberColumn quantity;
    private final NumberColumn amount;

    private OrderLog(
            Timeline timeline,
            int @Nullable [] order,
            int orders,
            Dictionary orderIds,
            CodeColumn product,
            NumberColumn quantity,
            NumberColumn amount) {
        super(timeline);
        this.order = order;
        this.orders = orders;
        this.orderIds = orderIds;
        this.product = product;
        this.quantity = quantity;
        this.amount = amount;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A log of whatever a platform has.
     *
     * @param <T> what an order or a line is there
     * @param items orders or lines
     * @param add adds one to the log
     * @return the log
     */
    public static <T> OrderLog from(Iterable<? extends T> items, BiConsumer<? super T, ? super Builder> add) {
        Builder builder = builder();
        for (T item : items) {
            add.accept(item, builder);
        }
        return builder.build();
    }

    /** {@return how many orders there are} */
    public int orders() {
        return orders;
    }

    /**
     * Which order a line belongs to. A line opens a new order of its customer if its code is higher than all before it.
     *
     * @param row of the line
     * @return code of the order, from 0 to {@code orders() - 1}
     */
    public int order(int row) {
        return order == null ? Objects.checkIndex(row, rows()) : order[row];
    }

    /**
     * How many orders a customer has made.
     *
     * @param customer code
     * @return at least 1
     */
    public int orders(int customer) {
        int end = end(customer);
        return (end == rows() ? orders : order(end)) - order(start(customer));
    }

    /**
     * The id of an order.
     *
     * @param code of the order
     * @return its id, or empty in a log without order ids
     */
    public Optional<String> orderId(int code) {
        Objects.checkIndex(code, orders);
        return orderIds.size() == 0 ? Optional.empty() : Optional.of(orderIds.id(code));
    }

    /** {@return the products, coded in the order of their first line; empty in a log without products} */
    public Dictionary products() {
        return product.dictionary();
    }

    /**
     * What was bought.
     *
     * @param row of the line
     * @return code of the product, or -1 if none was given
     */
    public int product(int row) {
        return product.get(row);
    }

    /**
     * How much of it was bought.
     *
     * @param row of the line
     * @return units; below 0 for a return
     */
    public double quantity(int row) {
        return quantity.get(row);
    }

    /**
     * The money of the line, all its units together.
     *
     * @param row of the line
     * @return money; below 0 for a return
     */
    public double amount(int row) {
        return amount.get(row);
    }

    /**
     * Whether the line takes something back.
     *
     * @param row of the line
     * @return true if its amount or its quantity is below 0
     */
    public boolean isReturn(int row) {
        return amount.get(row) < 0 || quantity.get(row) < 0;
    }

    @Override
    public OrderLog before(Instant cutoff) {
        return rows(timeline.rowsBefore(cutoff.toEpochMilli()));
    }

    /** {@return how many lines repeat an earlier line of the same customer, order and time in product, quantity and amount} */
    public int repeats() {
        return rows() - firstOccurrences().length;
    }

    /** {@return the log without lines that repeat an earlier line exactly; this log if there are none} */
    public OrderLog withoutRepeats() {
        int[] kept = firstOccurrences();
        return kept.length == rows() ? this : rows(kept);
    }

    private int[] firstOccurrences() {
        return Repeats.firstOccurrences(this);
    }

    private OrderLog rows(int[] kept) {
        int[] codes = new int[kept.length];
        Arrays.setAll(codes, i -> order(kept[i]));
        return renumbered(
                timeline.rows(kept),
                codes,
                orderIds.size() == 0 ? null : orderIds,
                order == null,
                product.rows(kept),
                quantity.rows(kept),
                amount.rows(kept));
    }

    /** Codes the orders anew, customer by customer; {@code codes} are by sorted row and become the column. */
    private static OrderLog renumbered(
            Timeline timeline,
            int[] codes,
            @Nullable Dictionary ids,
            boolean own,
            CodeColumn product,
            NumberColumn quantity,
            NumberColumn amount) {
        if (own) {
            return new OrderLog(timeline, null, timeline.rows(), Dictionary.empty(), product, quantity, amount);
        }
        int[] old = OrderCodes.renumber(timeline, codes);
        return new OrderLog(
                timeline,
                codes,
                old.length,
                ids == null ? Dictionary.empty() : ids.rearranged(old),
                product,
                quantity,
                amount);
    }

    /** Bytes held beside the ids. */
    long bytes() {
        return timeline.bytes()
                + (order == null ? 0 : 4L * order.length)
                + product.bytes()
                + quantity.bytes()
                + amount.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderLog that
                && timeline.equals(that.timeline)
                && Arrays.equals(order, that.order)
                && orderIds.equals(that.orderIds)
                && product.equals(that.product)
                && quantity.equals(that.quantity)
                && amount.equals(that.amount);
    }

    @Override
    public int hashCode() {
        return 31 * timeline.hashCode() + amount.hashCode();
    }

    @Override
    public String toString() {
        return "OrderLog[" + rows() + " lines, " + orders + " orders, "
                + customers().size() + " customers]";
    }

    /** Fills a log line by line, in any order; each line is set field by field and ended by {@link #add()}. Not thread-safe. */
    public static final class Builder {

        private final TimelineBuilder timeline = new TimelineBuilder();
        private final CodeColumnBuilder order = new CodeColumnBuilder("order");
        private final CodeColumnBuilder product = new CodeColumnBuilder("product");
        private final NumberColumnBuilder quantity = new NumberColumnBuilder("quantity", 1);
        private final NumberColumnBuilder amount = new NumberColumnBuilder("amount", Double.NaN);

        private Builder() {}

        /**
         * Whose line it is; has to be set.
         *
         * @param id not blank; in one log all ids are text or all are numbers
         * @return this
         */
        public Builder customer(String id) {
            timeline.customer(id);
            return this;
        }

        /**
         * Whose line it is; has to be set.
         *
         * @param id any number; in one log all ids are text or all are numbers
         * @return this
         */
        public Builder customer(long id) {
            timeline.customer(id);
            return this;
        }

        /**
         * The order of the line.
         *
         * @param id not blank
         * @return this
         */
        public Builder order(String id) {
            order.set(id);
            return this;
        }

        /**
         * The order of the line.
         *
         * @param id any number
         * @return this
         */
        public Builder order(long id) {
            order.set(id);
            return this;
        }

        /**
         * When it was ordered; has to be set.
         *
         * @param instant from 1970 to before 2100; kept to the millisecond
         * @return this
         */
        public Builder time(Instant instant) {
            timeline.time(instant);
            return this;
        }

        /**
         * When it was ordered; has to be set.
         *
         * @param millis since 1970 in UTC
         * @return this
         */
        public Builder time(long millis) {
            timeline.time(millis);
            return this;
        }

        /**
         * What was ordered.
         *
         * @param id not blank
         * @return this
         */
        public Builder product(String id) {
            product.set(id);
            return this;
        }

        /**
         * What was ordered.
         *
         * @param id any number
         * @return this
         */
        public Builder product(long id) {
            product.set(id);
            return this;
        }

        /**
         * How much was ordered; 1 if not set.
         *
         * @param units finite, at most 1e12 in size; below 0 for a return
         * @return this
         */
        public Builder quantity(double units) {
            quantity.set(units);
            return this;
        }

        /**
         * The money of the line, all its units together; has to be set.
         *
         * @param money finite, at most 1e12 in size; below 0 for a return
         * @return this
         */
        public Builder amount(double money) {
            amount.set(money);
            return this;
        }

        /**
         * Adds the line that was set.
         *
         * @return this
         * @throws IllegalStateException if customer, time or amount was not set
         */
        public Builder add() {
            amount.requireSet();
            timeline.add();
            order.add();
            product.add();
            quantity.add();
            amount.add();
            return this;
        }

        /**
         * Adds a whole order as one line.
         *
         * @param customer id
         * @param time when
         * @param total money
         * @return this
         */
        public Builder add(String customer, Instant time, double total) {
            return customer(customer).time(time).amount(total).add();
        }

        /**
         * Adds a whole order as one line.
         *
         * @param customer id
         * @param time when
         * @param total money
         * @return this
         */
        public Builder add(long customer, Instant time, double total) {
            return customer(customer).time(time).amount(total).add();
        }

        /**
         * The log; the builder may be used on.
         *
         * @return the lines so far
         * @throws IllegalArgumentException if some lines have an order id and some have none
         */
        public OrderLog build() {
            int missing = order.firstWithout();
            if (missing >= 0 && order.anySet()) {
                throw new IllegalArgumentException(
                        "row " + missing + " has no order id, but other rows have; give one to every row or to none");
            }
            int[] rows = timeline.order();
            int[] codes = new int[missing >= 0 ? 0 : rows.length];
            Arrays.setAll(codes, i -> order.code(rows[i]));
            return renumbered(
                    timeline.build(rows),
                    codes,
                    order.dictionary(),
                    missing >= 0,
                    product.build(rows),
                    quantity.build(rows),
                    amount.build(rows));
        }
    }
}
