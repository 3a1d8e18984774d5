package io.clientele.attribution.exposure;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import java.time.Instant;

/** The fifteen journeys of src/test/oracle/exposure.py, each a customer's. */
final class ReferenceJourneys {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Channel, hours after the start, …; then end and value, which is 0 without conversion. */
    private static final Object[][] ALL = {
        {"a", 0, "b", 30, 33, 40},
        {"a", 0, 5, 10},
        {"b", 0, "b", 12, "c", 40, 52, 25},
        {"c", 0, 200, 60},
        {"a", 0, "c", 0, 90, 15},
        {"b", 0, 2, 30},
        {"b", 0, "a", 8, 8, 20},
        {"a", 0, 240, 0},
        {"b", 0, 240, 0},
        {"c", 0, 300, 0},
        {"d", 0, "c", 20, 260, 0},
        {"a", 0, "a", 50, 290, 0},
        {"c", 0, "b", 10, "c", 60, 300, 0},
        {"a", 0, "d", 100, 340, 0},
        {"c", 0, 120, 0}
    };

    private ReferenceJourneys() {}

    static JourneyTable table() {
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int j = 0; j < ALL.length; j++) {
            Object[] row = ALL[j];
            int n = row.length - 2;
            for (int i = 0; i < n; i += 2) {
                builder.touch((String) row[i], hours((int) row[i + 1]));
            }
            if ((int) row[n + 1] > 0) {
                builder.convert("u" + j, hours((int) row[n]), (int) row[n + 1]);
            } else {
                builder.end("u" + j, hours((int) row[n]));
            }
        }
        return builder.build();
    }

    static Instant hours(double hours) {
        return START.plusMillis(Math.round(hours * 3_600_000));
    }
}
