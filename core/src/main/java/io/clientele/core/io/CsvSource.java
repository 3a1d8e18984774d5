package io.clientele.core.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV with a line of column names: a file or a stream, plain or gzip.
 *
 * <ul>
 *   <li>Gzip is told by content, not by name. A byte order mark is taken away.
 *   <li>UTF-8 unless stated. Bytes that are malformed in the encoding end the reading and name the line; none is replaced.
 *   <li>The separator is the one of comma, semicolon, tab and bar that the line of names has most of, unless stated.
 *   <li>Fields may stand in quotes, hold separators, line ends and doubled quotes there; white space around a field is dropped.
 *   <li>Empty lines are no rows. A row with more or fewer fields than names is a bad row.
 *   <li>Lines count from 1, the names included; a row with line ends in quotes is named by its first line.
 *   <li>A quote that is never closed, gzip data cut off: the reading ends whatever the policy for bad rows, because what
 *       follows cannot be told apart.
 * </ul>
 *
 * <p>A source of a file may be read any number of times and is thread-safe; one of a stream is read once.
 *
 * <pre>{@code
 * CsvSource orders = CsvSource.of(Path.of("orders.csv.gz")).withCharset("windows-1252").withSeparator(';');
 * }</pre>
 */
public final class CsvSource extends TableSource {

    private static final char DETECT = 0;
    private static final String SEPARATORS = ",;\t|";
    private static final int LOOK_AHEAD = 1 << 23;
    private static final int FIRST_ROWS = 100;

    private record Options(
            @Nullable Path file, InputStream stream, String name, Charset charset, char separator, char quote) {}

    private final Options o;

    private CsvSource(Options o) {
        this.o = o;
    }

    /**
     * A file.
     *
     * @param file opened only when it is read
     * @return the source
     */
    public static CsvSource of(Path file) {
        Objects.requireNonNull(file, "file");
        return new CsvSource(
                new Options(file, InputStream.nullInputStream(), file.toString(), StandardCharsets.UTF_8, DETECT, '"'));
    }

    /**
     * A stream, such as standard input or an upload; it is read once and closed then.
     *
     * @param name what messages call it
     * @param stream of plain or gzip bytes
     * @return the source
     */
    public static CsvSource of(String name, InputStream stream) {
        Objects.requireNonNull(name, "name");
        InputStream buffered = new BufferedInputStream(Objects.requireNonNull(stream, "stream"), 1 << 16);
        return new CsvSource(new Options(null, buffered, name, StandardCharsets.UTF_8, DETECT, '"'));
    }

    /**
     * States the encoding.
     *
     * @param charset of the bytes
     * @return a new source
     */
    public CsvSource withCharset(Charset charset) {
        Objects.requireNonNull(charset, "charset");
        return new CsvSource(new Options(o.file, o.stream, o.name, charset, o.separator, o.quote));
    }

    /**
     * States the encoding by name.
     *
     * @param charset such as {@code "windows-1252"}
     * @return a new source
     * @throws IllegalArgumentException if this Java does not know it
     */
    public CsvSource withCharset(String charset) {
        try {
            return withCharset(Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "there is no encoding '" + charset + "' here; try UTF-8, ISO-8859-1, windows-1252 or UTF-16", e);
        }
    }

    /**
     * States what stands between fields.
     *
     * @param separator such as {@code ';'}
     * @return a new source
     */
    public CsvSource withSeparator(char separator) {
        different(separator, o.quote);
        return new CsvSource(new Options(o.file, o.stream, o.name, o.charset, separator, o.quote));
    }

    /**
     * States what encloses fields; {@code "} unless stated.
     *
     * @param quote such as {@code '\''}
     * @return a new source
     */
    public CsvSource withQuote(char quote) {
        different(o.separator, quote);
        return new CsvSource(new Options(o.file, o.stream, o.name, o.charset, o.separator, quote));
    }

    private static void different(char separator, char quote) {
        for (char c : new char[] {separator, quote}) {
            if (c == '\n' || c == '\r') {
                throw new IllegalArgumentException("separator and quote must not be line ends");
            }
        }
        if (separator == quote) {
            throw new IllegalArgumentException("separator and quote must differ, both are '" + quote + "'");
        }
    }

