package io.clientele.core.feature;

import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How columns are encoded, as learned from the training rows. Immutable and thread-safe; equal by value. A table and a single row
 * give the same bits.
 */
public final class EncoderModel {

    private static final EncoderCodec CODEC = new EncoderCodec();

    private final List<ColumnCode> codes;
    private final List<String> inputs;
    private final List<String> columns;
    private final FitReport report;

    EncoderModel(List<ColumnCode> codes, FitReport report) {
        this.codes = List.copyOf(codes);
        this.inputs = codes.stream().map(ColumnCode::name).toList();
        List<String> names = new ArrayList<>();
        codes.forEach(code -> code.addNames(names));
        this.columns = List.copyOf(names);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "column '" + name + "' would come out twice; give the input of that name another one");
            }
        }
        this.report = report;
    }

    /** {@return the names of the columns that are encoded, in order} */
    public List<String> inputs() {
        return inputs;
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
     * Encodes a table, whose columns are found by name; others it has are left out.
     *
     * @param table has all {@link #inputs}
     * @return a new table of {@link #columns}
     * @throws IllegalArgumentException naming column and row of a value that no rule covers
     */
    public FeatureTable encode(FeatureTable table) {
        int[] at = inputs.stream().mapToInt(table::index).toArray();
        FeatureTable.Cells cells = FeatureTable.cells(columns, table.rows());
        int first = 0;
        for (int j = 0; j < at.length; j++) {
            ColumnCode code = codes.get(j);
            for (int i = 0; i < table.rows(); i++) {
                int row = i;
                code.encode(table.get(i, at[j]), i, first, (column, value) -> cells.set(row, column, value));
            }
            first += code.width();
        }
        return cells.build();
    }

    /**
     * Encodes one row.
     *
     * @param row one value per column of {@link #inputs}
     * @return one value per column of {@link #columns}
     */
    public double[] encode(double... row) {
        Check.length("row", row.length, codes.size(), "one value per input");
        double[] encoded = new double[columns.size()];
        int first = 0;
        for (int j = 0; j < row.length; j++) {
            codes.get(j).encode(row[j], -1, first, (column, value) -> encoded[column] = value);
            first += codes.get(j).width();
        }
        return encoded;
    }

    List<ColumnCode> codes() {
        return codes;
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
    public static EncoderModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static EncoderModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncoderModel that && codes.equals(that.codes) && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    @Override
    public String toString() {
        return "EncoderModel" + columns;
    }
}
