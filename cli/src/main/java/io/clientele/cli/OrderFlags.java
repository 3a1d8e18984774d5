package io.clientele.cli;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.io.ActivityColumns;
import io.clientele.core.io.JdbcSource;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.OrderRules;
import io.clientele.core.io.TableSource;
import io.clientele.core.io.TouchpointColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where order lines come from, and which of them count. */
final class OrderFlags {

    @Option(
            names = {"--orders", "--data"},
            paramLabel = "FILE",
            description = "CSV of order lines, plain or .gz; - is standard input")
    @Nullable
    String orders;

    @Option(names = "--jdbc", paramLabel = "URL", description = "database with the events, instead of files")
    @Nullable
    String jdbc;

    @Option(names = "--orders-sql", paramLabel = "SQL", description = "selects the order lines")
    @Nullable
    String ordersSql;

    @Option(names = "--keep-free", description = "keeps lines with an amount of 0")
    boolean keepFree;

    @Option(names = "--drop-repeats", description = "leaves out lines that repeat an earlier one exactly")
    boolean dropRepeats;

    @Option(
            names = "--cancelled-prefix",
            paramLabel = "TEXT",
            description = "leaves out orders whose id starts so, such as C")
    @Nullable
    String cancelledPrefix;

    @Mixin
    ColumnFlags columns = new ColumnFlags();

    @Mixin
    FormatFlags formats = new FormatFlags();

    private final List<String> explained = new ArrayList<>();

    /** Refuses wrong usage before anything is read. */
    void check(CommandSpec spec) {
        if ((orders == null) == (jdbc == null)) {
            throw Usage.wrong(spec, "give either --orders FILE or --jdbc URL");
        }
        if ((jdbc == null) != (ordersSql == null)) {
            throw Usage.wrong(spec, jdbc == null ? "--orders-sql needs --jdbc" : "--jdbc needs --orders-sql");
        }
        formats.reader(spec);
    }

    /** Runs with the database, if one is named, open. */
    <T> T withDatabase(Function<@Nullable Connection, T> work) {
        if (jdbc == null) {
            return work.apply(null);
        }
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw new UncheckedIOException(jdbc + ": the database refused: " + e.getMessage(), new IOException(e));
        }
    }

    /**
     * The order lines; rows without customer are left out and counted.
     *
     * @param order column of order ids; null: told from the header
     * @param returns whether quantities and amounts below 0 are kept
     */
    Loaded<OrderLog> read(
            CommandSpec spec,
            InputStream standardInput,
            @Nullable Connection connection,
            @Nullable String order,
            boolean returns) {
        TableSource source = connection != null && ordersSql != null
                ? JdbcSource.query(connection, ordersSql)
                : formats.csv(spec, orders == null ? "-" : orders, standardInput);
        OrderColumns told = told(source, header -> columns.orders(header, order));
        explained.addAll(told.explanation());
        return formats.reader(spec)
                .withoutAnonymous()
                .withOrderRules(rules(returns))
                .orders(source, told);
    }

    /** Touches; rows without customer are left out and counted. */
    Loaded<TouchpointLog> touchpoints(CommandSpec spec, TableSource source) {
        TouchpointColumns told = told(source, columns::touchpoints);
        explained.addAll(told.explanation());
        return formats.reader(spec).withoutAnonymous().touchpoints(source, told);
    }

    /** Activities; rows without customer are left out and counted. */
    Loaded<ActivityLog> activities(CommandSpec spec, TableSource source) {
        ActivityColumns told = told(source, columns::activities);
        explained.addAll(told.explanation());
        return formats.reader(spec).withoutAnonymous().activities(source, told);
    }

    private static <C> C told(TableSource source, Function<List<String>, C> columns) {
        List<String> header = source.header();
        try {
            return columns.apply(header);
        } catch (IllegalArgumentException unclear) {
            throw new IllegalArgumentException(source.name() + ": " + unclear.getMessage(), unclear);
        }
    }

    /** Which column of what was read was taken for what. */
    List<String> explained() {
        return List.copyOf(explained);
    }

    private OrderRules rules(boolean returns) {
        OrderRules rules = OrderRules.create();
        rules = cancelledPrefix == null ? rules : rules.withoutOrdersStarting(cancelledPrefix);
        rules = returns ? rules : rules.withoutReturns();
        rules = keepFree ? rules : rules.withoutFree();
        return dropRepeats ? rules.withoutRepeats() : rules;
    }
}
