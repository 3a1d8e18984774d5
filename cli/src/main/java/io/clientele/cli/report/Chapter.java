package io.clientele.cli.report;

import io.clientele.cli.print.Page;
import tools.jackson.core.JsonGenerator;

/** A part of the report: for people and for programs. */
interface Chapter {

    /** Prints it, heading included. */
    void print(Page page);

    /** Writes its field, name included. */
    void write(JsonGenerator json);
}
