package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Measured;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.segmentation.cohort.CohortPeriod;
import io.clientele.segmentation.cohort.CohortTable;
import io.clientele.segmentation.cohort.Cohorts;
import java.time.ZoneOffset;
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
 * Ten million purchases of 700,000 customers in three years into monthly cohorts, one thread.
 *
 * <p>Cost: 16 bytes a row read, a month looked up and a cell counted; customers come one after the other, so that nothing is
 * searched.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CohortBenchmark implements Measured {

    private static final int LINES = 10_000_000;

    private OrderLog log;

    @Setup
    public void make() {
        make(LINES);
    }

    private void make(int lines) {
        RandomGenerator random = RandomStreams.stream(11, "purchases", 0);
        OrderLog.Builder builder = OrderLog.builder();
        for (int i = 0; i < lines; i++) {
            double u = random.nextDouble();
            builder.customer((long) (0.07 * lines * u * u))
                    .order((long) i)
                    .time(1_600_000_000_000L + (long) (94_608_000_000.0 * random.nextDouble()))
                    .amount(random.nextInt(1, 10_000) / 100.0)
                    .add();
        }
        log = builder.build();
    }

    @Benchmark
    public CohortTable triangle() {
        return Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC).fit(log);
    }

    @Override
    public String accuracy() {
        make(200_000);
        CohortTable table = triangle();
        long orders = 0;
        double revenue = table.unplacedRevenue();
        for (int c = 0; c < table.periods(); c++) {
            for (int age = 0; c + age < table.periods(); age++) {
                orders += table.orders(c, age);
                revenue += table.revenue(c, age);
            }
        }
        double money = 0;
        for (int i = 0; i < log.rows(); i++) {
            money += log.amount(i);
        }
        return "200,000 purchases: orders in less orders in cells " + (log.orders() - orders) + ", money off by "
                + Math.abs(revenue / money - 1) + " relative";
    }
}
