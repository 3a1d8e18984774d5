package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of numbers and of categories; a category is coded by its place among the sorted ones of its column. */
final class MixedData {

    final FeatureTable numbers;
    final List<String> categories;
    /** By category column, then row. */
    final int[][] codes;
    /** By category column, then code: the number that stands for the category. */
    final double[][] levels;

    private MixedData(FeatureTable numbers, List<String> categories, int[][] codes, double[][] levels) {
        this.numbers = numbers;
        this.categories = categories;
        this.codes = codes;
        this.levels = levels;
    }

    static MixedData of(FeatureTable data, List<String> categories) {
        List<String> rest = new ArrayList<>(data.names());
        rest.removeAll(categories);
        int[][] codes = new int[categories.size()][];
        double[][] levels = new double[categories.size()][];
        for (int j = 0; j < codes.length; j++) {
            double[] values = data.column(categories.get(j));
            levels[j] = distinct(values);
            codes[j] = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                codes[j][i] = Arrays.binarySearch(levels[j], values[i] + 0.0); // -0 is 0
            }
        }
        return new MixedData(data.select(rest.toArray(new String[0])), categories, codes, levels);
    }

    private static double[] distinct(double[] values) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] += 0.0;
        }
        Arrays.sort(sorted);
        int n = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[n++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, n);
    }

    int rows() {
        return codes.length > 0 ? codes[0].length : numbers.rows();
    }

    Prototype row(int i) {
        int[] own = new int[codes.length];
        Arrays.setAll(own, j -> codes[j][i]);
        return new Prototype(numbers.columns() == 0 ? new double[0] : numbers.row(i), own);
    }

    /** The chance that two rows drawn at random differ in a column, in the mean of the category columns. */
    double meanDifference() {
        double sum = 0;
        for (int j = 0; j < codes.length; j++) {
            long[] counts = new long[levels[j].length];
            for (int code : codes[j]) {
                counts[code]++;
            }
            double same = 0;
            for (long count : counts) {
                double share = (double) count / rows();
                same += share * share;
            }
            sum += 1 - same;
        }
        return codes.length == 0 ? 0 : sum / codes.length;
    }
}
