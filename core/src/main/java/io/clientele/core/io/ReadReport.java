package io.clientele.core.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a source: rows read = used + left out by a rule + rejected as bad.
 *
 * <p>Immutable and thread-safe; {@link #toString()} is a text of a few lines for people.
 */
public final class ReadReport {

    private final String source;
    private final long rows;
    private final long used;
    private final long rejected;
    private final Map<String, Long> leftOut;
    private final Map<String, Long> reasons;
    private final List<BadRow> first;
    private final List<String> notes;

    ReadReport(
            String source,
            long rows,
            long used,
            long rejected,
            Map<String, Long> leftOut,
            Map<String, Long> reasons,
            List<BadRow> first,
            List<String> notes) {
        this.source = source;
        this.rows = rows;
        this.used = used;
        this.rejected = rejected;
        this.leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        this.reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        this.first = List.copyOf(first);
        this.notes = List.copyOf(notes);
    }

    /** {@return the name of the source} */
    public String source() {
        return source;
    }

    /** {@return how many rows were read, the column names not counted} */
    public long rows() {
        return rows;
    }

    /** {@return how many rows are in the data} */
    public long used() {
        return used;
    }

    /** {@return how many rows were bad} */
    public long rejected() {
        return rejected;
    }

    /** {@return how many rows each rule left out, in the order in which rules are asked; a row counts for the first that fits} */
    public Map<String, Long> leftOut() {
        return leftOut;
    }

    /** {@return how many rows were bad for each reason, such as {@code "column 'price': not a number"}, as they came} */
    public Map<String, Long> reasons() {
        return reasons;
    }

    /** {@return the first bad rows, at most five} */
    public List<BadRow> firstBad() {
        return first;
    }

    /** {@return what was told rather than stated (time format, separator), and what else to know about the reading} */
    public List<String> notes() {
        return notes;
    }

    /** {@return the report as lines for people} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long byRules = leftOut.values().stream().mapToLong(Long::longValue).sum();
        lines.add(source + ": rows read " + rows + " = used " + used
                + (leftOut.isEmpty() ? "" : " + left out by rule " + byRules) + " + rejected " + rejected);
        leftOut.forEach((rule, count) -> lines.add("  left out, " + rule + ": " + count));
        reasons.forEach((reason, count) -> lines.add("  rejected, " + reason + ": " + count));
        first.forEach(bad -> lines.add("  for instance " + bad.text()));
        notes.forEach(note -> lines.add("  " + note));
        return lines;
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
