package io.clientele.cli;

import io.clientele.cli.report.ReportData;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.io.JdbcSource;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.TableSource;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on the user's own data. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "From a shop's orders and touchpoints to segments, predictions, decisions and channel credit.",
        footer = {
            "",
            "Columns that no flag names are told from the header; what was taken for what is printed.",
            "Rows without customer are left out and counted, so are free lines. Returns (quantity or amount below 0) are no"
                    + " orders; their money is subtracted from spend."
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OrderFlags orders = new OrderFlags();

    @Option(names = "--order", paramLabel = "COLUMN", description = "id of the order a line belongs to")
    @Nullable
    String order;

    @Option(
            names = "--drop-returns",
            description = "leaves out quantities and amounts below 0; default: their money is subtracted from spend")
    boolean dropReturns;

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
    ReportFlags flags = new ReportFlags();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        orders.check(own);
        if (orders.jdbc == null && (touchpointsSql != null || activitiesSql != null)) {
            throw Usage.wrong(own, "--touchpoints-sql and --activities-sql need --jdbc");
        }
        flags.settings(own); // refuse wrong usage before reading anything
        Stopwatch watch = new Stopwatch(flags.timing);
        ReportData data = watch.time("read", () -> orders.withDatabase(connection -> read(own, connection)));
        return ReportRun.run(console, "report", data, flags, own, watch);
    }

    private ReportData read(CommandSpec own, @Nullable Connection connection) {
        long inputs = Stream.of(orders.orders, touchpoints, activities)
                .filter("-"::equals)
                .count();
        if (inputs > 1) {
            throw Usage.wrong(own, "only one of --orders, --touchpoints and --activities can be -, standard input");
        }
        Loaded<OrderLog> lines = orders.read(own, console.in(), connection, order, !dropReturns);
        Optional<Loaded<TouchpointLog>> touches =
                source(own, connection, touchpoints, touchpointsSql).map(s -> orders.touchpoints(own, s));
        Optional<Loaded<ActivityLog>> events =
                source(own, connection, activities, activitiesSql).map(s -> orders.activities(own, s));
        return new ReportData(lines, touches, events, orders.explained(), orders.formats.zone(own));
    }

    private Optional<TableSource> source(
            CommandSpec own, @Nullable Connection connection, @Nullable String file, @Nullable String sql) {
        if (connection != null && sql != null) {
            return Optional.of(JdbcSource.query(connection, sql));
        }
        return file == null ? Optional.empty() : Optional.of(orders.formats.csv(own, file, console.in()));
    }
}
