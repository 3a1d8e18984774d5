package io.clientele.segmentation.profile;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes the customers of each segment from all others, how much are they worth, and how is one recognised?
 *
 * <p>Every feature is compared between the segment and the rest: standardised difference of means with Bonett's interval and the
 * Mann-Whitney test; for categories Cramér's V and the chi-squared test. P-values are adjusted over all features and segments. A
 * beam search finds up to three rules of up to three conditions on one half of the customers; the other half says how precise
 * they are.
 *
 * <ul>
 *   <li>Tests of features that the segments were made from are not evidence that the segments exist: clusters always differ in the
 *       features they were cut along (Gao, Bien and Witten 2022). Differences in other features are evidence.
 *   <li>All customers equal in a feature: difference 0, p-value 1. Equal within the segment and within the rest, but not the
 *       same: an infinite difference. A segment of one: an infinite interval.
 *   <li>Chi-squared with an expected count below 5 is rough, and is named in a warning.
 *   <li>A segment that no rule describes more often right than wrong has no rules; nor has one without customers in one of the
 *       halves.
 *   <li>Typical and borderline customers are by number features only, each divided by its standard deviation.
 * </ul>
 *
 * <p>Time O(features · rows · (log rows + segments)). Immutable and thread-safe.
 *
 * <pre>{@code
 * SegmentProfiles profiles = Profiler.create().withValue("spend").fit(customers);
 * Contrast recency = profiles.of("loyal").contrast("recency");
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1037/1082-989X.13.2.99">Bonett (2008), Confidence intervals for standardized linear contrasts of means</a>
 * @see <a href="https://doi.org/10.1007/BF00116835">Clark and Niblett (1989), The CN2 induction algorithm</a>
 * @see <a href="https://doi.org/10.1080/01621459.2022.2116331">Gao, Bien and Witten (2022), Selective inference for hierarchical clustering</a>
 */
public final class Profiler implements Estimator<SegmentedCustomers, SegmentProfiles> {

    private static final int EXAMPLES = 5;

    private record Options(
            double confidence,
            Adjustment adjustment,
            List<String> categories,
            Optional<String> value,
            int rules,
            long seed) {}

    private final Options o;

    private Profiler(Options o) {
        this.o = o;
    }

    /** {@return a recipe with 95 % intervals and Holm's adjustment, up to three rules, all features numbers, no value, seed 0} */
    public static Profiler create() {
        return new Profiler(new Options(0.95, Adjustment.HOLM, List.of(), Optional.empty(), 3, 0));
    }

    /**
     * The same with another confidence of intervals.
     *
     * @param confidence such as 0.95
     * @return a new recipe
     */
    public Profiler withConfidence(double confidence) {
        return new Profiler(
                new Options(Check.confidence(confidence), o.adjustment, o.categories, o.value, o.rules, o.seed));
    }

    /**
     * The same with another adjustment of p-values.
     *
     * @param adjustment for the number of tests
     * @return a new recipe
     */
    public Profiler withAdjustment(Adjustment adjustment) {
        return new Profiler(new Options(
                o.confidence,
                Objects.requireNonNull(adjustment, "adjustment"),
                o.categories,
                o.value,
                o.rules,
                o.seed));
    }

    /**
     * The same with features whose numbers stand for categories.
     *
     * @param features names of columns
     * @return a new recipe
     */
    public Profiler withCategories(String... features) {
        return new Profiler(new Options(o.confidence, o.adjustment, List.of(features), o.value, o.rules, o.seed));
    }

    /**
     * The same with a feature whose sum is shared out among the segments, such as spend.
     *
     * @param feature name of a column, which is also a feature
     * @return a new recipe
     */
    public Profiler withValue(String feature) {
        return new Profiler(
                new Options(o.confidence, o.adjustment, o.categories, Optional.of(feature), o.rules, o.seed));
    }

    /**
     * The same with another number of rules.
     *
     * @param most rules a segment may have, 0 to 9
     * @return a new recipe
     */
    public Profiler withRules(int most) {
        return new Profiler(new Options(
                o.confidence, o.adjustment, o.categories, o.value, (int) Check.between("most", most, 0, 9), o.seed));
    }

    /**
     * The same with another split into halves.
     *
     * @param seed of the split
     * @return a new recipe
     */
    public Profiler withSeed(long seed) {
        return new Profiler(new Options(o.confidence, o.adjustment, o.categories, o.value, o.rules, seed));
    }

    @Override
    public SegmentProfiles fit(SegmentedCustomers data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        FeatureTable table = data.features();
        boolean[] categories = new boolean[table.columns()];
        o.categories.forEach(name -> categories[table.index(name)] = true);
        double[] value = o.value.map(table::column).orElseGet(() -> new double[0]);
        int segments = data.segments().size();
        int[] labels = data.labels();
        Contrast[][] contrasts = new Contrast[table.columns()][segments];
        Chunks.tasks(table.columns(), execution, f -> {
            Differences feature = new Differences(table.names().get(f), table.column(f), categories[f]);
            for (int s = 0; s < segments; s++) {
                contrasts[f][s] = feature.of(labels, s, o.confidence);
            }
        });
        adjust(contrasts);
        RuleSearch search = new RuleSearch(table, categories, o.seed);
        Exemplars exemplars = new Exemplars(table, categories, labels, segments);
        SegmentProfile[] profiles = new SegmentProfile[segments];
        Chunks.tasks(segments, execution, s -> {
            List<Contrast> own = new ArrayList<>();
            for (Contrast[] feature : contrasts) {
                own.add(feature[s]);
            }
            own.sort(Comparator.comparingDouble(contrast -> -Math.abs(contrast.difference())));
            profiles[s] = profile(data, s, own, search, exemplars, value);
        });
        FitReport.Builder report = FitReport.builder().rows(table.rows());
        warn(data, categories, report);
        return new SegmentProfiles(List.of(profiles), report.build());
    }

    private void adjust(Contrast[][] contrasts) {
        double[] p = Arrays.stream(contrasts)
                .flatMap(Arrays::stream)
                .mapToDouble(Contrast::pValue)
                .toArray();
        double[] adjusted = o.adjustment.adjust(p);
        int at = 0;
        for (Contrast[] feature : contrasts) {
            for (int s = 0; s < feature.length; s++) {
                feature[s] = feature[s].withAdjusted(adjusted[at++]);
            }
        }
    }

    private SegmentProfile profile(
            SegmentedCustomers data,
            int segment,
            List<Contrast> contrasts,
            RuleSearch search,
            Exemplars exemplars,
            double[] value) {
        int[] labels = data.labels();
        int size = (int) Arrays.stream(labels).filter(label -> label == segment).count();
        int wanted = (int) Arrays.stream(search.heldOut)
                .filter(row -> labels[row] == segment)
                .count();
        List<List<Condition>> found = wanted == 0 || o.rules == 0 ? List.of() : search.find(labels, segment, o.rules);
        List<Rule> rules = new ArrayList<>();
        int[] any = new int[2];
        for (List<Condition> conditions : found) {
            int[] counts = new int[2]; // whom it fits, and who of them are in the segment
            for (int row : search.heldOut) {
                if (search.fits(conditions, row)) {
                    counts[0]++;
                    counts[1] += labels[row] == segment ? 1 : 0;
                }
            }
            if (counts[0] > 0) {
                rules.add(new Rule(
                        conditions,
                        counts[0],
                        (double) counts[1] / counts[0],
                        Proportions.wilson(counts[1], counts[0], o.confidence),
                        (double) counts[1] / wanted,
                        Proportions.wilson(counts[1], wanted, o.confidence)));
            }
        }
        for (int row : search.heldOut) {
            if (rules.stream().anyMatch(rule -> search.fits(rule.conditions(), row))) {
                any[0]++;
                any[1] += labels[row] == segment ? 1 : 0;
            }
        }
        Optional<double[]> share = value.length == 0 ? Optional.empty() : valueShare(value, labels, segment);
        return new SegmentProfile(
                data.segments().get(segment),
                size,
                (double) size / labels.length,
                Proportions.wilson(size, labels.length, o.confidence),
                share.isPresent() ? OptionalDouble.of(share.get()[0]) : OptionalDouble.empty(),
                share.map(s -> new Interval(s[1], s[2], o.confidence)),
                List.copyOf(contrasts),
                List.copyOf(rules),
                rules.isEmpty() ? 0 : (double) any[1] / wanted,
                any[0] == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) any[1] / any[0]),
                exemplars.typical(segment, EXAMPLES),
                exemplars.borderline(segment, EXAMPLES));
    }

    /** A ratio of two means with its linearised standard error (Cochran 1977, "Sampling Techniques", section 6.4). */
    private Optional<double[]> valueShare(double[] value, int[] labels, int segment) {
        Moments all = Moments.of(value);
        double total = all.sum();
        if (!(total > 0) || value.length < 2) {
            return Optional.empty();
        }
        double inside = 0;
        for (int i = 0; i < value.length; i++) {
            inside += labels[i] == segment ? value[i] : 0;
        }
        double share = inside / total;
        double squares = 0;
        for (int i = 0; i < value.length; i++) {
            double off = value[i] * ((labels[i] == segment ? 1 : 0) - share);
            squares += off * off;
        }
        double n = value.length;
        double half = Distributions.normalTwoSided(o.confidence) * Math.sqrt(n / (n - 1) * squares) / total;
        boolean within = all.minimum() >= 0;
        return Optional.of(new double[] {
            share, within ? Math.max(0, share - half) : share - half, within ? Math.min(1, share + half) : share + half
        });
    }

    private static void warn(SegmentedCustomers data, boolean[] categories, FitReport.Builder report) {
        FeatureTable table = data.features();
        int[] sizes = new int[data.segments().size()];
        for (int label : data.labels()) {
            sizes[label]++;
        }
        int smallest = Arrays.stream(sizes)
                .map(size -> Math.min(size, table.rows() - size))
                .min()
                .orElse(0);
        for (int f = 0; f < categories.length; f++) {
            double[] sorted = table.column(f);
            Arrays.sort(sorted);
            if (sorted[0] == sorted[sorted.length - 1]) {
                report.warning(
                        "column '" + table.names().get(f) + "': all customers are equal; it tells no segment apart");
            } else if (categories[f]) {
                double rarest = rarest(sorted) / (double) table.rows() * smallest;
                if (rarest < 5) {
                    report.warning("column '" + table.names().get(f)
                            + "': a category is expected fewer than 5 times in a segment; its test is rough");
                }
            }
        }
    }

    private static int rarest(double[] sorted) {
        int least = sorted.length;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            least = Math.min(least, to - from);
            from = to;
        }
        return least;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profiler that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Profiler" + o.toString().substring("Options".length());
    }
}
