package io.clientele.benchmarks.experiment;

import io.clientele.benchmarks.Measured;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.experiment.sequential.GroupSequentialMonitor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The limits of an experiment looked at many times, two-sided at 5 %, spending as O'Brien and Fleming, all at once and one look after
 * so many; one thread.
 *
 * <p>Cost: for each look a convolution of the panels that the one before left, points squared normal densities, some 5 ns each,
 * as often as the search for the limit asks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GroupSequentialBenchmark implements Measured {

    /** Looks. */
    @Param({"100", "500"})
    public int looks;

    private GroupSequentialMonitor running = GroupSequentialMonitor.of(1);
    private double next;

    /** An experiment that has been looked at before the last look. */
    @Setup
    public void look() {
        running = GroupSequentialMonitor.of(1);
        for (int k = 1; k < looks; k++) {
            running = running.look(0, Math.sqrt((double) looks / k));
        }
        next = Math.sqrt(1 + 0.5 / looks);
    }

    @Benchmark
    public GroupSequentialMonitor oneMoreLook() {
        return running.look(0, next);
    }

    @Benchmark
    public GroupSequentialDesign design() {
        return GroupSequential.looks(looks).design();
    }

    @Override
    public String accuracy() {
        double pocock = GroupSequential.looks(5)
                .withRule(StoppingRule.classicPocock())
                .design()
                .criticalValues()[0];
        double fleming = GroupSequential.looks(5)
                .withRule(StoppingRule.classicObrienFleming())
                .design()
                .criticalValues()[4];
        double[] spent = GroupSequential.looks(100).design().crossingProbabilities(0);
        double sum = 0;
        for (double s : spent) {
            sum += s;
        }
        return "5 looks: Pocock's limit " + pocock
                + " (Jennison and Turnbull 2000, table 2.1: 2.413), O'Brien and Fleming's last "
                + fleming + " (table 2.3: 2.040); 100 looks cross the upper limits without an effect with"
                + " chance " + sum + " (0.025)";
    }
}
