package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.CurveInterval;
import io.clientele.prediction.survival.KaplanMeier;
import io.clientele.prediction.survival.SurvivalCurve;
import io.clientele.prediction.survival.SurvivalCurves;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** The share still there by time. */
@Command(
        name = "kaplan-meier",
        mixinStandardHelpOptions = true,
        description = "The share of customers still there, by time.")
final class KaplanMeierCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    SurvivalOptions survival = new SurvivalOptions();

    @Option(names = "--at", split = ",", paramLabel = "TIME", description = "also gives the curves at these times")
    List<Double> at = List.of();

    @Option(
            names = "--interval",
            paramLabel = "plain|log|log-log",
            description = "scale on which intervals are symmetric; default log")
    @Nullable
    String interval;

    KaplanMeierCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        KaplanMeier recipe = KaplanMeier.create().withInterval(interval());
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data = watch.time("read", () -> survival.read(common, console.in(), List.of()));
        SurvivalTable table = survival.table(data);
        SurvivalCurves curves = watch.time("fit", () -> Threads.with(common.threads, e -> recipe.fit(table, e)));
        if (common.json) {
            Output.json(
                    console.out(),
                    "survive kaplan-meier",
                    data.read(),
                    curves.report(),
                    watch,
                    json -> write(json, curves));
        } else {
            print(data, curves, watch);
        }
        return 0;
    }

    private CurveInterval interval() {
        if (interval == null) {
            return CurveInterval.LOG;
        }
        return switch (interval) {
            case "plain" -> CurveInterval.PLAIN;
            case "log" -> CurveInterval.LOG;
            case "log-log" -> CurveInterval.LOG_LOG;
            default -> throw Usage.wrong(spec, "--interval must be plain, log or log-log, got " + interval);
        };
    }

    private void write(JsonGenerator json, SurvivalCurves curves) {
        json.writeName("groups").writeStartArray();
        for (SurvivalCurve curve : curves.curves()) {
            json.writeStartObject();
            json.writeName("group").writeString(curve.group());
            Json.number(json, "subjects", curve.total());
            Json.number(json, "events", curve.totalEvents());
            Interval median = curve.quantileInterval(0.5);
            Json.number(json, "median", curve.median().orElse(Double.NaN));
            Json.number(json, "medianLower", median.lower());
            Json.number(json, "medianUpper", median.upper());
            writeCurve(json, curve);
            if (!at.isEmpty()) {
                writeAt(json, curve);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCurve(JsonGenerator json, SurvivalCurve curve) {
        double[] times = curve.times();
        double[] atRisk = curve.atRisk();
        double[] events = curve.events();
        double[] share = curve.survival();
        double[] errors = curve.standardErrors();
        double[] lower = curve.lower();
        double[] upper = curve.upper();
        json.writeName("curve").writeStartArray();
        for (int i = 0; i < times.length; i++) {
            json.writeStartObject();
            Json.number(json, "time", times[i]);
            Json.number(json, "atRisk", atRisk[i]);
            Json.number(json, "events", events[i]);
            Json.number(json, "survival", share[i]);
            Json.number(json, "standardError", errors[i]);
            Json.number(json, "lower", lower[i]);
            Json.number(json, "upper", upper[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeAt(JsonGenerator json, SurvivalCurve curve) {
        json.writeName("at").writeStartArray();
        for (double time : at) {
            json.writeStartObject();
            Json.number(json, "time", time);
            Json.number(json, "survival", known(curve, time) ? curve.survival(time) : Double.NaN);
            Json.ends(json, known(curve, time) ? Optional.of(curve.interval(time)) : Optional.empty());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Whether a time lies within what was observed of the group. */
    private static boolean known(SurvivalCurve curve, double time) {
        return time <= curve.lastTime();
    }

    private void print(DataSet data, SurvivalCurves curves, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), curves.report());
        List<List<String>> lines = Page.lines("group", "subjects", "events", "median", "lower", "upper");
        for (SurvivalCurve curve : curves.curves()) {
            Interval median = curve.quantileInterval(0.5);
            lines.add(List.of(
                    curve.group().isEmpty() ? "all" : curve.group(),
                    Page.count(curve.total()),
                    Page.count(curve.totalEvents()),
                    Page.shown(curve.median().orElse(Double.NaN)),
                    reached(median.lower()),
                    reached(median.upper())));
        }
        page.table(lines);
        for (SurvivalCurve curve : curves.curves()) {
            page.gap();
            lines = Page.lines(
                    curve.group().isEmpty() ? "time" : curve.group() + ", time", "still there", "lower", "upper");
            for (double time : at.isEmpty() ? tenths(curve) : at) {
                if (!known(curve, time)) {
                    lines.add(List.of(String.format(Locale.ROOT, "%.6g", time), "-", "-", "-"));
                    continue;
                }
                Interval i = curve.interval(time);
                lines.add(List.of(
                        String.format(Locale.ROOT, "%.6g", time),
                        Page.decimals(curve.survival(time), 4),
                        Page.decimals(i.lower(), 4),
                        Page.decimals(i.upper(), 4)));
            }
            page.table(lines);
        }
        watch.print(console.out());
    }

    private static String reached(double time) {
        return Double.isInfinite(time) ? "-" : Page.shown(time);
    }

    private static List<Double> tenths(SurvivalCurve curve) {
        return java.util.stream.IntStream.rangeClosed(1, 10)
                .mapToObj(k -> curve.lastTime() * k / 10)
                .toList();
    }
}
