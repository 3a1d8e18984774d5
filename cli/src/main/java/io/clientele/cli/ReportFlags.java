package io.clientele.cli;

import io.clientele.cli.report.Settings;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What may be chosen in a report, whatever it is made of. */
final class ReportFlags {

    @Option(
            names = "--horizon-days",
            paramLabel = "DAYS",
            description = "purchases are predicted so far ahead; default: a quarter of the history, at most 90")
    @Nullable
    Integer horizonDays;

    @Option(
            names = "--churn-days",
            paramLabel = "DAYS",
            description =
                    "without an order for so long a customer counts as lost; default: the time within which 90 %% of"
                            + " repeat orders come, at most a third of the history")
    @Nullable
    Integer churnDays;

    @Option(
            names = "--clusters",
            paramLabel = "K",
            defaultValue = "4",
            description = "groups by behaviour; default ${DEFAULT-VALUE}")
    int clusters = 4;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "customers listed by name; default ${DEFAULT-VALUE}")
    int top = 10;

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            defaultValue = "200",
            description = "resamples for the intervals of channel credit; default ${DEFAULT-VALUE}")
    int bootstrap = 200;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "default ${DEFAULT-VALUE}; cannot change a result")
    int threads = 1;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "default ${DEFAULT-VALUE}")
    long seed;

    @Option(names = "--timing", description = "adds seconds for read, fit and score")
    boolean timing;

    Settings settings(CommandSpec spec) {
        atLeastOne(spec, "--clusters", clusters);
        Usage.requireThreads(spec, threads);
        if (top < 0 || bootstrap < 0) {
            throw Usage.wrong(
                    spec,
                    (top < 0
                            ? "--top must be at least 0, got " + top
                            : "--bootstrap must be at least 0, got " + bootstrap));
        }
        Usage.requireConfidence(spec, confidence);
        return new Settings(
                days(spec, "--horizon-days", horizonDays),
                days(spec, "--churn-days", churnDays),
                clusters,
                top,
                bootstrap,
                confidence,
                seed);
    }

    private static OptionalInt days(CommandSpec spec, String name, @Nullable Integer days) {
        if (days == null) {
            return OptionalInt.empty();
        }
        atLeastOne(spec, name, days);
        return OptionalInt.of(days);
    }

    private static void atLeastOne(CommandSpec spec, String name, int value) {
        if (value < 1) {
            throw Usage.wrong(spec, name + " must be at least 1, got " + value);
        }
    }
}
