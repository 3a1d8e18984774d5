package io.clientele.core.io;

import io.clientele.core.data.OrderLog;
import java.util.List;

/** Rows to order lines, by the shop's rules. */
final class OrderFiller extends Filler<OrderLog> {

    private final OrderRules rules;
    private final List<String> prefixes;
    private final OrderLog.Builder log = OrderLog.builder();
    private final int time;
    private final int order;
    private final int product;
    private final int quantity;
    private final int price;
    private final int amount;

    OrderFiller(
            TableSource source, TableRows rows, Tally tally, Parts parts, OrderRules rules, boolean withoutAnonymous) {
        super(rows, tally, parts.index(Part.CUSTOMER, source, rows.header()), withoutAnonymous);
        List<String> header = rows.header();
        this.rules = rules;
        this.prefixes = rules.prefixes();
        this.time = parts.index(Part.TIME, source, header);
        this.order = parts.index(Part.ORDER, source, header);
        this.product = parts.index(Part.PRODUCT, source, header);
        this.quantity = parts.index(Part.QUANTITY, source, header);
        this.price = parts.index(Part.PRICE, source, header);
        this.amount = parts.index(Part.AMOUNT, source, header);
    }

    @Override
    boolean add(int customer) {
        for (String prefix : prefixes) {
            if (rows.startsWith(order, prefix)) {
                tally.leaveOut(OrderRules.starting(prefix));
                return false;
            }
        }
        double units = quantity < 0 ? 1 : number(quantity, "quantity");
        double money = price < 0 ? number(amount, "amount") : checked(price, "amount", units * rows.number(price));
        if (rules.leavesOutReturns() && (units < 0 || money < 0)) {
            tally.leaveOut(OrderRules.RETURNS);
            return false;
        }
        if (rules.leavesOutFree() && money == 0) {
            tally.leaveOut(OrderRules.FREE);
            return false;
        }
        long millis = rows.time(time);
        String orderId = order < 0 ? "" : id(order, "an order id");
        log.customer(rows.text(customer)).time(millis).quantity(units).amount(money);
        if (order >= 0) {
            log.order(orderId);
        }
        if (product >= 0 && !rows.isBlank(product)) {
            log.product(rows.text(product));
        }
        log.add();
        return true;
    }

    @Override
    OrderLog build() {
        OrderLog all = log.build();
        if (!rules.leavesOutRepeats()) {
            return all;
        }
        OrderLog distinct = all.withoutRepeats();
        tally.takeBack(OrderRules.REPEATS, (long) all.rows() - distinct.rows());
        return distinct;
    }
}
