package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Measured;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.segmentation.lifecycle.Lifecycle;
import io.clientele.segmentation.lifecycle.LifecycleModel;
import io.clientele.segmentation.lifecycle.LifecycleTracker;
import io.clientele.segmentation.lifecycle.StageChange;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.RfmTracker;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One order comes in: the RFM score and the lifecycle stage of its customer, among 100,000 customers.
 *
 * <p>Cost: a look-up by id, a dozen comparisons for a score; a logarithm and two exponentials for a stage. The memory of a customer is
 * read from beyond the caches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LiveCustomerBenchmark implements Measured {

    private static final int CUSTOMERS = 100_000;
    private static final long START = 1_600_000_000_000L;
    private static final long STEP = 20_000; // a customer's orders are 23 days apart

    private final String[] ids = new String[CUSTOMERS];
    private RfmModel scores;
    private LifecycleModel stages;
    private RfmTracker scored;
    private LifecycleTracker staged;
    private long events;

    @Setup
    public void fit() {
        RandomGenerator random = RandomStreams.stream(3, "live", 0);
        OrderLog.Builder log = OrderLog.builder();
        for (int i = 0; i < CUSTOMERS; i++) {
            ids[i] = "customer-" + i;
        }
        for (int i = 0; i < 3 * CUSTOMERS; i++) {
            log.customer(ids[random.nextInt(CUSTOMERS)])
                    .time(START - (long) (31_536_000_000.0 * random.nextDouble()))
                    .amount(random.nextInt(1, 10_000) / 100.0)
                    .add();
        }
        OrderLog orders = log.build();
        scores = Rfm.create().fit(RfmTable.of(orders, Instant.ofEpochMilli(START + 1), Returns.LEFT_OUT));
        stages = Lifecycle.create().fit(orders);
    }

    @Setup(Level.Iteration)
    public void start() {
        scored = RfmTracker.of(scores, Returns.LEFT_OUT);
        staged = LifecycleTracker.of(stages);
        events = 0;
    }

    @Benchmark
    public int score() {
        Instant time = Instant.ofEpochMilli(START + STEP * events);
        String id = ids[(int) (events++ * 7919 % CUSTOMERS)];
        scored.add(id, time, 10);
        return scored.score(id, time.plusMillis(1));
    }

    @Benchmark
    public List<StageChange> stage() {
        Instant time = Instant.ofEpochMilli(START + STEP * events);
        return staged.purchase(ids[(int) (events++ * 7919 % CUSTOMERS)], time);
    }

    @Override
    public String accuracy() {
        return "scores and histories after every event equal those from the logs to the bit"
                + " (RfmTrackerTest, LifecycleTest)";
    }
}
