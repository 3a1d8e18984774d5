package io.clientele.prediction.linear;

import io.clientele.core.data.SparseTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;

/** Sparse rows whose truth is known: a few values of 1 to 3 a row, the intercept -0.5, coefficients cos(column + 1). */
final class SparseSimulated {

    private SparseSimulated() {}

    /** One value in each of {@code width} equal parts of the columns, so that columns are distinct. */
    static SparseLabeledTable rows(int rows, int columns, int width) {
        RandomGenerator random = RandomStreams.stream(4, "sparse", 0);
        SparseTable.Builder builder = SparseTable.builder(columns);
        double[] labels = new double[rows];
        int part = columns / width;
        for (int i = 0; i < rows; i++) {
            int[] at = new int[width];
            double[] values = new double[width];
            double margin = -0.5;
            for (int c = 0; c < width; c++) {
                at[c] = c * part + random.nextInt(part);
                values[c] = 1 + random.nextInt(3);
                margin += 0.4 * Math.cos(at[c] + 1) * values[c];
            }
            builder.add(at, values);
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
        }
        return SparseLabeledTable.of(builder.build(), labels);
    }
}
