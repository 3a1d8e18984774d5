package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.experiment.sequential.SequentialComparison;
import io.clientele.optimization.experiment.sequential.SequentialMethod;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** What the ways to look at an experiment several times cost. */
@Command(
        name = "design",
        mixinStandardHelpOptions = true,
        description =
                "How often each way to look at an experiment several times errs, what it finds and how long it takes;"
                        + " exact, for a two-sided question.")
final class DesignCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--looks", paramLabel = "N", description = "how many looks, equally spaced")
    @Nullable
    Integer looks;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "SHARE",
            description = "looks at these shares of the planned units, rising, at most 1, such as .2,.5,1")
    List<Double> at = List.of();

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description = "two-sided chance of a finding where there is none; default ${DEFAULT-VALUE}")
    double alpha = 0.05;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "chance with which a single look at the end finds the effect that is asked about;"
                    + " default ${DEFAULT-VALUE}")
    double power = 0.8;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    DesignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if ((looks == null) == at.isEmpty()) {
            throw Usage.wrong(spec, "give either --looks (how many) or --at (where)");
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw Usage.wrong(spec, "--alpha must be above 0 and below 0.5, got " + alpha);
        }
        if (!(power > alpha && power < 1)) {
            throw Usage.wrong(spec, "--power must be above --alpha and below 1, got " + power);
        }
        double[] shares = shares();
        double drift = Distributions.normalQuantile(power) - Distributions.normalQuantile(alpha / 2);
        SequentialComparison all = SequentialComparison.of(
                alpha,
                shares,
                List.of(
                        SequentialMethod.recommended(true),
                        SequentialMethod.groupSequential(StoppingRule.pocock()),
                        SequentialMethod.recommended(false),
                        SequentialMethod.bonferroni(),
                        SequentialMethod.fixed(),
                        SequentialMethod.peeking()),
                drift);
        if (json) {
            JsonDocument.print(console.out(), "experiment design", 0, 0, List.of(), g -> write(g, all, shares));
        } else {
            print(all, shares);
        }
        return 0;
    }

    private double[] shares() {
        try {
            return looks != null
                    ? GroupSequential.looks(looks).information()
                    : GroupSequential.at(at.stream().mapToDouble(d -> d).toArray())
                            .information();
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, String.valueOf(e.getMessage()));
        }
    }

    private void write(JsonGenerator g, SequentialComparison all, double[] shares) {
        g.writeName("looks").writeStartArray();
        GroupSequentialDesign best = all.design(0);
        double[] spent = best.spent();
        for (int k = 0; k < shares.length; k++) {
            g.writeStartObject();
            Json.number(g, "share", shares[k]);
            Json.number(g, "limit", best.criticalValue(k));
            Json.number(g, "spent", spent[k]);
            g.writeEndObject();
        }
        g.writeEndArray();
        g.writeName("methods").writeStartArray();
        for (int m = 0; m < all.methods().size(); m++) {
            g.writeStartObject();
            g.writeName("method").writeString(all.methods().get(m).toString());
            Json.number(g, "error", all.error(m));
            Json.number(g, "power", all.power(m, 0));
            Json.number(g, "length", all.expectedInformation(m, 0));
            Json.number(g, "inflation", all.design(m).inflation(power));
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private void print(SequentialComparison all, double[] shares) {
        Page page = new Page(console.out());
        page.heading("Ways to look");
        List<List<String>> lines = Page.lines("method", "errs", "finds", "length", "plan for");
        for (int m = 0; m < all.methods().size(); m++) {
            lines.add(List.of(
                    all.methods().get(m).toString(),
                    Page.percent(all.error(m)),
                    Page.percent(all.power(m, 0)),
                    Page.decimals(all.expectedInformation(m, 0), 3),
                    Page.decimals(all.design(m).inflation(power), 3)));
        }
        page.table(lines);
        page.say("Finds: an effect that a single look at the end finds with " + Page.percent(power)
                + ". Length: share of the planned units on average, if the effect is there. Plan for: times the units of a "
                + "fixed experiment, to find it as often. Known end: take the first; no end: the always-valid one.");
        page.gap();
        page.heading("Limits of the first");
        List<List<String>> limits = Page.lines("look", "share", "stop at |z|", "spent");
        double[] spent = all.design(0).spent();
        for (int k = 0; k < shares.length; k++) {
            limits.add(List.of(
                    Page.whole(k + 1),
                    Page.decimals(shares[k], 3),
                    Page.decimals(all.design(0).criticalValue(k), 3),
                    Page.shown(spent[k])));
        }
        page.table(limits);
    }
}
