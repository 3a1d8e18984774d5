package io.clientele.cli;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.io.BadRows;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.ReadReport;
import io.clientele.core.io.TableData;
import io.clientele.core.io.TableReader;
import io.clientele.core.stats.Moments;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** What a command fits on: features of the rows that could be read, and columns with another part to play. */
final class DataSet {

    private final TableData table;
    private final FeatureTable features;

    private DataSet(TableData table, FeatureTable features) {
        this.table = table;
        this.features = features;
    }

    /** A file, or standard input for {@code -}. */
    static CsvSource source(String file, InputStream standardInput) {
        return file.equals("-") ? CsvSource.of("standard input", standardInput) : CsvSource.of(Path.of(file));
    }

    /**
     * Reads features and other columns of the file that the options name.
     *
     * @param special numeric columns that are no features, such as the target
     * @param texts columns kept as text, such as groups
     * @param wanted the features in order; empty: the options or the header decide
     */
    static DataSet read(
            CommonOptions options,
            FeatureOptions features,
            InputStream standardInput,
            List<String> special,
            List<String> texts,
            List<String> wanted) {
        TableReader reader =
                reader(options, special, texts).withCategorical(features.categorical.toArray(String[]::new));
        List<String> stated = wanted.isEmpty() ? features.features : wanted;
        if (!stated.isEmpty()) {
            reader = reader.withFeatures(stated.toArray(String[]::new));
        }
        TableData table = reader.read(source(options.data, standardInput));
        return new DataSet(table, features.standardize ? standardized(table.features()) : table.features());
    }

    /** Reads some columns of the file that the options name, none of them features. */
    static DataSet columns(CommonOptions options, InputStream standardInput, List<String> special, List<String> texts) {
        TableData table = reader(options, special, texts).withFeatures().read(source(options.data, standardInput));
        return new DataSet(table, table.features());
    }

    private static TableReader reader(CommonOptions options, List<String> special, List<String> texts) {
        return TableReader.create()
                .withNumbers(special.toArray(String[]::new))
                .withTexts(texts.toArray(String[]::new))
                .withBadRows(options.onBadRow == CommonOptions.BadRow.skip ? BadRows.SKIP : BadRows.STOP);
    }

    /** Mean 0, population standard deviation 1; a constant column becomes 0. */
    private static FeatureTable standardized(FeatureTable table) {
        double[][] columns = new double[table.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(j);
            Moments m = Moments.of(columns[j]);
            double scale = Math.sqrt(m.populationVariance());
            for (int i = 0; i < columns[j].length; i++) {
                columns[j][i] = scale > 0 ? (columns[j][i] - m.mean()) / scale : 0;
            }
        }
        return FeatureTable.of(table.names(), columns);
    }

    FeatureTable features() {
        return features;
    }

    /** A numeric column that is no feature. */
    double[] numbers(String column) {
        return table.numbers(column);
    }

    /** A column of text. */
    List<String> texts(String column) {
        return table.texts(column);
    }

    /** The account of the rows. */
    ReadReport read() {
        return table.report();
    }

    /** Names a cell of the file, for messages. */
    String place(int row, String column) {
        return read().source() + ", data row " + (inputRow(row) + 1) + ", column '" + column + "'";
    }

    /** Where a row of the table stood in the file, from 0. */
    long inputRow(int row) {
        return table.inputRow(row);
    }
}
