package io.clientele.cli;

import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

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
            description = "first, last, linear, position, time-decay, markov, shapley or all; default ${DEFAULT-VALUE}")
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
        AttributionModels models = AttributionModels.of(own, model, order, game, bootstrap, seed);
        Stopwatch watch = new Stopwatch(timing);
        JourneyInput input = watch.time("read", () -> journeys.read(own, console.in()));
        List<AttributionModels.Credits> credits =
                watch.time("fit", () -> Threads.with(threads, e -> models.run(input, e)));
        PathTable paths = input.paths();
        MarkovModel chain = Threads.with(threads, e -> Markov.ofOrder(order).fit(paths, e));
        if (json) {
            JsonDocument.print(console.out(), "attribute", input.rows(), input.rejected(), input.notes(), g -> {
                write(g, credits, chain);
                watch.write(g);
            });
        } else {
            print(input, credits, chain, watch);
        }
        return 0;
    }

    private static double removalEffect(AttributionModels.Credits credits, MarkovModel chain, String channel) {
        return credits.name().equals("markov") ? chain.removalEffect(channel) : Double.NaN;
    }

    private static void write(JsonGenerator g, List<AttributionModels.Credits> all, MarkovModel chain) {
        g.writeName("models").writeStartArray();
        for (AttributionModels.Credits credits : all) {
            g.writeStartObject();
            g.writeName("model").writeString(credits.name());
            g.writeName("channels").writeStartArray();
            for (ChannelCredit c : credits.attribution().credits()) {
                g.writeStartObject();
                g.writeName("channel").writeString(c.channel());
                Json.number(g, "conversions", c.conversions());
                Json.number(g, "value", c.value());
                Json.number(g, "removalEffect", removalEffect(credits, chain, c.channel()));
                Json.ends(g, credits.interval(c.channel()));
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeEndObject();
        }
        g.writeEndArray();
        Json.number(g, "conversionProbability", chain.conversionProbability());
    }

    private void print(JourneyInput input, List<AttributionModels.Credits> all, MarkovModel chain, Stopwatch watch) {
        Page page = new Page(console.out());
        page.say("rows read " + input.rows() + ", rejected " + input.rejected());
        input.notes().forEach(page::say);
        page.say(Page.whole(input.paths().journeys()) + " journeys, "
                + Page.whole(input.paths().conversions()) + " conversions: "
                + Page.percent(chain.conversionProbability()));
        List<String> heads = new ArrayList<>(List.of("channel"));
        for (AttributionModels.Credits credits : all) {
            heads.add(credits.name());
            if (credits.intervals().isPresent()) {
                heads.addAll(List.of("lower", "upper"));
            }
        }
        heads.add("removal effect");
        List<List<String>> lines = Page.lines(heads.toArray(String[]::new));
        for (String channel : chain.channels()) {
            List<String> line = new ArrayList<>(List.of(channel));
            for (AttributionModels.Credits credits : all) {
                line.add(Page.decimals(credits.attribution().credit(channel).conversions(), 1));
                credits.interval(channel).ifPresent(i -> {
                    line.add(Page.decimals(i.lower(), 1));
                    line.add(Page.decimals(i.upper(), 1));
                });
            }
            line.add(Page.percent(chain.removalEffect(channel)));
            lines.add(line);
        }
        page.table(lines);
        watch.print(console.out());
    }
}
