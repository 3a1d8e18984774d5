package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Cuped;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.SampleRatio;
import io.clientele.optimization.experiment.verdict.VariantData;
import io.clientele.optimization.experiment.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** Whether a variant changes a mean or a ratio. */
@Command(
        name = "means",
        mixinStandardHelpOptions = true,
        description =
                "Whether variants change the mean of a metric, such as spend, or a ratio, such as clicks by views.",
        footer = {"", "One row for every unit that was assigned, also where the metric is 0. Look once, at the end."})
final class MeansCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    VariantFlags flags = new VariantFlags();

    @Option(names = "--metric", required = true, paramLabel = "COLUMN", description = "the unit's value")
    String metric = "";

    @Option(
            names = "--covariate",
            paramLabel = "COLUMN",
            description = "the unit's value before the start: takes off what it explains (CUPED)")
    @Nullable
    String covariate;

    @Option(
            names = "--denominator",
            paramLabel = "COLUMN",
            description = "compares the ratio of the sums, metric by denominator, with errors by the unit")
    @Nullable
    String denominator;

    MeansCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireConfidence(spec, flags.confidence);
        if (flags.data == null || flags.variant == null) {
            throw Usage.wrong(spec, "--data and --variant are needed");
        }
        if (covariate != null && denominator != null) {
            throw Usage.wrong(spec, "--covariate and --denominator cannot be taken together");
        }
        String beside = covariate != null ? covariate : denominator;
        List<String> numbers = beside == null ? List.of(metric) : List.of(metric, beside);
        DataSet table = flags.read(console, flags.data, flags.variant, numbers);
        List<MetricSample> samples = samples(table, flags.variant, beside);
        VariantFlags.requireTwo(samples.stream().map(MetricSample::variant).toList());
        List<Contrast> contrasts = new ArrayList<>();
        for (MetricSample variant : samples.subList(1, samples.size())) {
            contrasts.add(contrast(samples.get(0), variant));
        }
        SampleRatio ratio =
                SampleRatio.of(samples.stream().mapToLong(MetricSample::count).toArray());
        if (flags.json) {
            JsonDocument.print(
                    console.out(),
                    "experiment means",
                    table.read().rows(),
                    table.read().rejected(),
                    List.of(),
                    g -> write(g, samples, contrasts, ratio));
        } else {
            print(table, samples, contrasts, ratio);
        }
        return 0;
    }

    /** The control's first; ratios where there is a denominator. */
    private List<MetricSample> samples(DataSet table, String variantColumn, @Nullable String beside) {
        Map<String, MetricSample.Builder> builders = new LinkedHashMap<>();
        flags.order(table, variantColumn).forEach(name -> builders.put(name, MetricSample.builder(name)));
        List<String> variants = table.texts(variantColumn);
        double[] values = table.numbers(metric);
        double[] others = beside == null ? new double[0] : table.numbers(beside);
        for (int i = 0; i < values.length; i++) {
            MetricSample.Builder builder = builders.get(variants.get(i));
            if (builder != null) {
                if (beside == null) {
                    builder.add(values[i]);
                } else {
                    builder.add(values[i], others[i]);
                }
            }
        }
        return builders.values().stream()
                .map(MetricSample.Builder::build)
                .map(s -> denominator == null ? s : s.ratio())
                .toList();
    }

    private Contrast contrast(MetricSample control, MetricSample variant) {
        Map<String, Double> more = new LinkedHashMap<>();
        MetricSample before = control;
        MetricSample after = variant;
        if (covariate != null) {
            Cuped adjusted = Cuped.of(control, variant);
            before = adjusted.control();
            after = adjusted.variant();
            more.put("slope", adjusted.slope());
            more.put("varianceReduction", adjusted.varianceReduction());
        }
        MeanComparison c = MeanTest.create().withConfidence(flags.confidence).compare(before, after);
        more.put("standardError", c.standardError());
        more.put("degreesOfFreedom", c.degreesOfFreedom());
        return new Contrast(
                variant.variant(),
                c.difference(),
                c.interval(),
                c.relativeLift().orElse(Double.NaN),
                Optional.of(c.relativeLiftInterval()),
                c.p(),
                more);
    }

    private void write(JsonGenerator g, List<MetricSample> samples, List<Contrast> contrasts, SampleRatio ratio) {
        g.writeName("variants").writeStartArray();
        for (MetricSample s : samples) {
            g.writeStartObject();
            g.writeName("variant").writeString(s.variant());
            g.writeName("units").writeNumber(s.count());
            Json.number(g, "mean", s.mean());
            Json.number(g, "standardDeviation", Math.sqrt(s.variance()));
            Json.ends(g, Optional.of(s.interval(flags.confidence)));
            g.writeEndObject();
        }
        g.writeEndArray();
        Contrast.write(g, contrasts);
        Json.number(g, "sampleRatioP", ratio.p());
    }

    private void print(DataSet table, List<MetricSample> samples, List<Contrast> contrasts, SampleRatio ratio) {
        Page page = new Page(console.out());
        Output.head(page, table.read(), List.of());
        List<List<String>> lines =
                Page.lines("variant", "units", denominator == null ? "mean" : "ratio", "lower", "upper");
        for (MetricSample s : samples) {
            Interval i = s.interval(flags.confidence);
            lines.add(List.of(
                    s.variant(),
                    Page.whole(s.count()),
                    Page.shown(s.mean()),
                    Page.shown(i.lower()),
                    Page.shown(i.upper())));
        }
        page.table(lines);
        page.gap();
        Contrast.print(page, samples.get(0).variant(), contrasts, Page::shown);
        page.say("Intervals at " + Page.percent(flags.confidence)
                + "; the last column allows for the number of comparisons. One look, at the end.");
        for (Contrast c : contrasts) {
            Double saved = c.more().get("varianceReduction");
            if (saved != null) {
                page.say("'" + covariate + "' explains " + Page.percent(saved)
                        + " of the variance of the difference for '" + c.variant()
                        + "': that much less traffic says as much.");
            }
        }
        page.gap();
        Contrast.printSampleRatio(page, ratio.p());
        List<VariantData> data = samples.stream()
                .map(s -> VariantData.of(s.variant()).withMean(metric, s))
                .toList();
        Contrast.printVerdict(
                page,
                VerdictRule.of(metric)
                        .withConfidence(flags.confidence)
                        .report(data.get(0), data.subList(1, data.size())));
    }
}
