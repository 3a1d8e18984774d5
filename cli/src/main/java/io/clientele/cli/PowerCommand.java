package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.optimization.experiment.SampleSize;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many units an experiment takes. */
@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        description = "How many units a variant needs for an effect to be found, at a fixed horizon.")
final class PowerCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--baseline", paramLabel = "P", description = "rate of the control, for a rate")
    @Nullable
    Double baseline;

    @Option(names = "--sd", paramLabel = "S", description = "standard deviation of the metric, for a mean")
    @Nullable
    Double deviation;

    @Option(
            names = "--effect",
            required = true,
            paramLabel = "D",
            description = "difference worth finding, in units of the rate or of the metric; 0.01 is one point")
    double effect;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description = "two-sided chance of a finding where there is none; default ${DEFAULT-VALUE}")
    double alpha = 0.05;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "chance of finding the effect; default ${DEFAULT-VALUE}")
    double power = 0.8;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    PowerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if ((baseline == null) == (deviation == null)) {
            throw Usage.wrong(spec, "give either --baseline (a rate) or --sd (a mean)");
        }
        if (baseline != null && !(baseline > 0 && baseline < 1 && baseline + effect > 0 && baseline + effect < 1)) {
            throw Usage.wrong(
                    spec,
                    "--baseline and --baseline + --effect must be rates above 0 and below 1, got " + baseline + " and "
                            + (baseline + effect));
        }
        SampleSize recipe = SampleSize.create().withAlpha(alpha).withPower(power);
        double units = baseline != null
                ? recipe.forRates(baseline, baseline + effect)
                : recipe.forMeans(effect, deviation == null ? Double.NaN : deviation);
        double total = 2 * Math.ceil(units);
        if (json) {
            JsonDocument.print(console.out(), "experiment power", 0, 0, List.of(), g -> {
                Json.number(g, "perVariant", units);
                Json.number(g, "total", total);
            });
        } else {
            Page page = new Page(console.out());
            page.say(Page.whole(Math.ceil(units)) + " units a variant, " + Page.whole(total)
                    + " in all with one control and one variant.");
            page.say("A difference of " + effect + " is then found with a chance of " + Page.percent(power)
                    + ", at a two-sided level of " + Page.percent(alpha) + " and one look at the end.");
        }
        return 0;
    }
}
