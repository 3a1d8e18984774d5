package io.clientele.core.io;

import io.clientele.core.data.FeatureTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that was read: features, columns with another part to play, and which rows of the source they are.
 *
 * <p>Rows are those that could be used, in the order of the source, counted from 0. Immutable and thread-safe.
 */
public final class TableData {

    private final FeatureTable features;
    private final Map<String, double[]> numbers;
    private final Map<String, List<String>> texts;
    private final long[] inputRows;
    private final ReadReport report;

    TableData(
            FeatureTable features,
            Map<String, double[]> numbers,
            Map<String, List<String>> texts,
            long[] inputRows,
            ReadReport report) {
        this.features = features;
        this.numbers = new LinkedHashMap<>(numbers);
        this.texts = new LinkedHashMap<>(texts);
        this.inputRows = inputRows;
        this.report = report;
    }

    /** {@return the features, numeric ones first} */
    public FeatureTable features() {
        return features;
    }

    /**
     * A numeric column that is no feature.
     *
     * @param column name that was stated
     * @return a copy, one value a row
     */
    public double[] numbers(String column) {
        double[] values = numbers.get(column);
        if (values == null) {
            throw new IllegalArgumentException(
                    "column '" + column + "' was not read as numbers; those that were are " + numbers.keySet());
        }
        return values.clone();
    }

    /**
     * A column of text.
     *
     * @param column name that was stated
     * @return one text a row, empty where nothing stood
     */
    public List<String> texts(String column) {
        List<String> values = texts.get(column);
        if (values == null) {
            throw new IllegalArgumentException(
                    "column '" + column + "' was not read as text; those that were are " + texts.keySet());
        }
        return values;
    }

    /**
     * Where a row stood among all rows of the source, bad ones counted.
     *
     * @param row from 0
     * @return its position, from 0
     */
    public long inputRow(int row) {
        return inputRows[row];
    }

    /** {@return what became of the rows} */
    public ReadReport report() {
        return report;
    }

    @Override
    public String toString() {
        return "TableData[" + features + "; " + report.lines().get(0) + "]";
    }
}
