package io.clientele.core.io;

import java.util.List;
import java.util.Objects;

/** Where rows come from: a CSV or a database. Readers open it, read it once and close it. */
public abstract sealed class TableSource permits CsvSource, JdbcSource {

    TableSource() {}

    /** {@return what messages call it, such as the name of the file} */
    public abstract String name();

    /**
     * The names of the columns; may be asked for before the rows are read.
     *
     * @return the names in order
     * @throws IllegalArgumentException if there are none, or two are the same
     * @throws java.io.UncheckedIOException if the source cannot be read
     */
    public abstract List<String> header();

    /** Opens the rows. */
    abstract TableRows open(Formats formats);

    /** Formats with nothing left to guess; the time is told from the first rows of a column, if the source has texts to tell it. */
    abstract TimeFormat resolve(TimeFormat format, String timeColumn);

    /** The only column whose name matches but for upper and lower case, or -1; where that does not matter. */
    abstract int looseIndex(List<String> header, String column);

    /** Where a column is. */
    int index(List<String> header, String column) {
        int exact = header.indexOf(Objects.requireNonNull(column, "column"));
        int at = exact < 0 ? looseIndex(header, column) : exact;
        if (at < 0) {
            throw new IllegalArgumentException(
                    name() + ": there is no column '" + column + "'; the columns are " + header);
        }
        return at;
    }
}
