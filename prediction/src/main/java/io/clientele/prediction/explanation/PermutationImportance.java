package io.clientele.prediction.explanation;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How much worse do the predictions get when a feature tells nothing any more?
 *
 * <p>The values of a feature, or of a group of features together, are dealt anew among the rows; the importance is the rise of the mean
 * log loss (Breiman 2001; Fisher, Rudin and Dominici 2019), averaged over several dealings. Measure on rows the model has not seen.
 *
 * <ul>
 *   <li>The interval is Wald's with the first-order variance of a statistic of pairs: a row counts both as the one that gets a value and as the one
 *       that gives it. With few dealings that variance is too large rather than too small. Rows of a cluster count as one.
 *   <li>Features that go together stand in for each other, and each alone may seem unimportant: name them as a group.
 *   <li>Probabilities are bounded away from 0 and 1 by 1e-15. Scores that are none are refused.
 * </ul>
 *
 * <p>Time O(groups · dealings) times scoring all rows. The answer depends on the seed, not on threads. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<Metric> importance = PermutationImportance.create().withGroup("money", "spend", "basket").measure(scorer, later, execution);
 * }</pre>
 *
 * @see <a href="https://jmlr.org/papers/v20/18-760.html">Fisher, Rudin and Dominici (2019), All models are wrong, but many are useful</a>
 */
public final class PermutationImportance {

    private record Group(String name, List<String> features) {}

    private record Options(int dealings, double confidence, long seed, List<Group> groups) {}

    private final Options o;

    private PermutationImportance(Options o) {
        this.o = o;
    }

    /** {@return each feature on its own, 10 dealings, 95 % intervals, seed 0} */
    public static PermutationImportance create() {
        return new PermutationImportance(new Options(10, 0.95, 0, List.of()));
    }

    /**
     * The same with another number of dealings.
     *
     * @param dealings at least 1
     * @return a new recipe
     */
    public PermutationImportance withDealings(int dealings) {
        return new PermutationImportance(
                new Options(Check.atLeast("dealings", dealings, 1), o.confidence, o.seed, o.groups));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public PermutationImportance withConfidence(double confidence) {
        return new PermutationImportance(new Options(o.dealings, Check.confidence(confidence), o.seed, o.groups));
    }

    /**
     * The same with another seed.
     *
     * @param seed any
     * @return a new recipe
     */
    public PermutationImportance withSeed(long seed) {
        return new PermutationImportance(new Options(o.dealings, o.confidence, seed, o.groups));
    }

    /**
     * The same with features that are dealt together, beside those of other groups; features in no group stay on their own.
     *
     * @param name of the group
     * @param features at least one, each in one group at most
     * @return a new recipe
     */
    public PermutationImportance withGroup(String name, String... features) {
        Objects.requireNonNull(name, "name");
        Check.atLeast("number of features", features.length, 1);
        for (Group group : o.groups) {
            for (String feature : features) {
                if (group.features.contains(feature)) {
                    throw new IllegalArgumentException(
                            "feature '" + feature + "' is in group '" + group.name + "' already");
                }
            }
        }
        List<Group> more = new ArrayList<>(o.groups);
        more.add(new Group(name, List.of(features)));
        return new PermutationImportance(new Options(o.dealings, o.confidence, o.seed, List.copyOf(more)));
    }

    /**
     * The importance of each group and of each other feature.
     *
     * @param scorer model of probabilities
     * @param data rows that the model has not seen
     * @param execution how to run
     * @return rise of the mean log loss, most important first
     */
    public List<Metric> measure(Scorer scorer, LabeledTable data, Execution execution) {
        Objects.requireNonNull(scorer, "scorer");
        Check.atLeast("number of rows", data.rows(), 2);
        List<Group> groups = groups(data.features());
        double[] plain = losses(scorer, data.features(), data);
        Metric[] result = new Metric[groups.size()];
        Chunks.tasks(groups.size(), execution, g -> result[g] = importance(scorer, data, groups.get(g), plain));
        Arrays.sort(result, (a, b) -> Double.compare(b.estimate(), a.estimate()));
        return List.of(result);
    }

    private List<Group> groups(FeatureTable table) {
        List<Group> groups = new ArrayList<>();
        for (Group group : o.groups) {
            group.features.forEach(table::index); // refuses one that is not there
            groups.add(group);
        }
        for (String name : table.names()) {
            if (o.groups.stream().noneMatch(g -> g.features.contains(name))) {
                groups.add(new Group(name, List.of(name)));
            }
        }
        return groups;
    }

    private Metric importance(Scorer scorer, LabeledTable data, Group group, double[] plain) {
        int n = data.rows();
        double all = 0;
        for (int i = 0; i < n; i++) {
            all += data.weight(i);
        }
        double[] got = new double[n]; // rise at the row that got another's values
        double[] gave = new double[n]; // rise at the rows that got this one's values
        for (int d = 0; d < o.dealings; d++) {
            int[] from = new int[n];
            Arrays.setAll(from, i -> i);
            // all groups are dealt alike, so that a group of one is that feature
            Samplers.shuffle(RandomStreams.stream(o.seed, "explanation.permutation", d), from);
            double[] dealt = losses(scorer, dealt(data.features(), group, from), data);
            for (int i = 0; i < n; i++) {
                double rise = data.weight(i) * (dealt[i] - plain[i]) / o.dealings;
                got[i] += rise;
                gave[from[i]] += rise;
            }
        }
        double mean = 0;
        for (double rise : got) {
            mean += rise / all;
        }
        Map<Integer, Double> influence = new HashMap<>();
        for (int i = 0; i < n; i++) {
            influence.merge(data.cluster(i), got[i] + gave[i] - 2 * mean * data.weight(i), Double::sum);
        }
        // added in the order of the rows, as a map has none
        double squares = 0;
        for (int i = 0; i < n; i++) {
            Double sum = influence.remove(data.cluster(i));
            squares += sum == null ? 0 : sum * sum;
        }
        double error = Math.sqrt(squares) / all;
        double half = Distributions.normalTwoSided(o.confidence) * error;
        return Metric.of(
                group.name,
                mean,
                error,
                new Interval(mean - half, mean + half, o.confidence),
                "Wald, rise of the log loss over " + o.dealings + " dealings, seed " + o.seed);
    }

    private static FeatureTable dealt(FeatureTable table, Group group, int[] from) {
        double[][] columns = new double[table.columns()][];
        for (int j = 0; j < columns.length; j++) {
            double[] column = table.column(j);
            columns[j] = column;
            if (group.features.contains(table.names().get(j))) {
                double[] other = new double[column.length];
                Arrays.setAll(other, i -> column[from[i]]);
                columns[j] = other;
            }
        }
        return FeatureTable.of(table.names(), columns);
    }

    private static double[] losses(Scorer scorer, FeatureTable rows, LabeledTable data) {
        double[] scores = scorer.scores(rows);
        Check.length("scores", scores.length, data.rows(), "one value per row");
        double[] losses = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            Check.between("score, row " + i, scores[i], 0, 1);
            double p = Math.max(1e-15, Math.min(1 - 1e-15, scores[i]));
            losses[i] = data.label(i) == 1 ? -Math.log(p) : -Math.log1p(-p);
        }
        return losses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PermutationImportance that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "PermutationImportance" + o.toString().substring("Options".length());
    }
}
