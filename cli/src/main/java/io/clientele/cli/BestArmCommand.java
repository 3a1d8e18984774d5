package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.ValueRemaining;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Which arm is best. */
@Command(
        name = "best",
        mixinStandardHelpOptions = true,
        description = "Which arm is best, with what probability, and what choosing another loses.")
final class BestArmCommand implements Callable<Integer> {

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
            names = "--prior",
            split = ",",
            paramLabel = "A,B",
            defaultValue = "1,1",
            description = "successes and failures believed in before; default ${DEFAULT-VALUE}")
    List<Double> prior = List.of(1.0, 1.0);

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals, and of what remains; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    BestArmCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireConfidence(spec, confidence);
        NumberList.requireEqualLengths(spec, "--successes", successes, "--failures", failures);
        if (prior.size() != 2) {
            throw Usage.wrong(spec, "--prior must be two numbers, such as 1,1, got " + prior.size());
        }
        List<String> arms = NumberList.names(spec, names, successes.size(), "arm 0", "arm ");
        List<BetaPosterior> posteriors = new ArrayList<>();
        long trials = 0;
        for (int i = 0; i < arms.size(); i++) {
            if (successes.get(i) < 0 || failures.get(i) < 0) {
                throw new IllegalArgumentException(
                        "arm '" + arms.get(i) + "': successes and failures must be at least 0, got " + successes.get(i)
                                + " and " + failures.get(i));
            }
            posteriors.add(new BetaPosterior(prior.get(0) + successes.get(i), prior.get(1) + failures.get(i)));
            trials += successes.get(i) + failures.get(i);
        }
        BestArm best = BestArm.of(posteriors);
        double remaining = ValueRemaining.of(posteriors).quantile(confidence);
        if (json) {
            JsonDocument.print(console.out(), "bandit best", trials, 0, List.of(), g -> {
                write(g, arms, posteriors, best);
                Json.number(g, "valueRemaining", remaining);
            });
        } else {
            print(arms, posteriors, best, remaining);
        }
        return 0;
    }

    private void write(JsonGenerator g, List<String> arms, List<BetaPosterior> posteriors, BestArm best) {
        g.writeName("arms").writeStartArray();
        for (int i = 0; i < arms.size(); i++) {
            g.writeStartObject();
            g.writeName("arm").writeString(arms.get(i));
            Json.number(g, "probabilityBest", best.probability(i));
            Json.number(g, "expectedLoss", best.expectedLoss(i));
            Json.number(g, "mean", posteriors.get(i).mean());
            Json.ends(g, Optional.of(posteriors.get(i).interval(confidence)));
            g.writeEndObject();
        }
        g.writeEndArray();
        Json.number(g, "expectedMaximum", best.expectedMaximum());
    }

    private void print(List<String> arms, List<BetaPosterior> posteriors, BestArm best, double remaining) {
        Page page = new Page(console.out());
        List<List<String>> lines = Page.lines("arm", "best with", "loses", "mean", "lower", "upper");
        for (int i = 0; i < arms.size(); i++) {
            Interval interval = posteriors.get(i).interval(confidence);
            lines.add(List.of(
                    arms.get(i),
                    Page.percent(best.probability(i)),
                    Page.shown(best.expectedLoss(i)),
                    Page.decimals(posteriors.get(i).mean(), 4),
                    Page.decimals(interval.lower(), 4),
                    Page.decimals(interval.upper(), 4)));
        }
        page.table(lines);
        page.say("with probability " + confidence + " no more than " + Page.percent(remaining)
                + " can be gained beside the arm that leads");
        page.say("These are statements of belief; stopping as soon as an arm is best with 95 % does not keep the chance"
                + " of a wrong winner at 5 %.");
    }
}
