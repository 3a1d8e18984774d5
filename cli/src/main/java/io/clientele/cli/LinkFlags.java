package io.clientele.cli;

import io.clientele.attribution.journey.IdentityLinks;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.io.ActivityColumns;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.Loaded;
import io.clientele.core.io.ReadReport;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which ids are the same person, and since when. */
final class LinkFlags {

    @Option(
            names = "--links",
            paramLabel = "FILE",
            description =
                    "CSV of pairs of ids of one person, with the time from which that was known; with --touchpoints")
    @Nullable
    String links;

    @Option(
            names = "--link-id",
            paramLabel = "COLUMN",
            defaultValue = "id",
            description = "one id of a link; default ${DEFAULT-VALUE}")
    String id = "id";

    @Option(
            names = "--link-other",
            paramLabel = "COLUMN",
            defaultValue = "other",
            description = "the other id of a link; default ${DEFAULT-VALUE}")
    String other = "other";

    @Option(
            names = "--link-time",
            paramLabel = "COLUMN",
            defaultValue = "time",
            description = "since when a link was known; default ${DEFAULT-VALUE}")
    String time = "time";

    /** Links as they were read. */
    record Read(IdentityLinks links, ReadReport report) {

        String note() {
            return links.links() + " links between ids; the person with the most ids has " + links.largestPerson();
        }
    }

    /** The links, if a file is named. */
    Optional<Read> read(CommandSpec spec, FormatFlags formats, InputStream standardInput) {
        if (links == null) {
            return Optional.empty();
        }
        CsvSource source = formats.csv(spec, links, standardInput);
        // a link is an event of one id that names another
        ActivityColumns columns =
                ActivityColumns.create().withCustomer(id).withKind(other).withTime(time);
        Loaded<ActivityLog> read = formats.reader(spec).activities(source, columns);
        ActivityLog log = read.data();
        IdentityLinks.Builder builder = IdentityLinks.builder();
        for (int row = 0; row < log.rows(); row++) {
            builder.add(
                    log.customers().id(log.customer(row)),
                    log.kinds().id(log.kind(row)),
                    Instant.ofEpochMilli(log.time(row)));
        }
        return Optional.of(new Read(builder.build(), read.report()));
    }
}
