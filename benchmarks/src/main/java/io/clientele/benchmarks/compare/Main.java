package io.clientele.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes a data file, or reads one and fits it as often as it is told to.
 *
 * <p>{@code make PROBLEM ROWS COLUMNS K STEM} writes STEM.bin and STEM.json. {@code serve PROBLEM STEM} reads them, writes {@code
 * ready}, and answers each line of standard input with one fit: a line of JSON with seconds of wall time, seconds of CPU of this
 * whole process (compiler and collector among them), and what was found.
 */
public final class Main {

    private Main() {}

    /**
     * The entry.
     *
     * @param arguments see above
     * @throws IOException if the file can't be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Problem> problems = Problem.all();
        boolean make = arguments.length == 6 && arguments[0].equals("make");
        boolean serve = arguments.length == 3 && arguments[0].equals("serve");
        if (!make && !serve || !problems.containsKey(arguments[1])) {
            System.err.println("usage: make PROBLEM ROWS COLUMNS K STEM | serve PROBLEM STEM; problems: "
                    + String.join(", ", problems.keySet()));
            System.exit(2);
        }
        Problem problem = problems.get(arguments[1]);
        if (make) {
            int[] size = {Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])
            };
            problem.make(size[0], size[1], size[2]).write(arguments[5]);
        } else {
            serve(problem.prepare(DataFile.read(arguments[2])));
        }
    }

    private static void serve(Supplier<Answer> fit) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        while (in.readLine() != null) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            Answer answer = fit.get();
            long end = System.nanoTime();
            System.out.println(answer.line(1e-9 * (end - start), 1e-9 * (cpuNanos() - cpu)));
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
