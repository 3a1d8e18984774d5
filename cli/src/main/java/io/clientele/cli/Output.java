package io.clientele.cli;

import io.clientele.cli.print.JsonDocument;
import io.clientele.cli.print.Page;
import io.clientele.core.FitReport;
import io.clientele.core.io.BadRow;
import io.clientele.core.io.ReadReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;

/** What the commands on one file print alike: the account of the rows, how a fit went, results by row. */
final class Output {

    private Output() {}

    /** One JSON object of a fit. */
    static void json(
            PrintStream out,
            String command,
            ReadReport read,
            FitReport report,
            Stopwatch watch,
            Consumer<JsonGenerator> own) {
        json(out, command, read, report.warnings(), watch, json -> {
            json.writeName("converged").writeBoolean(report.converged());
            json.writeName("iterations").writeNumber(report.iterations());
            own.accept(json);
        });
    }

    /** One JSON object of what is no fit. */
    static void json(
            PrintStream out,
            String command,
            ReadReport read,
            List<String> warnings,
            Stopwatch watch,
            Consumer<JsonGenerator> own) {
        JsonDocument.print(out, command, read.rows(), read.rejected(), warnings(read, warnings), json -> {
            own.accept(json);
            watch.write(json);
        });
    }

    private static List<String> warnings(ReadReport read, List<String> own) {
        List<String> all = new ArrayList<>(own);
        for (BadRow bad : read.firstBad()) {
            all.add("row set aside: " + bad.text());
        }
        return all;
    }

    /** The lines above every table of a fit. */
    static void head(Page page, ReadReport read, FitReport report) {
        rows(page, read);
        page.say((report.converged() ? "converged" : "NOT converged") + " after " + report.iterations()
                + (report.iterations() == 1 ? " iteration" : " iterations"));
        warn(page, read, report.warnings());
    }

    /** The lines above every table of what is no fit. */
    static void head(Page page, ReadReport read, List<String> warnings) {
        rows(page, read);
        warn(page, read, warnings);
    }

    private static void rows(Page page, ReadReport read) {
        page.say("rows read " + read.rows() + " = used " + read.used() + " + rejected " + read.rejected());
    }

    private static void warn(Page page, ReadReport read, List<String> warnings) {
        warnings(read, warnings).forEach(warning -> page.say("warning: " + warning));
    }

    /** One line per row of the input; empty for a row set aside. */
    static void rows(Path file, String column, DataSet data, IntFunction<String> value) {
        StringBuilder text = new StringBuilder(column).append('\n');
        int next = 0;
        for (long row = 0; row < data.read().rows(); row++) {
            if (next < data.read().used() && data.inputRow(next) == row) {
                text.append(value.apply(next++));
            }
            text.append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
