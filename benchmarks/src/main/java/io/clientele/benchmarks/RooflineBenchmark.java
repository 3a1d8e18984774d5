package io.clientele.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The machine's limits as plain Java reaches them: multiply-adds on numbers that stay in registers, with and without fusing, and
 * bytes to and from memory.
 *
 * <p>Cost: 1,024 numbers, each read and written once (16 bytes, first cache) and put through 12 fused multiply-adds or 6 pairs of
 * a multiplication and an addition, 24 or 12 flops; those lengths gave most on JDK 17 and 25 of all from 4 to 24, because the JIT
 * unrolls longer bodies less, and then latency shows. Operations are flops: ops/ns is GFLOP/s. The triad reads two arrays of 64
 * MiB and writes a third: 24 bytes a number (the line that is fetched before it is overwritten is not counted); its operations
 * are bytes, ops/ns is GB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RooflineBenchmark implements Measured {

    static final int N = 1024;
    private static final int LONG = 1 << 23;

    private final double[] x = new double[N];
    private final double[] y = new double[N];
    private double[] a = {};
    private double[] b = {};
    private double[] c = {};

    @Setup
    public void fill() {
        Arrays.setAll(x, i -> 0.5 + i * 1e-4);
        a = new double[LONG];
        b = new double[LONG];
        c = new double[LONG];
        Arrays.fill(b, 1.5);
        Arrays.fill(c, 0.25);
    }

    @Benchmark
    @OperationsPerInvocation(24 * LONG)
    public double[] triad() {
        double[] to = a;
        double[] one = b;
        double[] two = c;
        for (int i = 0; i < to.length; i++) {
            to[i] = one[i] + 3 * two[i];
        }
        return to;
    }

    @Benchmark
    @OperationsPerInvocation(24 * N)
    public double[] fusedMultiplyAdd() {
        fused(x, y, 0.999, 1e-3);
        return y;
    }

    @Benchmark
    @OperationsPerInvocation(12 * N)
    public double[] multiplyThenAdd() {
        separate(x, y, 0.999, 1e-3);
        return y;
    }

    private static void fused(double[] x, double[] y, double a, double b) {
        for (int i = 0; i < N; i++) {
            double v = x[i];
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            y[i] = v;
        }
    }

    private static void separate(double[] x, double[] y, double a, double b) {
        for (int i = 0; i < N; i++) {
            double v = x[i];
            v = v * a + b;
            v = v * a + b;
            v = v * a + b;
            v = v * a + b;
            v = v * a + b;
            v = v * a + b;
            y[i] = v;
        }
    }

    @Override
    public String accuracy() {
        fill();
        fused(x, y, 0.999, 1e-3);
        double[] once = y.clone();
        separate(x, y, 0.999, 1e-3);
        separate(y.clone(), y, 0.999, 1e-3);
        double worst = 0;
        for (int i = 0; i < N; i++) {
            worst = Math.max(worst, Math.abs(once[i] - y[i]) / y[i]);
        }
        return "12 fused and 12 separate multiply-adds differ by at most " + worst + " relative";
    }
}
