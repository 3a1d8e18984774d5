package io.clientele.cli;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.comparison.ChannelReturn;
import io.clientele.attribution.comparison.Disagreement;
import io.clientele.attribution.comparison.IntervalComparison;
import io.clientele.attribution.journey.CreditLine;
import io.clientele.attribution.markov.MarkovIntervals;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.cli.AttributionModels.Credits;
import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/**
 * What each channel earned under each model.
 *
 * @param input what it was computed from
 * @param credits by model
 * @param chain the Markov chain, whether or not its credits were asked for
 * @param sure its intervals, where asked for
 * @param notes what the user should know
 */
record AttributionResult(
        JourneyInput input,
        List<Credits> credits,
        MarkovModel chain,
        Optional<MarkovIntervals> sure,
        List<String> notes) {

    void write(JsonGenerator g) {
        g.writeName("models").writeStartArray();
        for (Credits model : credits) {
            g.writeStartObject();
            g.writeName("model").writeString(model.name());
            g.writeName("channels").writeStartArray();
            for (ChannelReturn line : ChannelReturn.of(model.attribution(), input.costs())) {
                if (chain.channels().contains(line.channel())) {
                    write(g, model, line);
                }
            }
            g.writeEndArray();
            if (input.splitter().isPresent()) {
                writeGroups(g, model);
            }
            g.writeEndObject();
        }
        g.writeEndArray();
        if (comparison().isPresent()) {
            writeComparison(g, comparison().get());
        }
        Json.number(g, "conversionProbability", chain.conversionProbability());
    }

    private void write(JsonGenerator g, Credits model, ChannelReturn line) {
        boolean markov = model.name().equals("markov");
        Optional<Interval> effect = sure.filter(s -> markov).map(s -> s.removalEffect(line.channel()));
        g.writeStartObject();
        g.writeName("channel").writeString(line.channel());
        Json.number(g, "conversions", line.conversions());
        Json.number(g, "value", line.value());
        Json.number(g, "removalEffect", markov ? chain.removalEffect(line.channel()) : Double.NaN);
        Json.ends(g, model.interval(line.channel()));
        Json.number(g, "removalEffectLower", effect.map(Interval::lower).orElse(Double.NaN));
        Json.number(g, "removalEffectUpper", effect.map(Interval::upper).orElse(Double.NaN));
        Optional<Interval> value = model.intervals().map(i -> i.value(line.channel()));
        Json.number(g, "valueLower", value.map(Interval::lower).orElse(Double.NaN));
        Json.number(g, "valueUpper", value.map(Interval::upper).orElse(Double.NaN));
        if (!input.costs().isEmpty()) {
            Json.number(g, "cost", line.cost());
            Json.number(g, "costPerConversion", line.costPerConversion().orElse(Double.NaN));
            Json.number(g, "returnOnSpend", line.returnOnSpend().orElse(Double.NaN));
        }
        g.writeEndObject();
    }

    private void writeGroups(JsonGenerator g, Credits model) {
        g.writeName("groups").writeStartArray();
        for (CreditLine line : groups(model)) {
            g.writeStartObject();
            g.writeName("group").writeString(line.group());
            g.writeName("channel").writeString(line.channel());
            Json.number(g, "conversions", line.conversions());
            Json.number(g, "value", line.value());
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private static void writeComparison(JsonGenerator g, IntervalComparison beside) {
        g.writeName("places").writeStartArray();
        for (String channel : beside.estimates().channels()) {
            Interval rank = beside.rank(channel);
            g.writeStartObject();
            g.writeName("channel").writeString(channel);
            Json.number(g, "best", rank.lower());
            Json.number(g, "worst", rank.upper());
            g.writeEndObject();
        }
        g.writeEndArray();
        g.writeName("disagreements").writeStartArray();
        for (Disagreement d : beside.disagreements()) {
            g.writeStartObject();
            g.writeName("channel").writeString(d.channel());
            g.writeName("first").writeString(d.first());
            g.writeName("second").writeString(d.second());
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    void print(Page page) {
        page.say("rows read " + input.rows() + ", rejected " + input.rejected());
        notes.forEach(page::say);
        page.say(Page.whole(input.paths().journeys()) + " journeys, "
                + Page.whole(input.paths().conversions()) + " conversions: "
                + Page.percent(chain.conversionProbability()));
        printCredits(page);
        comparison()
                .ifPresent(beside -> page.say(Page.whole(beside.disagreements().size())
                        + " times the intervals of two models do not overlap for a channel: there the choice of the model"
                        + " matters more than chance"));
        if (!input.costs().isEmpty()) {
            printReturns(page);
        }
        if (input.splitter().isPresent()) {
            printGroups(page);
        }
    }

    private void printCredits(Page page) {
        List<String> heads = new ArrayList<>(List.of("channel"));
        for (Credits model : credits) {
            heads.add(model.name());
            if (model.intervals().isPresent()) {
                heads.addAll(List.of("lower", "upper"));
            }
        }
        comparison().ifPresent(beside -> heads.add("places"));
        heads.add("removal effect");
        sure.ifPresent(s -> heads.addAll(List.of("lower", "upper")));
        List<List<String>> lines = Page.lines(heads.toArray(String[]::new));
        for (String channel : chain.channels()) {
            List<String> line = new ArrayList<>(List.of(channel));
            for (Credits model : credits) {
                line.add(Page.decimals(model.attribution().credit(channel).conversions(), 1));
                model.interval(channel).ifPresent(i -> {
                    line.add(Page.decimals(i.lower(), 1));
                    line.add(Page.decimals(i.upper(), 1));
                });
            }
            comparison().map(beside -> beside.rank(channel)).ifPresent(rank -> line.add(places(rank)));
            line.add(Page.percent(chain.removalEffect(channel)));
            sure.map(s -> s.removalEffect(channel)).ifPresent(i -> {
                line.add(Page.percent(i.lower()));
                line.add(Page.percent(i.upper()));
            });
            lines.add(line);
        }
        page.table(lines);
    }

    private static String places(Interval rank) {
        return rank.width() == 0 ? Page.whole(rank.lower()) : Page.whole(rank.lower()) + "-" + Page.whole(rank.upper());
    }

    private void printReturns(Page page) {
        page.gap();
        page.say("cost per conversion:");
        page.table(returns(ChannelReturn::costPerConversion));
        page.gap();
        page.say("value by cost:");
        page.table(returns(ChannelReturn::returnOnSpend));
    }

    private List<List<String>> returns(Function<ChannelReturn, OptionalDouble> figure) {
        List<String> heads = new ArrayList<>(List.of("channel", "cost"));
        credits.forEach(model -> heads.add(model.name()));
        List<List<String>> lines = Page.lines(heads.toArray(String[]::new));
        for (String channel : chain.channels()) {
            List<String> line = new ArrayList<>(List.of(channel));
            line.add(Page.decimals(input.costs().getOrDefault(channel, 0.0), 2));
            for (Credits model : credits) {
                ChannelReturn.of(model.attribution(), input.costs()).stream()
                        .filter(r -> r.channel().equals(channel))
                        .forEach(r -> line.add(Page.decimals(figure.apply(r).orElse(Double.NaN), 2)));
            }
            lines.add(line);
        }
        return lines;
    }

    /** A line for each group and channel, a column for each model that shares conversions among touches. */
    private void printGroups(Page page) {
        page.gap();
        List<String> heads = new ArrayList<>(List.of("group", "channel"));
        Map<List<String>, String[]> cells = new LinkedHashMap<>();
        List<Credits> shared =
                credits.stream().filter(model -> model.shares().isPresent()).toList();
        for (int m = 0; m < shared.size(); m++) {
            heads.add(shared.get(m).name());
            for (CreditLine line : groups(shared.get(m))) {
                String[] row = cells.computeIfAbsent(
                        List.of(line.group(), line.channel()),
                        key -> "-,".repeat(shared.size()).split(","));
                row[m] = Page.decimals(line.conversions(), 1);
            }
        }
        List<List<String>> lines = Page.lines(heads.toArray(String[]::new));
        cells.keySet().stream()
                .sorted((a, b) -> a.get(0).equals(b.get(0))
                        ? a.get(1).compareTo(b.get(1))
                        : a.get(0).compareTo(b.get(0)))
                .forEach(key -> {
                    List<String> line = new ArrayList<>(key);
                    line.addAll(List.of(cells.getOrDefault(key, new String[0])));
                    lines.add(line);
                });
        page.table(lines);
    }

    private List<CreditLine> groups(Credits model) {
        return model.shares().isEmpty()
                ? List.of()
                : input.splitter()
                        .orElseThrow()
                        .split(input.journeys().orElseThrow(), model.shares().get());
    }

    /** Several models with intervals, side by side. */
    private Optional<IntervalComparison> comparison() {
        List<AttributionIntervals> intervals =
                credits.stream().flatMap(model -> model.intervals().stream()).toList();
        return intervals.size() < 2 ? Optional.empty() : Optional.of(IntervalComparison.of(intervals));
    }
}
