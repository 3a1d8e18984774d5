package io.clientele.benchmarks.compare;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Twenty iterations of Lloyd's algorithm from given centres, the first k rows. The rows belong to k groups whose centres spread
 * as much as the rows within a group do, so that rows still move after twenty iterations.
 */
final class KMeansProblem implements Problem {

    private static final int ITERATIONS = 20;

    @Override
    public DataFile make(int rows, int columns, int k) {
        RandomGenerator random = RandomStreams.stream(1, "compare groups", 0);
        double[][] centers = new double[columns][k];
        for (double[] center : centers) {
            Arrays.setAll(center, c -> Samplers.gaussian(random));
        }
        double[][] x = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            int group = random.nextInt(k);
            for (int j = 0; j < columns; j++) {
                x[j][i] = centers[j][group] + Samplers.gaussian(random);
            }
        }
        return new DataFile().with(x).set("k", k).set("iterations", ITERATIONS);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        FeatureTable table = MadeUp.table(data);
        double[][] start = new double[(int) data.setting("k")[0]][];
        Arrays.setAll(start, table::row);
        KMeans recipe = KMeans.of(start.length)
                .withStartCenters(start)
                .withMaxIterations((int) data.setting("iterations")[0])
                .withTolerance(0);
        return () -> {
            KMeansModel model = recipe.fit(table);
            return new Answer()
                    .with(
                            "centers",
                            Arrays.stream(model.centers())
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray())
                    .with("inertia", model.inertia());
        };
    }
}
