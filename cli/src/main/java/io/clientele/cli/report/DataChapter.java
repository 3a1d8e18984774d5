package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.OrderLog;
import io.clientele.core.io.ReadReport;
import tools.jackson.core.JsonGenerator;

/** What was read, and what was left out. */
final class DataChapter implements Chapter {

    private final ReportData data;
    private final double spend;
    private final int repeats;

    DataChapter(ReportData data) {
        this.data = data;
        double sum = 0;
        for (int row = 0; row < data.lines().rows(); row++) {
            sum += data.lines().amount(row);
        }
        this.spend = sum;
        this.repeats = data.lines().repeats();
    }

    @Override
    public void print(Page page) {
        OrderLog lines = data.lines();
        page.heading("What was read");
        for (ReadReport read : data.reads()) {
            read.lines().forEach(page::say);
        }
        data.columns().forEach(page::say);
        page.gap();
        page.say(Page.whole(lines.customers().size()) + " customers, " + Page.whole(lines.orders()) + " orders, "
                + Page.whole(lines.rows()) + " lines, " + Page.whole(spend) + " in money, from "
                + day(data.first()) + " to " + day(data.asOf().minusMillis(1)) + " (" + data.days() + " days).");
        if (repeats > 0) {
            page.say(Page.whole(repeats) + " lines repeat another line of the same order exactly; they are counted"
                    + " (--drop-repeats leaves them out).");
        }
    }

    private String day(java.time.Instant instant) {
        return instant.atZone(data.zone()).toLocalDate().toString();
    }

    @Override
    public void write(JsonGenerator json) {
        OrderLog lines = data.lines();
        json.writeName("data").writeStartObject();
        json.writeName("customers").writeNumber(lines.customers().size());
        json.writeName("orders").writeNumber(lines.orders());
        json.writeName("lines").writeNumber(lines.rows());
        Json.number(json, "spend", spend);
        json.writeName("repeatedLines").writeNumber(repeats);
        json.writeName("from").writeString(data.first().toString());
        json.writeName("asOf").writeString(data.asOf().toString());
        Json.strings(json, "columns", data.columns());
        json.writeName("sources").writeStartArray();
        for (ReadReport read : data.reads()) {
            json.writeStartObject();
            json.writeName("source").writeString(read.source());
            json.writeName("rows").writeNumber(read.rows());
            json.writeName("used").writeNumber(read.used());
            json.writeName("rejected").writeNumber(read.rejected());
            json.writeName("leftOut").writeStartObject();
            read.leftOut().forEach((rule, count) -> json.writeName(rule).writeNumber(count));
            json.writeEndObject();
            Json.strings(json, "notes", read.notes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
