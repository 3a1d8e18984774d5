package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What did a change do that was given to whole groups (shops, towns, teams) rather than to single customers?
 *
 * <p>Units of a group are alike, so that they say less than as many strangers. Two answers: the cluster-robust standard error CR2 of
 * Bell and McCaffrey (2002) with Satterthwaite's degrees of freedom, which holds for few clusters of unequal size; and the permutation
 * test, which deals the clusters again, the same number to the variant: all ways if they are not too many, else a sample of them.
 *
 * <ul>
 *   <li>The mean is over units: a large cluster counts for more. Give each cluster's mean as one unit to let them count alike.
 *   <li>The permutation test asks whether the change does nothing to anybody; its interval takes the effect to be the same for all
 *       units. Its p-value cannot be below one by the number of ways to deal, or two where clusters are equal: 3 and 3 clusters have 20
 *       ways, too few for 5 %, and the interval is infinite.
 *   <li>A cluster in both variants, or fewer than two in one, is refused.
 *   <li>All clusters of both variants with the same mean each: refused, there is no standard error.
 * </ul>
 *
 * <p>Time O(clusters · assignments). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ClusterComparison c = ClusterTest.create().compare(control, variant);
 * boolean works = c.randomisation().p() <= 0.05;
 * }</pre>
 *
 * @see "Bell and McCaffrey (2002), Bias reduction in standard errors for linear regression with multi-stage samples, Survey
 *     Methodology 28"
 */
public final class ClusterTest {

    private record Options(double confidence, int assignments, long seed) {}

    private final Options o;

    private ClusterTest(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, at most 20,000 assignments, seed 0} */
    public static ClusterTest create() {
        return new ClusterTest(new Options(0.95, 20_000, 0));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public ClusterTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new ClusterTest(new Options(confidence, o.assignments, o.seed));
    }

    /**
     * The same with another number of assignments: all if there are no more than that, else so many, drawn.
     *
     * @param most at least 100
     * @return the test
     */
    public ClusterTest withAssignments(int most) {
        Check.atLeast("most", most, 100);
        return new ClusterTest(new Options(o.confidence, most, o.seed));
    }

    /**
     * The same with other draws.
     *
     * @param seed any
     * @return the test
     */
    public ClusterTest withSeed(long seed) {
        return new ClusterTest(new Options(o.confidence, o.assignments, seed));
    }

