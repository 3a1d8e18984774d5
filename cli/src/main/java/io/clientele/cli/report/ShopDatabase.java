package io.clientele.cli.report;

import io.clientele.simulation.Shop;
import io.clientele.simulation.ShopSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A simulated shop's events in a database, as a platform has them. */
final class ShopDatabase implements AutoCloseable {

    static final String ORDERS = "select customer_id, order_id, ordered_at, product, quantity, amount from order_lines";
    static final String TOUCHPOINTS = "select customer_id, touched_at as touch_time, channel, cost from touchpoints";
    static final String ACTIVITIES = "select customer_id, happened_at, kind, amount from activities";

    private static final int BATCH = 5_000;

    private final Connection connection;

    private ShopDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Simulates the shop into a database of its own in memory. */
    static ShopDatabase of(Shop shop) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
            try (Statement create = connection.createStatement()) {
                create.execute(
                        "create table order_lines (customer_id bigint, order_id bigint,"
                                + " ordered_at timestamp(3) with time zone, product varchar, quantity int, amount double precision)");
                create.execute("create table touchpoints (customer_id bigint,"
                        + " touched_at timestamp(3) with time zone, channel varchar, cost double precision)");
                create.execute("create table activities (customer_id bigint,"
                        + " happened_at timestamp(3) with time zone, kind varchar, amount double precision)");
            }
            connection.setAutoCommit(false);
            try (Inserts lines = new Inserts(connection, "insert into order_lines values (?, ?, ?, ?, ?, ?)");
                    Inserts touches = new Inserts(connection, "insert into touchpoints values (?, ?, ?, ?)");
                    Inserts activities = new Inserts(connection, "insert into activities values (?, ?, ?, ?)")) {
                shop.run(new ShopSink() {
                    @Override
                    public void line(
                            long customer, long order, long time, String product, int quantity, double amount) {
                        lines.add(customer, order, at(time), product, quantity, amount);
                    }

                    @Override
                    public void touch(long customer, long time, String channel, double cost) {
                        touches.add(customer, at(time), channel, cost);
                    }

                    @Override
                    public void activity(long customer, long time, String kind, double amount) {
                        activities.add(customer, at(time), kind, amount);
                    }
                });
            }
            connection.commit();
            return new ShopDatabase(connection);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static OffsetDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    Connection connection() {
        return connection;
    }

    private static IllegalStateException refused(SQLException e) {
        return new IllegalStateException("the demo's database refused: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Rows sent a few thousand at a time. */
    private static final class Inserts implements AutoCloseable {

        private final PreparedStatement statement;
        private int waiting;

        Inserts(Connection connection, String sql) throws SQLException {
            this.statement = connection.prepareStatement(sql);
        }

        void add(Object... values) {
            try {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.addBatch();
                if (++waiting == BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            } catch (SQLException e) {
                throw refused(e);
            }
        }

        @Override
        public void close() throws SQLException {
            try (statement) {
                statement.executeBatch();
            }
        }
    }
}
