package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/data.md. */
class UserGuideTest {

    private record Order(String customerId, Instant placedAt, double total) {}

    @TempDir
    Path folder;

    @Test
    void beans() {
        List<Order> myOrders = List.of(
                new Order("ann", Instant.parse("2026-03-01T10:00:00Z"), 12.5),
                new Order("bob", Instant.parse("2026-03-02T10:00:00Z"), 7));
        OrderLog orders = OrderLog.from(myOrders, (o, log) -> log.add(o.customerId(), o.placedAt(), o.total()));
        double spent = 0;
        int ann = orders.customers().find("ann").orElseThrow();
        for (int row = orders.start(ann); row < orders.end(ann); row++) {
            spent += orders.amount(row);
        }
        assertThat(spent).isEqualTo(12.5);
    }

    @Test
    void csv() throws IOException {
        Path path = folder.resolve("orders.csv");
        Files.writeString(
                path,
                "InvoiceNo,CustomerID,InvoiceDate,StockCode,Quantity,UnitPrice\n"
                        + "1,17850,2026-03-01 10:00:00,tea,2,3.5\nC2,17850,2026-03-02 10:00:00,tea,-2,3.5\n"
                        + "3,,2026-03-02 11:00:00,cup,1,5\n4,12583,soon,cup,1,5\n");
        CsvSource file = CsvSource.of(path);
        OrderColumns columns = OrderColumns.create().told(file.header());
        List<String> told = columns.explanation();
        Loaded<OrderLog> orders = LogReader.create()
                .withBadRows(BadRows.SKIP)
                .withoutAnonymous()
                .withOrderRules(OrderRules.create()
                        .withoutOrdersStarting("C")
                        .withoutReturns()
                        .withoutFree())
                .orders(file, columns);
        OrderLog log = orders.data();
        String account = orders.report().toString();
        assertThat(told).contains("customer: column 'CustomerID', told from its name");
        assertThat(log.rows()).isEqualTo(1);
        assertThat(account)
                .isEqualTo(path + ": rows read 4 = used 1 + left out by rule 2 + rejected 1\n"
                        + "  left out, no customer: 1\n"
                        + "  left out, order id starts with 'C': 1\n"
                        + "  left out, quantity or amount below 0: 0\n"
                        + "  left out, amount 0: 0\n"
                        + "  rejected, column 'InvoiceDate': not a time: 1\n"
                        + "  for instance " + path
                        + ", line 5, column 'InvoiceDate': 'soon' is not a time (ISO-8601, zone UTC)\n"
                        + "  times: ISO-8601, zone UTC, told from the first rows");
    }

    @Test
    void anotherCountry() throws IOException {
        Path path = folder.resolve("kunden.csv");
        Files.writeString(
                path, "Kunde;Datum;Betrag\nM\u00fcller;01.03.2026 10:15;1.234,50\n", Charset.forName("windows-1252"));
        CsvSource file = CsvSource.of(path).withCharset("windows-1252").withSeparator(';');
        OrderLog log = LogReader.create()
                .withTimeFormat(TimeFormat.pattern("dd.MM.yyyy HH:mm").withZone(ZoneId.of("Europe/Berlin")))
                .withNumberStyle(NumberStyle.comma().withThousands('.'))
                .orders(
                        file,
                        OrderColumns.create()
                                .withCustomer("Kunde")
                                .withTime("Datum")
                                .withAmount("Betrag"))
                .data();
        assertThat(log.instant(0)).isEqualTo(Instant.parse("2026-03-01T09:15:00Z"));
        assertThat(log.amount(0)).isEqualTo(1234.5);
    }

    @Test
    void database() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table clicks (visitor bigint, at timestamp, source varchar, cost decimal(8, 2))");
                statement.execute("insert into clicks values (1, '2026-03-01 10:00:00', 'mail', 0.25)");
            }
            JdbcSource clicks =
                    JdbcSource.query(connection, "select visitor as customer, at, source as channel, cost from clicks");
            TouchpointLog touches = LogReader.create()
                    .touchpoints(clicks, TouchpointColumns.create().told(clicks.header()))
                    .data();
            assertThat(touches.cost(0)).isEqualTo(0.25);
        }
    }

    @Test
    void table() throws IOException {
        Path path = folder.resolve("customers.csv");
        Files.writeString(path, "recency,spend,country,bought\n3,9.5,FR,1\n7,2,UK,0\n5,4,DE,0\n");
        TableData rows = TableReader.create()
                .withFeatures("recency", "spend")
                .withCategorical("country")
                .withNumbers("bought")
                .read(CsvSource.of(path));
        FeatureTable features = rows.features(); // recency, spend, country=FR, country=UK
        double[] bought = rows.numbers("bought");
        assertThat(features.names()).containsExactly("recency", "spend", "country=FR", "country=UK");
        assertThat(bought).containsExactly(1, 0, 0);
    }
}
