package io.clientele.cli.report;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.stats.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What each channel earned, under every model, with intervals by resampling customers. */
final class AttributionChapter implements Chapter {

    private static final Duration LOOKBACK = Duration.ofDays(30);
    private static final Duration HALF_LIFE = Duration.ofDays(7);
    private static final int FEWEST_DRAWS = 20;

    private record Credits(Attribution attribution, Optional<AttributionIntervals> intervals) {

        Optional<Interval> interval(String channel) {
            return intervals.map(i -> i.conversions(channel));
        }
    }

    private final JourneyTable journeys;
    private final MarkovModel markov;
    private final List<Credits> models = new ArrayList<>();
    private final double[] cost;
    private final long[] touches;
    private final List<String> channels;

    AttributionChapter(ReportData data, TouchpointLog touchLog, Settings settings, Execution execution) {
        this.journeys = Journeys.create().withLookback(LOOKBACK).before(touchLog, data.lines(), data.asOf());
        PathTable paths = journeys.paths();
        if (paths.conversions() == 0) {
            throw new FitException("no order followed a touch of its customer within " + LOOKBACK.toDays()
                    + " days; do the customer ids of touchpoints and orders match?");
        }
        this.markov = Markov.ofOrder(1).fit(paths, execution);
        this.channels = markov.channels();
        Optional<Bootstrap> bootstrap = settings.bootstrap() < FEWEST_DRAWS
                ? Optional.empty()
                : Optional.of(Bootstrap.of(settings.bootstrap()).withConfidence(settings.confidence()));
        for (AttributionMethod method : List.of(
                Rule.first(), Rule.last(), Rule.linear(), Rule.uShaped(), Markov.ofOrder(1), Shapley.countGame())) {
            models.add(bootstrap
                    .map(b -> b.intervals(method, journeys.resampling(settings.seed()), execution))
                    .map(i -> new Credits(i.estimate(), Optional.of(i)))
                    .orElseGet(() -> new Credits(method.attribute(paths, execution), Optional.empty())));
        }
        TimeDecay timeDecay = TimeDecay.ofHalfLife(HALF_LIFE);
        models.add(
                3,
                bootstrap
                        .map(b -> timeDecay.intervals(journeys, b, settings.seed(), execution))
                        .map(i -> new Credits(i.estimate(), Optional.of(i)))
                        .orElseGet(() -> new Credits(timeDecay.fit(journeys, execution), Optional.empty())));
        this.cost = new double[channels.size()];
        this.touches = new long[channels.size()];
        for (int row = 0; row < touchLog.rows(); row++) {
            int channel = channels.indexOf(touchLog.channels().id(touchLog.channel(row)));
            if (channel >= 0) {
                cost[channel] += touchLog.cost(row);
                touches[channel]++;
            }
        }
    }

    @Override
    public void print(Page page) {
        page.heading("What each channel earned");
        page.say("Journeys: a customer's touches in the " + LOOKBACK.toDays()
                + " days before each order, and those that"
                + " led to none: " + Page.whole(journeys.journeys()) + " journeys, "
                + Page.whole(journeys.conversions()) + " with an order; "
                + Page.whole(journeys.report().unattributed()) + " orders followed no touch and are credited to no"
                + " channel.");
        page.say("Orders credited by each model"
                + (models.get(0).intervals.isPresent()
                        ? "; below, in brackets, what chance alone may move them to (bootstrap over customers)."
                        : "; no intervals: --bootstrap is below " + FEWEST_DRAWS + "."));
        page.gap();
        List<String> heads = new ArrayList<>(List.of("channel"));
        models.forEach(m -> heads.add(m.attribution.method()));
        List<List<String>> lines = Page.lines(heads.toArray(String[]::new));
        for (String channel : channels) {
            List<String> line = new ArrayList<>(List.of(channel));
            List<String> below = new ArrayList<>(List.of(""));
            for (Credits m : models) {
                line.add(Page.decimals(m.attribution.credit(channel).conversions(), 1));
                below.add(m.interval(channel)
                        .map(i -> "[" + Page.whole(i.lower()) + " " + Page.whole(i.upper()) + "]")
                        .orElse(""));
            }
            lines.add(line);
            lines.add(below);
        }
        page.table(lines);
        page.gap();
        page.say("Time decay halves a touch's share with every " + HALF_LIFE.toDays() + " days."
                + " Markov: the share of conversions lost without the channel. All of this is association: a channel"
                + " shown to those who would have bought anyway looks better than it is; only a hold-out can tell.");
        page.gap();
        lines = Page.lines("channel", "touches", "cost", "removal effect", "cost per order (markov)");
        for (int c = 0; c < channels.size(); c++) {
            double orders = markov.attribution().credit(channels.get(c)).conversions();
            lines.add(List.of(
                    channels.get(c),
                    Page.whole(touches[c]),
                    Page.whole(cost[c]),
                    Page.percent(markov.removalEffects()[c]),
                    orders > 0 && cost[c] > 0 ? Page.decimals(cost[c] / orders, 2) : "-"));
        }
        page.table(lines);
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("attribution").writeStartObject();
        json.writeName("lookbackDays").writeNumber(LOOKBACK.toDays());
        json.writeName("journeys").writeNumber(journeys.journeys());
        json.writeName("conversions").writeNumber(journeys.conversions());
        json.writeName("unattributedOrders").writeNumber(journeys.report().unattributed());
        Json.number(json, "conversionProbability", markov.conversionProbability());
        json.writeName("models").writeStartArray();
        for (Credits m : models) {
            json.writeStartObject();
            json.writeName("model").writeString(m.attribution.method());
            json.writeName("channels").writeStartArray();
            for (ChannelCredit credit : m.attribution.credits()) {
                json.writeStartObject();
                json.writeName("channel").writeString(credit.channel());
                Json.number(json, "conversions", credit.conversions());
                Json.number(json, "value", credit.value());
                Json.ends(json, m.interval(credit.channel()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("channels").writeStartArray();
        for (int c = 0; c < channels.size(); c++) {
            json.writeStartObject();
            json.writeName("channel").writeString(channels.get(c));
            json.writeName("touches").writeNumber(touches[c]);
            Json.number(json, "cost", cost[c]);
            Json.number(json, "removalEffect", markov.removalEffects()[c]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
