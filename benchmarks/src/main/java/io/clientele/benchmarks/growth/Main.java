package io.clientele.benchmarks.growth;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A table of time and memory of each hot path at growing sizes, on one thread, each measurement in a JVM of its own.
 *
 * <p>{@code [--to ROWS] [--without-memory] [PATTERN]}; 10,000,000 rows unless told otherwise. Time is the least of three fits
 * after warming up for a second. Memory is the smallest heap, within a twentieth, in which making the data and one fit go
 * through, found by trying ({@code -Xmx} with a young generation of 8 MB, so that nearly all of the heap is of one piece; 24 MB
 * is the least tried); beside it what the data alone hold after a collection. The exponents are slopes of logarithms by least
 * squares, from the second size on, as the smallest says more of the JVM than of the method.
 */
public final class Main {

    private static final double CLOSE = 1.05;
    private static final long MEGABYTE = 1 << 20;
    private static final int FLOOR = 24;

    private Main() {}

    /**
     * The entry.
     *
     * @param arguments see above
     * @throws IOException if a JVM can't be started
     * @throws InterruptedException if told to stop
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4 && arguments[0].equals("one")) {
            one(HotPath.valueOf(arguments[1]), Integer.parseInt(arguments[2]), arguments[3].equals("timed"));
            return;
        }
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean memory = !given.remove("--without-memory");
        int most = 10_000_000;
        int to = given.indexOf("--to");
        if (to >= 0) {
            most = Integer.parseInt(given.get(to + 1));
            given.subList(to, to + 2).clear();
        }
        Pattern pattern = Pattern.compile(given.isEmpty() ? ".*" : given.get(0));
        System.out.println("| path | rows | seconds | data, MB | smallest heap, MB | heap beyond data, B a row |");
        System.out.println("|---|---|---|---|---|---|");
        for (HotPath path : HotPath.values()) {
            if (pattern.matcher(path.name()).find()) {
                table(path, path.sizes(most), memory);
            }
        }
    }

    private static void table(HotPath path, int[] sizes, boolean memory) throws IOException, InterruptedException {
        double[] seconds = new double[sizes.length];
        double[] heaps = new double[sizes.length];
        Arrays.fill(heaps, Double.NaN);
        for (int s = 0; s < sizes.length; s++) {
            String[] said = run(path, sizes[s], "timed", available());
            if (said.length < 3) {
                System.out.printf(
                        Locale.ROOT, "| %s | %,d | does not fit in %,d MB | | | |%n", path, sizes[s], available());
                seconds[s] = Double.NaN;
                continue;
            }
            seconds[s] = Double.parseDouble(said[0]);
            double data = Double.parseDouble(said[1]) / MEGABYTE;
            if (memory && s > 0) {
                heaps[s] = smallest(path, sizes[s], data, Double.parseDouble(said[2]) / MEGABYTE);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.4g | %.1f | %s | %s |%n",
                    path,
                    sizes[s],
                    seconds[s],
                    data,
                    Double.isNaN(heaps[s])
                            ? ""
                            : String.format(Locale.ROOT, heaps[s] > FLOOR ? "%.0f" : "at most %.0f", heaps[s]),
                    Double.isNaN(heaps[s]) || heaps[s] <= FLOOR
                            ? ""
                            : String.format(Locale.ROOT, "%.0f", (heaps[s] - data) * MEGABYTE / sizes[s]));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | exponent | %.2f | | %s | |%n",
                path,
                slope(sizes, seconds),
                memory && !Double.isNaN(slope(sizes, heaps))
                        ? String.format(Locale.ROOT, "%.2f", slope(sizes, heaps))
                        : "");
    }

    /** In MB: between what the data hold and what they hold with all that a fit ever allocates. */
    private static double smallest(HotPath path, int rows, double data, double allocated)
            throws IOException, InterruptedException {
        if (run(path, rows, "once", FLOOR).length > 0) {
            return FLOOR;
        }
        double low = Math.max(data, FLOOR);
        double high = Math.min(available(), 1.2 * (data + allocated) + 32);
        if (run(path, rows, "once", (long) Math.ceil(high)).length == 0) {
            high = available();
        }
        while (high > CLOSE * low && high - low > 2) {
            double middle = Math.sqrt(high * Math.max(low, high / 4));
            if (run(path, rows, "once", (long) Math.ceil(middle)).length == 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Nine tenths of the memory of the machine, at most 16 GB. */
    private static long available() {
        long all = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return Math.min(16_384, all / MEGABYTE * 9 / 10);
    }

    /** The words that a JVM with that much heap prints; none if it ran out of memory. */
    private static String[] run(HotPath path, int rows, String how, long megabytes)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + Math.max(FLOOR, megabytes) + "m",
                        how.equals("once") ? "-Xmn8m" : "-Xms512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "one",
                        path.name(),
                        Integer.toString(rows),
                        how)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            if (error.contains("OutOfMemoryError")) {
                return new String[0];
            }
            throw new IllegalStateException(path + " of " + rows + " rows failed: " + error);
        }
        return out.split(" ");
    }

    private static void one(HotPath path, int rows, boolean timed) {
        Supplier<?> fit = path.on(rows);
        if (!timed) {
            System.out.println(fit.get() == null ? "" : "done");
            return;
        }
        long data = live();
        long start = System.nanoTime();
        int fits = 0;
        while (System.nanoTime() - start < 1e9 || fits < 2 && System.nanoTime() - start < 2e10) {
            fit.get();
            fits++;
        }
        long least = Long.MAX_VALUE;
        long allocated = 0;
        for (int run = 0; run < 3; run++) {
            long before = allocatedHere();
            long from = System.nanoTime();
            Object result = fit.get();
            least = Math.min(least, System.nanoTime() - from);
            allocated = allocatedHere() - before;
            if (result == null) {
                throw new IllegalStateException("a fit found nothing");
            }
        }
        System.out.println(1e-9 * least + " " + data + " " + allocated);
    }

    private static long allocatedHere() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static long live() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** From the second size on; NaN with fewer than two of them. */
    private static double slope(int[] sizes, double[] values) {
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int s = 1; s < sizes.length; s++) {
            if (!Double.isNaN(values[s]) && values[s] != FLOOR) {
                double a = Math.log(sizes[s]);
                double b = Math.log(values[s]);
                n++;
                x += a;
                y += b;
                xx += a * a;
                xy += a * b;
            }
        }
        return n < 2 ? Double.NaN : (n * xy - x * y) / (n * xx - x * x);
    }
}
