package io.clientele.benchmarks;

import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.random.RandomStreams;
import java.math.BigDecimal;
import java.math.MathContext;
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
 * Squared distances of a tile of 128 points with 16 features to 32 centres, and the same by a loop over rows.
 *
 * <p>{@code scores} is what k-means compares centres by: one multiply-add a point, feature and centre.
 *
 * <p>Cost: 3 flops a point, feature and centre, 196,608 in all, 131,072 for the scores; the tile is 16 KiB and stays in the first cache. Operations are
 * flops: ops/ns is GFLOP/s, to be read as a fraction of {@link RooflineBenchmark} in the same run. Of three flops one is a
 * subtraction that no multiply-add takes in: 75 % of the fused limit is the most that this form can reach.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DistanceBenchmark implements Measured {

    private static final int POINTS = 128;
    private static final int FEATURES = 16;
    private static final int CENTERS = 32;
    private static final int FLOPS = 3 * POINTS * FEATURES * CENTERS;
    private static final int SCORE_FLOPS = 2 * POINTS * FEATURES * CENTERS;

    private final double[][] tile = new double[FEATURES][POINTS];
    private final double[][] rows = new double[POINTS][FEATURES];
    private final double[][] centers = new double[CENTERS][FEATURES];
    private final double[][] minus = new double[CENTERS][FEATURES];
    private final double[] half = new double[CENTERS];
    private final double[][] squares = new double[CENTERS][POINTS];

    @Setup
    public void fill() {
        RandomGenerator random = RandomStreams.stream(1, "distances", 0);
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < FEATURES; j++) {
                tile[j][i] = random.nextGaussian();
                rows[i][j] = tile[j][i];
            }
        }
        for (int c = 0; c < CENTERS; c++) {
            double sum = 0;
            for (int j = 0; j < FEATURES; j++) {
                centers[c][j] = random.nextGaussian();
                minus[c][j] = -centers[c][j];
                sum += centers[c][j] * centers[c][j];
            }
            half[c] = sum / 2;
        }
    }

    @Benchmark
    @OperationsPerInvocation(FLOPS)
    public double[][] tile() {
        for (int c = 0; c < CENTERS; c++) {
            Distances.squared(tile, FEATURES, centers[c], squares[c], POINTS);
        }
        return squares;
    }

    @Benchmark
    @OperationsPerInvocation(SCORE_FLOPS)
    public double[][] scores() {
        Distances.scores(tile, FEATURES, minus, half, squares, POINTS);
        return squares;
    }

    /** What one would write first: an array per row, one running sum. */
    @Benchmark
    @OperationsPerInvocation(FLOPS)
    public double[][] rowByRow() {
        for (int c = 0; c < CENTERS; c++) {
            double[] center = centers[c];
            for (int i = 0; i < POINTS; i++) {
                double[] row = rows[i];
                double s = 0;
                for (int j = 0; j < FEATURES; j++) {
                    double d = row[j] - center[j];
                    s += d * d;
                }
                squares[c][i] = s;
            }
        }
        return squares;
    }

    @Override
    public String accuracy() {
        fill();
        tile();
        double worst = 0;
        for (int c = 0; c < CENTERS; c++) {
            for (int i = 0; i < POINTS; i++) {
                BigDecimal exact = BigDecimal.ZERO;
                for (int j = 0; j < FEATURES; j++) {
                    BigDecimal d = new BigDecimal(tile[j][i]).subtract(new BigDecimal(centers[c][j]));
                    exact = exact.add(d.multiply(d));
                }
                BigDecimal error = new BigDecimal(squares[c][i]).subtract(exact).abs();
                worst = Math.max(
                        worst, error.divide(exact, MathContext.DECIMAL64).doubleValue());
            }
        }
        return "largest relative error against exact arithmetic " + worst;
    }
}
