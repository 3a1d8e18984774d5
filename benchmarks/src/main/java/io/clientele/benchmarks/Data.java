package io.clientele.benchmarks;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Made-up tables, the same on every machine. */
public final class Data {

    private Data() {}

    /**
     * Independent normal columns.
     *
     * @param rows how many
     * @param columns how many, named x0, x1, …
     * @return the table
     */
    public static FeatureTable gaussian(int rows, int columns) {
        return FeatureTable.of(names(columns), columns(rows, columns, 1));
    }

    /**
     * Overlapping groups: row i belongs to group i modulo groups, whose centre is drawn with three times the spread.
     *
     * @param rows how many
     * @param columns how many, named x0, x1, …
     * @param groups how many
     * @return the table
     */
    public static FeatureTable groups(int rows, int columns, int groups) {
        double[][] x = columns(rows, columns, 1);
        double[][] centers = columns(groups, columns, 2);
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                x[j][i] += 3 * centers[j][i % groups];
            }
        }
        return FeatureTable.of(names(columns), x);
    }

    private static double[][] columns(int rows, int columns, long seed) {
        double[][] x = new double[columns][rows];
        for (int j = 0; j < columns; j++) {
            RandomGenerator random = RandomStreams.stream(seed, "benchmark column", j);
            for (int i = 0; i < rows; i++) {
                x[j][i] = Samplers.gaussian(random);
            }
        }
        return x;
    }

    private static List<String> names(int columns) {
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            names.add("x" + j);
        }
        return names;
    }
}
