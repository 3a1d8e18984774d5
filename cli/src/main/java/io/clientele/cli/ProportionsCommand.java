package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionResult;
import io.clientele.optimization.experiment.ProportionTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Whether a variant converts more. */
@Command(
        name = "proportions",
        mixinStandardHelpOptions = true,
        description = "Whether variants convert more often than the control.",
        footer = {"", "Looking again and again and stopping at the first small p is not what p is made for."})
final class ProportionsCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "CSV with a row a unit, plain or .gz; - is standard input")
    @Nullable
    String data;

    @Option(names = "--variant", paramLabel = "COLUMN", description = "which variant the unit got")
    @Nullable
    String variant;

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "0 or 1")
    @Nullable
    String outcome;

    @Option(
            names = "--control",
            paramLabel = "NAME",
            description = "variant to compare with; default: the first in sorted order")
    @Nullable
    String control;

    @Option(names = "--successes", split = ",", paramLabel = "N", description = "instead of --data: control first")
    List<Long> successes = List.of();

    @Option(names = "--trials", split = ",", paramLabel = "N", description = "units of each variant")
    List<Long> trials = List.of();

    @Option(names = "--names", split = ",", paramLabel = "NAME", description = "of the variants, control first")
    List<String> names = List.of();

    @Option(
            names = "--method",
            paramLabel = "fixed",
            defaultValue = "fixed",
            description = "fixed: one look at the end; default ${DEFAULT-VALUE}")
    String method = "fixed";

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(
            names = "--on-bad-row",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description = "default ${DEFAULT-VALUE}; skipped rows are counted")
    CommonOptions.BadRow onBadRow = CommonOptions.BadRow.stop;

    private long rows;
    private long rejected;

    ProportionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireConfidence(spec, confidence);
        if (!method.equals("fixed")) {
            throw Usage.wrong(spec, "--method must be fixed, got " + method);
        }
        if ((data == null) == successes.isEmpty()) {
            throw Usage.wrong(spec, "give either --data with --variant and --outcome, or --successes and --trials");
        }
        List<Conversions> all = data == null ? given() : counted(data);
        if (all.size() < 2) {
            throw new IllegalArgumentException("a comparison takes at least two variants, got " + all.size() + ": "
                    + all.get(0).variant());
        }
        ProportionResult result =
                ProportionTest.create().withConfidence(confidence).test(all.get(0), all.subList(1, all.size()));
        if (json) {
            JsonDocument.print(
                    console.out(), "experiment proportions", rows, rejected, List.of(), g -> write(g, result));
        } else {
            print(result);
        }
        return 0;
    }

    private List<Conversions> given() {
        NumberList.requireEqualLengths(spec, "--successes", successes, "--trials", trials);
        List<String> named = NumberList.names(spec, names, successes.size(), "control", "variant ");
        List<Conversions> all = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            all.add(new Conversions(named.get(i), successes.get(i), trials.get(i)));
            rows += trials.get(i);
        }
        return all;
    }

    /** The control first, then the others in sorted order. */
    private List<Conversions> counted(String file) {
        if (variant == null || outcome == null) {
            throw Usage.wrong(spec, "--data needs --variant and --outcome");
        }
        CommonOptions common = new CommonOptions();
        common.data = file;
        common.onBadRow = onBadRow;
        DataSet table = DataSet.columns(common, console.in(), List.of(outcome), List.of(variant));
        rows = table.read().rows();
        rejected = table.read().rejected();
        double[] outcomes = table.numbers(outcome);
        List<String> variants = table.texts(variant);
        Map<String, long[]> counts = new TreeMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            String place = table.read().source() + ", data row " + (table.inputRow(i) + 1);
            if (outcomes[i] != 0 && outcomes[i] != 1) {
                throw new IllegalArgumentException(
                        place + ", column '" + outcome + "': the outcome must be 0 or 1, got " + outcomes[i]);
            }
            if (variants.get(i).isBlank()) {
                throw new IllegalArgumentException(place + ", column '" + variant + "': the variant must not be blank");
            }
            long[] count = counts.computeIfAbsent(variants.get(i), name -> new long[2]);
            count[0] += (long) outcomes[i];
            count[1]++;
        }
        String first = control == null ? counts.keySet().iterator().next() : control;
        if (!counts.containsKey(first)) {
            throw new IllegalArgumentException(table.read().source() + ", column '" + variant
                    + "': no row has the control '" + first + "'; the variants are " + counts.keySet());
        }
        List<Conversions> all = new ArrayList<>();
        counts.forEach((name, c) -> all.add(name.equals(first) ? 0 : all.size(), new Conversions(name, c[0], c[1])));
        return all;
    }

    private void write(JsonGenerator g, ProportionResult result) {
        g.writeName("variants").writeStartArray();
        for (int v = 0; v < result.variants().size(); v++) {
            Conversions c = result.variants().get(v);
            g.writeStartObject();
            g.writeName("variant").writeString(c.variant());
            g.writeName("successes").writeNumber(c.successes());
            g.writeName("trials").writeNumber(c.trials());
            Json.number(g, "rate", c.rate());
            Json.ends(g, Optional.of(result.rateInterval(v)));
            g.writeEndObject();
        }
        g.writeEndArray();
        double[] adjusted = result.adjustedP(MultipleTesting.HOLM);
        int i = 0;
        g.writeName("comparisons").writeStartArray();
        for (ProportionComparison c : result.comparisons()) {
            g.writeStartObject();
            g.writeName("variant").writeString(c.variant().variant());
            Json.number(g, "difference", c.difference());
            Json.ends(g, Optional.of(c.interval()));
            Json.number(g, "relative", c.relativeLift().orElse(Double.NaN));
            Json.number(g, "relativeLower", c.relativeLiftInterval().lower());
            Json.number(g, "relativeUpper", c.relativeLiftInterval().upper());
            Json.number(g, "p", c.p());
            Json.number(g, "adjustedP", adjusted[i++]);
            g.writeEndObject();
        }
        g.writeEndArray();
        Json.number(g, "sampleRatioP", result.sampleRatio().p());
    }

    private void print(ProportionResult result) {
        Page page = new Page(console.out());
        if (data != null) {
            page.say("rows read " + rows + " = used " + (rows - rejected) + " + rejected " + rejected);
        }
        List<List<String>> lines = Page.lines("variant", "converted", "of", "rate", "lower", "upper");
        for (int i = 0; i < result.variants().size(); i++) {
            Conversions c = result.variants().get(i);
            Interval rate = result.rateInterval(i);
            lines.add(List.of(
                    c.variant(),
                    Page.whole(c.successes()),
                    Page.whole(c.trials()),
                    Page.percent(c.rate()),
                    Page.percent(rate.lower()),
                    Page.percent(rate.upper())));
        }
        page.table(lines);
        page.gap();
        lines = Page.lines(
                "against " + result.variants().get(0).variant(),
                "difference",
                "lower",
                "upper",
                "relative",
                "p",
                "p (Holm)");
        double[] adjusted = result.adjustedP(MultipleTesting.HOLM);
        for (ProportionComparison c : result.comparisons()) {
            lines.add(List.of(
                    c.variant().variant(),
                    Page.decimals(100 * c.difference(), 2) + " %",
                    Page.decimals(100 * c.interval().lower(), 2) + " %",
                    Page.decimals(100 * c.interval().upper(), 2) + " %",
                    Page.percent(c.relativeLift().orElse(Double.NaN)),
                    Page.shown(c.p()),
                    Page.shown(adjusted[lines.size() - 1])));
        }
        page.table(lines);
        page.say(
                "Intervals at " + Page.percent(confidence) + "; the last column allows for the number of comparisons.");
        page.gap();
        page.say("p that as many units as meant went to each variant: "
                + Page.shown(result.sampleRatio().p())
                + (result.sampleRatio().p() < 0.001
                        ? "; the split is off, find out why before believing the rest"
                        : ""));
    }
}
