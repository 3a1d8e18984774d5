package io.clientele.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A CSV as texts: the header, the rows and the line each began on. */
final class CsvFile {

    private final String name;
    private final List<String> header;
    private final List<CsvRecord> rows;

    private CsvFile(String name, List<String> header, List<CsvRecord> rows) {
        this.name = name;
        this.header = header;
        this.rows = rows;
    }

    /** Reads a file, plain or gzip; {@code -} is standard input. */
    static CsvFile read(String file, InputStream standardInput) {
        String name = file.equals("-") ? "standard input" : file;
        if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
            throw new IllegalArgumentException(
                    file + (Files.exists(Path.of(file)) ? ": is not a file" : ": there is no such file"));
        }
        try (InputStream raw = file.equals("-") ? standardInput : new FileInputStream(file);
                InputStream plain = unpacked(new BufferedInputStream(raw, 1 << 16));
                CsvReader<CsvRecord> reader = CsvReader.builder()
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(new InputStreamReader(
                                plain,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
            List<CsvRecord> rows = new ArrayList<>();
            for (CsvRecord row : reader) {
                rows.add(row);
            }
            return of(name, rows);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(notUtf8(name), e);
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(name + ": is not a CSV: " + cause.getMessage(), e);
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new IllegalArgumentException(notUtf8(name), e);
            }
            throw unreadable(name, e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static String notUtf8(String name) {
        return name + ": holds bytes that are not UTF-8; convert the file to UTF-8 first";
    }

    private static IllegalArgumentException unreadable(String name, Exception e) {
        return new IllegalArgumentException(name + ": cannot be read: " + e.getMessage(), e);
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static CsvFile of(String name, List<CsvRecord> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(name + ": the file is empty; a line of column names is needed");
        }
        List<String> header = new ArrayList<>(all.get(0).getFields());
        if (header.get(0).startsWith("\uFEFF")) {
            header.set(0, header.get(0).substring(1));
        }
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column)) {
                throw new IllegalArgumentException(name + ", line 1: two columns are named '" + column + "'");
            }
        }
        if (all.size() == 1) {
            throw new IllegalArgumentException(name + ": there are no rows after the line of column names");
        }
        return new CsvFile(name, List.copyOf(header), all.subList(1, all.size()));
    }

    String name() {
        return name;
    }

    List<String> header() {
        return header;
    }

    int rows() {
        return rows.size();
    }

    long line(int row) {
        return rows.get(row).getStartingLineNumber();
    }

    int fields(int row) {
        return rows.get(row).getFieldCount();
    }

    String text(int row, int column) {
        return rows.get(row).getField(column);
    }

    int column(String wanted) {
        int at = header.indexOf(wanted);
        if (at < 0) {
            throw new IllegalArgumentException(
                    name + ": there is no column '" + wanted + "'; the columns are " + header);
        }
        return at;
    }

    /** Whether every field of a column is a number. */
    boolean isNumeric(int column) {
        for (int i = 0; i < rows(); i++) {
            if (fields(i) > column && !Double.isFinite(Numbers.parse(text(i, column)))) {
                return false;
            }
        }
        return true;
    }
}
