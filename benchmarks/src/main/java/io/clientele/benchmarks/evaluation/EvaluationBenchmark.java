package io.clientele.benchmarks.evaluation;

import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The area under the curve with DeLong's error, and an isotonic calibration, of a million scores that all differ, one thread.
 *
 * <p>Cost: a sort of the scores, 20 comparisons or 8 passes of a radix sort a row, then a pass or two; at least 16 bytes a row
 * read.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EvaluationBenchmark implements Measured {

    /** Rows. */
    @Param({"1000000"})
    public int rows;

    private double[] labels = {};
    private double[] scores = {};
    private ScoredLabels data;

    @Setup
    public void fill() {
        make(rows);
    }

    private void make(int count) {
        RandomGenerator random = RandomStreams.stream(6, "scores", 0);
        labels = new double[count];
        scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextDouble();
            labels[i] = random.nextDouble() < scores[i] * scores[i] ? 1 : 0;
        }
        data = ScoredLabels.of(labels, scores);
    }

    @Benchmark
    public RocAuc auc() {
        return RocAuc.of(data);
    }

    @Benchmark
    public CalibrationModel isotonic() {
        return Calibrator.isotonic().fit(data);
    }

    @Override
    public Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.of(new Work(0, 16.0 * Integer.parseInt(parameter.apply("rows"))));
    }

    @Override
    public String accuracy() {
        make(3_000);
        double better = 0;
        double pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    better += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        CalibrationModel model = isotonic();
        double worst = 0;
        int[] order = java.util.stream.IntStream.range(0, scores.length)
                .boxed()
                .sorted((p, q) -> Double.compare(scores[p], scores[q]))
                .mapToInt(i -> i)
                .toArray();
        // Barlow and Brunk (1972): the largest of the smallest means of the rows from a to b, a at most i, b at least i
        for (int i = 0; i < order.length; i += 97) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int a = 0; a <= i; a++) {
                double sum = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int b = a; b < order.length; b++) {
                    sum += labels[order[b]];
                    least = b >= i ? Math.min(least, sum / (b - a + 1)) : least;
                }
                largest = Math.max(largest, least);
            }
            worst = Math.max(worst, Math.abs(model.calibrate(scores[order[i]]) - largest));
        }
        return "area off by " + Math.abs(auc().value() - better / pairs)
                + " from all pairs counted, isotonic values by " + worst + " from the max-min formula (3,000 rows)";
    }
}
