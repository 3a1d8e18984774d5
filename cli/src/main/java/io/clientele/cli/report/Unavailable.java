package io.clientele.cli.report;

import io.clientele.cli.print.Page;
import tools.jackson.core.JsonGenerator;

/**
 * A chapter that these data cannot fill.
 *
 * @param field of the JSON
 * @param heading on paper
 * @param reason why not, and what to do
 */
record Unavailable(String field, String heading, String reason) implements Chapter {

    @Override
    public void print(Page page) {
        page.heading(heading);
        page.say("Not available: " + reason + ".");
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName(field).writeStartObject();
        json.writeName("unavailable").writeString(reason);
        json.writeEndObject();
    }
}
