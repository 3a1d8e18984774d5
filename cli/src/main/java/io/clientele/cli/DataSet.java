package io.clientele.cli;

import io.clientele.core.data.FeatureTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a command fits on: features of the rows that could be read, and columns with another part to play. */
final class DataSet {

    private static final int REASONS = 5;

    private final CsvFile file;
    private final int[] used;
    private final List<String> reasons;
    private final FeatureTable features;
    private final List<double[]> others;

    private DataSet(CsvFile file, int[] used, List<String> reasons, FeatureTable features, List<double[]> others) {
        this.file = file;
        this.used = used;
        this.reasons = reasons;
        this.features = features;
        this.others = others;
    }

    /**
     * Reads the file that the options name.
     *
     * @param special numeric columns that are no features, such as the target
     * @param wanted the features in order; empty: the options or the header decide
     */
    static DataSet read(CommonOptions options, InputStream standardInput, List<String> special, List<String> wanted) {
        CsvFile file = CsvFile.read(options.data, standardInput);
        List<String> numeric = numericColumns(file, options, special, wanted);
        List<String> read = new ArrayList<>(numeric);
        read.addAll(special);
        int[] numbers = read.stream().mapToInt(file::column).toArray();
        int[] texts = options.categorical.stream().mapToInt(file::column).toArray();
        double[][] values = new double[numbers.length][file.rows()];
        int[] used = new int[file.rows()];
        int count = 0;
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < file.rows(); i++) {
            String reason = readRow(file, i, numbers, values, count);
            if (reason.isEmpty()) {
                used[count++] = i;
            } else if (options.onBadRow == CommonOptions.BadRow.stop) {
                throw new IllegalArgumentException(reason);
            } else if (reasons.size() < REASONS) {
                reasons.add(reason);
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException(
                    file.name() + ": none of the " + file.rows() + " rows can be used; the first: " + reasons.get(0));
        }
        used = Arrays.copyOf(used, count);
        List<String> names = new ArrayList<>(numeric);
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < numeric.size(); j++) {
            columns.add(Arrays.copyOf(values[j], count));
        }
        for (int j = 0; j < texts.length; j++) {
            oneHot(file, used, texts[j], names, columns);
        }
        List<double[]> others = new ArrayList<>();
        for (int j = numeric.size(); j < values.length; j++) {
            others.add(Arrays.copyOf(values[j], count));
        }
        FeatureTable table = FeatureTable.of(names, columns.toArray(double[][]::new));
        return new DataSet(file, used, reasons, options.standardize ? standardized(table) : table, others);
    }

    private static List<String> numericColumns(
            CsvFile file, CommonOptions options, List<String> special, List<String> wanted) {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        if (!options.features.isEmpty()) {
            return options.features;
        }
        Set<String> taken = new HashSet<>(special);
        taken.addAll(options.categorical);
        List<String> numeric = new ArrayList<>();
        for (int j = 0; j < file.header().size(); j++) {
            if (!taken.contains(file.header().get(j)) && file.isNumeric(j)) {
                numeric.add(file.header().get(j));
            }
        }
        if (numeric.isEmpty() && options.categorical.isEmpty()) {
            throw new IllegalArgumentException(file.name() + ": no column holds numbers only; name columns with"
                    + " --features and use --on-bad-row skip, or name texts with --categorical; the columns are "
                    + file.header());
        }
        return numeric;
    }

    /** Fills one row; returns why it cannot be used, or nothing. */
    private static String readRow(CsvFile file, int row, int[] columns, double[][] into, int at) {
        String place = file.name() + ", line " + file.line(row);
        if (file.fields(row) != file.header().size()) {
            return place + ": has " + file.fields(row) + " fields, the header has "
                    + file.header().size();
        }
        for (int j = 0; j < columns.length; j++) {
            String text = file.text(row, columns[j]);
            into[j][at] = Numbers.parse(text);
            if (!Double.isFinite(into[j][at])) {
                return place + ", column '" + file.header().get(columns[j]) + "': '" + text
                        + "' is not a finite number";
            }
        }
        return "";
    }

    private static void oneHot(CsvFile file, int[] used, int column, List<String> names, List<double[]> columns) {
        TreeSet<String> levels = new TreeSet<>();
        for (int row : used) {
            levels.add(file.text(row, column));
        }
        for (String level : levels.tailSet(levels.first(), false)) {
            double[] values = new double[used.length];
            for (int i = 0; i < used.length; i++) {
                values[i] = file.text(used[i], column).equals(level) ? 1 : 0;
            }
            names.add(file.header().get(column) + "=" + level);
            columns.add(values);
        }
    }

    /** Mean 0, population standard deviation 1; a constant column becomes 0. */
    private static FeatureTable standardized(FeatureTable table) {
        double[][] columns = new double[table.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(j);
            io.clientele.core.stats.Moments m = io.clientele.core.stats.Moments.of(columns[j]);
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
        return others.get(index);
    }

    int rows() {
        return file.rows();
    }

    int rejected() {
        return file.rows() - used.length;
    }

    /** The first reasons why rows were set aside. */
    List<String> reasons() {
        return reasons;
    }

    /** Rows of the file that were used, in order. */
    int[] used() {
        return used;
    }
}
