package io.clientele.cli;

import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What each channel earned. */
@Command(
        name = "attribute",
        mixinStandardHelpOptions = true,
        description = "What each channel earned, from paths or from touchpoints and orders.")
final class AttributeCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    JourneyFlags journeys = new JourneyFlags();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "all",
            description = "first, last, linear, position, time-decay, markov, shapley; with --touchpoints also"
                    + " additive-hazard and logistic; or all, without those that these journeys do not allow;"
                    + " default ${DEFAULT-VALUE}")
    String model = "all";

    @Option(
            names = "--order",
            paramLabel = "K",
            defaultValue = "1",
            description = "of the Markov chain; default ${DEFAULT-VALUE}")
    int order = 1;

    @Option(
            names = "--game",
            paramLabel = "count|rate",
            defaultValue = "count",
            description = "of Shapley values; default ${DEFAULT-VALUE}")
    String game = "count";

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            defaultValue = "0",
            description = "resamples for intervals, at least 20; default: none")
    int bootstrap;

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

    AttributeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        Usage.requireThreads(own, threads);
        journeys.check(own);
        if (bootstrap != 0 && bootstrap < 20) {
            throw Usage.wrong(own, "--bootstrap must be 0 or at least 20, got " + bootstrap);
        }
        AttributionModels models =
                AttributionModels.of(own, model, journeys.touchpoints != null, order, game, bootstrap, seed);
        Stopwatch watch = new Stopwatch(timing);
        JourneyInput input = watch.time("read", () -> journeys.read(own, console.in()));
        AttributionResult result = watch.time("fit", () -> Threads.with(threads, e -> models.run(input, e)));
        if (json) {
            JsonDocument.print(console.out(), "attribute", input.rows(), input.rejected(), result.notes(), g -> {
                result.write(g);
                watch.write(g);
            });
        } else {
            result.print(new Page(console.out()));
            watch.print(console.out());
        }
        return 0;
    }
}
