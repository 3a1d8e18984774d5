package io.clientele.cli;

import io.clientele.core.io.BadRows;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.LogReader;
import io.clientele.core.io.NumberStyle;
import io.clientele.core.io.TimeFormat;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How times, numbers and texts are written in the files of events. */
final class FormatFlags {

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description =
                    "iso, epoch-seconds, epoch-millis or a pattern such as dd/MM/yyyy HH:mm; default: told from the"
                            + " first rows and printed")
    @Nullable
    String timeFormat;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "of times that have none, and in which days begin; default ${DEFAULT-VALUE}")
    String zone = "UTC";

    @Option(names = "--decimal-comma", description = "numbers are written 1234,5")
    boolean decimalComma;

    @Option(names = "--thousands", paramLabel = "CHAR", description = "what separates thousands; default: nothing may")
    @Nullable
    Character thousands;

    @Option(names = "--charset", paramLabel = "NAME", description = "default UTF-8")
    @Nullable
    String charset;

    @Option(
            names = "--field-separator",
            paramLabel = "CHAR",
            description = "between fields; default: told from the header")
    @Nullable
    Character separator;

    @Option(
            names = "--on-bad-row",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description = "default ${DEFAULT-VALUE}; skipped rows are counted")
    CommonOptions.BadRow onBadRow = CommonOptions.BadRow.stop;

    ZoneId zone(CommandSpec spec) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Usage.wrong(spec, "--zone must be a time zone such as UTC or Europe/Berlin, got " + zone);
        }
    }

    LogReader reader(CommandSpec spec) {
        NumberStyle numbers = decimalComma ? NumberStyle.comma() : NumberStyle.point();
        try {
            return LogReader.create()
                    .withTimeFormat(times().withZone(zone(spec)))
                    .withNumberStyle(thousands == null ? numbers : numbers.withThousands(thousands))
                    .withBadRows(onBadRow == CommonOptions.BadRow.skip ? BadRows.SKIP : BadRows.STOP);
        } catch (IllegalArgumentException refused) {
            throw Usage.wrong(spec, String.valueOf(refused.getMessage()));
        }
    }

    private TimeFormat times() {
        if (timeFormat == null) {
            return TimeFormat.guess();
        }
        return switch (timeFormat) {
            case "iso" -> TimeFormat.iso();
            case "epoch-seconds" -> TimeFormat.epochSeconds();
            case "epoch-millis" -> TimeFormat.epochMillis();
            default -> TimeFormat.pattern(timeFormat);
        };
    }

    /** A file, or standard input for {@code -}. */
    CsvSource csv(CommandSpec spec, String file, InputStream standardInput) {
        CsvSource source =
                file.equals("-") ? CsvSource.of("standard input", standardInput) : CsvSource.of(Path.of(file));
        if (charset != null) {
            try {
                source = source.withCharset(charset);
            } catch (IllegalArgumentException unknown) {
                throw Usage.wrong(spec, "--charset: " + unknown.getMessage());
            }
        }
        return separator == null ? source : source.withSeparator(separator);
    }
}
