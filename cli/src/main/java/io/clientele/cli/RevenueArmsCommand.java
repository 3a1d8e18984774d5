package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.RevenueCounts;
import io.clientele.optimization.bandit.RevenuePosterior;
import io.clientele.optimization.bandit.RevenuePrior;
import io.clientele.optimization.bandit.RevenueRecorder;
import io.clientele.optimization.bandit.ValueRemaining;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Which arm earns most a visitor. */
@Command(
        name = "revenue",
        mixinStandardHelpOptions = true,
        description = "Which arm earns most a visitor: the chance of an order times the mean value of an order.")
final class RevenueArmsCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--arm", required = true, paramLabel = "COLUMN", description = "what the visitor was shown")
    String arm = "";

    @Option(
            names = "--value",
            required = true,
            paramLabel = "COLUMN",
            description = "value of the visitor's order; 0 if nothing was bought")
    String value = "";

    @Option(
            names = "--order-value",
            required = true,
            split = ",",
            paramLabel = "MEAN,SD",
            description = "what an arm's mean order value is believed to be before, give or take how much")
    List<Double> orderValue = List.of();

    @Option(
            names = "--prior",
            split = ",",
            paramLabel = "A,B",
            defaultValue = "1,1",
            description = "orders and visitors without one believed in before; default ${DEFAULT-VALUE}")
    List<Double> prior = List.of(1.0, 1.0);

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals, and of what remains; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    RevenueArmsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        Usage.requireConfidence(spec, confidence);
        if (orderValue.size() != 2) {
            throw Usage.wrong(spec, "--order-value must be two numbers, such as 60,30, got " + orderValue.size());
        }
        if (prior.size() != 2) {
            throw Usage.wrong(spec, "--prior must be two numbers, such as 1,1, got " + prior.size());
        }
        RevenuePrior belief =
                RevenuePrior.of(orderValue.get(0), orderValue.get(1)).withPurchases(prior.get(0), prior.get(1));
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet table = watch.time("read", () -> DataSet.columns(common, console.in(), List.of(value), List.of(arm)));
        RevenueCounts counts = counts(table);
        List<String> arms = counts.arms();
        Map<String, RevenuePosterior> posteriors = belief.posteriors(counts, arms);
        List<RevenuePosterior> all = List.copyOf(posteriors.values());
        BestArm best = watch.time("fit", () -> BestArm.of(all));
        double remaining = ValueRemaining.of(all).quantile(confidence);
        if (common.json) {
            Output.json(console.out(), "bandit revenue", table.read(), List.of(), watch, json -> {
                write(json, counts, all, best);
                Json.number(json, "expectedMaximum", best.expectedMaximum());
                Json.number(json, "dispersion", belief.dispersion(counts));
                Json.number(json, "valueRemaining", remaining);
            });
        } else {
            print(table, counts, all, best, remaining);
            watch.print(console.out());
        }
        return 0;
    }

    private RevenueCounts counts(DataSet table) {
        List<String> shown = table.texts(arm);
        double[] values = table.numbers(value);
        RevenueRecorder recorder = RevenueRecorder.of();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0)) {
                throw new IllegalArgumentException(table.place(i, value)
                        + ": the value of an order must be above 0, or 0 if nothing was bought, got " + values[i]);
            }
            recorder.add(shown.get(i));
            recorder.record(shown.get(i), values[i]);
        }
        RevenueCounts counts = recorder.counts();
        if (counts.arms().isEmpty()) {
            throw new IllegalArgumentException(common.data + " has no rows; at least one is needed");
        }
        return counts;
    }

    private void write(JsonGenerator g, RevenueCounts counts, List<RevenuePosterior> posteriors, BestArm best) {
        g.writeName("arms").writeStartArray();
        for (int i = 0; i < posteriors.size(); i++) {
            String name = counts.arms().get(i);
            ExactMoments orders = counts.orders(name);
            g.writeStartObject();
            g.writeName("arm").writeString(name);
            g.writeName("trials").writeNumber(counts.trials(name));
            g.writeName("orders").writeNumber(orders.count());
            Json.number(g, "revenue", orders.sum().value());
            Json.number(g, "probabilityBest", best.probability(i));
            Json.number(g, "expectedLoss", best.expectedLoss(i));
            Json.number(g, "mean", posteriors.get(i).mean());
            Json.ends(g, Optional.of(posteriors.get(i).interval(confidence)));
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private void print(
            DataSet table, RevenueCounts counts, List<RevenuePosterior> posteriors, BestArm best, double remaining) {
        Page page = new Page(console.out());
        Output.head(page, table.read(), List.of());
        List<List<String>> lines = new ArrayList<>(
                Page.lines("arm", "visitors", "orders", "best with", "loses", "a visitor", "lower", "upper"));
        for (int i = 0; i < posteriors.size(); i++) {
            String name = counts.arms().get(i);
            Interval interval = posteriors.get(i).interval(confidence);
            lines.add(List.of(
                    name,
                    Page.whole(counts.trials(name)),
                    Page.whole(counts.orders(name).count()),
                    Page.percent(best.probability(i)),
                    Page.shown(best.expectedLoss(i)),
                    Page.decimals(posteriors.get(i).mean(), 4),
                    Page.decimals(interval.lower(), 4),
                    Page.decimals(interval.upper(), 4)));
        }
        page.table(lines);
        page.say("with probability " + confidence + " no more than " + Page.percent(remaining)
                + " can be gained beside the arm that leads");
    }
}
