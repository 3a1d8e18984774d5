package io.clientele.cli;

import io.clientele.cli.report.DemoShop;
import io.clientele.cli.report.ReportData;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on a simulated shop, read from a database as a platform would. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Simulates a shop into a database, reads it back and reports on it.")
final class DemoCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "2000",
            description = "of the simulated shop; default ${DEFAULT-VALUE}")
    int customers = 2000;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description = "also writes orders.csv, touchpoints.csv and activities.csv there")
    @Nullable
    Path outDir;

    @Mixin
    ReportFlags flags = new ReportFlags();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec own = java.util.Objects.requireNonNull(spec);
        if (customers < 1) {
            throw Usage.wrong(own, "--customers must be at least 1, got " + customers);
        }
        flags.settings(own); // refuse wrong usage before simulating anything
        Stopwatch watch = new Stopwatch(flags.timing);
        DemoShop shop = DemoShop.of(customers, flags.seed);
        if (outDir != null) {
            shop.write(outDir);
        }
        ReportData data = watch.time("read", shop::read);
        return ReportRun.run(console, "demo", data, flags, own, watch);
    }
}
