package io.clientele.core.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** A CSV without quoted line breaks, as the reference inputs are. */
public final class CsvTable {

    private final List<String> header;
    private final List<String[]> rows;

    private CsvTable(List<String> header, List<String[]> rows) {
        this.header = header;
        this.rows = rows;
    }

    /**
     * Reads a file.
     *
     * @param file plain, or gzipped if its name ends so
     * @return its fields
     */
    public static CsvTable read(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String[]> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(split(line));
            }
            return new CsvTable(List.of(split(lines.get(0))), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // two in a row inside quotes are one of the text
                boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                field.append(escaped ? "\"" : "");
                quoted = escaped || !quoted;
                i += escaped ? 1 : 0;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields.toArray(String[]::new);
    }

    /** {@return the names of the columns} */
    public List<String> header() {
        return header;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows.size();
    }

    /**
     * A column as texts.
     *
     * @param name of the column
     * @return its fields
     */
    public String[] texts(String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new AssertionError("no column " + name + "; columns are " + header);
        }
        return rows.stream().map(row -> row[at]).toArray(String[]::new);
    }

    /**
     * A column as numbers; an empty field is NaN.
     *
     * @param name of the column
     * @return its values
     */
    public double[] numbers(String name) {
        return Arrays.stream(texts(name))
                .mapToDouble(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field))
                .toArray();
    }

    /**
     * Some columns under other names.
     *
     * @param names old to new
     * @return a new table
     */
    public CsvTable select(Map<String, String> names) {
        List<String> old = List.copyOf(names.keySet());
        List<String[]> picked = new ArrayList<>();
        for (String[] row : rows) {
            picked.add(old.stream().map(name -> row[header.indexOf(name)]).toArray(String[]::new));
        }
        return new CsvTable(old.stream().map(names::get).toList(), picked);
    }

    /**
     * One column more: 1 where a text of another table passes a test, else 0.
     *
     * @param name of the new column
     * @param from the other table, with as many rows
     * @param column of the other table
     * @param test what gives 1
     * @return a new table
     */
    public CsvTable with(String name, CsvTable from, String column, Predicate<String> test) {
        List<String> wider = new ArrayList<>(header);
        wider.add(name);
        String[] texts = from.texts(column);
        List<String[]> more = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String[] row = Arrays.copyOf(rows.get(i), wider.size());
            row[row.length - 1] = test.test(texts[i]) ? "1" : "0";
            more.add(row);
        }
        return new CsvTable(wider, more);
    }
}
