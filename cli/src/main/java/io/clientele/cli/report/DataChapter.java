package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.OrderLog;
import io.clientele.core.io.BadRow;
import io.clientele.core.io.ReadReport;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What was read, and what was left out. */
final class DataChapter implements Chapter {

    private final ReportData data;
    private final double spend;
    private final int repeats;
    private int customers;
    private int orders;
    private int returns;
    private double returned;
    private int onlyReturned;
    private double onlyReturnedMoney;

    DataChapter(ReportData data) {
        this.data = data;
        double sum = 0;
        for (int row = 0; row < data.lines().rows(); row++) {
            sum += data.lines().amount(row);
        }
        this.spend = sum;
        count();
        this.repeats = data.lines().repeats();
    }

    /** Customers and orders with something bought; lines and money that came back. */
    private void count() {
        OrderLog lines = data.lines();
        for (int c = 0; c < lines.customers().size(); c++) {
            int before = orders;
            int last = -1;
            double money = 0;
            for (int row = lines.start(c); row < lines.end(c); row++) {
                money += lines.amount(row);
                if (lines.isReturn(row)) {
                    returns++;
                    returned += lines.amount(row);
                } else if (lines.order(row) > last) {
                    last = lines.order(row);
                    orders++;
                }
            }
            if (orders > before) {
                customers++;
            } else {
                onlyReturned++;
                onlyReturnedMoney += money;
            }
        }
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
        page.say(Page.whole(customers) + " customers, " + Page.whole(orders) + " orders, "
                + Page.whole(lines.rows()) + " lines, " + Page.whole(spend) + " in money, from "
                + day(data.first()) + " to " + day(data.asOf().minusMillis(1)) + " (" + data.days() + " days).");
        if (returns > 0) {
            page.say(
                    Page.whole(returns) + " lines are returns worth " + Page.whole(returned)
                            + ": they are no orders, and their money is subtracted from spend (--drop-returns leaves them out).");
        }
        if (onlyReturned > 0) {
            page.say(Page.whole(onlyReturned) + " more customers have returns worth " + Page.whole(onlyReturnedMoney)
                    + " but no order in these data; they are in no segment.");
        }
        if (repeats > 0) {
            page.say(Page.whole(repeats) + " lines repeat another line of the same order exactly; they are counted"
                    + " (--drop-repeats leaves them out).");
        }
    }

    private String day(java.time.Instant instant) {
        return instant.atZone(data.zone()).toLocalDate().toString();
    }

    @Override
    public List<String> warnings() {
        return data.reads().stream()
                .flatMap(read -> read.firstBad().stream())
                .map(bad -> "row set aside: " + bad.text())
                .toList();
    }

    @Override
    public void write(JsonGenerator json) {
        OrderLog lines = data.lines();
        json.writeName("data").writeStartObject();
        json.writeName("customers").writeNumber(customers);
        json.writeName("orders").writeNumber(orders);
        json.writeName("lines").writeNumber(lines.rows());
        Json.number(json, "spend", spend);
        json.writeName("returnedLines").writeNumber(returns);
        Json.number(json, "returned", returned);
        json.writeName("customersWithoutOrder").writeNumber(onlyReturned);
        Json.number(json, "theirMoney", onlyReturnedMoney);
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
            Json.strings(
                    json, "firstBad", read.firstBad().stream().map(BadRow::text).toList());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
