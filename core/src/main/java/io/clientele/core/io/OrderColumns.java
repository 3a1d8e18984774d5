package io.clientele.core.io;

import java.util.List;
import java.util.Objects;

/**
 * Which columns of a source make order lines.
 *
 * <ul>
 *   <li>Customer and time are needed, and either the price of a unit or the amount of the line.
 *   <li>Order, product and quantity are optional.
 *   <li>{@link #told} tells columns that were not stated from their names; {@link #explanation} says what was taken for what. Two
 *       columns that may have the same part are refused rather than chosen from.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * OrderColumns columns = OrderColumns.create().withCustomer("client").told(source.header());
 * columns.explanation().forEach(System.out::println);
 * }</pre>
 */
public final class OrderColumns {

    private static final Part[] LINE = {Part.CUSTOMER, Part.TIME, Part.ORDER, Part.PRODUCT, Part.QUANTITY};

    private final Parts parts;

    private OrderColumns(Parts parts) {
        this.parts = parts;
    }

    /**
     * Nothing stated yet.
     *
     * @return columns to be stated or told
     */
    public static OrderColumns create() {
        return new OrderColumns(Parts.NONE);
    }

    /**
     * Whose line it is.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withCustomer(String column) {
        return new OrderColumns(parts.with(Part.CUSTOMER, column));
    }

    /**
     * When it was ordered.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withTime(String column) {
        return new OrderColumns(parts.with(Part.TIME, column));
    }

    /**
     * The id of the order; without it every row is an order of its own.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withOrder(String column) {
        return new OrderColumns(parts.with(Part.ORDER, column));
    }

    /**
     * What was ordered; it may be empty in a row.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withProduct(String column) {
        return new OrderColumns(parts.with(Part.PRODUCT, column));
    }

    /**
     * How much was ordered; 1 without it.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withQuantity(String column) {
        return new OrderColumns(parts.with(Part.QUANTITY, column));
    }

    /**
     * The price of one unit; the amount is quantity times price.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withPrice(String column) {
        refuseBoth(Part.AMOUNT);
        return new OrderColumns(parts.with(Part.PRICE, column));
    }

    /**
     * The money of the line, all its units together.
     *
     * @param column name
     * @return new columns
     */
    public OrderColumns withAmount(String column) {
        refuseBoth(Part.PRICE);
        return new OrderColumns(parts.with(Part.AMOUNT, column));
    }

    /**
     * Tells what was not stated from the names of the columns, such as {@code CustomerID}, {@code customer_id} or {@code client}.
     *
     * @param header names of the source's columns
     * @return new columns, with everything that is needed
     * @throws IllegalArgumentException if two columns may have the same part, or none looks like one that is needed
     */
    public OrderColumns told(List<String> header) {
        Objects.requireNonNull(header, "header");
        Parts all = parts.told(header, LINE);
        if (!all.has(Part.PRICE) && !all.has(Part.AMOUNT)) {
            Parts money = all.told(header, Part.PRICE, Part.AMOUNT);
            String price = money.column(Part.PRICE);
            String amount = money.column(Part.AMOUNT);
            if (price != null && amount != null) {
                throw new IllegalArgumentException("the money may be the price '" + price
                        + "' times the quantity or the amount '" + amount + "'; say which");
            }
            all = money;
        }
        OrderColumns columns = new OrderColumns(all);
        columns.requireAll();
        return columns;
    }

    /** {@return a line for each part with its column and whether that was told, and one for the columns not used} */
    public List<String> explanation() {
        return parts.explanation();
    }

    Parts parts() {
        requireAll();
        return parts;
    }

    private void requireAll() {
        parts.require(Part.CUSTOMER);
        parts.require(Part.TIME);
        if (!parts.has(Part.PRICE)) {
            parts.require(Part.AMOUNT);
        }
    }

    private void refuseBoth(Part other) {
        if (parts.has(other)) {
            throw new IllegalArgumentException("state the price of a unit or the amount of the line, not both");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderColumns that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "OrderColumns" + parts;
    }
}
