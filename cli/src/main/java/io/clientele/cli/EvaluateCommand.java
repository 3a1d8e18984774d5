package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.prediction.evaluation.CalibrationBin;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** How good scores are. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "How well scores tell a yes from a no, and whether probabilities hold what they promise.")
final class EvaluateCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "what came: 0 or 1")
    String target = "";

    @Option(names = "--score", required = true, paramLabel = "COLUMN", description = "what was predicted")
    String score = "";

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data =
                watch.time("read", () -> DataSet.columns(common, console.in(), List.of(target, score), List.of()));
        ScoredLabels scored = ScoredLabels.of(data.numbers(target), data.numbers(score));
        Evaluation evaluation = watch.time(
                "fit",
                () -> Threads.with(common.threads, e -> Evaluator.create().fit(scored, e)));
        if (common.json) {
            Output.json(
                    console.out(),
                    "predict evaluate",
                    data.read(),
                    evaluation.warnings(),
                    watch,
                    json -> write(json, evaluation));
        } else {
            print(data, evaluation, watch);
        }
        return 0;
    }

    private static void write(JsonGenerator json, Evaluation e) {
        Json.estimate(json, "auc", e.auc().estimate(), e.auc().interval());
        Json.number(json, "averagePrecision", e.averagePrecision().estimate());
        Json.number(json, "logLoss", e.hasProbabilities() ? e.logLoss().estimate() : Double.NaN);
        Json.number(json, "brier", e.hasProbabilities() ? e.brier().estimate() : Double.NaN);
        Json.number(json, "ks", e.ks().estimate());
        if (!e.hasProbabilities()) {
            return;
        }
        json.writeName("calibration").writeStartArray();
        for (CalibrationBin bin : e.calibration().bins()) {
            json.writeStartObject();
            Json.number(json, "predicted", bin.meanProbability());
            Json.number(json, "observed", bin.eventRate());
            Json.number(json, "rows", bin.weight());
            Json.ends(json, Optional.of(bin.interval()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void print(DataSet data, Evaluation e, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), e.warnings());
        List<List<String>> lines = Page.lines("measure", "estimate", "lower", "upper");
        for (Metric metric : e.metrics()) {
            lines.add(List.of(
                    metric.name(),
                    Page.decimals(metric.estimate(), 4),
                    metric.interval().map(i -> Page.decimals(i.lower(), 4)).orElse("-"),
                    metric.interval().map(i -> Page.decimals(i.upper(), 4)).orElse("-")));
        }
        page.table(lines);
        for (Metric metric : e.metrics()) {
            if (metric.interval().isEmpty()) {
                page.say(metric.name() + ": " + metric.method());
            }
        }
        if (e.hasProbabilities()) {
            page.gap();
            lines = Page.lines("predicted", "rows", "observed", "lower", "upper");
            for (CalibrationBin bin : e.calibration().bins()) {
                lines.add(List.of(
                        Page.percent(bin.meanProbability()),
                        Page.whole(bin.weight()),
                        Page.percent(bin.eventRate()),
                        Page.percent(bin.interval().lower()),
                        Page.percent(bin.interval().upper())));
            }
            page.table(lines);
        }
        watch.print(console.out());
    }
}
