package io.clientele.benchmarks;

import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Ten million order lines, in the order of their time as a shop writes them, built into a log sorted by customer: 700,000
 * customers, about 3.3 million orders, 5,000 products, amounts in cents, times to the second. To be at most 6 seconds and 32 bytes
 * a line.
 *
 * <p>Cost: 48 bytes a line handed over; three look-ups in hash tables (customer, order, product), each a random access to memory
 * beyond the caches; a count of lines by customer and one gather of each column, another random access each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OrderLogBenchmark implements Measured {

    private static final int LINES = 10_000_000;
    private static final int CUSTOMERS = 700_000;
    private static final long START = 1_600_000_000_000L;

    private int[] customer;
    private int[] order;
    private int[] second;
    private int[] product;
    private int[] units;
    private double[] amount;

    @Setup
    public void simulate() {
        RandomGenerator random = RandomStreams.stream(1, "order lines", 0);
        customer = new int[LINES];
        order = new int[LINES];
        second = new int[LINES];
        product = new int[LINES];
        units = new int[LINES];
        amount = new double[LINES];
        int number = 0;
        int at = 0;
        while (at < LINES) {
            // a square prefers the low numbers: some customers buy often
            double u = random.nextDouble();
            int who = (int) (CUSTOMERS * u * u);
            int lines = 1 + (int) Samplers.geometric(random, 0.33);
            number++;
            for (int l = 0; l < lines && at < LINES; l++, at++) {
                double v = random.nextDouble();
                customer[at] = who;
                order[at] = number;
                second[at] = (int) (9.0 * number);
                product[at] = (int) (5_000 * v * v * v);
                units[at] = 1 + (int) Samplers.geometric(random, 0.6);
                amount[at] = (100 + product[at] % 997 * 5) * units[at] / 100.0;
            }
        }
    }

    @Benchmark
    public OrderLog build() {
        OrderLog.Builder builder = OrderLog.builder();
        for (int i = 0; i < LINES; i++) {
            builder.customer((long) customer[i])
                    .order((long) order[i])
                    .time(START + 1000L * second[i])
                    .product((long) product[i])
                    .quantity(units[i])
                    .amount(amount[i])
                    .add();
        }
        return builder.build();
    }

    @Override
    public String accuracy() {
        simulate();
        long before = used();
        OrderLog log = build();
        long after = used();
        double money = 0;
        double expected = 0;
        for (int i = 0; i < LINES; i++) {
            money += Math.rint(100 * log.amount(i));
            expected += Math.rint(100 * amount[i]);
        }
        return "bytes a line on the heap, ids of " + log.customers().size() + " customers and " + log.orders()
                + " orders included: " + Math.rint(10.0 * (after - before) / LINES) / 10 + "; cents in less cents out: "
                + (long) (expected - money) + " of " + (long) expected;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
