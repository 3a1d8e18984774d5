package io.clientele.core.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One column as it fills up. Not thread-safe. */
final class TableColumn {

    /** What the column is for. */
    enum Use {
        FEATURE,
        CATEGORY,
        NUMBER,
        TEXT,
        /** A feature if all its fields are numbers. */
        CANDIDATE
    }

    private final String name;
    private final int column;
    private final Use use;
    private final boolean missingAllowed;
    private double[] numbers = new double[0];
    private final List<String> texts = new ArrayList<>();
    private double number;
    private String text = "";
    private String refused = ""; // why a candidate is none
    private boolean any;

    TableColumn(String name, int column, Use use, boolean missingAllowed) {
        this.name = name;
        this.column = column;
        this.use = use;
        this.missingAllowed = missingAllowed;
    }

    String name() {
        return name;
    }

    /** Where it is in the source. */
    int column() {
        return column;
    }

    Use use() {
        return use;
    }

    private boolean isText() {
        return use == Use.TEXT || use == Use.CATEGORY;
    }

    /** Reads the field of the current row; it is kept by {@link #keep}. */
    void read(TableRows rows) {
        boolean blank = rows.isBlank(column);
        if (use == Use.CANDIDATE) {
            candidate(rows, blank);
            return;
        }
        if (blank && !missingAllowed) {
            throw BadValue.empty(name, isText() ? "a value" : "a number");
        }
        if (isText()) {
            text = rows.text(column);
        } else {
            number = blank ? Double.NaN : rows.number(column);
        }
    }

    private void candidate(TableRows rows, boolean blank) {
        if (!refused.isEmpty()) {
            return;
        }
        try {
            number = blank ? Double.NaN : rows.number(column);
            any |= !blank;
        } catch (BadValue notANumber) {
            refused = "such as '" + rows.text(column) + "' in " + rows.counts() + " " + rows.number();
            numbers = new double[0];
        } catch (IllegalArgumentException notNumeric) { // the database says so for the column as a whole
            refused = "by its type";
        }
    }

    void keep(int row) {
        if (isText()) {
            texts.add(text);
        } else if (refused.isEmpty()) {
            if (row == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(16, row + (row >> 1)));
            }
            numbers[row] = number;
        }
    }

    /** Whether a candidate has turned out to hold numbers only, and at least one. */
    boolean isNumeric() {
        return refused.isEmpty() && any;
    }

    /** Why a candidate holds no numbers. */
    String refused() {
        return refused.isEmpty() ? "it is empty" : refused;
    }

    /** Whether a candidate that has become a feature lacks a value that it must have. */
    boolean lacks(int row) {
        return use == Use.CANDIDATE && !missingAllowed && Double.isNaN(numbers[row]);
    }

    double[] numbers(int[] rows) {
        double[] kept = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            kept[i] = numbers[rows[i]];
        }
        return kept;
    }

    List<String> texts(int[] rows) {
        return Arrays.stream(rows).mapToObj(texts::get).toList();
    }
}
