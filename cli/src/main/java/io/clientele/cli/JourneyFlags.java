package io.clientele.cli;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathFormat;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.ChannelCosts;
import io.clientele.attribution.journey.IdentityLinks;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.journey.PrivacyThreshold;
import io.clientele.attribution.journey.RepeatConversions;
import io.clientele.cli.print.Page;
import io.clientele.cli.report.ReportData;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.ReadReport;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where journeys come from: a file of paths, or touchpoints and orders. */
final class JourneyFlags {

    /** Flags that say how journeys are made or who is behind them, which a file of paths has settled or does not tell. */
    private static final List<String> OF_TOUCHES = List.of(
            "--lookback-days",
            "--conversion-window-days",
            "--channel-lookback-days",
            "--kind-lookback-days",
            "--session-minutes",
            "--direct",
            "--keep-history",
            "--least-customers",
            "--orders",
            "--jdbc",
            "--orders-sql");

    /** Flags of how files of touches and orders are written; those of paths are written one way. */
    private static final List<String> OF_LOGS =
            List.of("--decimal-comma", "--thousands", "--charset", "--field-separator", "--time-format");

    private static final List<String> OF_PATHS =
            List.of("--path", "--conversions", "--value", "--nulls", "--separator");

    @Option(names = "--journeys", paramLabel = "FILE", description = "CSV of paths with their counts, plain or .gz")
    @Nullable
    String journeys;

    @Option(names = "--path", paramLabel = "COLUMN", defaultValue = "path", description = "default ${DEFAULT-VALUE}")
    String path = "path";

    @Option(names = "--conversions", paramLabel = "COLUMN", description = "how often the path converted; default: once")
    @Nullable
    String conversions;

    @Option(names = "--value", paramLabel = "COLUMN", description = "what these conversions were worth together")
    @Nullable
    String value;

