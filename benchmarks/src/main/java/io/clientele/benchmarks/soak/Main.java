package io.clientele.benchmarks.soak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/**
 * Does serving stay fast and small? One thread segments, scores, chooses and assigns without a pause, as a page would, while another
 * publishes a new bandit snapshot every 10 ms and learns all models anew once a second.
 *
 * <p>{@code [MINUTES]}, 10 unless told otherwise. Each call is timed by itself, and so is nothing at all: the clock costs some twenty
 * nanoseconds that are in all the lines. Every minute the heap is collected and measured. Exits with 1 if the heap in the last third of
 * the minutes is more than a tenth and a megabyte above that of the first.
 */
public final class Main {

    private static final long MINUTE = 60_000_000_000L;
    private static final int CALLS = 1 << 12;
    private static final List<String> PATHS = List.of("nothing", "segment", "score", "choose", "assign");

    private Main() {}

    /**
     * The entry.
     *
     * @param arguments see above
     * @throws InterruptedException if told to stop
     */
    public static void main(String[] arguments) throws InterruptedException {
        int minutes = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        AtomicReference<Served> current = new AtomicReference<>(Served.learn(0));
        AtomicLong published = new AtomicLong();
        Thread writer = new Thread(() -> publish(current, published), "writer");
        writer.setDaemon(true);
        writer.start();
        List<Histogram> warmingUp = histograms();
        long start = System.nanoTime();
        serve(current, warmingUp, start + MINUTE / 4);
        List<Histogram> histograms = histograms();
        List<Double> heaps = new ArrayList<>();
        start = System.nanoTime();
        for (int minute = 1; minute <= minutes; minute++) {
            serve(current, histograms, start + minute * MINUTE);
            heaps.add(heap());
            System.out.printf(
                    Locale.ROOT,
                    "minute %d: %.1f MB, %,d calls, %,d snapshots published%n",
                    minute,
                    heaps.get(minute - 1),
                    histograms.get(1).getTotalCount() * 4,
                    published.get());
        }
        writer.interrupt();
        writer.join();
        System.out.println(table(histograms));
        int third = Math.max(1, minutes / 3);
        double first = mean(heaps.subList(0, third));
        double last = mean(heaps.subList(minutes - third, minutes));
        System.out.printf(Locale.ROOT, "heap after a collection: first third %.1f MB, last %.1f MB%n", first, last);
        System.exit(last > 1.1 * first + 1 ? 1 : 0);
    }

    private static void publish(AtomicReference<Served> current, AtomicLong published) {
        for (long round = 1; !Thread.currentThread().isInterrupted(); round++) {
            current.set(round % 100 == 0 ? Served.learn(round) : current.get().refreshed(round));
            published.incrementAndGet();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static List<Histogram> histograms() {
        return PATHS.stream().map(path -> new Histogram(MINUTE, 3)).toList();
    }

    private static void serve(AtomicReference<Served> current, List<Histogram> histograms, long until) {
        Customer[] customers = new Customer[CALLS];
        for (int i = 0; i < CALLS; i++) {
            customers[i] = Customer.of(i);
        }
        long checksum = 0;
        while (System.nanoTime() < until) {
            for (Customer customer : customers) {
                Served now = current.get();
                for (int path = 0; path < PATHS.size(); path++) {
                    long before = System.nanoTime();
                    checksum += customer.ask(path, now);
                    histograms.get(path).recordValue(System.nanoTime() - before);
                }
            }
        }
        if (checksum == 42) {
            System.out.println(); // so that no call can be left out
        }
    }

    private static String table(List<Histogram> histograms) {
        StringBuilder table = new StringBuilder("| call | calls | p50, ns | p99 | p99.9 | p99.99 | longest, ms |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        for (int path = 0; path < PATHS.size(); path++) {
            Histogram h = histograms.get(path);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d | %.2f |%n",
                    PATHS.get(path),
                    h.getTotalCount(),
                    h.getValueAtPercentile(50),
                    h.getValueAtPercentile(99),
                    h.getValueAtPercentile(99.9),
                    h.getValueAtPercentile(99.99),
                    h.getMaxValue() / 1e6));
        }
        return table.toString();
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }
}
