package io.clientele.segmentation.rfm;

import io.clientele.core.data.Dictionary;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import java.util.function.LongToDoubleFunction;

/** Recency, frequency and money of the customers of an order log, in one pass over its lines. */
final class OrderHistory {

    static final double DAY = 86_400_000;
    private static final long SECONDS = 86_400;

    private OrderHistory() {}

    /** The date of an instant, in days since 1970. */
    static long epochDay(long millis, ZoneRules rules) {
        Instant instant = Instant.ofEpochMilli(millis);
        return Math.floorDiv(instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds(), SECONDS);
    }

    static RfmTable table(OrderLog log, long end, Returns returns, LongToDoubleFunction daysSince) {
        Check.hasRows("the order log", log.rows());
        int customers = log.customers().size();
        int[] codes = new int[customers];
        double[] recency = new double[customers];
        double[] frequency = new double[customers];
        double[] monetary = new double[customers];
        int[] seen = new int[16]; // by order of the customer: 1 more than the customer it was last seen with
        int rows = 0;
        for (int c = 0; c < customers; c++) {
            int base = log.order(log.start(c));
            int possible = log.orders(c);
            seen = possible <= seen.length ? seen : new int[possible];
            int orders = 0;
            long last = 0;
            double money = 0;
            for (int row = log.start(c); row < log.end(c); row++) {
                long time = log.time(row);
                if (time >= end) {
                    break;
                }
                if (!log.isReturn(row)) {
                    int order = log.order(row) - base;
                    orders += seen[order] == c + 1 ? 0 : 1;
                    seen[order] = c + 1;
                    last = time;
                    money += log.amount(row);
                } else if (returns == Returns.SUBTRACTED) {
                    money += log.amount(row);
                }
            }
            if (orders > 0) {
                codes[rows] = c;
                recency[rows] = daysSince.applyAsDouble(last);
                frequency[rows] = orders;
                monetary[rows] = money + 0.0; // no negative zero
                rows++;
            }
        }
        if (rows == 0) {
            throw nobody(log, end);
        }
        return RfmTable.trusted(
                rows == customers ? log.customers().ids() : new Ids(log.customers(), Arrays.copyOf(codes, rows)),
                Arrays.copyOf(recency, rows),
                Arrays.copyOf(frequency, rows),
                Arrays.copyOf(monetary, rows));
    }

    private static IllegalArgumentException nobody(OrderLog log, long end) {
        long first = Long.MAX_VALUE;
        for (int c = 0; c < log.customers().size(); c++) {
            first = Math.min(first, log.time(log.start(c)));
        }
        return new IllegalArgumentException("as of " + Instant.ofEpochMilli(end)
                + " nobody has an order that is no return; the first line is of " + Instant.ofEpochMilli(first));
    }

    /** The ids of some customers, without a copy of them. */
    private static final class Ids extends AbstractList<String> implements RandomAccess {

        private final Dictionary customers;
        private final int[] codes;

        Ids(Dictionary customers, int[] codes) {
            this.customers = customers;
            this.codes = codes;
        }

        @Override
        public String get(int row) {
            return customers.id(codes[row]);
        }

        @Override
        public int size() {
            return codes.length;
        }
    }
}
