package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.optimization.experiment.AlwaysValidTest;
import io.clientele.optimization.experiment.BayesianComparison;
import io.clientele.optimization.experiment.BayesianProportionTest;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionTest;
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

/** Whether a variant converts more. */
@Command(
        name = "proportions",
        mixinStandardHelpOptions = true,
        description = "Whether variants convert more often than the control.",
        footer = {"", "Looking again and again and stopping at the first small p is what --method sequential is for."})
final class ProportionsCommand implements Callable<Integer> {

    /** How the variants are compared. */
    enum Method {
        fixed,
        sequential,
        bayesian
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    VariantFlags flags = new VariantFlags();

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "0 or 1")
    @Nullable
    String outcome;

    @Option(names = "--successes", split = ",", paramLabel = "N", description = "instead of --data: control first")
    List<Long> successes = List.of();

    @Option(names = "--trials", split = ",", paramLabel = "N", description = "units of each variant")
    List<Long> trials = List.of();

    @Option(names = "--names", split = ",", paramLabel = "NAME", description = "of the variants, control first")
    List<String> names = List.of();

    @Option(
            names = "--method",
            paramLabel = "fixed|sequential|bayesian",
            defaultValue = "fixed",
            description = "fixed: one look at the end. sequential: any number of looks, p and intervals stay valid."
                    + " bayesian: probability to be better and expected loss. Default ${DEFAULT-VALUE}")
    Method method = Method.fixed;

    @Option(
            names = "--typical-effect",
            paramLabel = "D",
            defaultValue = "0.01",
            description = "sequential: difference one hopes for, fixed before the start; default ${DEFAULT-VALUE}")
    double typicalEffect = 0.01;

    @Option(
            names = "--prior",
            split = ",",
            paramLabel = "A,B",
            defaultValue = "1,1",
            description = "bayesian: successes and failures believed in before; default ${DEFAULT-VALUE}")
    List<Double> prior = List.of(1.0, 1.0);

    private long rows;
    private long rejected;

    ProportionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireConfidence(spec, flags.confidence);
        if (!(typicalEffect > 0 && typicalEffect <= 1)) {
            throw Usage.wrong(spec, "--typical-effect must be above 0 and at most 1, got " + typicalEffect);
        }
        if (prior.size() != 2) {
            throw Usage.wrong(spec, "--prior must be two numbers, such as 1,1, got " + prior.size());
        }
        if ((flags.data == null) == successes.isEmpty()) {
            throw Usage.wrong(spec, "give either --data with --variant and --outcome, or --successes and --trials");
        }
        List<Conversions> all = flags.data == null ? given() : counted(flags.data);
        VariantFlags.requireTwo(all.stream().map(Conversions::variant).toList());
        List<Contrast> contrasts = contrasts(all);
        SampleRatio ratio =
                SampleRatio.of(all.stream().mapToLong(Conversions::trials).toArray());
        if (flags.json) {
            JsonDocument.print(
                    console.out(),
                    "experiment proportions",
                    rows,
                    rejected,
                    List.of(),
                    g -> write(g, all, contrasts, ratio));
        } else {
            print(all, contrasts, ratio);
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

    private List<Conversions> counted(String file) {
        if (flags.variant == null || outcome == null) {
            throw Usage.wrong(spec, "--data needs --variant and --outcome");
        }
        DataSet table = flags.read(console, file, flags.variant, List.of(outcome));
        rows = table.read().rows();
        rejected = table.read().rejected();
        Map<String, long[]> counts = new LinkedHashMap<>();
        flags.order(table, flags.variant).forEach(name -> counts.put(name, new long[2]));
        double[] outcomes = table.numbers(outcome);
        List<String> variants = table.texts(flags.variant);
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] != 0 && outcomes[i] != 1) {
                throw new IllegalArgumentException(
                        table.place(i, outcome) + ": the outcome must be 0 or 1, got " + outcomes[i]);
            }
            long[] count = counts.getOrDefault(variants.get(i), new long[2]);
            count[0] += (long) outcomes[i];
            count[1]++;
        }
        List<Conversions> all = new ArrayList<>();
        counts.forEach((name, c) -> all.add(new Conversions(name, c[0], c[1])));
        return all;
    }

    private List<Contrast> contrasts(List<Conversions> all) {
        List<Contrast> contrasts = new ArrayList<>();
        for (Conversions variant : all.subList(1, all.size())) {
            contrasts.add(method == Method.bayesian ? believed(all.get(0), variant) : tested(all.get(0), variant));
        }
        return contrasts;
    }

    private Contrast tested(Conversions control, Conversions variant) {
        ProportionComparison c =
                ProportionTest.create().withConfidence(flags.confidence).compare(control, variant);
        double relative = c.relativeLift().orElse(Double.NaN);
        if (method == Method.fixed) {
            return new Contrast(
                    variant.variant(),
                    c.difference(),
                    c.interval(),
                    relative,
                    Optional.of(c.relativeLiftInterval()),
                    c.p(),
                    Map.of());
        }
        if (c.unpooledError() == 0) {
            throw new IllegalArgumentException("the outcome does not vary: '" + control.variant() + "' and '"
                    + variant.variant() + "' have rates of " + control.rate() + " and " + variant.rate()
                    + "; a sequential test needs a standard error, look again later");
        }
        AlwaysValidTest look = AlwaysValidTest.of(typicalEffect)
                .withConfidence(flags.confidence)
                .look(c.difference(), c.unpooledError());
        return new Contrast(
                variant.variant(), c.difference(), look.interval(), relative, Optional.empty(), look.p(), Map.of());
    }

    private Contrast believed(Conversions control, Conversions variant) {
        BayesianComparison b = BayesianProportionTest.create()
                .withConfidence(flags.confidence)
                .withPrior(prior.get(0), prior.get(1))
                .compare(control, variant);
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("probabilityBetter", b.probabilityBetter());
        more.put("expectedLoss", b.expectedLossOfVariant());
        more.put("expectedLossOfControl", b.expectedLossOfControl());
        double before = (prior.get(0) + control.successes()) / (prior.get(0) + prior.get(1) + control.trials());
        return new Contrast(
                variant.variant(),
                b.meanDifference(),
                b.interval(),
                b.meanDifference() / before,
                Optional.empty(),
                Double.NaN,
                more);
    }

    private void write(JsonGenerator g, List<Conversions> all, List<Contrast> contrasts, SampleRatio ratio) {
        g.writeName("variants").writeStartArray();
        for (Conversions c : all) {
            g.writeStartObject();
            g.writeName("variant").writeString(c.variant());
            g.writeName("successes").writeNumber(c.successes());
            g.writeName("trials").writeNumber(c.trials());
            Json.number(g, "rate", c.rate());
            Json.ends(g, Optional.of(c.interval(flags.confidence)));
            g.writeEndObject();
        }
        g.writeEndArray();
        Contrast.write(g, contrasts);
        Json.number(g, "sampleRatioP", ratio.p());
    }

    private void print(List<Conversions> all, List<Contrast> contrasts, SampleRatio ratio) {
        Page page = new Page(console.out());
        if (flags.data != null) {
            page.say("rows read " + rows + " = used " + (rows - rejected) + " + rejected " + rejected);
        }
        List<List<String>> lines = Page.lines("variant", "converted", "of", "rate", "lower", "upper");
        for (Conversions c : all) {
            lines.add(List.of(
                    c.variant(),
                    Page.whole(c.successes()),
                    Page.whole(c.trials()),
                    Page.percent(c.rate()),
                    Page.percent(c.interval(flags.confidence).lower()),
                    Page.percent(c.interval(flags.confidence).upper())));
        }
        page.table(lines);
        page.gap();
        Contrast.print(page, all.get(0).variant(), contrasts, d -> Page.decimals(100 * d, 2) + " %");
        page.say("Intervals at " + Page.percent(flags.confidence)
                + switch (method) {
                    case fixed -> "; the last column allows for the number of comparisons. One look, at the end.";
                    case sequential ->
                        "; they and p hold however often one looks. The last column allows for the number of"
                                + " comparisons.";
                    case bayesian ->
                        ". Statements of belief: stopping as soon as a variant is better with 95 % does not keep the"
                                + " chance of a wrong winner at 5 %.";
                });
        page.gap();
        Contrast.printSampleRatio(page, ratio.p());
        if (method == Method.fixed) {
            String metric = outcome == null ? "rate" : outcome;
            List<VariantData> data = all.stream()
                    .map(c -> VariantData.of(c.variant()).withRate(metric, c.successes(), c.trials()))
                    .toList();
            Contrast.printVerdict(
                    page,
                    VerdictRule.of(metric)
                            .withConfidence(flags.confidence)
                            .report(data.get(0), data.subList(1, data.size())));
        }
    }
}
