package io.clientele.segmentation.cohort;

import io.clientele.core.Accumulator;
import io.clientele.core.data.OrderLog;

/** From when to when customers purchased, and when the last line of all is; lines from an end on are left out. */
final class PurchaseSpan implements Accumulator<OrderLog, PurchaseSpan, long[]> {

    private final long end;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long lastLine = Long.MIN_VALUE;

    PurchaseSpan(long end) {
        this.end = end;
    }

    static boolean isPurchase(OrderLog orders, int row) {
        return orders.amount(row) >= 0 && orders.quantity(row) >= 0;
    }

    /** Adds customers, not lines. */
    @Override
    public void add(OrderLog orders, int from, int to) {
        for (int c = from; c < to; c++) {
            for (int row = orders.start(c); row < orders.end(c) && orders.time(row) < end; row++) {
                if (isPurchase(orders, row)) {
                    first = Math.min(first, orders.time(row));
                    last = Math.max(last, orders.time(row));
                }
                lastLine = Math.max(lastLine, orders.time(row));
            }
        }
    }

    @Override
    public void merge(PurchaseSpan later) {
        first = Math.min(first, later.first);
        last = Math.max(last, later.last);
        lastLine = Math.max(lastLine, later.lastLine);
    }

    /** First purchase, last purchase, last line; the first after the last if there is none. */
    @Override
    public long[] result() {
        return new long[] {first, last, lastLine};
    }
}
