package io.clientele.cli.report;

import io.clientele.cli.print.Page;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A part of the report: for people and for programs. */
interface Chapter {

    /** Prints it, heading included. */
    void print(Page page);

    /** Writes its field, name included. */
    void write(JsonGenerator json);

    /** {@return what the reader should know} */
    default List<String> warnings() {
        return List.of();
    }
}
