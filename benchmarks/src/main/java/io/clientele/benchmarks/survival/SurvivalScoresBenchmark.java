package io.clientele.benchmarks.survival;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.survival.Concordance;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.concurrent.TimeUnit;
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
 * What is done with a Cox model of a million customers and 10 features, one thread: the concordance of its scores, and the
 * chances to be still there at 12 horizons.
 *
 * <p>Cost: concordance, two sorts of the rows and a descent of a tree of 20 levels a row, with its error 40; curves, 20 flops a
 * row for the predictor and 13 exponentials, 80 bytes a row read and 96 written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SurvivalScoresBenchmark implements Measured {

    private static final int COLUMNS = 10;

    /** Customers. */
    @Param({"1000000"})
    public int customers = 3_000;

    private final double[] horizons = new double[12];
    private FeatureTable features;
    private SurvivalTable table;
    private CoxModel model;
    private double[] scores;

    @Setup
    public void fit() {
        features = Data.gaussian(customers, COLUMNS);
        double[] times = new double[customers];
        int[] events = new int[customers];
        RandomGenerator random = RandomStreams.stream(5, "lifetimes", 0);
        for (int i = 0; i < customers; i++) {
            double margin = 0;
            for (int j = 0; j < COLUMNS; j++) {
                margin += 0.3 * Math.cos(j + 1) * features.get(i, j);
            }
            double life = Math.ceil(700 * Samplers.exponential(random) / Math.exp(margin));
            double watched = Math.ceil(1095 * Samplers.open(random));
            times[i] = Math.min(life, watched);
            events[i] = life <= watched ? 1 : 0;
        }
        table = SurvivalTable.of(times, events);
        model = CoxRegression.create().fit(table.withFeatures(features));
        scores = model.linearPredictors(features, Execution.sequential());
        for (int h = 0; h < horizons.length; h++) {
            horizons[h] = 90.0 * (h + 1);
        }
    }

    @Benchmark
    public Concordance concordance() {
        return Concordance.of(table, scores);
    }

    @Benchmark
    public double[][] curves() {
        return model.survival(features, horizons, Execution.sequential());
    }

    @Override
    public String accuracy() {
        customers = 3_000;
        fit();
        double concordant = 0;
        double discordant = 0;
        double tied = 0;
        for (int i = 0; i < customers; i++) {
            for (int j = 0; j < customers; j++) {
                boolean usable = table.event(i) == 1
                        && (table.time(i) < table.time(j) || table.time(i) == table.time(j) && table.event(j) == 0);
                if (usable && i != j) {
                    concordant += scores[i] > scores[j] ? 1 : 0;
                    discordant += scores[i] < scores[j] ? 1 : 0;
                    tied += scores[i] == scores[j] ? 1 : 0;
                }
            }
        }
        double index = (concordant + tied / 2) / (concordant + discordant + tied);
        double worst = 0;
        double[][] curves = curves();
        for (int i = 0; i < customers; i++) {
            for (int h = 0; h < horizons.length; h++) {
                double alone = model.curve(features.row(i)).survival(horizons[h]);
                worst = Math.max(worst, Math.abs(curves[h][i] - alone));
            }
        }
        return "concordance of 3,000 customers off by " + Math.abs(concordance().index() - index)
                + " from all pairs counted; chances of all at once off by " + worst + " from each customer's own curve";
    }
}
