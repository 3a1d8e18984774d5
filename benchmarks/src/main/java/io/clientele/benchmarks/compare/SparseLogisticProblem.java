package io.clientele.benchmarks.compare;

import io.clientele.core.data.SparseTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.linear.SparseLabeledTable;
import io.clientele.prediction.linear.SparseLogisticModel;
import io.clientele.prediction.linear.SparseLogisticRegression;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Logistic regression of strength 1 on many columns, 30 values in each row: one column in each of 30 departments, within which
 * popularity falls off like a power, as that of products does; values count 1 to 3. The file holds one table column for each place of a row:
 * x0 to x29 are numbers of columns, v0 to v29 values.
 */
final class SparseLogisticProblem implements Problem {

    private static final int VALUES = 30;

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[][] at = new double[VALUES][rows];
        double[][] value = new double[VALUES][rows];
        double[] label = new double[rows];
        RandomGenerator random = RandomStreams.stream(1, "compare sparse", 0);
        for (int i = 0; i < rows; i++) {
            double margin = -1;
            for (int c = 0; c < VALUES; c++) {
                double u = random.nextDouble();
                int width = columns / VALUES;
                int within = (int) (width * u * u * u);
                int column = c * width + within;
                at[c][i] = column;
                value[c][i] = 1 + random.nextInt(3);
                margin += 0.3 * Math.cos(column + 1) * value[c][i];
            }
            label[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
        }
        DataFile data = new DataFile().with("label", label);
        for (int c = 0; c < VALUES; c++) {
            data.with("x" + c, at[c]).with("v" + c, value[c]);
        }
        return data.set("strength", 1).set("width", columns);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        SparseTable.Builder builder = SparseTable.builder((int) data.setting("width")[0]);
        int[] at = new int[VALUES];
        double[] value = new double[VALUES];
        for (int i = 0; i < data.rows(); i++) {
            for (int c = 0; c < VALUES; c++) {
                at[c] = (int) data.column("x" + c)[i];
                value[c] = data.column("v" + c)[i];
            }
            builder.add(at, value);
        }
        SparseTable table = builder.build();
        SparseLabeledTable rows = SparseLabeledTable.of(table, data.column("label"));
        double strength = data.setting("strength")[0];
        SparseLogisticRegression recipe = SparseLogisticRegression.of(strength);
        return () -> {
            SparseLogisticModel model = recipe.fit(rows);
            double[] b = model.coefficients();
            double squares = 0;
            for (double v : b) {
                squares += v * v;
            }
            return new Answer()
                    .with("objective", -model.logLikelihood() + strength / 2 * squares)
                    .with("intercept", model.intercept())
                    .with("coefficients", b);
        };
    }
}
