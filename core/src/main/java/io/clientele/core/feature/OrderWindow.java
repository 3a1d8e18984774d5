package io.clientele.core.feature;

import io.clientele.core.data.OrderLog;

/** The orders that one customer opens in a window after a cut-off, returns left out. Not thread-safe. */
final class OrderWindow {

    private final LogStreams.Orders stream;
    private final long from;
    private final long to;
    private int first;
    private double amount;

    OrderWindow(OrderLog log, long from, long to) {
        this.stream = new LogStreams.Orders(log);
        this.stream.need(Value.AMOUNT);
        this.from = from;
        this.to = to;
    }

    /** Starts a customer, given the log's code, or -1 for one without orders. */
    void open(int customer) {
        stream.open(customer);
        stream.advance(to);
        first = stream.firstAtOrAfter(from);
        amount = Reducing.sum(stream.values[Value.AMOUNT.index], first, stream.size);
    }

    int orders() {
        return stream.size - first;
    }

    double amount() {
        return amount;
    }
}
