package io.clientele.cli.print;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one JSON object that a command prints. */
public final class JsonDocument {

    private JsonDocument() {}

    /**
     * Prints the fields that every command has, then its own.
     *
     * @param out where to
     * @param command its name, such as {@code segment kmeans}
     * @param rows read
     * @param rejected of them
     * @param warnings what the user should know
     * @param own writes the command's own fields
     */
    public static void print(
            PrintStream out,
            String command,
            long rows,
            long rejected,
            List<String> warnings,
            Consumer<JsonGenerator> own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("command").writeString(command);
            json.writeName("rows").writeNumber(rows);
            json.writeName("rejected").writeNumber(rejected);
            Json.strings(json, "warnings", warnings);
            own.accept(json);
            json.writeEndObject();
        }
        out.println(bytes.toString(StandardCharsets.UTF_8));
    }
}
