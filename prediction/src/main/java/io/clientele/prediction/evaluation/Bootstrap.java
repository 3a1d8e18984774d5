package io.clientele.prediction.evaluation;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How sure is a figure that has no formula for its error?
 *
 * <p>Percentile interval of the bootstrap: every replicate counts each row a random number of times, Poisson with the row's
 * weight as mean (Chamandy et al. 2012, "Estimating Uncertainty for Massive Data Streams"), and the figure is taken again.
 * Rows are not sorted again.
 *
 * <ul>
 *   <li>Replicates without rows of both labels are left out; when that are more than half, {@link FitException}.
 *   <li>A figure that is NaN or infinite on a replicate: {@link FitException} that says how often.
 *   <li>Figures that are largest or smallest values (KS, calibration errors) are biased under resampling, and their intervals
 *       cover too seldom; so are all figures with few rows of one label.
 * </ul>
 *
 * <p>Time O(replicates · rows). Replicate r draws from a stream of its own, so the answer depends on the seed alone, not on
 * threads. Immutable and thread-safe.
 *
 * <pre>{@code
 * Metric f1 = Bootstrap.create().withSeed(7).metric("F1", data, d -> ConfusionMatrix.at(d, 0.5).f1());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron (1979), Bootstrap methods: another look at the jackknife</a>
 */
public final class Bootstrap {

    private record Options(int replicates, double confidence, long seed) {}

    private final Options o;

    private Bootstrap(Options o) {
        this.o = o;
    }

    /** {@return 1,000 replicates, 95 % intervals, seed 0} */
    public static Bootstrap create() {
        return new Bootstrap(new Options(1000, 0.95, 0));
    }

    /**
     * The same with another number of replicates.
     *
     * @param replicates at least 20
     * @return a new recipe
     */
    public Bootstrap withReplicates(int replicates) {
        return new Bootstrap(new Options(Check.atLeast("replicates", replicates, 20), o.confidence, o.seed));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public Bootstrap withConfidence(double confidence) {
        return new Bootstrap(new Options(o.replicates, Check.confidence(confidence), o.seed));
    }

    /**
     * The same with another seed.
     *
     * @param seed any
     * @return a new recipe
     */
    public Bootstrap withSeed(long seed) {
        return new Bootstrap(new Options(o.replicates, o.confidence, seed));
    }

    /**
     * A figure with its interval, on the caller's thread.
     *
     * @param name of the figure
     * @param data to resample
     * @param figure must depend on its argument alone
     * @return the metric
     */
    public Metric metric(String name, ScoredLabels data, ToDoubleFunction<ScoredLabels> figure) {
        return metric(name, data, figure, Execution.sequential());
    }

    /**
     * A figure with its interval.
     *
     * @param name of the figure
     * @param data to resample
     * @param figure must depend on its argument alone and be safe from several threads
     * @param execution how to run
     * @return the metric
     */
    public Metric metric(String name, ScoredLabels data, ToDoubleFunction<ScoredLabels> figure, Execution execution) {
        return metric(
                name,
                data,
                figure,
                execution,
                r -> counts(data, RandomStreams.stream(o.seed, "evaluation.bootstrap", r)));
    }

    /**
     * A figure with its interval where rows come in groups, such as several rows of a customer: groups are drawn as a whole, each
     * counted Poisson with mean 1.
     *
     * @param name of the figure
     * @param data to resample
     * @param groups which group each row belongs to, any numbers
     * @param figure must depend on its argument alone and be safe from several threads
     * @param execution how to run
     * @return the metric
     */
    public Metric metric(
            String name, ScoredLabels data, int[] groups, ToDoubleFunction<ScoredLabels> figure, Execution execution) {
        Check.length("groups", groups.length, data.rows(), "one value per row");
        int[] distinct = Arrays.stream(groups).sorted().distinct().toArray();
        int[] index = Arrays.stream(groups)
                .map(group -> Arrays.binarySearch(distinct, group))
                .toArray();
        return metric(name, data, figure, execution, r -> {
            RandomGenerator random = RandomStreams.stream(o.seed, "evaluation.bootstrap.groups", r);
            double[] times = new double[distinct.length];
            for (int g = 0; g < times.length; g++) {
                times[g] = UnitPoisson.next(random);
            }
            double[] counts = new double[index.length];
            boolean[] seen = new boolean[2];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = data.weight(i) * times[index[i]];
                if (counts[i] > 0) {
                    seen[(int) data.label(i)] = true;
                }
            }
            return seen[0] && seen[1] ? counts : new double[0];
        });
    }

    private Metric metric(
            String name,
            ScoredLabels data,
            ToDoubleFunction<ScoredLabels> figure,
            Execution execution,
            IntFunction<double[]> draw) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(figure, "figure");
        double[] values = new double[o.replicates];
        boolean[] used = new boolean[o.replicates];
        Chunks.tasks(o.replicates, execution, r -> {
            double[] counts = draw.apply(r);
            if (counts.length > 0) {
                values[r] = figure.applyAsDouble(data.withWeights(counts));
                used[r] = true;
            }
        });
        double[] kept = new double[o.replicates];
        int count = 0;
        int broken = 0;
        for (int r = 0; r < kept.length; r++) {
            if (used[r]) {
                kept[count++] = values[r];
                broken += Double.isFinite(values[r]) ? 0 : 1;
            }
        }
        if (count < (o.replicates + 1) / 2) {
            throw new FitException("only " + count + " of " + o.replicates
                    + " bootstrap replicates have rows of both labels; collect more rows of the rarer label");
        }
        if (broken > 0) {
            throw new FitException("'" + name + "' is NaN or infinite on " + broken + " of " + count
                    + " bootstrap replicates; choose a figure that always has a value");
        }
        kept = Arrays.copyOf(kept, count);
        double error = Moments.of(kept).standardDeviation();
        Arrays.sort(kept);
        double tail = (1 - o.confidence) / 2;
        Interval interval = new Interval(quantile(kept, tail), quantile(kept, 1 - tail), o.confidence);
        return Metric.of(
                name,
                figure.applyAsDouble(data),
                error,
                interval,
                "bootstrap percentiles of " + count + " replicates, seed " + o.seed);
    }

    /** How often each row counts in a replicate; empty if a label is missing. */
    private static double[] counts(ScoredLabels data, RandomGenerator random) {
        double[] counts = new double[data.rows()];
        boolean[] seen = new boolean[2];
        for (int i = 0; i < counts.length; i++) {
            double w = data.weight(i);
            counts[i] = w == 1 ? UnitPoisson.next(random) : w == 0 ? 0 : Samplers.poisson(random, w);
            if (counts[i] > 0) {
                seen[(int) data.label(i)] = true;
            }
        }
        return seen[0] && seen[1] ? counts : new double[0];
    }

    /** Type 7, as in R. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bootstrap that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Bootstrap" + o.toString().substring("Options".length());
    }
}
