package io.clientele.benchmarks.segmentation;

import io.clientele.benchmarks.Measured;
import io.clientele.benchmarks.compare.Problem;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.GaussianMixture;
import io.clientele.segmentation.cluster.GaussianMixtureModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Fifty iterations of a mixture of 8 normal distributions with full covariances, 200,000 rows, 8 columns, from given means, one
 * thread.
 *
 * <p>Cost of an iteration, a row and component: d (d + 1) flops for the distance, as many for the products of the new covariance,
 * 2 d for its mean, two exponentials or logarithms, some 40: 200 in all at d = 8; 16 GFLOP for the fit. The table, 13 MB, is read
 * once an iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MixtureBenchmark implements Measured {

    private static final int ROWS = 200_000;
    private static final int K = 8;
    private static final int ITERATIONS = 50;

    private FeatureTable table;
    private GaussianMixture recipe;

    @Setup
    public void make() {
        make(ROWS);
    }

    private void make(int rows) {
        // groups that overlap much: neat ones are found in four iterations
        double[][] x = Problem.all().get("kmeans").make(rows, 8, K).features();
        table = FeatureTable.of(List.of("a", "b", "c", "d", "e", "f", "g", "h"), x);
        double[][] means = new double[K][];
        Arrays.setAll(means, table::row);
        // no gain is small enough to stop for
        recipe = GaussianMixture.of(K)
                .withStartMeans(means)
                .withMaxIterations(ITERATIONS)
                .withTolerance(0);
    }

    @Benchmark
    public GaussianMixtureModel fit() {
        return recipe.fit(table);
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.of(new Work(200.0 * ROWS * K * ITERATIONS, 64.0 * ROWS * ITERATIONS));
    }

    @Override
    public String accuracy() {
        make(20_000);
        GaussianMixtureModel model = recipe.fit(table);
        double sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            double density = 0;
            double[] row = table.row(i);
            for (int c = 0; c < K; c++) {
                density += model.weights()[c] * density(model.means()[c], model.covariance(c), row);
            }
            sum += Math.log(density);
        }
        return "log likelihood of 20,000 rows off by " + Math.abs(model.logLikelihood() / sum - 1)
                + " relative to plain densities by elimination, after "
                + model.report().iterations() + " iterations";
    }

    /** By Gaussian elimination: determinant and solution at once. */
    private static double density(double[] mean, double[][] covariance, double[] row) {
        int d = mean.length;
        double[][] a = new double[d][];
        double[] b = new double[d];
        for (int i = 0; i < d; i++) {
            a[i] = covariance[i].clone();
            b[i] = row[i] - mean[i];
        }
        double determinant = 1;
        for (int p = 0; p < d; p++) {
            determinant *= a[p][p];
            for (int i = p + 1; i < d; i++) {
                double f = a[i][p] / a[p][p];
                for (int j = p; j < d; j++) {
                    a[i][j] -= f * a[p][j];
                }
                b[i] -= f * b[p];
            }
        }
        double square = 0;
        for (int p = 0; p < d; p++) {
            square += b[p] * b[p] / a[p][p];
        }
        return Math.exp(-square / 2) / Math.sqrt(Math.pow(2 * Math.PI, d) * determinant);
    }
}
