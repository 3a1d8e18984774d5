package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.prediction.evaluation.CalibrationBin;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Metric;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** How well a forecast was on later data. */
final class ForecastQuality {

    private ForecastQuality() {}

    static void print(Page page, Forecast forecast, String what) {
        Evaluation e = forecast.evaluation();
        page.say("Judged on later data: learned from " + Page.whole(forecast.trained()) + " customers as of "
                + day(forecast.trainedAsOf()) + ", tested on " + Page.whole(e.rows()) + " as of "
                + day(forecast.testedAsOf()) + ", of whom " + Page.percent(forecast.observedRate()) + " " + what + "; "
                + Page.percent(forecast.predictedRate()) + " were predicted.");
        page.gap();
        List<List<String>> lines = Page.lines("measure", "estimate", "lower", "upper");
        for (Metric metric : List.of(e.auc(), e.logLoss(), e.brier(), e.brierSkill())) {
            lines.add(List.of(
                    metric.name(),
                    Page.decimals(metric.estimate(), 3),
                    metric.interval().map(i -> Page.decimals(i.lower(), 3)).orElse("-"),
                    metric.interval().map(i -> Page.decimals(i.upper(), 3)).orElse("-")));
        }
        page.table(lines);
        page.gap();
        lines = Page.lines("predicted", "customers", "observed", "lower", "upper");
        for (CalibrationBin bin : e.calibration().bins()) {
            lines.add(List.of(
                    Page.percent(bin.meanProbability()),
                    Page.whole(bin.weight()),
                    Page.percent(bin.eventRate()),
                    Page.percent(bin.interval().lower()),
                    Page.percent(bin.interval().upper())));
        }
        page.table(lines);
        if (e.brierSkill().interval().map(i -> i.lower() <= 0).orElse(true)) {
            page.say(
                    "note: the skill is not clearly above 0: these probabilities may be no better than giving everybody"
                            + " the same one.");
        }
        forecast.warnings().forEach(w -> page.say("note: " + w));
    }

    /** Writes fields into an object that is open. */
    static void write(JsonGenerator json, Forecast forecast) {
        Evaluation e = forecast.evaluation();
        json.writeName("trainedAsOf").writeString(forecast.trainedAsOf().toString());
        json.writeName("testedAsOf").writeString(forecast.testedAsOf().toString());
        json.writeName("trainedOn").writeNumber(forecast.trained());
        json.writeName("testedOn").writeNumber(e.rows());
        Json.number(json, "observedRate", forecast.observedRate());
        Json.number(json, "predictedRate", forecast.predictedRate());
        metric(json, "auc", e.auc());
        metric(json, "logLoss", e.logLoss());
        metric(json, "brier", e.brier());
        metric(json, "brierSkill", e.brierSkill());
        json.writeName("calibration").writeStartArray();
        for (CalibrationBin bin : e.calibration().bins()) {
            json.writeStartObject();
            Json.number(json, "predicted", bin.meanProbability());
            Json.number(json, "customers", bin.weight());
            Json.number(json, "observed", bin.eventRate());
            Json.ends(json, Optional.of(bin.interval()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void metric(JsonGenerator json, String name, Metric metric) {
        Json.estimate(json, name, metric.estimate(), metric.interval());
    }

    static String day(java.time.Instant instant) {
        return instant.toString().substring(0, 10);
    }
}
