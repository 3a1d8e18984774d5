package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.SurvivalCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Who is likely to leave: how long customers usually take to come back, and who of the active ones will not. */
final class ChurnChapter implements Chapter {

    private static final int[] DAYS = {7, 30, 60, 90, 180, 365};

    private final Forecast forecast;
    private final SurvivalCurve returning;
    private final String definition;
    private final int days;
    private final int[] atStake;
    private final double[] stake;

    ChurnChapter(Forecast forecast, SurvivalCurve returning, String definition, int days, Settings settings) {
        this.forecast = forecast;
        this.returning = returning;
        this.definition = definition;
        this.days = days;
        double[] p = forecast.probabilities();
        this.stake = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            stake[i] = p[i] * Math.max(0, forecast.known(i, "recent_spend"));
        }
        this.atStake = Forecast.ranked(stake, settings.top());
    }

    private double expected() {
        return Arrays.stream(forecast.probabilities()).sum();
    }

    @Override
    public void print(Page page) {
        page.heading("Who is likely to leave");
        page.say("After an order, the share of customers who have ordered again within so many days (Kaplan-Meier over"
                + " all days with an order, those not yet followed by another counted as open; errors by customer):");
        page.gap();
        List<List<String>> lines = Page.lines("days", "came back", "lower", "upper");
        for (int day : DAYS) {
            if (day <= returning.lastTime()) {
                Interval open = returning.interval(day);
                lines.add(List.of(
                        Integer.toString(day),
                        Page.percent(1 - returning.survival(day)),
                        Page.percent(1 - open.upper()),
                        Page.percent(1 - open.lower())));
            }
        }
        page.table(lines);
        page.gap();
        page.say("Left means: " + definition + ". Asked of customers with an order in the " + days + " days before.");
        ForecastQuality.print(page, forecast, "left");
        page.gap();
        page.say("Of " + Page.whole(forecast.customers()) + " active customers, " + Page.whole(expected())
                + " are expected to leave (a window ago " + Page.whole(forecast.expectedYesThen())
                + " were expected to and "
                + Page.whole(forecast.cameThen())
                + " did). Worth an effort first, by the probability of leaving times what they spent"
                + " in the last " + days + " days:");
        page.gap();
        lines = Page.lines("customer", "leaves", "lower", "upper", "recent spend", "at stake");
        for (int i : atStake) {
            Interval interval = forecast.interval(i);
            lines.add(List.of(
                    forecast.customer(i),
                    Page.percent(forecast.probabilities()[i]),
                    Page.percent(interval.lower()),
                    Page.percent(interval.upper()),
                    Page.whole(forecast.known(i, "recent_spend")),
                    Page.whole(stake[i])));
        }
        page.table(lines);
    }

    @Override
    public List<String> warnings() {
        return forecast.warnings();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("churn").writeStartObject();
        json.writeName("definition").writeString(definition);
        json.writeName("days").writeNumber(days);
        json.writeName("returning").writeStartArray();
        for (int day : DAYS) {
            if (day <= returning.lastTime()) {
                Interval open = returning.interval(day);
                json.writeStartObject();
                json.writeName("days").writeNumber(day);
                Json.number(json, "share", 1 - returning.survival(day));
                Json.ends(json, Optional.of(new Interval(1 - open.upper(), 1 - open.lower(), open.confidence())));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        ForecastQuality.write(json, forecast);
        json.writeName("customers").writeNumber(forecast.customers());
        Json.number(json, "expectedLeaving", expected());
        json.writeName("atStake").writeStartArray();
        for (int i : atStake) {
            json.writeStartObject();
            json.writeName("customer").writeString(forecast.customer(i));
            Json.number(json, "probability", forecast.probabilities()[i]);
            Json.ends(json, Optional.of(forecast.interval(i)));
            Json.number(json, "recentSpend", forecast.known(i, "recent_spend"));
            Json.number(json, "atStake", stake[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