    /**
     * Compares one variant with the control.
     *
     * @param control clusters without the change
     * @param variant clusters with it
     * @return the difference, by CR2 and by permutation
     */
    public ClusterComparison compare(ClusterSample control, ClusterSample variant) {
        Set<String> both = new HashSet<>(control.sums().keySet());
        both.retainAll(variant.sums().keySet());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "a cluster must be in one variant only, got " + new java.util.TreeSet<>(both) + " in both");
        }
        Arm a = new Arm(control);
        Arm b = new Arm(variant);
        double difference = variant.mean() - control.mean();
        double error = Math.sqrt(a.variance + b.variance);
        if (error == 0) {
            throw new IllegalArgumentException("the clusters do not vary: those of '" + control.variant()
                    + "' all have mean " + control.mean() + " and those of '" + variant.variant() + "' "
                    + variant.mean() + "; there is no standard error to compare with");
        }
        double trace = a.trace + b.trace;
        double degrees = trace * trace / (a.traceOfSquare + b.traceOfSquare);
        double half = -Distributions.studentQuantile((1 - o.confidence) / 2, degrees) * error;
        double p = 2 * Distributions.studentSurvival(Math.abs(difference) / error, degrees);
        return new ClusterComparison(
                difference,
                error,
                degrees,
                new Interval(difference - half, difference + half, o.confidence),
                Math.min(1, p),
                permuted(control, variant, difference));
    }

    /** One variant's part of the variance of the difference, and of its degrees of freedom under equal variances without clusters. */
    private static final class Arm {

        private final double variance;
        private final double trace;
        private final double traceOfSquare;

        Arm(ClusterSample sample) {
            double n = sample.count();
            double mean = sample.mean();
            double scores = 0;
            double diagonal = 0;
            double leverages = 0;
            double squares = 0;
            for (ClusterSample.Sums s : sample.sums().values()) {
                double size = s.count();
                double free = 1 - size / n;
                double residual = s.total() - size * mean;
                // a residual at the level of rounding is none
                residual = Math.abs(residual) <= 1e-14 * Math.abs(s.total()) ? 0 : residual;
                scores += residual * residual / free;
                diagonal += size * size;
                double leverage = size * size / free;
                leverages += leverage;
                squares += leverage * leverage;
            }
            variance = scores / (n * n);
            trace = 1 / n;
            double cube = n * n * n;
            traceOfSquare = diagonal / (cube * n) + (leverages * leverages - squares) / (cube * cube);
        }
    }

    private Randomisation permuted(ClusterSample control, ClusterSample variant, double difference) {
        List<ClusterSample.Sums> all = new ArrayList<>(variant.sums().values());
        int treated = all.size();
        all.addAll(control.sums().values());
        int count = all.size();
        double[] size = all.stream().mapToDouble(ClusterSample.Sums::count).toArray();
        double[] total = all.stream().mapToDouble(ClusterSample.Sums::total).toArray();
        Dealt dealt = new Dealt(size, total, treated, new RandomisationDistribution(difference));
        boolean exact = ways(count, treated) <= o.assignments;
        int[] chosen = new int[treated];
        if (exact) {
            for (int i = 0; i < treated; i++) {
                chosen[i] = i;
            }
            while (next(chosen, count)) { // the first is the one that happened
                dealt.look(chosen, treated);
            }
        } else {
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                order[i] = i;
            }
            for (int draw = 1; draw < o.assignments; draw++) {
                RandomGenerator random = RandomStreams.stream(o.seed, "clusters", draw);
                Samplers.shuffle(random, order);
                dealt.look(order, treated);
            }
        }
        return dealt.distribution.result(o.confidence, exact);
    }

    /** The number of ways to choose, as a double: it need not fit a long. */
    private static double ways(int count, int treated) {
        double ways = 1;
        for (int i = 0; i < treated; i++) {
            ways = ways * (count - i) / (i + 1);
        }
        return Math.rint(ways);
    }

    /** The next choice in the order of the alphabet. */
    private static boolean next(int[] chosen, int count) {
        int i = chosen.length - 1;
        while (i >= 0 && chosen[i] == count - chosen.length + i) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        chosen[i]++;
        for (int j = i + 1; j < chosen.length; j++) {
            chosen[j] = chosen[j - 1] + 1;
        }
        return true;
    }

    /** The clusters, those that had the change first. */
    private static final class Dealt {

        private final double[] size;
        private final double[] total;
        private final int treated;
        private final double units;
        private final double values;
        private final double changed;
        private final RandomisationDistribution distribution;

        Dealt(double[] size, double[] total, int treated, RandomisationDistribution distribution) {
            this.size = size;
            this.total = total;
            this.treated = treated;
            this.distribution = distribution;
            double n = 0;
            double y = 0;
            double t = 0;
            for (int g = 0; g < size.length; g++) {
                n += size[g];
                y += total[g];
                t += g < treated ? size[g] : 0;
            }
            units = n;
            values = y;
            changed = t;
        }

        void look(int[] clusters, int count) {
            double n = 0;
            double y = 0;
            double t = 0;
            for (int i = 0; i < count; i++) {
                int g = clusters[i];
                n += size[g];
                y += total[g];
                t += g < treated ? size[g] : 0;
            }
            distribution.add(y / n - (values - y) / (units - n), t / n - (changed - t) / (units - n));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "ClusterTest" + o.toString().substring("Options".length());
    }
}
