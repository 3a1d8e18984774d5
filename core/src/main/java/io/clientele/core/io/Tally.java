package io.clientele.core.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the rows of one reading and keeps the first reasons. Not thread-safe. */
final class Tally {

    private static final int KEPT = 5;

    private final String source;
    private final BadRows policy;
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private final List<BadRow> first = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long rows;
    private long used;
    private long rejected;

    Tally(String source, BadRows policy) {
        this.source = source;
        this.policy = policy;
    }

    /** Names a rule before rows are read, so that the report has it even if it never fits. */
    void rule(String name) {
        leftOut.putIfAbsent(name, 0L);
    }

    void note(String text) {
        notes.add(text);
    }

    void read() {
        rows++;
    }

    void use() {
        used++;
    }

    void leaveOut(String rule) {
        leftOut.merge(rule, 1L, Long::sum);
    }

    /** Rows that were used and are left out after all, such as repeats. */
    void takeBack(String rule, long count) {
        used -= count;
        leftOut.merge(rule, count, Long::sum);
    }

    /** Whether the first bad row ends the reading. */
    boolean stops() {
        return policy == BadRows.STOP;
    }

    /** Counts the row as bad, or ends the reading. */
    void reject(String counts, long number, BadValue bad) {
        String column = bad.column;
        String place = source + ", " + counts + " " + number + (column == null ? ": " : ", column '" + column + "': ");
        if (policy == BadRows.STOP) {
            throw new IllegalArgumentException(place + bad.text());
        }
        rejected++;
        reasons.merge((column == null ? "" : "column '" + column + "': ") + bad.kind, 1L, Long::sum);
        if (first.size() < KEPT) {
            first.add(new BadRow(
                    number, column == null ? "" : column, bad.value == null ? "" : bad.value, place + bad.text()));
        }
    }

    /** Refuses a source without rows, and one of which no row is left. */
    void requireUsed(boolean file) {
        if (rows == 0) {
            throw new IllegalArgumentException(source
                    + (file ? ": there are no rows after the line of column names" : ": the result has no rows"));
        }
        if (used == 0) {
            StringBuilder why = new StringBuilder();
            leftOut.forEach((rule, count) -> why.append(count > 0 ? "; " + rule + ": " + count : ""));
            if (rejected > 0) {
                why.append("; bad: ")
                        .append(rejected)
                        .append(", the first: ")
                        .append(first.get(0).text());
            }
            throw new IllegalArgumentException(source + ": none of the " + rows + " rows can be used" + why);
        }
    }

    ReadReport report() {
        return new ReadReport(source, rows, used, rejected, leftOut, reasons, first, notes);
    }
}
