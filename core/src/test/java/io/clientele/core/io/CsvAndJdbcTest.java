package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.OrderLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same rows by CSV, from a database and from beans give the same log, whatever they are. */
class CsvAndJdbcTest {

    private static final String[] CUSTOMERS = {"ann", "0042", "o'neil, \"bob\"", "Zo\u00eb", "a;b", "line\nend", ""};
    private static final String[] PRODUCTS = {"tea", "", "85123A", "\u8336"};

    /** One line; an empty text or a null stands for nothing. */
    private record Line(
            String order, String customer, LocalDateTime time, String product, int quantity, Double price) {}

    private static Line line(Random random) {
        // cents, and now and then nothing, which makes a bad row
        Double price = random.nextInt(20) == 0 ? null : random.nextInt(-500, 20_000) / 100.0;
        return new Line(
                (random.nextInt(9) == 0 ? "C" : "") + random.nextInt(40),
                CUSTOMERS[random.nextInt(CUSTOMERS.length)],
                // months around the changes of the clock among them
                LocalDateTime.ofEpochSecond(random.nextLong(1_600_000_000, 1_700_000_000), 0, ZoneOffset.UTC),
                PRODUCTS[random.nextInt(PRODUCTS.length)],
                random.nextInt(-2, 6),
                price);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static CsvSource csv(Line[] lines) {
        StringBuilder text = new StringBuilder("ORDER_ID,CUSTOMER,PLACED,PRODUCT,QUANTITY,PRICE\n");
        for (Line l : lines) {
            text.append(l.order)
                    .append(',')
                    .append(quoted(l.customer))
                    .append(',')
                    .append(l.time)
                    .append(',');
            text.append(quoted(l.product)).append(',').append(l.quantity).append(',');
            text.append(l.price == null ? "" : l.price).append('\n');
        }
        return CsvSource.of(
                "lines.csv", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void fill(Connection connection, Line[] lines) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table lines (n int, order_id varchar, customer varchar, placed timestamp, product varchar,"
                            + " quantity int, price decimal(14, 2))");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into lines values (?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < lines.length; i++) {
                Line l = lines[i];
                Object[] values = {
                    i,
                    l.order,
                    l.customer.isEmpty() ? null : l.customer,
                    l.time,
                    l.product.isEmpty() ? null : l.product,
                    l.quantity,
                    l.price
                };
                for (int j = 0; j < values.length; j++) {
                    insert.setObject(j + 1, values[j]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Test
    void theSameRowsGiveTheSameLogAndTheSameCounts() throws SQLException {
        OrderRules some =
                OrderRules.create().withoutOrdersStarting("C").withoutReturns().withoutRepeats();
        LogReader skipping = LogReader.create()
                .withBadRows(BadRows.SKIP)
                .withTimeFormat(TimeFormat.iso().withZone(ZoneId.of("Europe/London")));
        OrderColumns columns = OrderColumns.create()
                .withOrder("ORDER_ID")
                .withCustomer("CUSTOMER")
                .withTime("PLACED")
                .withProduct("PRODUCT")
                .withQuantity("QUANTITY")
                .withPrice("PRICE");
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Line[] lines = new Line[5 + random.nextInt(400)];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = i > 0 && random.nextInt(10) == 0 ? lines[i - 1] : line(random);
            }
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
                fill(connection, lines);
                String sql = "select * from lines order by n";
                for (LogReader reader :
                        new LogReader[] {skipping, skipping.withoutAnonymous().withOrderRules(some)}) {
                    Loaded<OrderLog> byCsv = reader.orders(csv(lines), columns);
                    Loaded<OrderLog> byJdbc = reader.orders(JdbcSource.query(connection, sql), columns);
                    assertThat(byJdbc.data()).isEqualTo(byCsv.data());
                    assertThat(byJdbc.report().leftOut())
                            .isEqualTo(byCsv.report().leftOut());
                    assertThat(byJdbc.report().reasons())
                            .isEqualTo(byCsv.report().reasons());
                    ReadReport report = byCsv.report();
                    long byRules =
                            report.leftOut().values().stream().mapToLong(n -> n).sum();
                    assertThat(report.rows()).isEqualTo(lines.length);
                    assertThat(report.used() + byRules + report.rejected()).isEqualTo(report.rows());
                    assertThat(byCsv.data().rows()).isEqualTo((int) report.used());
                }
                assertThat(skipping.orders(csv(lines), columns).data()).isEqualTo(beans(lines));
            }
        }
    }

    private static OrderLog beans(Line[] lines) {
        OrderLog.Builder log = OrderLog.builder();
        for (Line l : lines) {
            if (l.customer.isEmpty() || l.price == null) {
                continue;
            }
            log.customer(l.customer).order(l.order).quantity(l.quantity).amount(l.quantity * l.price);
            log.time(l.time.atZone(ZoneId.of("Europe/London")).toInstant());
            if (!l.product.isEmpty()) {
                log.product(l.product);
            }
            log.add();
        }
        return log.build();
    }
}