    @Option(
            names = "--nulls",
            paramLabel = "COLUMN",
            description = "how often the path did not convert; default: never")
    @Nullable
    String nulls;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            defaultValue = " > ",
            description = "between the channels of a path; default \"${DEFAULT-VALUE}\"")
    String separator = " > ";

    @Option(names = "--touchpoints", paramLabel = "FILE", description = "CSV of touches by channel, with --orders")
    @Nullable
    String touchpoints;

    @Option(
            names = "--lookback-days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "touches so long before an order belong to it; default ${DEFAULT-VALUE}")
    int lookbackDays = 30;

    @Option(
            names = "--conversion-window-days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "an order so long after the last touch still belongs to it; default ${DEFAULT-VALUE}")
    int windowDays = 30;

    @Option(
            names = "--channel-lookback-days",
            paramLabel = "CHANNEL=DAYS",
            description = "a look-back of its own for a channel; may be given several times")
    Map<String, Integer> channelLookbackDays = new TreeMap<>();

    @Option(
            names = "--kind-lookback-days",
            paramLabel = "KIND=DAYS",
            description = "a look-back of its own for a kind of touch, with --touch-kind; may be given several times")
    Map<String, Integer> kindLookbackDays = new TreeMap<>();

    @Option(
            names = "--session-minutes",
            paramLabel = "MINUTES",
            description = "touches of one channel in a row, at most so far apart, are one; default: every touch counts")
    @Nullable
    Integer sessionMinutes;

    @Option(
            names = "--direct",
            split = ",",
            paramLabel = "CHANNEL",
            description = "channels that count only where a journey has no others")
    List<String> direct = new ArrayList<>();

    @Option(names = "--keep-history", description = "touches before an order count for the next order, too")
    boolean keepHistory;

    @Option(
            names = "--least-customers",
            paramLabel = "N",
            description = "pool channels that fewer customers met; default: none")
    @Nullable
    Integer leastCustomers;

    @Mixin
    LinkFlags links = new LinkFlags();

    @Mixin
    GroupFlags groups = new GroupFlags();

    @Mixin
    OrderFlags orders = new OrderFlags();

    void check(CommandSpec spec) {
        if (lookbackDays < 1) {
            throw Usage.wrong(spec, "--lookback-days must be at least 1, got " + lookbackDays);
        }
        atLeast(spec, "--conversion-window-days", windowDays, 1);
        channelLookbackDays.forEach((channel, days) -> atLeast(spec, "--channel-lookback-days " + channel, days, 1));
        kindLookbackDays.forEach((kind, days) -> atLeast(spec, "--kind-lookback-days " + kind, days, 1));
        atLeast(spec, "--session-minutes", sessionMinutes == null ? 0 : sessionMinutes, 0);
        atLeast(spec, "--least-customers", leastCustomers == null ? 1 : leastCustomers, 1);
        if ((journeys == null) == (touchpoints == null)) {
            throw Usage.wrong(spec, "give either --journeys FILE or --touchpoints FILE with --orders FILE");
        }
        if (journeys != null) {
            requireNone(
                    spec, OF_TOUCHES, "--touchpoints FILE with --orders FILE, and has no effect on a file of paths");
            requireNone(spec, OF_LOGS, "--touchpoints FILE; a file of paths is UTF-8, with numbers such as 1234.5");
        } else {
            requireNone(spec, OF_PATHS, "--journeys FILE, and has no effect on touchpoints and orders");
        }
        if (!kindLookbackDays.isEmpty() && orders.columns.touchKind == null) {
            throw Usage.wrong(spec, "--kind-lookback-days needs --touch-kind COLUMN");
        }
        if (links.links != null && touchpoints == null) {
            throw Usage.wrong(spec, "--links needs --touchpoints FILE with --orders FILE: paths have no ids");
        }
        groups.check(spec, touchpoints != null, leastCustomers != null);
        if (touchpoints != null) {
            orders.check(spec);
        }
    }

    /** A flag that would be passed over in silence is refused: who asks for a threshold must not believe that there is one. */
    private static void requireNone(CommandSpec spec, List<String> flags, String goesWith) {
        for (String flag : flags) {
            if (spec.commandLine().getParseResult().hasMatchedOption(flag)) {
                throw Usage.wrong(spec, flag + " goes with " + goesWith);
            }
        }
    }

    private static void atLeast(CommandSpec spec, String flag, int value, int least) {
        if (value < least) {
            throw Usage.wrong(spec, flag + " must be at least " + least + ", got " + value);
        }
    }

    private Journeys recipe() {
        Journeys recipe = Journeys.create()
                .withLookback(Duration.ofDays(lookbackDays))
                .withConversionWindow(Duration.ofDays(windowDays))
                .withDirect(direct)
                .withRepeatConversions(keepHistory ? RepeatConversions.KEEP_HISTORY : RepeatConversions.END_JOURNEY);
        for (Map.Entry<String, Integer> own : channelLookbackDays.entrySet()) {
            recipe = recipe.withChannelLookback(own.getKey(), Duration.ofDays(own.getValue()));
        }
        for (Map.Entry<String, Integer> own : kindLookbackDays.entrySet()) {
            recipe = recipe.withKindLookback(own.getKey(), Duration.ofDays(own.getValue()));
        }
        return sessionMinutes == null ? recipe : recipe.withSessionGap(Duration.ofMinutes(sessionMinutes));
    }

    JourneyInput read(CommandSpec spec, InputStream standardInput) {
        return journeys != null ? paths(journeys, standardInput) : logs(spec, standardInput);
    }

    private JourneyInput paths(String file, InputStream standardInput) {
        CommonOptions common = new CommonOptions();
        common.data = file;
        common.onBadRow = orders.formats.onBadRow;
        List<String> numbers = new ArrayList<>();
        for (String column : new @Nullable String[] {conversions, value, nulls}) {
            if (column != null) {
                numbers.add(column);
            }
        }
        DataSet data = DataSet.columns(common, standardInput, numbers, List.of(path));
        PathFormat format = PathFormat.of(separator);
        PathCounts counts = PathCounts.create();
        List<String> texts = data.texts(path);
        double @Nullable [] converted = conversions == null ? null : data.numbers(conversions);
        double @Nullable [] worth = value == null ? null : data.numbers(value);
        double @Nullable [] lost = nulls == null ? null : data.numbers(nulls);
        for (int i = 0; i < texts.size(); i++) {
            String place = data.read().source() + ", data row " + (data.inputRow(i) + 1);
            try {
                counts.add(
                        format.parse(texts.get(i)),
                        converted == null ? 1 : whole(String.valueOf(conversions), converted[i]),
                        worth == null ? 0 : worth[i],
                        lost == null ? 0 : whole(String.valueOf(nulls), lost[i]));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(place + ": " + refused.getMessage(), refused);
            }
        }
        ReadReport read = data.read();
        PathTable table = counts.result();
        List<String> notes = notes(read);
        if (table.longest() <= 1) {
            notes.add("no path holds the separator '" + separator + "', so each is one channel; is --separator right?");
        }
        return new JourneyInput(
                table, Optional.empty(), Map.of(), Optional.empty(), read.rows(), read.rejected(), notes);
    }

    private static long whole(String column, double count) {
        if (count != Math.rint(count) || Math.abs(count) > 1e15) {
            throw new IllegalArgumentException("column '" + column + "' must be a whole number, got " + count);
        }
        return (long) count;
    }

    private JourneyInput logs(CommandSpec spec, InputStream standardInput) {
        CsvSource source = orders.formats.csv(spec, String.valueOf(touchpoints), standardInput);
        Loaded<TouchpointLog> touches = orders.touchpoints(spec, source);
        Loaded<OrderLog> lines =
                orders.withDatabase(connection -> orders.read(spec, standardInput, connection, null, false));
        Optional<LinkFlags.Read> linked = links.read(spec, orders.formats, standardInput);
        ZoneId zone = orders.formats.zone(spec);
        Instant asOf =
                ReportData.dayAfter(lines.data(), zone).atStartOfDay(zone).toInstant();
        JourneyTable table = recipe().before(
                        touches.data(),
                        lines.data(),
                        linked.map(LinkFlags.Read::links).orElse(IdentityLinks.none()),
                        asOf);
        if (leastCustomers != null) {
            table = PrivacyThreshold.of(leastCustomers).apply(table);
        }
        List<String> notes = new ArrayList<>(orders.explained());
        notes.addAll(notes(touches.report()));
        notes.addAll(notes(lines.report()));
        linked.ifPresent(read -> {
            notes.addAll(notes(read.report()));
            notes.add(read.note());
        });
        notes.add("touches and orders before " + asOf + ", the midnight after the last order");
        notes.add(table.report().unattributed() + " orders followed no touch and are credited to no channel");
        if (leastCustomers != null) {
            notes.add("at least " + leastCustomers + " customers are behind every channel; pooled as "
                    + PrivacyThreshold.POOL + ": " + pooled(table));
        }
        List<ReadReport> reports = new ArrayList<>(List.of(touches.report(), lines.report()));
        linked.ifPresent(read -> reports.add(read.report()));
        return new JourneyInput(
                table.paths(),
                Optional.of(table),
                costs(touches.data(), asOf, table, notes),
                Optional.ofNullable(groups.splitter(touches.data(), zone, standardInput)),
                reports.stream().mapToLong(ReadReport::rows).sum(),
                reports.stream().mapToLong(ReadReport::rejected).sum(),
                notes);
    }

    private static List<String> notes(ReadReport read) {
        List<String> notes = new ArrayList<>(read.notes());
        read.firstBad().forEach(bad -> notes.add("row set aside: " + bad.text()));
        return notes;
    }

    private static String pooled(JourneyTable table) {
        List<String> channels = table.report().pooledChannels();
        return channels.isEmpty() ? "none" : String.join(", ", channels);
    }

    /** What channels cost, those pooled together; nothing where no touch has a cost. */
    private static Map<String, Double> costs(
            TouchpointLog touches, Instant asOf, JourneyTable table, List<String> notes) {
        Map<String, Double> costs = new TreeMap<>();
        ChannelCosts.between(touches, Instant.EPOCH, asOf)
                .forEach((channel, cost) -> costs.merge(
                        table.report().pooledChannels().contains(channel) ? PrivacyThreshold.POOL : channel,
                        cost,
                        Double::sum));
        if (costs.values().stream().allMatch(cost -> cost == 0)) {
            return Map.of();
        }
        costs.forEach((channel, cost) -> {
            if (cost > 0 && !table.channels().contains(channel)) {
                notes.add("channel '" + channel + "' cost " + Page.decimals(cost, 2) + " and is on no journey");
            }
        });
        return costs;
    }
}
