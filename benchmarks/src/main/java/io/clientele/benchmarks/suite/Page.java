package io.clientele.benchmarks.suite;

import io.clientele.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as a page of Markdown: the machine, the scores, fractions of the limit, accuracies. */
final class Page {

    private static final String FLOPS = "RooflineBenchmark.fusedMultiplyAdd";
    private static final String BYTES = "RooflineBenchmark.triad";

    private Page() {}

    static String of(
            Collection<RunResult> results, Collection<Measured> benchmarks, List<String> accuracies, boolean quick) {
        StringBuilder page = new StringBuilder("# Benchmarks on JDK ")
                .append(Runtime.version())
                .append("\n\n");
        if (quick) {
            page.append("A quick trial: short iterations, one fork. Not for quoting.\n\n");
        }
        page.append("Machine: ")
                .append(cpu())
                .append(", ")
                .append(System.getProperty("os.name"))
                .append(' ');
        page.append(System.getProperty("os.arch")).append("; ");
        page.append(Runtime.getRuntime().availableProcessors()).append(" processors; one thread each.\n\n");
        double flops = score(results, FLOPS);
        double bytes = score(results, BYTES);
        page.append("Limits in this run: ")
                .append(String.format(Locale.ROOT, "%.1f GFLOP/s fused multiply-add, %.1f GB/s triad", flops, bytes))
                .append(
                        ". \"Of the limit\" is the time that the stated flops and bytes would take at these, whichever is longer,"
                                + " by the time taken; empty where no cost is stated or no limit was run.\n\n");
        page.append("| benchmark | score | 99.9 % interval | unit | allocated, B an operation | of the limit |\n"
                + "|---|---|---|---|---|---|\n");
        for (RunResult run : results) {
            Result<?> result = run.getPrimaryResult();
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %.4g | ± %.2g | %s | %s | %s |%n",
                    name(run),
                    result.getScore(),
                    result.getScoreError(),
                    unit(run),
                    allocated(run),
                    share(run, benchmarks, flops, bytes)));
        }
        page.append("\nAccuracy of the same code:\n\n");
        for (String line : accuracies) {
            page.append("* ").append(line).append('\n');
        }
        return page.toString();
    }

    private static double score(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> name(result).equals(name))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .max()
                .orElse(Double.NaN);
    }

    private static String unit(RunResult run) {
        String unit = run.getPrimaryResult().getScoreUnit();
        if (name(run).equals(BYTES)) {
            return "GB/s";
        }
        return unit.equals("ops/ns") && isFlops(run) ? "GFLOP/s" : unit;
    }

    /** Throughput in ops/ns counts flops in these classes, calls elsewhere. */
    private static boolean isFlops(RunResult run) {
        String name = name(run);
        return (name.startsWith("RooflineBenchmark.") && !name.equals(BYTES))
                || name.startsWith("DistanceBenchmark.")
                || name.startsWith("CrossProductBenchmark.");
    }

    private static String allocated(RunResult run) {
        Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes == null || Double.isNaN(bytes.getScore())) {
            return "";
        }
        // less than a byte an operation is the harness
        return bytes.getScore() < 1 ? "0" : String.format(Locale.ROOT, "%,.0f", bytes.getScore());
    }

    private static String share(RunResult run, Collection<Measured> benchmarks, double flops, double bytes) {
        double score = run.getPrimaryResult().getScore();
        if (isFlops(run)) {
            return percent(score / flops);
        }
        String[] parts = run.getParams().getBenchmark().split("\\.");
        double nanos = score * nanosPerUnit(run.getPrimaryResult().getScoreUnit());
        return benchmarks.stream()
                .filter(b -> b.getClass().getSimpleName().equals(parts[parts.length - 2]))
                .findFirst()
                .flatMap(b -> b.work(parts[parts.length - 1], run.getParams()::getParam))
                .map(work -> percent(Math.max(work.flops() / flops, work.bytes() / bytes) / nanos))
                .orElse("");
    }

    private static double nanosPerUnit(String unit) {
        return switch (unit) {
            case "ns/op" -> 1;
            case "us/op" -> 1e3;
            case "ms/op" -> 1e6;
            case "s/op" -> 1e9;
            default -> Double.NaN;
        };
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String name(RunResult run) {
        BenchmarkParams params = run.getParams();
        String[] parts = params.getBenchmark().split("\\.");
        StringBuilder name = new StringBuilder(parts[parts.length - 2] + "." + parts[parts.length - 1]);
        for (String key : params.getParamsKeys()) {
            name.append(' ').append(params.getParam(key));
        }
        return name.toString();
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
