package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.evaluation.GainBand;
import io.clientele.prediction.linear.Coefficient;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Who is likely to buy within the horizon, and how well that was predicted. */
final class PropensityChapter implements Chapter {

    private final Forecast forecast;
    private final int days;
    private final int[] likely;
    private final double confidence;

    PropensityChapter(Forecast forecast, int days, Settings settings) {
        this.forecast = forecast;
        this.days = days;
        this.confidence = settings.confidence();
        this.likely = Forecast.ranked(forecast.probabilities(), settings.top());
    }

    private double expected() {
        return Arrays.stream(forecast.probabilities()).sum();
    }

    @Override
    public void print(Page page) {
        page.heading("Who is likely to buy within " + days + " days");
        ForecastQuality.print(page, forecast, "bought within " + days + " days");
        page.gap();
        GainBand first = forecast.evaluation().gains().bands().get(0);
        page.say("Of the buyers, " + Page.percent(first.gain()) + " were among the "
                + Page.percent(first.share()) + " of customers ranked highest ("
                + Page.decimals(first.cumulativeLift(), 1) + " times as many as by chance).");
        page.gap();
        page.say("What moves the odds, with " + Page.percent(confidence) + " intervals (per unit of the logarithm"
                + " of counts, days and money):");
        List<List<String>> lines = Page.lines("feature", "log-odds", "lower", "upper", "p");
        for (Coefficient c : forecast.model().coefficients()) {
            lines.add(List.of(
                    c.name(),
                    Page.decimals(c.estimate(), 3),
                    Page.decimals(c.lower(), 3),
                    Page.decimals(c.upper(), 3),
                    Page.shown(c.p())));
        }
        page.table(lines);
        page.gap();
        page.say("Of " + Page.whole(forecast.customers()) + " customers, " + Page.whole(expected())
                + " are expected to buy in the next " + days + " days (the sum of their probabilities; a window ago "
                + Page.whole(forecast.expectedYesThen()) + " were expected and " + Page.whole(forecast.cameThen())
                + " came). Most likely:");
        page.gap();
        lines = Page.lines("customer", "probability", "lower", "upper", "days since last order", "orders", "spend");
        for (int i : likely) {
            Interval interval = forecast.interval(i);
            lines.add(List.of(
                    forecast.customer(i),
                    Page.percent(forecast.probabilities()[i]),
                    Page.percent(interval.lower()),
                    Page.percent(interval.upper()),
                    Page.decimals(forecast.known(i, "days_since_last_order"), 0),
                    Page.whole(forecast.known(i, "orders")),
                    Page.whole(forecast.known(i, "spend"))));
        }
        page.table(lines);
    }

    @Override
    public List<String> warnings() {
        return forecast.warnings();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("propensity").writeStartObject();
        json.writeName("horizonDays").writeNumber(days);
        ForecastQuality.write(json, forecast);
        json.writeName("coefficients").writeStartArray();
        for (Coefficient c : forecast.model().coefficients()) {
            json.writeStartObject();
            json.writeName("name").writeString(c.name());
            Json.number(json, "estimate", c.estimate());
            Json.number(json, "standardError", c.standardError());
            Json.number(json, "lower", c.lower());
            Json.number(json, "upper", c.upper());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("customers").writeNumber(forecast.customers());
        Json.number(json, "expectedBuyers", expected());
        json.writeName("likely").writeStartArray();
        for (int i : likely) {
            json.writeStartObject();
            json.writeName("customer").writeString(forecast.customer(i));
            Json.number(json, "probability", forecast.probabilities()[i]);
            Json.ends(json, Optional.of(forecast.interval(i)));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
