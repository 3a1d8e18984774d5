package io.clientele.simulation;

/**
 * Receives what happened in a shop, one customer after another; nothing is kept, so any size fits. Of a customer come the
 * truth, then orders in order of time with their returns, then touches channel by channel, then activities kind by kind.
 *
 * <p>Times are milliseconds since 1970 in UTC. Every method does nothing unless overridden.
 */
public interface ShopSink {

    /**
     * The customer whose events follow.
     *
     * @param truth what nobody sees in a real shop
     */
    default void customer(CustomerTruth truth) {}

    /**
     * A line of an order.
     *
     * @param customer from 1
     * @param order unique in the shop
     * @param time when ordered
     * @param product name
     * @param quantity units, at least 1
     * @param amount money for the line
     */
    default void line(long customer, long order, long time, String product, int quantity, double amount) {}

    /**
     * A customer saw an advertisement or a message.
     *
     * @param customer from 1
     * @param time when
     * @param channel name
     * @param cost money
     */
    default void touch(long customer, long time, String channel, double cost) {}

    /**
     * Something else that a customer did.
     *
     * @param customer from 1
     * @param time when
     * @param kind {@code visit}, {@code support}, {@code email-open} or {@code return}
     * @param amount money given back for a return, else 0
     */
    default void activity(long customer, long time, String kind, double amount) {}
}
