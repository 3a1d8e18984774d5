package io.clientele.segmentation.history;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.internal.solver.LinearSystem;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * From which segment to which do customers move in one step, and where does that lead? Immutable; equal by value.
 *
 * <ul>
 *   <li>Only customers who are there at both times count. Match the names first, see {@link SegmentMatching}.
 *   <li>The steady state takes the step as a Markov chain whose probabilities stay as they are. It is empty where it is not
 *       one: a segment from which no step was seen, or several groups of segments that nobody leaves.
 * </ul>
 *
 * <p>Time O(customers), O(segments³) for a steady state. Thread-safe.
 *
 * <pre>{@code
 * MigrationMatrix moves = MigrationMatrix.of(june, july);
 * OptionalDouble stay = moves.probability("loyal", "loyal");
 * }</pre>
 */
public final class MigrationMatrix {

    private final List<String> names;
    private final long[][] counts;

    private MigrationMatrix(List<String> names, long[][] counts) {
        this.names = names;
        this.counts = counts;
    }

    /**
     * The moves between two times.
     *
     * @param before the older segmentation
     * @param after the newer one; segments of the same name are the same
     * @return the matrix over the names of both
     */
    public static MigrationMatrix of(Membership before, Membership after) {
        Overlap overlap = Overlap.of(before, after);
        List<String> names = new ArrayList<>(before.names());
        for (String name : after.names()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        long[][] counts = new long[names.size()][names.size()];
        for (int a = 0; a < overlap.before.length; a++) {
            for (int b = 0; b < overlap.after.length; b++) {
                counts[a][names.indexOf(after.names().get(b))] = overlap.counts[a][b];
            }
        }
        return new MigrationMatrix(List.copyOf(names), counts);
    }

    /** {@return the names of the segments, those of the older segmentation first} */
    public List<String> names() {
        return names;
    }

    /**
     * How many customers moved.
     *
     * @param from segment before
     * @param to segment after
     * @return their number
     */
    public long count(String from, String to) {
        return counts[index(from)][index(to)];
    }

    /**
     * The share of a segment's customers who moved.
     *
     * @param from segment before
     * @param to segment after
     * @return the share; empty if nobody was in {@code from}
     */
    public OptionalDouble probability(String from, String to) {
        long all = total(index(from));
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count(from, to) / all);
    }

    /**
     * How sure that share is.
     *
     * @param from segment before
     * @param to segment after
     * @param confidence such as 0.95
     * @return Wilson interval; empty if nobody was in {@code from}
     */
    public Optional<Interval> interval(String from, String to, double confidence) {
        long all = total(index(from));
        return all == 0
                ? Optional.empty()
                : Optional.of(Proportions.wilson((double) count(from, to), (double) all, confidence));
    }

    /**
     * Where customers would be if they went on like this for ever.
     *
     * @return shares by segment, in the order of {@link #names}; empty where the chain has no single steady state
     */
    public Optional<double[]> steadyState() {
        int n = names.size();
        double[][] p = new double[n][n];
        for (int a = 0; a < n; a++) {
            long all = total(a);
            if (all == 0) {
                return Optional.empty();
            }
            for (int b = 0; b < n; b++) {
                p[a][b] = (double) counts[a][b] / all;
            }
        }
        return oneClosedGroup() ? Optional.of(stationary(p)) : Optional.empty();
    }

    /**
     * How sure the steady state is: quantiles over draws of the rows from their Dirichlet posteriors with Perks' prior,
     * one customer spread evenly over each row. A segment that is left for ever has a share of 0, but an interval above it.
     *
     * @param confidence such as 0.95
     * @param draws at least 100, such as 1,000
     * @param seed of the draws
     * @return one credible interval a segment; empty where there is no steady state
     */
    public Optional<List<Interval>> steadyStateIntervals(double confidence, int draws, long seed) {
        Check.confidence(confidence);
        Check.atLeast("draws", draws, 100);
        if (steadyState().isEmpty()) {
            return Optional.empty();
        }
        int n = names.size();
        double[][] shares = new double[n][draws];
        for (int draw = 0; draw < draws; draw++) {
            RandomGenerator random = RandomStreams.stream(seed, "steady-state", draw);
            double[][] p = new double[n][n];
            for (int a = 0; a < n; a++) {
                double sum = 0;
                for (int b = 0; b < n; b++) {
                    p[a][b] = Samplers.gamma(random, counts[a][b] + 1.0 / n);
                    sum += p[a][b];
                }
                for (int b = 0; b < n; b++) {
                    p[a][b] /= sum;
                }
            }
            double[] state = stationary(p);
            for (int a = 0; a < n; a++) {
                shares[a][draw] = state[a];
            }
        }
        int tail = (int) Math.floor(draws * (1 - confidence) / 2);
        List<Interval> intervals = new ArrayList<>();
        for (double[] share : shares) {
            Arrays.sort(share);
            intervals.add(new Interval(share[tail], share[draws - 1 - tail], confidence));
        }
        return Optional.of(List.copyOf(intervals));
    }

    /** Solves for shares that a step leaves as they are and that add up to 1. */
    private static double[] stationary(double[][] p) {
        int n = p.length;
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == n - 1 ? 1 : p[j][i] - (i == j ? 1 : 0);
            }
        }
        double[] right = new double[n];
        right[n - 1] = 1;
        double[] state = LinearSystem.of(a).solve(right);
        for (int i = 0; i < n; i++) {
            state[i] = Math.max(0, state[i]); // rounding below 0
        }
        return state;
    }

    /** Whether some segment can be reached from every other: then there is one closed group and one steady state. */
    private boolean oneClosedGroup() {
        int n = names.size();
        boolean[][] reach = new boolean[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                reach[a][b] = a == b || counts[a][b] > 0;
            }
        }
        for (int k = 0; k < n; k++) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    reach[a][b] |= reach[a][k] && reach[k][b];
                }
            }
        }
        for (int b = 0; b < n; b++) {
            boolean all = true;
            for (int a = 0; a < n; a++) {
                all &= reach[a][b];
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private long total(int from) {
        return Arrays.stream(counts[from]).sum();
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no segment '" + name + "'; there are " + names);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationMatrix that
                && names.equals(that.names)
                && Arrays.deepEquals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return "MigrationMatrix" + names;
    }
}
