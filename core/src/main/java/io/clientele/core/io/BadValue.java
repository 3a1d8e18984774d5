package io.clientele.core.io;

import org.jspecify.annotations.Nullable;

/** Why the current row cannot be used. Thrown per row, so without a stack. */
final class BadValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final transient @Nullable String column;
    final transient @Nullable String value;
    final transient String kind;
    final transient String problem;

    /**
     * A refusal.
     *
     * @param column name, or null if the row as a whole is bad
     * @param value text found, or null if there is none to show
     * @param kind of the problem in few words, by which rows are counted
     * @param problem what is wrong with the value, to be read after it
     */
    BadValue(@Nullable String column, @Nullable String value, String kind, String problem) {
        super(problem, null, false, false);
        this.column = column;
        this.value = value;
        this.kind = kind;
        this.problem = problem;
    }

    static BadValue empty(String column, String needed) {
        return new BadValue(column, null, "empty", "is empty; " + needed + " is needed");
    }

    static BadValue notANumber(String column, String text, NumberStyle style) {
        return text.isEmpty()
                ? empty(column, "a number")
                : new BadValue(column, text, "not a number", "is not a finite number (" + style + ")");
    }

    static BadValue notATime(String column, String text, TimeFormat format) {
        return text.isEmpty()
                ? empty(column, "a time")
                : new BadValue(column, text, "not a time", "is not a time (" + format + ")");
    }

    static BadValue outOfRange(String column, String text, IllegalArgumentException refused) {
        return new BadValue(column, text, "out of range", "is out of range: " + refused.getMessage());
    }

    /** The value between quotes, cut if long, and what is wrong with it. */
    String text() {
        String shown = value == null ? "" : value.length() > 60 ? value.substring(0, 60) + "..." : value;
        return (value == null ? "" : "'" + shown + "' ") + problem;
    }
}
