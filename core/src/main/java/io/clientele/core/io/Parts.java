package io.clientele.core.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which column has which part: stated, or told from its name. Immutable. */
final class Parts {

    /** A column and how it came to its part. */
    private record Choice(String column, boolean told) {}

    static final Parts NONE = new Parts(new EnumMap<>(Part.class), List.of());

    private final Map<Part, Choice> choices;
    private final List<String> header; // that parts were told from, if they were

    private Parts(Map<Part, Choice> choices, List<String> header) {
        this.choices = choices;
        this.header = header;
    }

    Parts with(Part part, String column) {
        Objects.requireNonNull(column, part.label());
        if (column.isBlank()) {
            throw new IllegalArgumentException("the column of the " + part.label() + " must not be blank");
        }
        return with(part, new Choice(column, false));
    }

    private Parts with(Part part, Choice choice) {
        Map<Part, Choice> more = new EnumMap<>(Part.class);
        more.putAll(choices);
        more.put(part, choice);
        return new Parts(more, header);
    }

    boolean has(Part part) {
        return choices.containsKey(part);
    }

    /** The name of the column, or null if the part is not given. */
    @Nullable
    String column(Part part) {
        Choice choice = choices.get(part);
        return choice == null ? null : choice.column;
    }

    /** Tells parts that are not stated from the names of columns that have none yet. */
    Parts told(List<String> header, Part... open) {
        Parts all = new Parts(choices, List.copyOf(header));
        Set<Part> wanted = EnumSet.copyOf(Arrays.asList(open));
        wanted.removeAll(choices.keySet());
        for (Part part : wanted) {
            List<String> best = new ArrayList<>();
            int rank = Integer.MAX_VALUE;
            for (String column : header) {
                int r = stated(column) ? -1 : part.rank(column);
                if (r >= 0 && r < rank) {
                    best.clear();
                    rank = r;
                }
                if (r >= 0 && r == rank) {
                    best.add(column);
                }
            }
            if (best.size() > 1) {
                throw new IllegalArgumentException("the " + part.label() + " may be column '" + best.get(0) + "' or '"
                        + best.get(1) + "'; say which");
            }
            if (best.size() == 1) {
                all = all.with(part, new Choice(best.get(0), true));
            }
        }
        return all;
    }

    private boolean stated(String column) {
        return choices.values().stream().anyMatch(c -> c.column.equals(column));
    }

    void require(Part part) {
        if (!has(part)) {
            throw new IllegalArgumentException(
                    header.isEmpty()
                            ? "no column is stated as the " + part.label()
                            : "no column looks like the " + part.label() + "; say which it is; the columns are "
                                    + header);
        }
    }

    /** A line for each part, and one for what is left. */
    List<String> explanation() {
        List<String> lines = new ArrayList<>();
        choices.forEach((part, choice) -> lines.add(
                part.label() + ": column '" + choice.column + "'" + (choice.told ? ", told from its name" : "")));
        List<String> unused = header.stream().filter(c -> !stated(c)).toList();
        if (!unused.isEmpty()) {
            lines.add("not used: " + String.join(", ", unused));
        }
        return lines;
    }

    /** Columns by part, -1 where it is not given. */
    int index(Part part, TableSource source, List<String> header) {
        String column = column(part);
        return column == null ? -1 : source.index(header, column);
    }

    int[] indexes(TableSource source, List<String> header) {
        return choices.values().stream()
                .mapToInt(choice -> source.index(header, choice.column))
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parts that && choices.equals(that.choices);
    }

    @Override
    public int hashCode() {
        return choices.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        choices.forEach((part, choice) -> text.append(text.length() > 1 ? ", " : "")
                .append(part.label())
                .append(" '")
                .append(choice.column)
                .append("'"));
        return text.append("]").toString();
    }
}
