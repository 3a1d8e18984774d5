package io.clientele.benchmarks;

import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One step of Lloyd's algorithm on a million rows and one thread: nearest centre of every row, and the sums for the next
 * centres. It is what {@code KMeansModel.assign} does, which also looks for values that are not finite.
 *
 * <p>Cost: 3 flops a row, column and centre, 0.29 GFLOP at 8 columns and 12 centres, 1.54 GFLOP at 16 and 32; plus 2 flops a row
 * and column for the sums and a comparison a row and centre. Memory: the table is read twice (64 or 128 MB each time), 12 bytes
 * a row are written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KMeansStepBenchmark implements Measured {

    private static final int ROWS = 1_000_000;

    /** Columns and centres. */
    @Param({"8x12", "16x32"})
    public String shape;

    private FeatureTable table;
    private KMeansModel model;
    private final double[][] rows = new double[1000][];
    private int next;

    @Setup
    public void fit() {
        prepare(ROWS, shape);
    }

    private void prepare(int count, String size) {
        int columns = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int k = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        table = Data.groups(count, columns, k);
        double[][] start = new double[k][];
        Arrays.setAll(start, table::row);
        model = KMeans.of(k).withStartCenters(start).withMaxIterations(1).fit(table);
        Arrays.setAll(rows, table::row);
    }

    @Benchmark
    public int[] assign() {
        return model.assign(table);
    }

    /** The segment of one customer, 3 flops a column and centre, nothing allocated. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int predictOne() {
        next = next == rows.length - 1 ? 0 : next + 1;
        return model.predict(rows[next]);
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        if (method.equals("predictOne")) {
            return Optional.empty();
        }
        String size = parameter.apply("shape");
        double columns = Integer.parseInt(size.substring(0, size.indexOf('x')));
        double k = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        return Optional.of(new Work(ROWS * (3 * columns * k + 2 * columns), ROWS * (16 * columns + 12)));
    }

    @Override
    public String accuracy() {
        prepare(100_000, "16x32");
        int[] labels = model.assign(table);
        double[][] centers = model.centers();
        int wrong = 0;
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] row = table.row(i);
            int near = 0;
            double least = Double.MAX_VALUE;
            for (int c = 0; c < centers.length; c++) {
                double s = 0;
                for (int j = 0; j < row.length; j++) {
                    s += (row[j] - centers[c][j]) * (row[j] - centers[c][j]);
                }
                if (s < least) {
                    least = s;
                    near = c;
                }
            }
            wrong += near == labels[i] ? 0 : 1;
            double next = sum + least;
            lost += sum >= least ? (sum - next) + least : (least - next) + sum;
            sum = next;
        }
        return wrong + " of 100,000 labels differ from a plain loop; inertia is off by "
                + Math.abs(model.inertia() / (sum + lost) - 1) + " relative to a compensated sum (16x32)";
    }
}
