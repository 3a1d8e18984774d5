package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionTest;
import io.clientele.optimization.experiment.SampleRatio;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.experiment.sequential.GroupSequentialMonitor;
import io.clientele.optimization.experiment.sequential.SequentialDecision;
import io.clientele.optimization.experiment.sequential.StageWiseResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** One look at an experiment that is running. */
@Command(
        name = "look",
        mixinStandardHelpOptions = true,
        description = "One look at a running experiment: may it stop? The looks so far are kept in a file.",
        footer = {
            "",
            "The data are all units since the start. The first look plans the test (--effect); later ones read the file of the"
                    + " one before (--model-in). A command that fails writes no file."
        })
final class LookCommand implements Callable<Integer> {

    /** The two variants at this look. */
    private record Seen(double difference, double standardError, List<String> names, List<Long> units) {}

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    VariantFlags flags = new VariantFlags();

    @Option(names = "--treatment", paramLabel = "NAME", description = "variant to follow, where there are several")
    @Nullable
    String treatment;

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "0 or 1, whether the unit converted")
    @Nullable
    String outcome;

    @Option(names = "--metric", paramLabel = "COLUMN", description = "or the unit's value, such as spend")
    @Nullable
    String metric;

    @Option(names = "--model-in", paramLabel = "FILE", description = "the test so far, as --model-out wrote it")
    @Nullable
    Path in;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the test with this look")
    @Nullable
    Path out;

    @Option(
            names = "--effect",
            paramLabel = "D",
            description = "first look: the smallest difference worth finding, fixed before the start")
    @Nullable
    Double effect;

    @Option(
            names = "--power",
            paramLabel = "P",
            description = "first look: chance to find it by the planned end; default 0.8")
    @Nullable
    Double power;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "first look: obrien-fleming (default), pocock, hwang-shih-decani:GAMMA or power:EXPONENT")
    @Nullable
    String rule;

    @Option(
            names = "--last",
            description = "the experiment ends now, for a reason that has nothing to do with its results: spends all"
                    + " that is left of the error")
    boolean last;

    LookCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireConfidence(spec, flags.confidence);
        if (flags.data == null || flags.variant == null || (outcome == null) == (metric == null)) {
            throw Usage.wrong(spec, "--data, --variant and either --outcome or --metric are needed");
        }
        if ((in == null) == (effect == null)) {
            throw Usage.wrong(spec, "give either --effect, at the first look, or --model-in, at later ones");
        }
        if (in != null && (power != null || rule != null || flags.confidence != 0.95)) {
            throw Usage.wrong(spec, "--power, --rule and --confidence were fixed at the first look; leave them out");
        }
        GroupSequentialMonitor before = in == null ? planned() : GroupSequentialMonitor.read(in);
        String column = outcome != null ? outcome : String.valueOf(metric);
        DataSet table = flags.read(console, flags.data, flags.variant, List.of(column));
        Seen seen = seen(table, flags.variant, column);
        GroupSequentialMonitor after = taken(before, seen);
        if (out != null) {
            after.write(out);
        }
        double ratio = SampleRatio.of(
                        seen.units.stream().mapToLong(Long::longValue).toArray())
                .p();
        if (flags.json) {
            JsonDocument.print(
                    console.out(),
                    "experiment look",
                    table.read().rows(),
                    table.read().rejected(),
                    List.of(),
                    g -> write(g, after, seen, ratio));
        } else {
            print(table, after, seen, ratio);
        }
        return 0;
    }

    private GroupSequentialMonitor planned() {
        double find = effect == null ? 0 : effect;
        double chance = power == null ? 0.8 : power;
        double alpha = Math.rint(1e12 * (1 - flags.confidence)) / 1e12; // 0.05, not 0.050000000000000044
        if (!(Math.abs(find) > 0) || Double.isInfinite(find)) {
            throw Usage.wrong(spec, "--effect must be a number other than 0, got " + find);
        }
        if (!(chance > alpha && chance < 1)) {
            throw Usage.wrong(spec, "--power must be above 1 - --confidence and below 1, got " + chance);
        }
        try {
            StoppingRule layout = rule == null ? StoppingRule.obrienFleming() : StoppingRule.parse(rule);
            double information = GroupSequential.looks(10)
                    .withAlpha(alpha)
                    .withRule(layout)
                    .design()
                    .informationFor(find, chance);
            return GroupSequentialMonitor.of(information).withAlpha(alpha).withRule(layout);
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, String.valueOf(e.getMessage()));
        }
    }

    private GroupSequentialMonitor taken(GroupSequentialMonitor before, Seen seen) {
        try {
            return last
                    ? before.lastLook(seen.difference, seen.standardError)
                    : before.look(seen.difference, seen.standardError);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private Seen seen(DataSet table, String variantColumn, String column) {
        List<String> order = flags.order(table, variantColumn);
        VariantFlags.requireTwo(order);
        String control = order.get(0);
        if (treatment == null && order.size() > 2) {
            throw new IllegalArgumentException(table.read().source() + ", column '" + variantColumn
                    + "': a test follows one"
                    + " variant beside the control '" + control + "', and there are " + order.subList(1, order.size())
                    + "; choose one with --treatment, and a --confidence that allows for their number");
        }
        String variant = treatment == null ? order.get(1) : treatment;
        if (!order.subList(1, order.size()).contains(variant)) {
            throw new IllegalArgumentException(table.read().source() + ", column '" + variantColumn
                    + "': no row has the variant '" + variant + "'; beside the control there are "
                    + order.subList(1, order.size()));
        }
        double[] values = table.numbers(column);
        List<String> variants = table.texts(variantColumn);
        MetricSample.Builder a = MetricSample.builder(control);
        MetricSample.Builder b = MetricSample.builder(variant);
        for (int i = 0; i < values.length; i++) {
            if (outcome != null && values[i] != 0 && values[i] != 1) {
                throw new IllegalArgumentException(
                        table.place(i, column) + ": the outcome must be 0 or 1, got " + values[i]);
            }
            if (variants.get(i).equals(control)) {
                a.add(values[i]);
            } else if (variants.get(i).equals(variant)) {
                b.add(values[i]);
            }
        }
        return outcome != null ? rates(a.build(), b.build()) : means(a.build(), b.build());
    }

    private static Seen rates(MetricSample a, MetricSample b) {
        ProportionComparison c = ProportionTest.create().compare(counts(a), counts(b));
        if (c.unpooledError() == 0) {
            throw new IllegalArgumentException("the outcome does not vary: '" + a.variant() + "' and '" + b.variant()
                    + "' have rates of " + a.mean() + " and " + b.mean() + "; look again later");
        }
        return new Seen(
                c.difference(), c.unpooledError(), List.of(a.variant(), b.variant()), List.of(a.count(), b.count()));
    }

    private static Conversions counts(MetricSample zeroOne) {
        return new Conversions(zeroOne.variant(), Math.round(zeroOne.mean() * zeroOne.count()), zeroOne.count());
    }

    private static Seen means(MetricSample a, MetricSample b) {
        MeanComparison c = MeanTest.create().compare(a, b);
        return new Seen(
                c.difference(), c.standardError(), List.of(a.variant(), b.variant()), List.of(a.count(), b.count()));
    }

    private static String verdict(GroupSequentialMonitor test, Seen seen) {
        String variant = "'" + seen.names.get(1) + "'";
        return switch (test.decision()) {
            case STOP_BETTER -> "Stop: " + variant + " is higher than '" + seen.names.get(0) + "'.";
            case STOP_WORSE -> "Stop: " + variant + " is lower than '" + seen.names.get(0) + "'.";
            case STOP_NOTHING_FOUND ->
                "Stop: the plan is at its end and no difference was found; the interval says how large one may be.";
            case CONTINUE ->
                "Go on: nothing can be said yet, " + Page.percent(test.informationShare())
                        + " of the planned information is in.";
        };
    }

    private static void write(JsonGenerator g, GroupSequentialMonitor test, Seen seen, double ratio) {
        g.writeName("decision").writeString(test.decision().name());
        g.writeName("control").writeString(seen.names.get(0));
        g.writeName("variant").writeString(seen.names.get(1));
        g.writeName("looks").writeNumber(test.looks());
        Json.number(g, "informationShare", test.informationShare());
        Json.number(g, "difference", seen.difference);
        Json.number(g, "standardError", seen.standardError);
        Interval all = test.repeatedInterval();
        Json.number(g, "lower", all.lower());
        Json.number(g, "upper", all.upper());
        Json.number(g, "z", test.z());
        Json.number(g, "limit", test.criticalValue());
        Json.number(g, "spent", test.spent());
        if (test.decision() != SequentialDecision.CONTINUE) {
            StageWiseResult end = test.stageWise();
            g.writeName("end").writeStartObject();
            Json.number(g, "p", end.p());
            Json.number(g, "logP", end.logP());
            Json.number(g, "estimate", end.estimate());
            Json.number(g, "lower", end.interval().lower());
            Json.number(g, "upper", end.interval().upper());
            g.writeEndObject();
        }
        g.writeName("verdict").writeString(verdict(test, seen));
        Json.number(g, "sampleRatioP", ratio);
    }

    private void print(DataSet table, GroupSequentialMonitor test, Seen seen, double ratio) {
        Page page = new Page(console.out());
        Output.head(page, table.read(), List.of());
        Interval all = test.repeatedInterval();
        List<List<String>> lines =
                Page.lines("looks", "information", "difference", "lower", "upper", "z", "stop at |z|", "spent");
        lines.add(List.of(
                Page.whole(test.looks()),
                Page.percent(test.informationShare()),
                Page.shown(seen.difference),
                Page.shown(all.lower()),
                Page.shown(all.upper()),
                Page.decimals(test.z(), 3),
                Page.decimals(test.criticalValue(), 3),
                Page.shown(test.spent())));
        page.table(lines);
        page.say("The intervals of all looks together hold the true difference with " + Page.percent(all.confidence())
                + ".");
        if (test.decision() != SequentialDecision.CONTINUE) {
            StageWiseResult end = test.stageWise();
            page.say("At the end, allowing for the looks: " + Page.shown(end.estimate()) + " ["
                    + Page.shown(end.interval().lower()) + ", "
                    + Page.shown(end.interval().upper()) + "], p " + Page.shown(end.p()) + ".");
        }
        page.gap();
        Contrast.printSampleRatio(page, ratio);
        page.gap();
        page.say(verdict(test, seen));
    }
}
