package io.clientele.core.feature;

import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names of a column and the columns they become, as learned from the training rows. Immutable and thread-safe; equal by value. */
public final class OneHotModel {

    private static final OneHotCodec CODEC = new OneHotCodec();
    private static final int NOTHING = -1;

    private final String column;
    private final List<String> names; // sorted, without the pooled ones
    private final boolean other;
    private final boolean dropFirst;
    private final boolean unseenAsReference;
    private final List<String> columns;
    private final FitReport report;

    OneHotModel(
            String column,
            List<String> names,
            boolean other,
            boolean dropFirst,
            boolean unseenAsReference,
            FitReport report) {
        this.column = column;
        this.names = List.copyOf(names);
        this.other = other;
        this.dropFirst = dropFirst;
        this.unseenAsReference = unseenAsReference;
        this.report = report;
        List<String> made = new ArrayList<>();
        for (int k = dropFirst ? 1 : 0; k < names.size(); k++) {
            made.add(column + "=" + names.get(k));
        }
        if (other && !(dropFirst && names.isEmpty())) { // rare names alone are a constant
            made.add(column + "=" + OneHot.OTHER);
        }
        this.columns = List.copyOf(made);
    }

    /** {@return the name of the column that is encoded} */
    public String column() {
        return column;
    }

    /** {@return the names that are told apart, sorted; the first is the reference, unless it was kept} */
    public List<String> names() {
        return names;
    }

    /** {@return the names of the columns that come out, in order} */
    public List<String> columns() {
        return columns;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /**
     * Encodes a column.
     *
     * @param values one a row
     * @return a table of {@link #columns}
     * @throws IllegalArgumentException naming the row of a value that was not in training
     */
    public FeatureTable encode(List<String> values) {
        FeatureTable.Cells cells = FeatureTable.cells(columns, values.size());
        int row = 0;
        for (String value : values) {
            int at = place(value, row);
            if (at != NOTHING) {
                cells.set(row, at, 1);
            }
            row++;
        }
        return cells.build();
    }

    /**
     * Encodes one value.
     *
     * @param value of the row
     * @return one number per column of {@link #columns}
     */
    public double[] encode(String value) {
        double[] encoded = new double[columns.size()];
        int at = place(value, -1);
        if (at != NOTHING) {
            encoded[at] = 1;
        }
        return encoded;
    }

    /** The column that is 1 for a value. */
    private int place(String value, int row) {
        String name = OneHot.name(value);
        int at = Collections.binarySearch(names, name);
        if (at >= 0) {
            return dropFirst ? at - 1 : at; // the reference is at NOTHING
        }
        if (other) {
            return columns.size() - 1;
        }
        if (unseenAsReference) {
            return NOTHING;
        }
        throw new IllegalArgumentException("column '" + column + "'" + (row < 0 ? "" : ", row " + row) + ": '" + name
                + "' was not in training, which has " + names.subList(0, Math.min(20, names.size()))
                + "; pool rare names with withMinimum, or ask for withUnseenAsReference()");
    }

    boolean hasOther() {
        return other;
    }

    boolean dropsFirst() {
        return dropFirst;
    }

    boolean takesUnseenAsReference() {
        return unseenAsReference;
    }

    /**
     * Writes the model as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the model
     */
    public static OneHotModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static OneHotModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof OneHotModel that
                && column.equals(that.column)
                && names.equals(that.names)
                && other == that.other
                && dropFirst == that.dropFirst
                && unseenAsReference == that.unseenAsReference
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * column.hashCode() + names.hashCode();
    }

    @Override
    public String toString() {
        return "OneHotModel[" + column + ", " + names.size() + " names" + (other ? " and others" : "") + "]";
    }
}
