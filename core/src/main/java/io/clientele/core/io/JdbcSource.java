package io.clientele.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a database: a query or a result set that is there already.
 *
 * <ul>
 *   <li>Columns are named as the query labels them ({@code select id as customer}); upper and lower case do not
 *       matter where one column fits.
 *   <li>Ids of any type are read as text. Numbers of any SQL type, and text in the reader's {@link NumberStyle}, are numbers.
 *   <li>Timestamps and dates are times, in the zone of the reader's {@link TimeFormat} if they have none of their own. Text and
 *       whole numbers are read in that format; nothing is guessed, text is ISO-8601 unless stated.
 *   <li>Rows are streamed; places are row numbers of the result, from 1.
 *   <li>A database that refuses, at the start or later: an {@link UncheckedIOException} with the statement, the row and column
 *       where there is one, and the {@link SQLException} as the cause of its cause.
 * </ul>
 *
 * <p>The connection stays open and is not changed. Drivers that hold a whole result in memory by default may have to be told not
 * to, for instance PostgreSQL by {@code setAutoCommit(false)}. Read once; not thread-safe.
 *
 * <pre>{@code
 * JdbcSource orders = JdbcSource.query(connection, "select customer, placed_at, total from orders");
 * }</pre>
 */
public final class JdbcSource extends TableSource {

    private static final int FETCH = 1_000;
    private static final int SHOWN = 200;

    private final String name;
    private final @Nullable Connection connection;
    private final String sql;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet result;
    private @Nullable List<String> header;

    private JdbcSource(String name, @Nullable Connection connection, String sql, @Nullable ResultSet result) {
        this.name = name;
        this.connection = connection;
        this.sql = sql;
        this.result = result;
    }

    /**
     * A query, run when the rows or the column names are first asked for.
     *
     * @param connection to run it on; stays the caller's
     * @param sql a select
     * @return the source
     */
    public static JdbcSource query(Connection connection, String sql) {
        Objects.requireNonNull(connection, "connection");
        String oneLine = Objects.requireNonNull(sql, "sql").strip().replaceAll("\\s+", " ");
        String shown = oneLine.length() > SHOWN ? oneLine.substring(0, SHOWN) + "..." : oneLine;
        return new JdbcSource("query '" + shown + "'", connection, sql, null);
    }

    /**
     * A result set, from where it stands; it stays the caller's to close.
     *
     * @param name what messages call it
     * @param result to read
     * @return the source
     */
    public static JdbcSource of(String name, ResultSet result) {
        Objects.requireNonNull(name, "name");
        return new JdbcSource(name, null, "", Objects.requireNonNull(result, "result"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> header() {
        List<String> known = header;
        if (known == null) {
            known = labels();
            header = known;
        }
        return known;
    }

    private List<String> labels() {
        boolean read = false;
        try {
            List<String> labels = JdbcRows.labels(name, result());
            read = true;
            return labels;
        } catch (SQLException e) {
            throw refused(name, e);
        } finally {
            if (!read) {
                close();
            }
        }
    }

    @Override
    JdbcRows open(Formats formats) {
        try {
            return new JdbcRows(name, header(), result(), formats, this::close);
        } catch (SQLException e) {
            throw refused(name, e);
        }
    }

    private ResultSet result() throws SQLException {
        ResultSet ready = result;
        if (ready == null) {
            statement = Objects.requireNonNull(connection)
                    .prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(FETCH);
            ready = statement.executeQuery();
            result = ready;
        }
        return ready;
    }

    /** Closes what this source opened. */
    private void close() {
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                throw refused(name, e);
            }
        }
    }

    @Override
    TimeFormat resolve(TimeFormat format, String timeColumn) {
        return format.kind() == TimeFormat.Kind.GUESS ? TimeFormat.iso().withZone(format.zone()) : format;
    }

    @Override
    int looseIndex(List<String> header, String column) {
        int found = -1;
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(column)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    static UncheckedIOException refused(String place, SQLException e) {
        return new UncheckedIOException(place + ": the database refused: " + e.getMessage(), new IOException(e));
    }

    @Override
    public String toString() {
        return "JdbcSource[" + name + "]";
    }
}
