package io.clientele.cli;

import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.cli.report.ReportData;
import io.clientele.cli.report.Settings;
import io.clientele.cli.report.ShopReport;
import picocli.CommandLine.Model.CommandSpec;

/** Makes a report and prints it. */
final class ReportRun {

    private ReportRun() {}

    static int run(
            Console console, String command, ReportData data, ReportFlags flags, CommandSpec spec, Stopwatch watch) {
        Settings settings = flags.settings(spec);
        ShopReport report;
        try (ProgressBar bar = ProgressBar.on(console.err())) {
            report = watch.time(
                    "fit",
                    () -> Threads.with(flags.threads, e -> ShopReport.of(data, settings, e.withProgress(bar::show))));
        }
        if (flags.json) {
            JsonDocument.print(console.out(), command, report.rows(), report.rejected(), report.warnings(), json -> {
                report.write(json);
                watch.write(json);
            });
        } else {
            report.print(new Page(console.out()));
            watch.print(console.out());
        }
        return 0;
    }
}
