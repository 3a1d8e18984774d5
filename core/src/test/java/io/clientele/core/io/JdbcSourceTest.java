package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSourceTest {

    private static final OrderColumns COLUMNS =
            OrderColumns.create().withCustomer("customer").withTime("at").withAmount("AMOUNT");

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Loaded<OrderLog> read(LogReader reader, TableSource source) {
        return reader.orders(source, COLUMNS);
    }

    @Test
    void aQueryIsReadByTheLabelsOfItsColumns() throws SQLException {
        run("create table orders (id int, who bigint, placed timestamp, money decimal(12, 2))");
        run(
                "insert into orders values (7, 17850, '2026-07-01 10:15:00', 12.34), (8, 12, '2026-01-01 00:00:00.25', -1)");
        String sql = "select id as order_id, who as customer, placed as at, money as amount from orders";
        JdbcSource source = JdbcSource.query(connection, sql);
        OrderColumns columns = OrderColumns.create().told(source.header());
        Loaded<OrderLog> read = LogReader.create()
                .withTimeFormat(TimeFormat.guess().withZone(ZoneId.of("Europe/London")))
                .orders(source, columns);
        OrderLog log = read.data();
        assertThat(log.customers().ids()).containsExactly("12", "17850");
        assertThat(log.instant(0)).isEqualTo(Instant.parse("2026-01-01T00:00:00.250Z"));
        assertThat(log.instant(1)).isEqualTo(Instant.parse("2026-07-01T09:15:00Z"));
        assertThat(log.amount(1)).isEqualTo(12.34);
        assertThat(log.orderId(log.order(1))).contains("7");
        assertThat(read.report().source()).isEqualTo("query '" + sql + "'");
        assertThat(read.report().rows()).isEqualTo(2);
        assertThat(connection.isClosed()).isFalse();
    }

    @Test
    void timesOfAllTypes() throws SQLException {
        run("create table t (customer char(3), amount double, d date, z timestamp with time zone, x varchar, s bigint,"
                + " b boolean, n int)");
        run(
                "insert into t values ('a', 1, '2026-03-01', '2026-03-01 10:00:00+02:00', '2026-03-01T08:00:00Z', 1772352000,"
                        + " true, 20260301)");
        LogReader reader = LogReader.create();
        Instant eight = Instant.parse("2026-03-01T08:00:00Z");
        assertThat(time(reader, "d")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(time(reader, "z")).isEqualTo(eight);
        assertThat(time(reader, "x")).isEqualTo(eight);
        assertThat(time(reader.withTimeFormat(TimeFormat.epochSeconds()), "s")).isEqualTo(eight);
        assertThat(time(reader.withTimeFormat(TimeFormat.pattern("yyyyMMdd")), "n"))
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThatThrownBy(() -> time(reader, "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "query 'select customer, s as at, amount from t', column 'AT': is of type BIGINT; state that times"
                                + " are seconds or milliseconds since 1970");
        assertThatThrownBy(() -> time(reader, "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "query 'select customer, b as at, amount from t', column 'AT': is of type BOOLEAN; a time is needed");
    }

    private Instant time(LogReader reader, String column) {
        JdbcSource source = JdbcSource.query(connection, "select customer, " + column + " as at, amount from t");
        return read(reader, source).data().instant(0);
    }

    @Test
    void aResultSetStaysOpen() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 'a' as customer, date '2026-03-01' as at, '1.234,5' as amount")) {
            OrderLog log = read(
                            LogReader.create()
                                    .withNumberStyle(NumberStyle.comma().withThousands('.')),
                            JdbcSource.of("orders", rows))
                    .data();
            assertThat(log.amount(0)).isEqualTo(1234.5);
            assertThat(rows.isClosed()).isFalse();
        }
    }

    @Test
    void badRowsAreNamedByTheirNumber() {
        String sql =
                "select * from (values ('a', date '2026-03-01', 1.0), ('b', null, 2.0), ('c', date '2026-03-02', null))"
                        + " as t(customer, at, amount)";
        assertThatThrownBy(() -> read(LogReader.create(), JdbcSource.query(connection, sql)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query '" + sql + "', row 2, column 'AT': is empty; a time is needed");
        ReadReport report = read(LogReader.create().withBadRows(BadRows.SKIP), JdbcSource.query(connection, sql))
                .report();
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(report.firstBad().get(1).text()).endsWith("row 3, column 'AMOUNT': is empty; a number is needed");
    }

    @Test
    void aDatabaseThatRefuses() {
        assertThatThrownBy(() ->
                        JdbcSource.query(connection, "select *\n  from orderz").header())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(
                        "query 'select * from orderz': the database refused: Table \"ORDERZ\" not found")
                .hasRootCauseInstanceOf(SQLException.class);
        // the query runs, the second row fails
        String division =
                "select 'a' as customer, date '2026-03-01' as at, 1 / (2 - x) as amount from system_range(1, 3)";
        assertThatThrownBy(() -> read(LogReader.create(), JdbcSource.query(connection, division)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the database refused: Division by zero")
                .hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> read(LogReader.create(), JdbcSource.query(connection, "select 1 as a, 2 as a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query 'select 1 as a, 2 as a': two columns are named 'A'");
        assertThatThrownBy(() -> read(LogReader.create(), JdbcSource.query(connection, "select 1 as a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query 'select 1 as a': there is no column 'customer'; the columns are [A]");
        String none = "select 'a' as customer, date '2026-03-01' as at, 1 as amount where false";
        assertThatThrownBy(() -> read(LogReader.create(), JdbcSource.query(connection, none)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query '" + none + "': the result has no rows");
    }

    @Test
    void aResultSetClosedMeanwhile() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("select 'a' as customer, date '2026-03-01' as at, 1 as amount");
            JdbcSource source = JdbcSource.of("orders", rows);
            assertThat(source.header()).containsExactly("CUSTOMER", "AT", "AMOUNT");
            rows.close();
            assertThatThrownBy(() -> read(LogReader.create(), source))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("orders: the database refused: The object is already closed");
        }
    }

    @Test
    void touchpointsAndActivities() {
        JdbcSource clicks = JdbcSource.query(
                connection,
                "select 1 as user_id, timestamp '2026-03-01 10:00:00' as event_time, 'mail' as channel, null as cost");
        TouchpointLog touches = LogReader.create()
                .touchpoints(clicks, TouchpointColumns.create().told(clicks.header()))
                .data();
        assertThat(touches.channels().ids()).containsExactly("mail");
        assertThat(touches.cost(0)).isZero();
        assertThat(touches.kinds().size()).isZero();
        JdbcSource kinds = JdbcSource.query(
                connection,
                "select 1 as user_id, timestamp '2026-03-01 10:00:00' as event_time, 'mail' as channel, 'click' as kind "
                        + "union all select 1, timestamp '2026-03-01 11:00:00', 'mail', null");
        TouchpointLog clicked = LogReader.create()
                .touchpoints(
                        kinds,
                        TouchpointColumns.create().withKind("kind").told(List.of("user_id", "event_time", "channel")))
                .data();
        assertThat(clicked.kinds().ids()).containsExactly("click");
        assertThat(clicked.kind(1)).isEqualTo(-1);
        JdbcSource visits = JdbcSource.query(
                connection,
                "select 1 as user_id, timestamp '2026-03-01 10:00:00' as event_time, 'visit' as event_type, 3 as amount");
        ActivityLog activities = LogReader.create()
                .activities(visits, ActivityColumns.create().told(visits.header()))
                .data();
        assertThat(activities.kinds().ids()).containsExactly("visit");
        assertThat(activities.amount(0)).isEqualTo(3);
    }
}
