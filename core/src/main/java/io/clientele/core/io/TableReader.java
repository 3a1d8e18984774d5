package io.clientele.core.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of numbers from a CSV or a database: features to fit on, and columns with another part to play, such as a target.
 *
 * <ul>
 *   <li>Features are the columns stated by {@link #withFeatures}; without it, every column that holds numbers only and is stated for nothing else. Columns
 *       left aside are in the notes of the report, with the first text that is no number.
 *   <li>A categorical column becomes one column of 0 and 1 for each of its texts but the first in sorted order, which is the
 *       reference; it is named {@code column=text} and comes after the numeric features.
 *   <li>An empty field is a missing value: the row is bad, unless {@link #withMissingAllowed} makes it NaN (in all columns of a
 *       category). Numbers other than features are always needed.
 *   <li>Bad rows end the reading, unless {@link BadRows#SKIP} is stated. A row with an empty field in a column not used is fine.
 *   <li>A source without rows, or of which no row is left, is refused.
 * </ul>
 *
 * <p>Memory 8 bytes a cell, and the texts asked for. Time O(cells). Immutable and thread-safe; a source may not be.
 *
 * <pre>{@code
 * TableData rows = TableReader.create()
 *         .withFeatures("recency", "spend")
 *         .withCategorical("country")
 *         .withNumbers("bought")
 *         .read(CsvSource.of(Path.of("customers.csv")));
 * FeatureTable features = rows.features();
 * double[] bought = rows.numbers("bought");
 * }</pre>
 */
public final class TableReader {

    private record Options(
            @Nullable List<String> features, // null: all columns that hold numbers only
            List<String> categorical,
            List<String> numbers,
            List<String> texts,
            boolean missingAllowed,
            NumberStyle style,
            BadRows badRows) {}

    private final Options o;

    private TableReader(Options o) {
        this.o = o;
    }

    /** {@return a reader of all columns that hold numbers only, with a decimal point, which stops at a bad row} */
    public static TableReader create() {
        return new TableReader(
                new Options(null, List.of(), List.of(), List.of(), false, NumberStyle.point(), BadRows.STOP));
    }

    /**
     * States the numeric features, in order.
     *
     * @param columns names; none for a table without numeric features
     * @return a new reader
     */
    public TableReader withFeatures(String... columns) {
        return new TableReader(new Options(
                distinct(columns), o.categorical, o.numbers, o.texts, o.missingAllowed, o.style, o.badRows));
    }

    /**
     * States the categorical features, in order.
     *
     * @param columns names
     * @return a new reader
     */
    public TableReader withCategorical(String... columns) {
        return new TableReader(
                new Options(o.features, distinct(columns), o.numbers, o.texts, o.missingAllowed, o.style, o.badRows));
    }

    /**
     * States numeric columns that are no features, such as a target or weights.
     *
     * @param columns names
     * @return a new reader
     */
    public TableReader withNumbers(String... columns) {
        return new TableReader(new Options(
                o.features, o.categorical, distinct(columns), o.texts, o.missingAllowed, o.style, o.badRows));
    }

    /**
     * States columns to keep as text, such as ids; they may be empty in a row.
     *
     * @param columns names
     * @return a new reader
     */
    public TableReader withTexts(String... columns) {
        return new TableReader(new Options(
                o.features, o.categorical, o.numbers, distinct(columns), o.missingAllowed, o.style, o.badRows));
    }

    /**
     * States what becomes of empty fields in features.
     *
     * @param allowed true for NaN; false, as unless stated, for a bad row
     * @return a new reader
     */
    public TableReader withMissingAllowed(boolean allowed) {
        return new TableReader(new Options(o.features, o.categorical, o.numbers, o.texts, allowed, o.style, o.badRows));
    }

    /**
     * States how numbers are written.
     *
     * @param style {@link NumberStyle#point()} unless stated
     * @return a new reader
     */
    public TableReader withNumberStyle(NumberStyle style) {
        Objects.requireNonNull(style, "style");
        return new TableReader(
                new Options(o.features, o.categorical, o.numbers, o.texts, o.missingAllowed, style, o.badRows));
    }

    /**
     * States what becomes of bad rows.
     *
     * @param policy {@link BadRows#STOP} unless stated
     * @return a new reader
     */
    public TableReader withBadRows(BadRows policy) {
        Objects.requireNonNull(policy, "policy");
        return new TableReader(
                new Options(o.features, o.categorical, o.numbers, o.texts, o.missingAllowed, o.style, policy));
    }

    private static List<String> distinct(String... columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(Objects.requireNonNull(column, "column"))) {
                throw new IllegalArgumentException("column '" + column + "' is stated twice");
            }
        }
        return List.of(columns);
    }

    /**
     * Reads a table.
     *
     * @param source of the rows
     * @return the columns and the account of the rows
     * @throws IllegalArgumentException if a column is not there, or the data cannot be used
     * @throws java.io.UncheckedIOException if the source cannot be read
     */
    public TableData read(TableSource source) {
        Tally tally = new Tally(source.name(), o.badRows);
        try (TableRows rows = source.open(new Formats(o.style, TimeFormat.iso()))) {
            rows.notes().forEach(tally::note);
            List<TableColumn> columns = columns(source, rows);
            rows.select(columns.stream().mapToInt(TableColumn::column).toArray());
            TableFiller filler = new TableFiller(rows, tally, columns);
            while (rows.next()) {
                filler.take();
            }
            return filler.build(source);
        }
    }

    private List<TableColumn> columns(TableSource source, TableRows rows) {
        List<String> header = rows.header();
        List<TableColumn> columns = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        List<String> features = o.features == null ? List.of() : o.features;
        add(columns, source, header, features, TableColumn.Use.FEATURE, o.missingAllowed);
        add(columns, source, header, o.categorical, TableColumn.Use.CATEGORY, o.missingAllowed);
        add(columns, source, header, o.numbers, TableColumn.Use.NUMBER, false);
        add(columns, source, header, o.texts, TableColumn.Use.TEXT, true);
        columns.forEach(c -> taken.add(c.column()));
        if (o.features == null) {
            for (int i = 0; i < header.size(); i++) {
                if (!taken.contains(i) && !header.get(i).isBlank()) {
                    columns.add(new TableColumn(header.get(i), i, TableColumn.Use.CANDIDATE, o.missingAllowed));
                }
            }
        }
        return columns;
    }

    private static void add(
            List<TableColumn> columns,
            TableSource source,
            List<String> header,
            List<String> names,
            TableColumn.Use use,
            boolean missingAllowed) {
        for (String name : names) {
            columns.add(new TableColumn(name, source.index(header, name), use, missingAllowed));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableReader that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "TableReader[features " + (o.features == null ? "all numbers" : o.features) + ", categorical "
                + o.categorical + "]";
    }
}
