package io.clientele.attribution.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.solver.LinearSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackOffTest {

    /**
     * The formula and the definition of removal effects, word for word: states are all rows of {@code order} channels that may come up, seen or not, the start padded with
     * -1; one dense system for each channel, with what contains it left out.
     */
    private static final class Plain {

        final int order;
        final double weight;
        final int channels;
        /** What follows each context of each order: times, and value of conversions under the key -9. */
        final List<Map<List<Integer>, Map<Integer, Double>>> after = new ArrayList<>();

        final List<List<Integer>> states = new ArrayList<>();

        Plain(PathTable paths, int order, double weight, boolean nulls) {
            this.order = order;
            this.weight = weight;
            this.channels = paths.channels().size();
            for (int k = 0; k <= order; k++) {
                after.add(new HashMap<>());
            }
            for (int row = 0; row < paths.paths(); row++) {
                double lost = nulls ? paths.nulls(row) : 0;
                List<Integer> soFar = new ArrayList<>(java.util.Collections.nCopies(order, -1));
                for (int i = 0; i < paths.length(row); i++) {
                    count(soFar, paths.channel(row, i), paths.conversions(row) + lost);
                    soFar.add(paths.channel(row, i));
                }
                count(soFar, channels, paths.conversions(row));
                count(soFar, channels + 1, lost);
                count(soFar, -9, paths.value(row));
            }
            states.add(new ArrayList<>(java.util.Collections.nCopies(order, -1)));
            for (int s = 0; s < states.size(); s++) {
                for (int x = 0; x < channels; x++) {
                    if (p(states.get(s), x) > 0 && !states.contains(next(states.get(s), x))) {
                        states.add(next(states.get(s), x));
                    }
                }
            }
        }

        void count(List<Integer> soFar, int step, double times) {
            for (int k = 0; k <= order && times > 0; k++) {
                List<Integer> context = List.copyOf(soFar.subList(soFar.size() - k, soFar.size()));
                after.get(k).computeIfAbsent(context, c -> new HashMap<>()).merge(step, times, Double::sum);
            }
        }

        static List<Integer> next(List<Integer> state, int x) {
            List<Integer> next = new ArrayList<>(state.subList(1, state.size()));
            next.add(x);
            return next;
        }

        double p(List<Integer> state, int x) {
            boolean start = state.get(order - 1) == -1;
            return start ? seen(state, order, x) / times(state, order) : p(state, order, x);
        }

        Map<Integer, Double> counts(List<Integer> state, int k) {
            return after.get(k).getOrDefault(state.subList(order - k, order), Map.of());
        }

        double seen(List<Integer> state, int k, int x) {
            return counts(state, k).getOrDefault(x, 0.0);
        }

        double times(List<Integer> state, int k) {
            return counts(state, k).entrySet().stream()
                    .filter(e -> e.getKey() >= 0)
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }

        double p(List<Integer> state, int k, int x) {
            double n = times(state, k);
            if (k == 0) {
                return seen(state, 0, x) / n;
            }
            double below = p(state, k - 1, x);
            if (n == 0 || n == times(state, k - 1)) {
                return below;
            }
            double t = counts(state, k).keySet().stream().filter(e -> e >= 0).count();
            return (seen(state, k, x) + weight * t * below) / (n + weight * t);
        }

        double reach(int without, boolean ofValue) {
            int n = states.size();
            double[][] a = new double[n][n];
            double[] b = new double[n];
            for (int s = 0; s < n; s++) {
                List<Integer> state = states.get(s);
                a[s][s] = 1;
                if (!state.contains(without)) {
                    b[s] = p(state, ofValue ? -9 : channels);
                    for (int x = 0; x < channels; x++) {
                        double p = p(state, x);
                        if (p > 0) {
                            a[s][states.indexOf(next(state, x))] -= p;
                        }
                    }
                }
            }
            return LinearSystem.of(a).solve(b)[0];
        }

        double effect(int channel, boolean ofValue) {
            return 1 - reach(channel, ofValue) / reach(-5, ofValue);
        }
    }

    @Test
    void agreesWithTheFormulaOnAllStatesThatMayComeUp() {
        for (int seed = 0; seed < 6; seed++) {
            PathTable paths = TestPaths.random(seed + 70, 25 + 5 * seed, 3 + seed % 2, 6);
            for (int order = 1; order <= 3; order++) {
                double weight = seed % 3 == 0 ? 1 : 0.3 * seed;
                boolean nulls = seed != 4;
                Plain plain = new Plain(paths, order, weight, nulls);
                MarkovModel model = Markov.ofOrder(order)
                        .withBackOff(weight)
                        .withNulls(nulls)
                        .fit(paths);
                assertThat(model.conversionProbability()).isEqualTo(plain.reach(-5, false), within(1e-12));
                assertThat(model.expectedValue()).isEqualTo(plain.reach(-5, true), within(1e-9));
                assertThat(model.residual()).isLessThanOrEqualTo(1e-13);
                // states that were never seen are those they end with
                assertThat(model.states()).isLessThanOrEqualTo(plain.states.size() - 1);
                for (int c = 0; c < paths.channels().size(); c++) {
                    String channel = paths.channels().get(c);
                    assertThat(model.removalEffect(channel)).isEqualTo(plain.effect(c, false), within(1e-11));
                    assertThat(model.valueRemovalEffect(channel)).isEqualTo(plain.effect(c, true), within(1e-11));
                }
            }
        }
    }

    @Test
    void byHand() {
        // order 1. Steps: start -> a 2, a -> b 1, a -> conversion 1, b -> null 1; touches and ends by frequency: a 2, b
        // 1,
        // conversion 1, null 1 of 5, so p_0 = .4, .2, .2, .2
        // after a: n = 2, t = 2: a .2, b .35, conversion .35, null .1; leaving: b .4375, conversion .4375, null .125
        // after b: n = 1, t = 1: a .2, b .1, conversion .1, null .6; leaving: a 2/9, conversion 1/9, null 6/9
        // b_a = .4375 + .4375 b_b, b_b = 1/9 + 2/9 b_a
        PathTable paths = TestPaths.of("a > b", 0, 0, 1, "a", 1, 6, 0);
        MarkovModel model = Markov.ofOrder(1).withBackOff(1).fit(paths);
        double all = (0.4375 + 0.4375 / 9) / (1 - 0.4375 * 2 / 9);
        assertThat(model.conversionProbability()).isEqualTo(all, within(1e-15));
        assertThat(model.removalEffect("a")).isEqualTo(1, within(1e-15));
        assertThat(model.removalEffect("b")).isEqualTo(1 - 0.4375 / all, within(1e-15));
        // every conversion is worth 6
        assertThat(model.expectedValue()).isEqualTo(6 * all, within(1e-14));
        assertThat(model.valueRemovalEffect("b")).isEqualTo(model.removalEffect("b"), within(1e-15));
        // without back-off nothing converts after b
        assertThat(Markov.ofOrder(1).fit(paths).removalEffect("b")).isZero();
    }

    @Test
    void noWeightIsNoBackOffToTheBitAndALittleIsALittle() {
        PathTable paths = TestPaths.random(77, 400, 7, 6);
        for (int order = 1; order <= 3; order++) {
            Markov plain = Markov.ofOrder(order);
            MarkovModel none = plain.fit(paths);
            assertThat(plain.withBackOff(0)).isEqualTo(plain).isEqualTo(plain.withBackOff(-0.0));
            assertThat(plain.withBackOff(3).withBackOff(0).fit(paths)).isEqualTo(none);
            MarkovModel hardly = plain.withBackOff(1e-10).fit(paths);
            MarkovModel fully = plain.withBackOff(1).fit(paths);
            for (String channel : paths.channels()) {
                assertThat(hardly.removalEffect(channel)).isEqualTo(none.removalEffect(channel), within(1e-8));
            }
            assertThat(fully).isNotEqualTo(none);
        }
    }

    @Test
    void muchWeightLeavesOnlyHowFrequentStepsAre() {
        // after the first touch, steps are then drawn alike whatever the state: order 2 tells no more than order 1
        PathTable paths = TestPaths.random(78, 300, 5, 6);
        double[] one = Markov.ofOrder(1).withBackOff(1e12).fit(paths).removalEffects();
        double[] two = Markov.ofOrder(2).withBackOff(1e12).fit(paths).removalEffects();
        for (int c = 0; c < one.length; c++) {
            assertThat(two[c]).isEqualTo(one[c], within(1e-8));
        }
    }

    @Test
    void creditsAddUpAndOrderOfRowsAndNamesChangeNothing() {
        PathTable paths = TestPaths.random(79, 500, 7, 8);
        Markov recipe = Markov.ofOrder(3).withBackOff(1);
        MarkovModel model = recipe.fit(paths);
        assertThat(Arrays.stream(model.attribution().conversions()).sum())
                .isEqualTo(paths.conversions(), within(1e-12 * paths.conversions()));
        assertThat(Arrays.stream(model.removalEffects()).allMatch(e -> e > 0 && e <= 1))
                .isTrue();
        PathCounts split = PathCounts.create();
        PathCounts renamed = PathCounts.create();
        for (int row = paths.paths() - 1; row >= 0; row--) {
            List<String> path = paths.path(row);
            split.add(path, paths.conversions(row), paths.value(row), 0);
            split.add(path, 0, 0, paths.nulls(row));
            List<String> other =
                    path.stream().map(c -> "x" + (9 - c.charAt(1) + '0')).toList();
            renamed.add(other, paths.conversions(row), paths.value(row), paths.nulls(row));
        }
        assertThat(recipe.fit(split.result())).isEqualTo(model);
        MarkovModel mirrored = recipe.fit(renamed.result());
        for (int c = 0; c < 7; c++) {
            assertThat(mirrored.removalEffects()[6 - c]).isEqualTo(model.removalEffects()[c], within(1e-13));
        }
        try (TestPool pool = new TestPool(3)) {
            assertThat(recipe.fit(paths, Execution.on(pool, 3))).isEqualTo(model);
        }
    }

    @Test
    void channelsAndEndsThatAreNotThere() {
        PathTable table = TestPaths.of("a", 5, 5, 1, "b > a", 0, 0, 3, "c", 1, 1, 0);
        PathTable unused = table.withCounts(new long[] {5, 2, 0}, new double[] {5, 4, 0}, new long[] {0, 0, 0});
        MarkovModel model = Markov.ofOrder(2).withBackOff(1).fit(unused);
        assertThat(model.removalEffect("c")).isZero();
        assertThat(model.conversionProbability()).isEqualTo(1, within(1e-14));
        MarkovModel one = Markov.ofOrder(3).withBackOff(1).fit(TestPaths.of("only > only", 3, 0, 1));
        assertThat(one.removalEffect("only")).isEqualTo(1);
        // draws of the bootstrap lack channels too
        assertThat(Markov.ofOrder(2)
                        .withBackOff(1)
                        .intervals(PathResampling.ofJourneys(table, 1), Bootstrap.of(50), Execution.sequential())
                        .removalEffect("c")
                        .lower())
                .isZero();
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Markov.ofOrder(1).withBackOff(-1))
                .withMessage("weight must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Markov.ofOrder(1).withBackOff(Double.NaN))
                .withMessage("weight must be a finite number of at least 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeltaMethod.create()
                        .intervals(
                                Markov.ofOrder(1).withBackOff(0.5), TestPaths.of("a", 1, 0, 0), Execution.sequential()))
                .withMessage(
                        "the delta method takes chains without back-off, got a weight of 0.5; use Markov.intervals");
        PathCounts many = PathCounts.create();
        for (int c = 0; c < 4200; c++) {
            many.add(List.of("c" + c), 1, 0, 0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Markov.ofOrder(1).withBackOff(1).fit(many.result()))
                .withMessage("with back-off every step may follow every state, more than 16777216 at order 1; choose a"
                        + " lower order, or pool rare channels");
    }
}
