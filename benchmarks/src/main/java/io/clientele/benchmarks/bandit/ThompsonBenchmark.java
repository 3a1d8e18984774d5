package io.clientele.benchmarks.bandit;

import io.clientele.benchmarks.Measured;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.ThompsonSampling;
import java.util.concurrent.TimeUnit;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From counts to the shares of a snapshot, the probabilities of being best of K Beta posteriors by quadrature, one thread.
 *
 * <p>Cost: some 100 to 200 points, at each a density and a distribution function for each arm, about 100 ns together: 0.1 ms at
 * ten arms where all count, less where hopeless ones are left out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ThompsonBenchmark implements Measured {

    /** Arms. */
    @Param({"10", "1000"})
    public int arms;

    private ArmCounts counts;
    private ThompsonSampling recipe;

    @Setup
    public void make() {
        counts = BanditServingBenchmark.counts(arms);
        recipe = BanditServingBenchmark.recipe(arms);
    }

    @Benchmark
    public BanditSnapshot shares() {
        return recipe.fit(counts);
    }

    @Override
    public String accuracy() {
        BanditSnapshot snapshot = BanditServingBenchmark.recipe(10).fit(BanditServingBenchmark.counts(10));
        double worst = 0;
        for (int a = 0; a < 10; a++) {
            worst = Math.max(worst, Math.abs(snapshot.share(a) - best(snapshot, a)));
        }
        return "shares of ten arms off by " + worst + " from Simpson's rule with 20,000 panels";
    }

    private static double best(BanditSnapshot snapshot, int arm) {
        BetaDistribution[] all = snapshot.posteriors().stream()
                .map(BetaPosterior.class::cast)
                .map(p -> BetaDistribution.of(p.alpha(), p.beta()))
                .toArray(BetaDistribution[]::new);
        double to = 0.2; // 20 standard deviations beyond the best mean
        int panels = 20_000;
        double sum = 0;
        for (int i = 0; i <= panels; i++) {
            double x = to * i / panels;
            double f = all[arm].density(x);
            for (int a = 0; a < all.length; a++) {
                f *= a == arm ? 1 : all[a].cumulativeProbability(x);
            }
            sum += f * (i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return sum * to / panels / 3;
    }
}
