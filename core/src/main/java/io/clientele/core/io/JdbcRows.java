package io.clientele.core.io;

import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a result set. */
final class JdbcRows implements TableRows {

    /** How values of a column come. */
    private enum Type {
        TEXT,
        NUMBER,
        DATE,
        LOCAL,
        OFFSET,
        OTHER
    }

    private final String source;
    private final List<String> header;
    private final ResultSet result;
    private final Formats formats;
    private final Runnable close;
    private final Type[] types;
    private final String[] typeNames;
    private final ZoneId zone;
    private final TimeParser times;
    private final @Nullable String[] texts; // of the current row, once asked for
    private final boolean[] read;
    private long row;

    JdbcRows(String source, List<String> header, ResultSet result, Formats formats, Runnable close)
            throws SQLException {
        this.source = source;
        this.header = header;
        this.result = result;
        this.formats = formats;
        this.close = close;
        this.types = new Type[header.size()];
        this.typeNames = new String[header.size()];
        this.zone = formats.times().zone();
        this.times = new TimeParser(formats.times());
        this.texts = new String[header.size()];
        this.read = new boolean[header.size()];
        ResultSetMetaData data = result.getMetaData();
        for (int i = 0; i < types.length; i++) {
            typeNames[i] = String.valueOf(data.getColumnTypeName(i + 1));
            types[i] = type(data.getColumnType(i + 1), typeNames[i].toLowerCase(Locale.ROOT));
        }
    }

    static List<String> labels(String source, ResultSet result) throws SQLException {
        ResultSetMetaData data = result.getMetaData();
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String name = data.getColumnLabel(i);
            if (!seen.add(name)) {
                throw new IllegalArgumentException(source + ": two columns are named '" + name + "'");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static Type type(int sql, String name) {
        return switch (sql) {
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB -> Type.TEXT;
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> Type.NUMBER;
            case Types.DATE -> Type.DATE;
            // PostgreSQL calls both kinds TIMESTAMP and tells them apart by name
            case Types.TIMESTAMP -> name.equals("timestamptz") ? Type.OFFSET : Type.LOCAL;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Type.OFFSET;
            default -> Type.OTHER;
        };
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public void select(int... columns) {} // columns are fetched when asked for

    @Override
    public boolean next() {
        try {
            java.util.Arrays.fill(read, false);
            boolean more = result.next();
            row += more ? 1 : 0;
            return more;
        } catch (SQLException e) {
            throw JdbcSource.refused(source + ", after row " + row, e);
        }
    }

    @Override
    public long number() {
        return row;
    }

    @Override
    public String counts() {
        return "row";
    }

    @Override
    public void requireWhole() {} // a result set has no ragged rows

    private UncheckedIOException refused(int column, SQLException e) {
        return JdbcSource.refused(source + ", row " + row + ", column '" + header.get(column) + "'", e);
    }

    @Override
    public boolean isBlank(int column) {
        return text(column).isEmpty();
    }

    @Override
    public String text(int column) {
        if (!read[column]) {
            try {
                String value = result.getString(column + 1);
                texts[column] = value == null ? "" : value.strip();
                read[column] = true;
            } catch (SQLException e) {
                throw refused(column, e);
            }
        }
        String text = texts[column];
        return text == null ? "" : text;
    }

    @Override
    public boolean startsWith(int column, String prefix) {
        return text(column).startsWith(prefix);
    }

    @Override
    public double number(int column) {
        double value;
        if (types[column] == Type.NUMBER) {
            try {
                value = result.getDouble(column + 1);
                if (result.wasNull()) {
                    throw BadValue.notANumber(header.get(column), "", formats.numbers());
                }
            } catch (SQLException e) {
                throw refused(column, e);
            }
        } else if (types[column] == Type.TEXT) {
            value = formats.numbers().parse(text(column));
        } else {
            throw new IllegalArgumentException(source + ", column '" + header.get(column) + "': is of type "
                    + typeNames[column] + "; a number is needed");
        }
        if (!Double.isFinite(value)) {
            throw BadValue.notANumber(header.get(column), text(column), formats.numbers());
        }
        return value;
    }

    @Override
    public long time(int column) {
        try {
            Instant instant = switch (types[column]) {
                case DATE -> {
                    LocalDate date = result.getObject(column + 1, LocalDate.class);
                    yield date == null ? null : date.atStartOfDay(zone).toInstant();
                }
                case LOCAL -> {
                    LocalDateTime local = result.getObject(column + 1, LocalDateTime.class);
                    yield local == null ? null : local.atZone(zone).toInstant();
                }
                case OFFSET -> {
                    OffsetDateTime time = result.getObject(column + 1, OffsetDateTime.class);
                    yield time == null ? null : time.toInstant();
                }
                case TEXT, NUMBER -> parsed(column);
                case OTHER ->
                    throw new IllegalArgumentException(source + ", column '" + header.get(column) + "': is of type "
                            + typeNames[column] + "; a time is needed");
            };
            if (instant == null) {
                throw BadValue.notATime(header.get(column), "", formats.times());
            }
            return CsvRows.inRange(header.get(column), instant.toString(), clamped(instant));
        } catch (SQLException e) {
            throw refused(column, e);
        }
    }

    private @Nullable Instant parsed(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        if (types[column] == Type.NUMBER && formats.times().kind() == TimeFormat.Kind.ISO) {
            throw new IllegalArgumentException(source + ", column '" + header.get(column) + "': is of type "
                    + typeNames[column] + "; state that times are seconds or milliseconds since 1970");
        }
        long millis = times.millis(text);
        if (millis == LocalTimes.NONE) {
            throw BadValue.notATime(header.get(column), text, formats.times());
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Instants beyond a long's milliseconds are as wrong as those at its ends. */
    private static long clamped(Instant instant) {
        long seconds = instant.getEpochSecond();
        return seconds > 1L << 50
                ? Long.MAX_VALUE
                : seconds < -(1L << 50) ? Long.MIN_VALUE + 1 : instant.toEpochMilli();
    }

    @Override
    public void close() {
        close.run();
    }
}
