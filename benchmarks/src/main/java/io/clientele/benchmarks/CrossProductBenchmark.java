package io.clientele.benchmarks;

import io.clientele.core.internal.kernel.CrossProducts;
import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Weighted cross products of 33 columns of a tile of 128 rows, the kernel of a regression's information.
 *
 * <p>Cost: 561 pairs, a multiply-add a row for each, 143,616 flops; columns and scaled columns are 66 KiB. Operations are flops:
 * ops/ns is GFLOP/s, to be read as a fraction of {@link RooflineBenchmark} in the same run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrossProductBenchmark implements Measured {

    private static final int ROWS = 128;
    private static final int COLUMNS = 33;
    private static final int FLOPS = ROWS * COLUMNS * (COLUMNS + 1);

    private final double[][] x = new double[COLUMNS][ROWS];
    private final double[][] scaled = new double[COLUMNS][ROWS];
    private final double[] weight = new double[ROWS];
    private double[] lanes = {};

    @Setup
    public void fill() {
        RandomGenerator random = RandomStreams.stream(1, "cross products", 0);
        Arrays.setAll(weight, i -> random.nextDouble());
        for (double[] column : x) {
            Arrays.setAll(column, i -> random.nextGaussian());
        }
        lanes = CrossProducts.lanes(COLUMNS);
    }

    @Benchmark
    @OperationsPerInvocation(FLOPS)
    public double[] tile() {
        CrossProducts.add(x, weight, ROWS, scaled, lanes);
        return lanes;
    }

    @Override
    public String accuracy() {
        fill();
        tile();
        double worst = 0;
        for (int j = 0; j < COLUMNS; j++) {
            for (int k = 0; k <= j; k++) {
                BigDecimal exact = BigDecimal.ZERO;
                double size = 0;
                for (int i = 0; i < ROWS; i++) {
                    BigDecimal product = new BigDecimal(weight[i])
                            .multiply(new BigDecimal(x[j][i]))
                            .multiply(new BigDecimal(x[k][i]));
                    exact = exact.add(product);
                    size += product.abs().doubleValue();
                }
                BigDecimal error = new BigDecimal(CrossProducts.sum(lanes, j, k)).subtract(exact);
                worst = Math.max(worst, error.abs().doubleValue() / size);
            }
        }
        return "largest error against exact arithmetic, of the sum of sizes: " + worst;
    }
}
