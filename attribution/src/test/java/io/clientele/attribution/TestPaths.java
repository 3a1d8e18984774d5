package io.clientele.attribution;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tables that several tests use. */
public final class TestPaths {

    private TestPaths() {}

    /** Rows such as {@code "A > B", conversions, value, nulls}. */
    public static PathTable of(Object... rows) {
        PathCounts counts = PathCounts.create();
        for (int i = 0; i < rows.length; i += 4) {
            counts.add(
                    PathFormat.of(" > ").parse((String) rows[i]),
                    ((Number) rows[i + 1]).longValue(),
                    ((Number) rows[i + 2]).doubleValue(),
                    ((Number) rows[i + 3]).longValue());
        }
        return counts.result();
    }

    /** The 10,000 rows of ../shared/data/pathdata. */
    public static PathTable pathData() {
        CsvTable csv = CsvTable.read(SharedFiles.data("pathdata/pathdata.csv"));
        String[] paths = csv.texts("path");
        double[] conversions = csv.numbers("total_conversions");
        double[] value = csv.numbers("total_conversion_value");
        double[] nulls = csv.numbers("total_null");
        PathCounts counts = PathCounts.create();
        PathFormat format = PathFormat.of(" > ");
        for (int i = 0; i < paths.length; i++) {
            counts.add(format.parse(paths[i]), (long) conversions[i], value[i], (long) nulls[i]);
        }
        return counts.result();
    }

    /** The end of every journey of {@link #simulated}. */
    private static final Instant END = Instant.parse("2024-03-01T00:00:00Z");

    /** The 3,000 journeys of ../shared/golden/attribution/journeys-simulated, each a customer's. */
    public static JourneyTable simulated() {
        CsvTable csv = Golden.load("attribution/journeys-simulated").input();
        String[] journey = csv.texts("journey");
        String[] channel = csv.texts("channel");
        double[] days = csv.numbers("days_before_end");
        double[] converted = csv.numbers("converted");
        double[] value = csv.numbers("value");
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < journey.length; i++) {
            builder.touch(channel[i], END.minusMillis(Math.round(days[i] * 86_400_000)));
            if (i + 1 == journey.length || !journey[i + 1].equals(journey[i])) {
                if (converted[i] == 1) {
                    builder.convert(journey[i], END, value[i]);
                } else {
                    builder.end(journey[i], END);
                }
            }
        }
        return builder.build();
    }

    /** Some hundred journeys by search, email and display. */
    public static JourneyTable small() {
        RandomGenerator random = RandomStreams.stream(1, "test.small", 0);
        String[] channels = {"display", "email", "search"};
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < 400; i++) {
            int last = 0;
            for (int j = random.nextInt(4); j >= 0; j--) {
                last = random.nextInt(3);
                builder.touch(channels[last], END.minusSeconds(10 + 86_400L * j));
            }
            if (random.nextInt(6) < last + 1) {
                builder.convert("customer " + i % 150, END, 10 + random.nextInt(50));
            } else {
                builder.end("customer " + i % 150, END);
            }
        }
        return builder.build();
    }

    /** Random paths over some channels, with repeats, rare channels and paths without conversion. */
    public static PathTable random(long seed, int rows, int channels, int longest) {
        return rows(seed, rows, channels, longest).result();
    }

    /** The same as counts that can be added to. */
    public static PathCounts rows(long seed, int rows, int channels, int longest) {
        RandomGenerator random = RandomStreams.stream(seed, "test.paths", 0);
        PathCounts counts = PathCounts.create();
        for (int i = 0; i < rows; i++) {
            int length = 1 + random.nextInt(longest);
            List<String> path = new ArrayList<>();
            for (int j = 0; j < length; j++) {
                // squared, so that late channels are rare
                double u = random.nextDouble();
                path.add("c" + (int) (channels * u * u));
            }
            long conversions = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
            double value = conversions == 0 ? 0 : random.nextInt(100_000) / 100.0;
            counts.add(path, conversions, value, random.nextInt(6));
        }
        return counts;
    }
}
