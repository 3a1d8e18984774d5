package io.clientele.cli;

import io.clientele.core.FitReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints results: one JSON object, tables, rows to a file. */
final class Output {

    private Output() {}

    /** One JSON object with the fields that every command has; numbers in full precision. */
    static void json(
            PrintStream out,
            String command,
            DataSet data,
            FitReport report,
            Stopwatch watch,
            Consumer<JsonGenerator> own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("command").writeString(command);
            json.writeName("rows").writeNumber(data.rows());
            json.writeName("rejected").writeNumber(data.rejected());
            json.writeName("warnings").writeStartArray();
            for (String warning : warnings(data, report)) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeName("converged").writeBoolean(report.converged());
            json.writeName("iterations").writeNumber(report.iterations());
            own.accept(json);
            watch.write(json);
            json.writeEndObject();
        }
        out.println(bytes.toString(StandardCharsets.UTF_8));
    }

    static List<String> warnings(DataSet data, FitReport report) {
        List<String> all = new ArrayList<>(report.warnings());
        for (String reason : data.reasons()) {
            all.add("row set aside: " + reason);
        }
        return all;
    }

    /** A number, or null where there is none: JSON has no NaN. */
    static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    static void numbers(JsonGenerator json, double[] values) {
        json.writeStartArray();
        for (double value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /** The lines above every table. */
    static void head(PrintStream out, DataSet data, FitReport report) {
        out.println("rows read " + data.rows() + " = used " + data.used() + " + rejected " + data.rejected());
        out.println((report.converged() ? "converged" : "NOT converged") + " after " + report.iterations()
                + (report.iterations() == 1 ? " iteration" : " iterations"));
        for (String warning : warnings(data, report)) {
            out.println("warning: " + warning);
        }
    }

    /** Columns as wide as they need to be, the first to the left, the others to the right. */
    static void table(PrintStream out, List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] width = new int[columns];
        for (List<String> line : lines) {
            for (int j = 0; j < columns; j++) {
                width[j] = Math.max(width[j], line.get(j).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < columns; j++) {
                String cell = line.get(j);
                String space = " ".repeat(width[j] - cell.length());
                text.append(j == 0 ? cell + space : "  " + space + cell);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    static String shown(double value) {
        return Double.isNaN(value) ? "-" : String.format(java.util.Locale.ROOT, "%.4g", value);
    }

    /** One line per row of the input; empty for a row set aside. */
    static void rows(Path file, String column, DataSet data, IntFunction<String> value) {
        StringBuilder text = new StringBuilder(column).append('\n');
        int next = 0;
        for (long row = 0; row < data.rows(); row++) {
            if (next < data.used() && data.inputRow(next) == row) {
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
