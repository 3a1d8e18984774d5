package io.clientele.benchmarks;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.Ties;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * RFM scores of a million customers on one thread, and the score of one customer by a fitted model.
 *
 * <p>Cost of a fit: three copies sorted, 20 comparisons a value in the worst case (60 million), then up to four comparisons a
 * value; 24 MB read, 24 MB copied and sorted in place, 3 MB written. Cost of one score: at most 12 comparisons, no allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RfmBenchmark implements Measured {

    private static final int CUSTOMERS = 1_000_000;

    private RfmTable table;
    private RfmModel model;
    private int next;

    @Setup
    public void fit() {
        RandomGenerator random = RandomStreams.stream(1, "rfm", 0);
        double[][] x = new double[3][CUSTOMERS];
        for (int i = 0; i < CUSTOMERS; i++) {
            x[0][i] = Math.floor(120 * Samplers.exponential(random));
            x[1][i] = 1 + Samplers.poisson(random, 1.5 * Samplers.gamma(random, 0.7));
            x[2][i] = Math.rint(100 * x[1][i] * Math.exp(3 + 0.8 * Samplers.gaussian(random))) / 100;
        }
        table = RfmTable.of(Collections.nCopies(CUSTOMERS, "x"), x[0], x[1], x[2]);
        model = Rfm.create().fit(table);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public RfmScores scoreAllByQuantiles() {
        return Rfm.create().score(table, Execution.sequential());
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public RfmScores scoreAllByRanks() {
        return Rfm.create().withTies(Ties.RANK).score(table, Execution.sequential());
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int scoreOne() {
        next = next == CUSTOMERS - 1 ? 0 : next + 1;
        return model.score(table.recencyDays(next), table.frequency(next), table.monetary(next));
    }

    @Override
    public String accuracy() {
        fit();
        RfmScores fitted = Rfm.create().score(table, Execution.sequential());
        RfmScores scored = model.score(table);
        long differ = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            differ += fitted.code(i) == scored.code(i) ? 0 : 1;
        }
        return differ + " of 1,000,000 customers score differently by the fitted model;"
                + " scores of two real shops equal numpy's exactly (RfmOracleTest)";
    }
}
