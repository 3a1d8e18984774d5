package io.clientele.cli;

import io.clientele.cli.report.ReportData;
import io.clientele.core.data.OrderLog;
import io.clientele.core.io.JdbcSource;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.LogReader;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.OrderRules;
import io.clientele.core.io.TableSource;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job on the user's own data. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "From a shop's orders and touchpoints to segments, predictions, decisions and channel credit.",
        footer = {
            "",
            "Columns that no flag names are told from the header; what was taken for what is printed.",
            "Rows without customer are left out and counted, so are returns (quantity or amount below 0) and free lines."
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--orders",
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

    @Option(names = "--touchpoints", paramLabel = "FILE", description = "CSV of touches by channel")
    @Nullable
    String touchpoints;

    @Option(names = "--touchpoints-sql", paramLabel = "SQL", description = "selects the touches")
    @Nullable
    String touchpointsSql;

    @Option(names = "--activities", paramLabel = "FILE", description = "CSV of visits, support contacts, returns ...")
    @Nullable
    String activities;

    @Option(names = "--activities-sql", paramLabel = "SQL", description = "selects the activities")
    @Nullable
    String activitiesSql;

    @Mixin
    ColumnFlags columns = new ColumnFlags();

    @Option(names = "--keep-returns", description = "keeps quantities and amounts below 0")
    boolean keepReturns;

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
    FormatFlags formats = new FormatFlags();

    @Mixin
    ReportFlags flags = new ReportFlags();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec own = java.util.Objects.requireNonNull(spec);
        if ((orders == null) == (jdbc == null)) {
            throw new ParameterException(own.commandLine(), "give either --orders FILE or --jdbc URL");
        }
        if (jdbc != null && ordersSql == null) {
            throw new ParameterException(own.commandLine(), "--jdbc needs --orders-sql");
        }
        if (jdbc == null && (ordersSql != null || touchpointsSql != null || activitiesSql != null)) {
            throw new ParameterException(
                    own.commandLine(), "--orders-sql, --touchpoints-sql and --activities-sql need --jdbc");
        }
        flags.settings(own); // refuse wrong usage before reading anything
        formats.reader(own);
        Stopwatch watch = new Stopwatch(flags.timing);
        ReportData data = jdbc == null ? watch.time("read", () -> read(own, null)) : database(own, watch, jdbc);
        return ReportRun.run(console, "report", data, flags, own, watch);
    }

    private ReportData database(CommandSpec own, Stopwatch watch, String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return watch.time("read", () -> read(own, connection));
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    url + ": the database refused the connection: " + e.getMessage(), new java.io.IOException(e));
        }
    }

    private ReportData read(CommandSpec own, @Nullable Connection connection) {
        LogReader reader = formats.reader(own).withoutAnonymous();
        Optional<TableSource> lines = source(connection, orders, ordersSql);
        OrderColumns orderColumns = columns.orders(lines.orElseThrow().header());
        Loaded<OrderLog> read = reader.withOrderRules(rules()).orders(lines.orElseThrow(), orderColumns);
        return new ReportData(
                read,
                source(connection, touchpoints, touchpointsSql)
                        .map(s -> reader.touchpoints(s, columns.touchpoints(s.header()))),
                source(connection, activities, activitiesSql)
                        .map(s -> reader.activities(s, columns.activities(s.header()))),
                formats.zone(own));
    }

    private Optional<TableSource> source(@Nullable Connection connection, @Nullable String file, @Nullable String sql) {
        if (connection != null) {
            return sql == null ? fileIfGiven(file) : Optional.of(JdbcSource.query(connection, sql));
        }
        return fileIfGiven(file);
    }

    private Optional<TableSource> fileIfGiven(@Nullable String file) {
        return file == null ? Optional.empty() : Optional.of(formats.csv(file, console.in()));
    }

    private OrderRules rules() {
        OrderRules rules = OrderRules.create();
        rules = cancelledPrefix == null ? rules : rules.withoutOrdersStarting(cancelledPrefix);
        rules = keepReturns ? rules : rules.withoutReturns();
        rules = keepFree ? rules : rules.withoutFree();
        return dropRepeats ? rules.withoutRepeats() : rules;
    }
}
