package io.clientele.cli;

import io.clientele.attribution.journey.CreditLine;
import io.clientele.attribution.journey.CreditLines;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.TouchShares;
import io.clientele.core.data.TouchpointLog;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Credits split further: by day, campaign or segment. */
final class GroupFlags {

    /** What credits are added up by. */
    enum By {
        day,
        campaign,
        segment
    }

    @Option(
            names = "--by",
            paramLabel = "day|campaign|segment",
            description = "also shows credits by the day of the order, by campaign, or by segment of the customer;"
                    + " with --touchpoints")
    @Nullable
    By by;

    @Option(
            names = "--segments",
            paramLabel = "FILE",
            description = "CSV with columns customer and segment, for --by segment")
    @Nullable
    String segments;

    /** Names the groups of touches; made once, used for every model. */
    @FunctionalInterface
    interface Splitter {

        List<CreditLine> split(JourneyTable journeys, TouchShares shares);
    }

    void check(CommandSpec spec, boolean times, boolean pooled) {
        if (by != null && !times) {
            throw Usage.wrong(spec, "--by needs the single journeys: give --touchpoints FILE with --orders FILE");
        }
        if ((by == By.segment) != (segments != null)) {
            throw Usage.wrong(
                    spec, segments == null ? "--by segment needs --segments FILE" : "--segments needs --by segment");
        }
        if (by != null && pooled) {
            throw Usage.wrong(
                    spec,
                    "--by shows groups of any size and --least-customers does not allow that; choose one of them");
        }
    }

    @Nullable
    Splitter splitter(TouchpointLog touches, ZoneId zone, InputStream standardInput) {
        if (by == null) {
            return null;
        }
        return switch (by) {
            case day -> (journeys, shares) -> CreditLines.byDay(journeys, shares, zone);
            case campaign -> (journeys, shares) -> CreditLines.byCampaign(journeys, shares, touches);
            case segment -> {
                Map<String, String> known = segments(String.valueOf(segments), standardInput);
                yield (journeys, shares) -> CreditLines.bySegment(journeys, shares, known);
            }
        };
    }

    private static Map<String, String> segments(String file, InputStream standardInput) {
        CommonOptions common = new CommonOptions();
        common.data = file;
        DataSet data = DataSet.columns(common, standardInput, List.of(), List.of("customer", "segment"));
        List<String> customers = data.texts("customer");
        List<String> names = data.texts("segment");
        Map<String, String> segments = new HashMap<>();
        for (int i = 0; i < customers.size(); i++) {
            String before = segments.put(customers.get(i), names.get(i));
            if (before != null && !before.equals(names.get(i))) {
                throw new IllegalArgumentException(data.place(i, "segment") + ": customer '" + customers.get(i)
                        + "' is in segment '" + before + "' and in '" + names.get(i) + "'; give one");
            }
        }
        return segments;
    }
}
