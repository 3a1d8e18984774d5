package io.clientele.benchmarks.compare;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Columns to make problems from. */
final class MadeUp {

    private MadeUp() {}

    /** Normal columns, each pair correlated by 0.2. */
    static double[][] features(int rows, int columns) {
        double[] shared = gaussian(rows, -1);
        double[][] x = new double[columns][];
        for (int j = 0; j < columns; j++) {
            x[j] = gaussian(rows, j);
            for (int i = 0; i < rows; i++) {
                x[j][i] = Math.sqrt(0.2) * shared[i] + Math.sqrt(0.8) * x[j][i];
            }
        }
        return x;
    }

    private static double[] gaussian(int rows, int index) {
        RandomGenerator random = RandomStreams.stream(1, "compare column", index);
        double[] x = new double[rows];
        Arrays.setAll(x, i -> Samplers.gaussian(random));
        return x;
    }

    /** For each row the sum of its features times {@code size cos(j + 1)}. */
    static double[] margins(double[][] x, double size) {
        double[] margins = new double[x.length == 0 ? 0 : x[0].length];
        for (int j = 0; j < x.length; j++) {
            double b = size * Math.cos(j + 1);
            for (int i = 0; i < margins.length; i++) {
                margins[i] += b * x[j][i];
            }
        }
        return margins;
    }

    /** Labels with the chance {@code sigmoid(margin - 1)}. */
    static double[] labels(double[] margins) {
        RandomGenerator random = RandomStreams.stream(1, "compare labels", 0);
        double[] labels = new double[margins.length];
        Arrays.setAll(labels, i -> random.nextDouble() < 1 / (1 + Math.exp(1 - margins[i])) ? 1 : 0);
        return labels;
    }

    static FeatureTable table(DataFile data) {
        double[][] x = data.features();
        List<String> names = IntStream.range(0, x.length).mapToObj(j -> "x" + j).toList();
        return FeatureTable.of(names, x);
    }

    static int[] events(DataFile data) {
        return Arrays.stream(data.column("event")).mapToInt(e -> (int) e).toArray();
    }
}
