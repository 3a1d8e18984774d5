package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What the customers are worth in the days to come, and how far off the same forecast was a window ago. */
final class ValueChapter implements Chapter {

    private final Forecast forecast;
    private final int days;
    private final SpendForecast then;
    private final SpendForecast now;
    private final int[] best;
    private final double topTenth;

    ValueChapter(Forecast forecast, int days, Settings settings) {
        this.forecast = forecast;
        this.days = days;
        this.then = forecast.expectedThen(settings.confidence());
        this.now = forecast.expectedNow(settings.confidence());
        this.best = Forecast.ranked(now.expected(), settings.top());
        double[] falling = now.expected();
        Arrays.sort(falling);
        double sum = 0;
        int tenth = Math.max(1, falling.length / 10);
        for (int i = 0; i < tenth; i++) {
            sum += falling[falling.length - 1 - i];
        }
        this.topTenth = now.total() > 0 ? sum / now.total() : 0;
    }

    @Override
    public void print(Page page) {
        page.heading("What they are worth");
        page.say("Expected of each customer: the probability of buying within " + days + " days times what buyers with"
                + " as much past spend spent in the window before. The interval has the chance of buying, the spread"
                + " of spending and the error of its mean, not that of the probabilities, nor a season or a campaign.");
        page.gap();
        List<List<String>> lines =
                Page.lines("window of " + days + " days from", "expected", "lower", "upper", "came in");
        lines.add(List.of(
                ForecastQuality.day(forecast.testedAsOf()),
                Page.whole(then.total()),
                Page.whole(then.interval().lower()),
                Page.whole(then.interval().upper()),
                Page.whole(forecast.spentThen())));
        lines.add(List.of(
                "now",
                Page.whole(now.total()),
                Page.whole(now.interval().lower()),
                Page.whole(now.interval().upper()),
                "-"));
        page.table(lines);
        if (!then.interval().contains(forecast.spentThen())) {
            page.say("note: the money that came in lies outside of what was expected: something moved that the features"
                    + " do not know, such as a season; take the forecast of now with the same caution.");
        }
        page.gap();
        page.say("Of the money expected now, " + Page.percent(topTenth) + " is with a tenth of the customers. First:");
        page.gap();
        lines = Page.lines("customer", "expected", "probability of buying", "spent so far");
        double[] expected = now.expected();
        for (int i : best) {
            lines.add(List.of(
                    forecast.customer(i),
                    Page.whole(expected[i]),
                    Page.percent(forecast.probabilities()[i]),
                    Page.whole(forecast.known(i, "spend"))));
        }
        page.table(lines);
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("value").writeStartObject();
        json.writeName("horizonDays").writeNumber(days);
        Json.estimate(json, "expectedThen", then.total(), Optional.of(then.interval()));
        Json.number(json, "cameIn", forecast.spentThen());
        Json.estimate(json, "expectedNow", now.total(), Optional.of(now.interval()));
        Json.number(json, "topTenthShare", topTenth);
        json.writeName("best").writeStartArray();
        double[] expected = now.expected();
        for (int i : best) {
            json.writeStartObject();
            json.writeName("customer").writeString(forecast.customer(i));
            Json.number(json, "expected", expected[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
