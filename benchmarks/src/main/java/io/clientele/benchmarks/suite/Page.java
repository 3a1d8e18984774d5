package io.clientele.benchmarks.suite;

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

    private static final String LIMIT = "RooflineBenchmark.fusedMultiplyAdd";

    private Page() {}

    static String of(Collection<RunResult> results, List<String> accuracies, boolean quick) {
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
        double limit = results.stream()
                .filter(result -> name(result).equals(LIMIT))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .max()
                .orElse(Double.NaN);
        page.append(
                "| benchmark | score | 99.9 % interval | unit | of the multiply-add limit |\n|---|---|---|---|---|\n");
        for (RunResult run : results) {
            Result<?> result = run.getPrimaryResult();
            boolean flops = result.getScoreUnit().equals("ops/ns");
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %.4g | ± %.2g | %s | %s |%n",
                    name(run),
                    result.getScore(),
                    result.getScoreError(),
                    flops ? "GFLOP/s" : result.getScoreUnit(),
                    flops && limit > 0 ? String.format(Locale.ROOT, "%.0f %%", 100 * result.getScore() / limit) : ""));
        }
        page.append("\nAccuracy of the same code:\n\n");
        for (String line : accuracies) {
            page.append("* ").append(line).append('\n');
        }
        return page.toString();
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
