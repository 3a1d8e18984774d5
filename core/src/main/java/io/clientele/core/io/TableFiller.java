package io.clientele.core.io;

import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows into columns. Which columns are features may be known at the end only, and with it which rows lack a value, so that
 * bad rows are counted then, in order.
 */
final class TableFiller {

    /** A row that cannot be used whatever the features are. */
    private record Refusal(long inputRow, long number, BadValue why) {}

    private final TableRows rows;
    private final Tally tally;
    private final List<TableColumn> columns;
    private final List<Refusal> refusals = new ArrayList<>();
    private long[] inputRows = new long[16];
    private long[] numbers = new long[16]; // line or row, for messages
    private int kept;
    private long read;

    TableFiller(TableRows rows, Tally tally, List<TableColumn> columns) {
        this.rows = rows;
        this.tally = tally;
        this.columns = columns;
    }

    /** Takes the current row, or sets it aside as bad. */
    void take() {
        long inputRow = read++;
        try {
            rows.requireWhole();
            for (TableColumn column : columns) {
                column.read(rows);
            }
        } catch (BadValue bad) {
            if (tally.stops()) {
                tally.reject(rows.counts(), rows.number(), bad);
            }
            refusals.add(new Refusal(inputRow, rows.number(), bad));
            return;
        }
        if (kept == numbers.length) {
            inputRows = Arrays.copyOf(inputRows, kept + (kept >> 1));
            numbers = Arrays.copyOf(numbers, kept + (kept >> 1));
        }
        columns.forEach(column -> column.keep(kept));
        inputRows[kept] = inputRow;
        numbers[kept++] = rows.number();
    }

    /** The table of the rows that can be used; counts them all. */
    TableData build(TableSource source) {
        List<TableColumn> used = new ArrayList<>();
        for (TableColumn column : columns) {
            if (column.use() != TableColumn.Use.CANDIDATE || column.isNumeric()) {
                used.add(column);
            } else {
                tally.note("column '" + column.name() + "' is not used: it holds no numbers, " + column.refused());
            }
        }
        int[] good = count(used);
        tally.requireUsed(source instanceof CsvSource);
        FeatureTable features = features(source, used, good);
        Map<String, double[]> others = new LinkedHashMap<>();
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (TableColumn column : used) {
            if (column.use() == TableColumn.Use.NUMBER) {
                others.put(column.name(), column.numbers(good));
            } else if (column.use() == TableColumn.Use.TEXT) {
                texts.put(column.name(), column.texts(good));
            }
        }
        long[] input = Arrays.stream(good).mapToLong(i -> inputRows[i]).toArray();
        return new TableData(features, others, texts, input, tally.report());
    }

    /** Goes through all rows in order, counts them, and gives those that are used. */
    private int[] count(List<TableColumn> used) {
        int[] good = new int[kept];
        int count = 0;
        int at = 0;
        int refusal = 0;
        for (long row = 0; row < read; row++) {
            tally.read();
            if (refusal < refusals.size() && refusals.get(refusal).inputRow == row) {
                Refusal bad = refusals.get(refusal++);
                tally.reject(rows.counts(), bad.number, bad.why);
                continue;
            }
            String lacking = lacking(used, at);
            if (lacking == null) {
                tally.use();
                good[count++] = at;
            } else {
                tally.reject(rows.counts(), numbers[at], BadValue.empty(lacking, "a number"));
            }
            at++;
        }
        return Arrays.copyOf(good, count);
    }

    private static @Nullable String lacking(List<TableColumn> used, int row) {
        for (TableColumn column : used) {
            if (column.lacks(row)) {
                return column.name();
            }
        }
        return null;
    }

    private FeatureTable features(TableSource source, List<TableColumn> used, int[] good) {
        List<String> names = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (TableColumn column : used) {
            if (column.use() == TableColumn.Use.FEATURE || column.use() == TableColumn.Use.CANDIDATE) {
                names.add(column.name());
                values.add(column.numbers(good));
            }
        }
        boolean categories = false;
        for (TableColumn column : used) {
            if (column.use() == TableColumn.Use.CATEGORY) {
                categories = true;
                oneHot(column.name(), column.texts(good), names, values);
            }
        }
        if (names.isEmpty() && !categories && columns.stream().anyMatch(c -> c.use() == TableColumn.Use.CANDIDATE)) {
            throw new IllegalArgumentException(
                    source.name() + ": no column holds numbers only; state the features and skip bad"
                            + " rows, or state texts as categorical; the columns are " + rows.header());
        }
        return FeatureTable.of(names, values.toArray(double[][]::new));
    }

    private static void oneHot(String name, List<String> texts, List<String> names, List<double[]> values) {
        TreeSet<String> levels = new TreeSet<>(texts);
        levels.remove(""); // missing, not a level
        for (String level : levels.isEmpty() ? levels : levels.tailSet(levels.first(), false)) {
            double[] column = new double[texts.size()];
            for (int i = 0; i < column.length; i++) {
                String text = texts.get(i);
                column[i] = text.isEmpty() ? Double.NaN : text.equals(level) ? 1 : 0;
            }
            names.add(name + "=" + level);
            values.add(column);
        }
    }
}
