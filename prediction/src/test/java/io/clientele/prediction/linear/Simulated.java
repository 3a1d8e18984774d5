package io.clientele.prediction.linear;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rows whose truth is known: column j is normal with mean j and deviation j + 1; coefficients are given, intercept first. */
final class Simulated {

    private Simulated() {}

    static FeatureTable features(RandomGenerator random, int rows, int columns) {
        double[][] x = new double[columns][rows];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            names.add("x" + (j + 1));
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[j][i] = j + (j + 1) * Samplers.gaussian(random);
            }
        }
        return FeatureTable.of(names, x);
    }

    static double predictor(FeatureTable table, int row, double[] truth) {
        double eta = truth[0];
        for (int j = 1; j < truth.length; j++) {
            eta += truth[j] * table.get(row, j - 1);
        }
        return eta;
    }

    static LabeledTable labels(long seed, int rows, double... truth) {
        RandomGenerator random = RandomStreams.stream(seed, "labels", 0);
        FeatureTable table = features(random, rows, truth.length - 1);
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            double p = 1 / (1 + Math.exp(-predictor(table, i, truth)));
            labels[i] = random.nextDouble() < p ? 1 : 0;
        }
        return LabeledTable.of(table, labels);
    }
}
