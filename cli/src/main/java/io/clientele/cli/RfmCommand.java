package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.cli.report.ReportData;
import io.clientele.core.data.OrderLog;
import io.clientele.core.io.Loaded;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.SegmentSummary;
import io.clientele.segmentation.rfm.Ties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Customers by recency, frequency and money. */
@Command(
        name = "rfm",
        mixinStandardHelpOptions = true,
        description = "Scores and named segments by recency, frequency and money, from order lines.")
final class RfmCommand implements Callable<Integer> {

    /** What customers with the same value get. */
    enum Tie {
        equal,
        rank
    }

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
            names = "--as-of",
            paramLabel = "DATE",
            description = "first date that does not count; default: the day after the last order")
    @Nullable
    LocalDate asOf;

    @Option(
            names = "--bins",
            paramLabel = "N",
            defaultValue = "5",
            description = "scores go from 1 to N; default ${DEFAULT-VALUE}")
    int bins = 5;

    @Option(
            names = "--ties",
            paramLabel = "equal|rank",
            defaultValue = "equal",
            description = "equal values score alike, or groups are as equal as possible; default ${DEFAULT-VALUE}")
    Tie ties = Tie.equal;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "a line per customer as CSV")
    @Nullable
    Path out;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model")
    @Nullable
    Path modelOut;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "default ${DEFAULT-VALUE}; cannot change a result")
    int threads = 1;

    @Option(names = "--timing", description = "adds seconds for read, fit and score")
    boolean timing;

    @Option(names = "--keep-returns", description = "subtracts returns from money; default: they are left out")
    boolean keepReturns;

    RfmCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        orders.check(own);
        Usage.requireThreads(own, threads);
        if (bins < 2 || bins > 9) {
            throw Usage.wrong(own, "--bins must be between 2 and 9, got " + bins);
        }
        Stopwatch watch = new Stopwatch(timing);
        Loaded<OrderLog> read = watch.time(
                "read",
                () -> orders.withDatabase(
                        connection -> orders.read(own, console.in(), connection, order, keepReturns)));
        ZoneId zone = orders.formats.zone(own);
        LocalDate until = asOf == null ? ReportData.dayAfter(read.data(), zone) : asOf;
        RfmTable table = RfmTable.of(read.data(), until, zone, keepReturns ? Returns.SUBTRACTED : Returns.LEFT_OUT);
        Rfm recipe = Rfm.create().withBins(bins).withTies(ties == Tie.rank ? Ties.RANK : Ties.EQUAL);
        RfmModel model = watch.time("fit", () -> Threads.with(threads, e -> recipe.fit(table, e)));
        RfmScores scores = watch.time("score", () -> Threads.with(threads, e -> recipe.score(table, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (out != null) {
            write(out, table, scores);
        }
        List<SegmentSummary> segments = scores.summaries(0.95);
        if (json) {
            Output.json(console.out(), "segment rfm", read.report(), model.report(), watch, g -> {
                g.writeName("asOf").writeString(until.toString());
                g.writeName("customers").writeNumber(table.rows());
                write(g, segments);
            });
        } else {
            print(read, until, table, segments, model, watch);
        }
        return 0;
    }

    private static void write(JsonGenerator json, List<SegmentSummary> segments) {
        json.writeName("segments").writeStartArray();
        for (SegmentSummary s : segments) {
            json.writeStartObject();
            json.writeName("name").writeString(s.name());
            json.writeName("customers").writeNumber(s.customers());
            Json.number(json, "spend", s.spend());
            Json.estimate(json, "share", s.customerShare(), Optional.of(s.customerShareInterval()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Path file, RfmTable table, RfmScores scores) {
        StringBuilder text = new StringBuilder("customer,recencyDays,frequency,monetary,r,f,m,segment\n");
        for (int i = 0; i < table.rows(); i++) {
            text.append(quoted(table.customer(i)))
                    .append(',')
                    .append(table.recencyDays(i))
                    .append(',')
                    .append(table.frequency(i))
                    .append(',')
                    .append(table.monetary(i))
                    .append(',')
                    .append(scores.r(i))
                    .append(',')
                    .append(scores.f(i))
                    .append(',')
                    .append(scores.m(i))
                    .append(',')
                    .append(quoted(scores.segment(i)))
                    .append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void print(
            Loaded<OrderLog> read,
            LocalDate until,
            RfmTable table,
            List<SegmentSummary> segments,
            RfmModel model,
            Stopwatch watch) {
        Page page = new Page(console.out());
        orders.explained().forEach(page::say);
        read.report().lines().forEach(page::say);
        page.say(Page.whole(table.rows()) + " customers as of " + until);
        model.report().warnings().forEach(warning -> page.say("warning: " + warning));
        List<List<String>> lines = Page.lines("segment", "customers", "share", "lower", "upper", "spend", "share");
        for (SegmentSummary s : segments) {
            lines.add(List.of(
                    s.name(),
                    Page.whole(s.customers()),
                    Page.percent(s.customerShare()),
                    Page.percent(s.customerShareInterval().lower()),
                    Page.percent(s.customerShareInterval().upper()),
                    Page.whole(s.spend()),
                    Page.percent(s.spendShare())));
        }
        page.table(lines);
        watch.print(console.out());
    }
}
