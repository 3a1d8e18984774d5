package io.clientele.benchmarks.compare;

import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.ElasticNetPath;
import io.clientele.prediction.linear.LogisticElasticNet;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A logistic elastic net, half lasso, half ridge, on columns brought to spread 1, for 60 penalties from the one that leaves
 * nothing down to a thousandth of it. One column in three has an effect.
 */
final class ElasticNetProblem implements Problem {

    private static final int STEPS = 60;
    private static final double MIXING = 0.5;

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[][] x = MadeUp.features(rows, columns);
        double[] margins = new double[rows];
        for (int j = 0; j < columns; j += 3) {
            for (int i = 0; i < rows; i++) {
                margins[i] += 0.4 * Math.cos(j + 1) * x[j][i];
            }
        }
        double[] labels = MadeUp.labels(margins);
        double largest = 0;
        double mean = Arrays.stream(labels).average().orElse(0);
        for (double[] column : x) {
            double center = Arrays.stream(column).average().orElse(0);
            double product = 0;
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                product += (column[i] - center) * (labels[i] - mean);
                squares += (column[i] - center) * (column[i] - center);
            }
            largest = Math.max(largest, Math.abs(product) / Math.sqrt(squares * rows) / MIXING);
        }
        double[] lambdas = new double[STEPS];
        double first = largest;
        Arrays.setAll(lambdas, s -> first * Math.pow(1e-3, s / (STEPS - 1.0)));
        return new DataFile()
                .with("label", labels)
                .with(x)
                .set("mixing", MIXING)
                .set("lambdas", lambdas);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        LabeledTable table = LabeledTable.of(MadeUp.table(data), data.column("label"));
        LogisticElasticNet recipe = LogisticElasticNet.create()
                .withMixing(data.setting("mixing")[0])
                .withLambdas(data.setting("lambdas"));
        return () -> {
            ElasticNetPath path = recipe.fit(table);
            return new Answer().with("middle", step(path, path.size() / 2)).with("last", step(path, path.size() - 1));
        };
    }

    private static double[] step(ElasticNetPath path, int step) {
        double[] slopes = path.coefficients(step);
        double[] all = new double[slopes.length + 1];
        all[0] = path.intercept(step);
        System.arraycopy(slopes, 0, all, 1, slopes.length);
        return all;
    }
}