    @Override
    public String name() {
        return o.name;
    }

    @Override
    public List<String> header() {
        return look(CsvRows::header);
    }

    @Override
    CsvRows open(Formats formats) {
        return rows(o.file == null ? o.stream : opened(o.file), formats);
    }

    @Override
    TimeFormat resolve(TimeFormat format, String timeColumn) {
        if (format.kind() != TimeFormat.Kind.GUESS) {
            return format;
        }
        List<String> texts = look(rows -> firstTexts(rows, index(rows.header(), timeColumn)));
        return TimeGuess.of(o.name, timeColumn, texts, format.zone());
    }

    @Override
    int looseIndex(List<String> header, String column) {
        return -1;
    }

    private static List<String> firstTexts(CsvRows rows, int column) {
        rows.select(column);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < FIRST_ROWS && rows.next(); i++) {
            texts.add(rows.text(column));
        }
        return texts;
    }

    /** Looks at the beginning without using it up. */
    private <T> T look(Function<CsvRows, T> what) {
        Formats any = new Formats(NumberStyle.point(), TimeFormat.iso());
        if (o.file != null) {
            try (CsvRows rows = rows(opened(o.file), any)) {
                return what.apply(rows);
            }
        }
        o.stream.mark(LOOK_AHEAD);
        InputStream unclosed = new FilterInputStream(o.stream) {
            @Override
            public void close() {} // it will be read from the start
        };
        try (CsvRows rows = rows(new BufferedInputStream(unclosed, 1 << 16), any)) {
            return what.apply(rows);
        } finally {
            reset();
        }
    }

    private void reset() {
        try {
            o.stream.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    o.name + ": the first rows are too long to look at; state the columns and the time format", e);
        }
    }

    private InputStream opened(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UncheckedIOException(
                        o.name + ": is a directory; a file is needed", new FileSystemException(o.name));
            }
            return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(o.name + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(o.name + ": may not be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(o.name + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Opens the rows; if that fails, the bytes are closed. */
    private CsvRows rows(InputStream raw, Formats formats) {
        CsvRows rows = null;
        try {
            rows = started(raw, formats);
            return rows;
        } finally {
            if (rows == null) {
                close(raw);
            }
        }
    }

    private void close(InputStream raw) {
        try {
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(o.name + ": cannot be closed: " + e.getMessage(), e);
        }
    }

    private CsvRows started(InputStream raw, Formats formats) {
        DecodingReader in = new DecodingReader(unpacked(raw), o.charset);
        List<String> notes = new ArrayList<>();
        char separator = o.separator;
        if (separator == DETECT) {
            separator = separator(in.head());
            if (separator != ',') {
                notes.add("separator " + (separator == '\t' ? "tab" : "'" + separator + "'")
                        + ", told from the column names");
            }
        }
        return new CsvRows(o.name, in, o.charset, separator, o.quote, formats, notes);
    }

    /** Two bytes tell gzip. */
    private InputStream unpacked(InputStream in) {
        try {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            in.reset();
            return first == 0x1f && second == 0x8b ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    o.name + ": "
                            + (e instanceof EOFException
                                    ? "the gzip data end too early; the file was cut off"
                                    : "cannot be read: " + e.getMessage()),
                    e);
        }
    }

    private char separator(CharSequence head) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            quoted ^= c == o.quote;
            if (!quoted && (c == '\n' || c == '\r')) {
                if (i > 0) {
                    break;
                }
            } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                counts[SEPARATORS.indexOf(c)]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        for (int i = most + 1; i < counts.length; i++) {
            if (counts[i] == counts[most] && counts[i] > 0) {
                throw new IllegalArgumentException(o.name + ": the line of column names has as many '"
                        + SEPARATORS.charAt(most) + "' as '" + SEPARATORS.charAt(i) + "'; state the separator");
            }
        }
        return SEPARATORS.charAt(most);
    }

    @Override
    public String toString() {
        return "CsvSource[" + o.name + "]";
    }
}
