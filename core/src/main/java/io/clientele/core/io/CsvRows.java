package io.clientele.core.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.clientele.core.internal.check.Check;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV. */
final class CsvRows implements TableRows {

    private final String source;
    private final Charset charset;
    private final Formats formats;
    private final List<String> notes;
    private final CsvRow row = new CsvRow();
    private final CsvReader<CsvRow> reader;
    private final Iterator<CsvRow> rows;
    private final List<String> header;
    private final @Nullable TimeParser[] times;
    private final @Nullable TextCache[] texts;

    CsvRows(
            String source,
            DecodingReader in,
            Charset charset,
            char separator,
            char quote,
            Formats formats,
            List<String> notes) {
        this.source = source;
        this.notes = notes;
        this.charset = charset;
        this.formats = formats;
        this.reader = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quote)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(row, in);
        this.rows = reader.iterator();
        this.header = readHeader();
        this.times = new TimeParser[header.size()];
        this.texts = new TextCache[header.size()];
        row.select(header.size());
    }

    private List<String> readHeader() {
        int most = 1 << 16; // how many columns there are is not known yet
        int[] all = new int[most];
        for (int i = 0; i < most; i++) {
            all[i] = i;
        }
        row.select(most, all);
        if (!next()) {
            throw new IllegalArgumentException(source + ": the file is empty; a line of column names is needed");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < row.fields(); i++) {
            String name = i < most ? new String(row.text(), row.start(i), row.end(i) - row.start(i)) : "";
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        source + ", line " + row.line() + ": two columns are named '" + name + "'");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void select(int... columns) {
        row.select(header.size(), columns);
    }

    @Override
    public boolean next() {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    source + ", line " + row.line() + ": the row that starts here is not a CSV row: " + reason(e), e);
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(cause.getMessage());
        int place = text.indexOf(" (record starting");
        return place < 0 ? text : text.substring(0, place);
    }

    private RuntimeException failure(IOException e) {
        String place = source + ", line " + row.line() + ": ";
        if (e instanceof CharacterCodingException) {
            return new IllegalArgumentException(
                    place + "holds bytes that are not " + charset
                            + "; state the encoding of the file, such as windows-1252, or convert it",
                    e);
        }
        if (e instanceof EOFException) {
            return new UncheckedIOException(place + "the gzip data end too early; the file was cut off", e);
        }
        if (e instanceof ZipException) {
            return new UncheckedIOException(place + "the gzip data are damaged: " + e.getMessage(), e);
        }
        return new UncheckedIOException(place + "cannot be read: " + e.getMessage(), e);
    }

    @Override
    public long number() {
        return row.line();
    }

    @Override
    public String counts() {
        return "line";
    }

    @Override
    public void requireWhole() {
        if (row.fields() != header.size()) {
            throw new BadValue(
                    null,
                    null,
                    "wrong number of fields",
                    "has " + row.fields() + " fields, the header has " + header.size());
        }
    }

    @Override
    public boolean isBlank(int column) {
        return row.start(column) == row.end(column);
    }

    @Override
    public String text(int column) {
        TextCache cache = texts[column];
        if (cache == null) {
            cache = new TextCache();
            texts[column] = cache;
        }
        return cache.text(row.text(), row.start(column), row.end(column));
    }

    @Override
    public boolean startsWith(int column, String prefix) {
        int start = row.start(column);
        if (row.end(column) - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (row.text()[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public double number(int column) {
        double value = formats.numbers().parse(row.text(), row.start(column), row.end(column));
        if (Double.isNaN(value)) {
            throw BadValue.notANumber(header.get(column), text(column), formats.numbers());
        }
        return value;
    }

    @Override
    public long time(int column) {
        TimeParser parser = times[column];
        if (parser == null) {
            parser = new TimeParser(formats.times());
            times[column] = parser;
        }
        long millis = parser.millis(row.text(), row.start(column), row.end(column));
        if (millis == LocalTimes.NONE) {
            throw BadValue.notATime(header.get(column), text(column), formats.times());
        }
        return inRange(header.get(column), text(column), millis);
    }

    static long inRange(String column, String text, long millis) {
        try {
            return Check.time("time", millis);
        } catch (IllegalArgumentException e) {
            throw BadValue.outOfRange(column, text, e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
