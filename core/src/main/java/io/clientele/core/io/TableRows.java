package io.clientele.core.io;

import java.util.List;

/** The rows of an opened source, one at a time. Columns are numbered as in the header; reading a value may throw {@link BadValue}. */
interface TableRows extends AutoCloseable {

    /** The names of the columns. */
    List<String> header();

    /** What was told rather than stated, such as the separator. */
    List<String> notes();

    /** Says once, before the first row, which columns will be asked for. */
    void select(int... columns);

    /** Goes to the next row; false if there is none. */
    boolean next();

    /** Line or row of the current row, from 1. */
    long number();

    /** What {@link #number()} counts, "line" or "row". */
    String counts();

    /** Refuses the current row if it does not have a field for each column. */
    void requireWhole();

    /** Whether nothing stands there. */
    boolean isBlank(int column);

    /** The text without white space around it; empty if nothing stands there. */
    String text(int column);

    /** The text begins so. */
    boolean startsWith(int column, String prefix);

    /** The number; refused if it is none or not finite. */
    double number(int column);

    /** Milliseconds since 1970; refused if it is no time in the format, or before 1970 or after 2100. */
    long time(int column);

    @Override
    void close();
}
