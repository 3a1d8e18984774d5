package io.clientele.optimization.experiment;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Could chance alone have dealt the units so that the variants' means differ as much as they do? The units are dealt to the variants
 * again, many times, and the difference seen is held against the differences that come out.
 *
 * <p>Exact for "the variant changes nothing for any unit", whatever the distribution: for small or odd samples, where Welch's test is
 * an approximation. By default the difference is taken by its standard error, so that the test holds for "the means are equal" too, in
 * large samples, when only the spreads differ.
 *
 * <ul>
 *   <li>As few ways to deal as permutations asked for: all are looked at, and p is exact. Otherwise p is (1 + those at least as far) by
 *       (1 + permutations), which never errs more often than it says (Phipson and Smyth 2010); it is at least 1 by that number.
 *   <li>All values equal: p is 1.
 * </ul>
 *
 * <p>Time O(permutations · units); the same result for any number of threads. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * PermutationResult r = PermutationTest.create().withSeed(42).test(controlSpend, bannerSpend);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/13-AOS1090">Chung and Romano (2013), Exact and asymptotically robust permutation tests</a>
 */
public final class PermutationTest {

    private static final int BLOCK = 512;

    private record Options(int permutations, long seed, boolean studentized) {}

    private final Options o;

    private PermutationTest(Options o) {
        this.o = o;
    }

    /** {@return the test by the studentised difference, with 9,999 permutations and seed 0} */
    public static PermutationTest create() {
        return new PermutationTest(new Options(9_999, 0, true));
    }

    /**
     * The same with more or fewer permutations.
     *
     * @param permutations at least 99
     * @return the test
     */
    public PermutationTest withPermutations(int permutations) {
        return new PermutationTest(new Options(Check.atLeast("permutations", permutations, 99), o.seed, o.studentized));
    }

    /**
     * The same with other draws.
     *
     * @param seed any
     * @return the test
     */
    public PermutationTest withSeed(long seed) {
        return new PermutationTest(new Options(o.permutations, seed, o.studentized));
    }

    /** {@return the same by the plain difference of means; wrong for "the means are equal" if spreads and sizes differ} */
    public PermutationTest withPlainDifference() {
        return new PermutationTest(new Options(o.permutations, o.seed, false));
    }

    /**
     * Compares two samples.
     *
     * @param control values, finite, at least two
     * @param variant values, finite, at least two
     * @return the test
     */
    public PermutationResult test(double[] control, double[] variant) {
        return test(control, variant, Execution.sequential());
    }

    /**
     * Compares two samples on several threads.
     *
     * @param control values, finite, at least two
     * @param variant values, finite, at least two
     * @param execution how to run
     * @return the test
     */
    public PermutationResult test(double[] control, double[] variant, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Dealing dealing = Dealing.of(control, variant, o.studentized);
        double seen = dealing.seen();
        long ways = dealing.ways(o.permutations);
        if (ways > 0) {
            long far = dealing.countAll(execution);
            return new PermutationResult(dealing.difference(), seen, (double) far / ways, ways, true);
        }
        int blocks = (o.permutations + BLOCK - 1) / BLOCK;
        long[] far = Chunks.fold(
                blocks,
                execution,
                block -> {
                    RandomGenerator random = RandomStreams.stream(o.seed, "experiment.permutation", block);
                    int draws = Math.min(BLOCK, o.permutations - block * BLOCK);
                    return new long[] {dealing.countDrawn(random, draws)};
                },
                (a, b) -> a[0] += b[0]);
        double p = (1.0 + far[0]) / (1.0 + o.permutations);
        return new PermutationResult(dealing.difference(), seen, p, o.permutations + 1L, false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PermutationTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "PermutationTest" + o.toString().substring("Options".length());
    }
}
