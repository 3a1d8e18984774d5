package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MigrationMatrixTest {

    private static MigrationMatrix matrix(List<String> before, List<String> after, int[][] counts) {
        List<String> ids = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < counts[a].length; b++) {
                for (int i = 0; i < counts[a][b]; i++) {
                    ids.add("c" + ids.size());
                    from.add(a);
                    to.add(b);
                }
            }
        }
        return MigrationMatrix.of(
                Membership.of(ids, from.stream().mapToInt(i -> i).toArray(), before),
                Membership.of(ids, to.stream().mapToInt(i -> i).toArray(), after));
    }

    @Test
    void sharesIntervalsAndSteadyStateOfTwoSegments() {
        // columns come in another order than rows
        MigrationMatrix moves = matrix(List.of("a", "b"), List.of("b", "a"), new int[][] {{10, 90}, {80, 20}});
        assertThat(moves.names()).containsExactly("a", "b");
        assertThat(moves.count("a", "a")).isEqualTo(90);
        assertThat(moves.probability("b", "a")).hasValue(0.2);
        assertThat(moves.interval("b", "a", 0.95)).contains(Proportions.wilson(20, 100, 0.95));
        // closed form: (q, p) / (p + q) with p = 0.1 from a to b and q = 0.2 back
        double[] state = moves.steadyState().orElseThrow();
        assertThat(state[0]).isEqualTo(2 / 3.0, within(1e-15));
        assertThat(state[1]).isEqualTo(1 / 3.0, within(1e-15));
        List<Interval> sure = moves.steadyStateIntervals(0.95, 1_000, 3).orElseThrow();
        assertThat(sure.get(0).contains(state[0])).isTrue();
        assertThat(moves.steadyStateIntervals(0.95, 1_000, 3)).contains(sure);
        assertThat(moves).hasToString("MigrationMatrix[a, b]");
    }

    @Test
    void chainsWithoutASteadyStateHaveNone() {
        MigrationMatrix two = matrix(List.of("a", "b"), List.of("a", "b"), new int[][] {{5, 0}, {0, 5}});
        assertThat(two.steadyState()).isEmpty();
        assertThat(two.steadyStateIntervals(0.9, 100, 0)).isEmpty();
        MigrationMatrix fresh = matrix(List.of("a", "b"), List.of("a", "c"), new int[][] {{5, 1}, {2, 2}});
        assertThat(fresh.names()).containsExactly("a", "b", "c");
        assertThat(fresh.steadyState()).as("nobody left c yet").isEmpty();
        assertThat(fresh.probability("c", "a")).isEmpty();
        assertThat(fresh.interval("c", "a", 0.9)).isEmpty();
        // b is left for ever: all end in a
        MigrationMatrix trap = matrix(List.of("a", "b"), List.of("a", "b"), new int[][] {{5, 0}, {3, 2}});
        assertThat(trap.steadyState().orElseThrow()).containsExactly(new double[] {1, 0}, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trap.count("a", "z"))
                .withMessage("there is no segment 'z'; there are [a, b]");
    }

    @Test
    void steadyStateOfThreeIsLeftAsItIsByAStep() {
        int[][] counts = {{50, 30, 20}, {10, 70, 5}, {3, 9, 40}};
        MigrationMatrix moves = matrix(List.of("a", "b", "c"), List.of("a", "b", "c"), counts);
        double[] state = moves.steadyState().orElseThrow();
        for (int b = 0; b < 3; b++) {
            double after = 0;
            for (int a = 0; a < 3; a++) {
                after += state[a] * counts[a][b] / (counts[a][0] + counts[a][1] + counts[a][2]);
            }
            assertThat(after).isEqualTo(state[b], within(1e-14));
        }
        assertThat(state[0] + state[1] + state[2]).isEqualTo(1, within(1e-14));
    }

    @Test
    void intervalsOfTheSteadyStateCover() {
        double[][] p = {{0.7, 0.2, 0.1}, {0.1, 0.8, 0.1}, {0.05, 0.15, 0.8}};
        double[] truth = exact(p);
        int covered = 0;
        int shops = 200;
        for (int shop = 0; shop < shops; shop++) {
            RandomGenerator random = RandomStreams.stream(shop, "migration", 0);
            int[][] counts = new int[3][3];
            for (int a = 0; a < 3; a++) {
                for (int i = 0; i < 150; i++) {
                    counts[a][Samplers.categorical(random, p[a])]++;
                }
            }
            List<Interval> sure = matrix(List.of("a", "b", "c"), List.of("a", "b", "c"), counts)
                    .steadyStateIntervals(0.9, 200, shop)
                    .orElseThrow();
            for (int a = 0; a < 3; a++) {
                covered += sure.get(a).contains(truth[a]) ? 1 : 0;
            }
        }
        // 600 intervals, three a shop dependent: deviation at most sqrt(.9 · .1 / 200) = 0.021; three of them
        assertThat(covered / 600.0).isEqualTo(0.9, within(0.064));
    }

    /** A thousand steps from anywhere. */
    private static double[] exact(double[][] p) {
        double[] state = {1, 0, 0};
        for (int step = 0; step < 1_000; step++) {
            double[] next = new double[3];
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    next[b] += state[a] * p[a][b];
                }
            }
            state = next;
        }
        return state;
    }
}
