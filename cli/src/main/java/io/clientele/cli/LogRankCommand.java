package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.prediction.survival.LogRank;
import io.clientele.prediction.survival.LogRankTest;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether groups leave at different rates. */
@Command(
        name = "log-rank",
        mixinStandardHelpOptions = true,
        description = "Whether groups leave at different rates (log-rank test, or G-rho with --rho).")
final class LogRankCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    SurvivalOptions survival = new SurvivalOptions();

    @Option(names = "--strata", paramLabel = "COLUMN", description = "compared within, not between")
    @Nullable
    String strata;

    @Option(
            names = "--rho",
            paramLabel = "R",
            defaultValue = "0",
            description = "weight of early differences (Fleming and Harrington); default ${DEFAULT-VALUE}")
    double rho;

    LogRankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (survival.group == null) {
            throw Usage.wrong(spec, "--group is needed: a test compares groups");
        }
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data = watch.time(
                "read", () -> survival.read(common, console.in(), strata == null ? List.of() : List.of(strata)));
        SurvivalTable plain = survival.table(data);
        SurvivalTable table = strata == null ? plain : plain.withStrata(data.texts(strata));
        LogRankTest test = watch.time("fit", () -> LogRank.create().withRho(rho).test(table));
        if (common.json) {
            Output.json(console.out(), "survive log-rank", data.read(), List.of(), watch, json -> {
                Json.number(json, "chiSquare", test.chiSquare());
                json.writeName("degreesOfFreedom").writeNumber(test.degreesOfFreedom());
                Json.number(json, "p", test.p());
            });
        } else {
            Page page = new Page(console.out());
            Output.head(page, data.read(), List.of());
            List<List<String>> lines = Page.lines("group", "observed", "expected");
            for (int g = 0; g < test.groups().size(); g++) {
                lines.add(
                        List.of(test.groups().get(g), Page.count(test.observed()[g]), Page.shown(test.expected()[g])));
            }
            page.table(lines);
            page.say("chi-square " + Page.shown(test.chiSquare()) + " on " + test.degreesOfFreedom()
                    + " degrees of freedom, p " + Page.shown(test.p()));
            watch.print(console.out());
        }
        return 0;
    }
}
