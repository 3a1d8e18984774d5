package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.FitReport;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditPolicy;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.EpsilonGreedy;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.optimization.bandit.TopTwoSampling;
import io.clientele.optimization.bandit.UpperConfidenceBound;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** What share of the traffic each arm should get. */
@Command(
        name = "shares",
        mixinStandardHelpOptions = true,
        description = "What share of the traffic each arm should get until the next refresh.")
final class SharesCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--successes", required = true, split = ",", paramLabel = "N", description = "of each arm")
    List<Long> successes = List.of();

    @Option(names = "--failures", required = true, split = ",", paramLabel = "N", description = "of each arm")
    List<Long> failures = List.of();

    @Option(names = "--names", split = ",", paramLabel = "NAME", description = "of the arms")
    List<String> names = List.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "thompson",
            description = "thompson, top-two, epsilon-greedy, ucb1, kl-ucb or bayes-ucb; default ${DEFAULT-VALUE}")
    String policy = "thompson";

    @Option(
            names = "--epsilon",
            paramLabel = "P",
            defaultValue = "0.1",
            description = "of epsilon-greedy; default ${DEFAULT-VALUE}")
    double epsilon = 0.1;

    @Option(
            names = "--prior",
            split = ",",
            paramLabel = "A,B",
            defaultValue = "1,1",
            description = "successes and failures believed in before; default ${DEFAULT-VALUE}")
    List<Double> prior = List.of(1.0, 1.0);

    @Option(names = "--floor", paramLabel = "P", defaultValue = "0", description = "least share of each arm")
    double floor;

    @Option(names = "--ceiling", paramLabel = "P", defaultValue = "1", description = "largest share of each arm")
    double ceiling = 1;

    @Option(names = "--control", paramLabel = "NAME=P", description = "an arm that always has this share")
    String control = "";

    @Option(
            names = "--baseline",
            paramLabel = "NAME=LOSS",
            description = "with 95 %, never lose more than this part of what the arm alone would earn")
    String baseline = "";

    @Option(names = "--model-out", paramLabel = "FILE", description = "the snapshot, to serve from")
    @Nullable
    Path modelOut;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    SharesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NumberList.requireEqualLengths(spec, "--successes", successes, "--failures", failures);
        if (prior.size() != 2) {
            throw Usage.wrong(spec, "--prior must be two numbers, such as 1,1, got " + prior.size());
        }
        List<String> arms = NumberList.names(spec, names, successes.size(), "arm 0", "arm ");
        ArmCounts counts = ArmCounts.empty();
        for (int i = 0; i < arms.size(); i++) {
            if (successes.get(i) < 0 || failures.get(i) < 0) {
                throw new IllegalArgumentException(
                        "arm '" + arms.get(i) + "': successes and failures must be at least 0, got " + successes.get(i)
                                + " and " + failures.get(i));
            }
            long trials = Math.addExact(successes.get(i), failures.get(i));
            counts = counts.plus(ArmCounts.of(arms.get(i), successes.get(i), trials));
        }
        BanditSnapshot snapshot = within(recipe(arms)).fit(counts);
        if (modelOut != null) {
            snapshot.write(modelOut);
        }
        FitReport report = snapshot.report();
        if (json) {
            JsonDocument.print(
                    console.out(), "bandit shares", report.rows(), 0, report.warnings(), g -> write(g, snapshot));
        } else {
            Page page = new Page(console.out());
            List<List<String>> lines = Page.lines("arm", "share", "mean");
            for (int k = 0; k < arms.size(); k++) {
                lines.add(List.of(
                        arms.get(k),
                        Page.percent(snapshot.share(k)),
                        Page.decimals(snapshot.posteriors().get(k).mean(), 4)));
            }
            page.table(lines);
        }
        return 0;
    }

    private BanditPolicy<?> recipe(List<String> arms) {
        String[] all = arms.toArray(new String[0]);
        return switch (policy) {
            case "thompson" -> ThompsonSampling.of(all);
            case "top-two" -> TopTwoSampling.of(all);
            case "epsilon-greedy" -> EpsilonGreedy.of(epsilon, all);
            case "ucb1" -> UpperConfidenceBound.ucb1(all);
            case "kl-ucb" -> UpperConfidenceBound.kl(all);
            case "bayes-ucb" -> UpperConfidenceBound.bayes(all);
            default ->
                throw Usage.wrong(
                        spec,
                        "--policy must be thompson, top-two, epsilon-greedy, ucb1, kl-ucb or bayes-ucb, got '" + policy
                                + "'");
        };
    }

    private BanditPolicy<?> within(BanditPolicy<?> recipe) {
        BanditPolicy<?> limited =
                recipe.withPrior(prior.get(0), prior.get(1)).withFloor(floor).withCeiling(ceiling);
        if (!control.isEmpty()) {
            limited = limited.withControl(name("--control", control), number("--control", control));
        }
        return baseline.isEmpty()
                ? limited
                : limited.withBaseline(name("--baseline", baseline), number("--baseline", baseline), 0.95);
    }

    private String name(String flag, String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 0) {
            throw Usage.wrong(spec, flag + " must be a name and a number, such as arm=0.1, got '" + text + "'");
        }
        return text.substring(0, equals);
    }

    private double number(String flag, String text) {
        try {
            return Double.parseDouble(text.substring(text.lastIndexOf('=') + 1));
        } catch (NumberFormatException e) {
            throw Usage.wrong(spec, flag + ": the number in '" + text + "' is none");
        }
    }

    private static void write(JsonGenerator g, BanditSnapshot snapshot) {
        g.writeName("arms").writeStartArray();
        for (int k = 0; k < snapshot.arms().size(); k++) {
            g.writeStartObject();
            g.writeName("arm").writeString(snapshot.arm(k));
            Json.number(g, "share", snapshot.share(k));
            Json.number(g, "mean", snapshot.posteriors().get(k).mean());
            g.writeEndObject();
        }
        g.writeEndArray();
        g.writeName("version").writeString(Long.toHexString(snapshot.version()));
    }
}
