package io.clientele.cli;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.io.BadRow;
import io.clientele.core.io.BadRows;
import io.clientele.core.io.CsvSource;
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
    private final List<String> special;

    private DataSet(TableData table, FeatureTable features, List<String> special) {
        this.table = table;
        this.features = features;
        this.special = special;
    }

    /** A file, or standard input for {@code -}. */
    static CsvSource source(String file, InputStream standardInput) {
        return file.equals("-") ? CsvSource.of("standard input", standardInput) : CsvSource.of(Path.of(file));
    }

    /**
     * Reads the file that the options name.
     *
     * @param special numeric columns that are no features, such as the target
     * @param wanted the features in order; empty: the options or the header decide
     */
    static DataSet read(CommonOptions options, InputStream standardInput, List<String> special, List<String> wanted) {
        TableReader reader = TableReader.create()
                .withCategorical(options.categorical.toArray(String[]::new))
                .withNumbers(special.toArray(String[]::new))
                .withBadRows(options.onBadRow == CommonOptions.BadRow.skip ? BadRows.SKIP : BadRows.STOP);
        List<String> stated = wanted.isEmpty() ? options.features : wanted;
        if (!stated.isEmpty()) {
            reader = reader.withFeatures(stated.toArray(String[]::new));
        }
        TableData table = reader.read(source(options.data, standardInput));
        FeatureTable features = table.features();
        return new DataSet(table, options.standardize ? standardized(features) : features, special);
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

    /** A column named as special, by its place in that list. */
    double[] other(int index) {
        return table.numbers(special.get(index));
    }

    long rows() {
        return table.report().rows();
    }

    long used() {
        return table.report().used();
    }

    long rejected() {
        return table.report().rejected();
    }

    /** The first reasons why rows were set aside. */
    List<String> reasons() {
        return table.report().firstBad().stream().map(BadRow::text).toList();
    }

    /** Where a row of the table stood in the file, from 0. */
    long inputRow(int row) {
        return table.inputRow(row);
    }
}
