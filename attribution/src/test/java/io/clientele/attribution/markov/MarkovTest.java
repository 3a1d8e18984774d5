package io.clientele.attribution.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.solver.LinearSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MarkovTest {

    /** The definition, word for word: one dense system for each channel, on the states that do without it. */
    private static double[] removalByDefinition(PathTable paths, int order, boolean ofValue) {
        Map<List<Integer>, Map<List<Integer>, Double>> steps = new HashMap<>();
        Map<List<Integer>, double[]> ends = new HashMap<>();
        List<List<Integer>> states = new ArrayList<>();
        for (int row = 0; row < paths.paths(); row++) {
            double weight = paths.conversions(row) + paths.nulls(row);
            List<Integer> state = List.of();
            for (int i = 0; i < paths.length(row); i++) {
                List<Integer> next = new ArrayList<>(state);
                next.add(paths.channel(row, i));
                next = List.copyOf(next.subList(Math.max(0, next.size() - order), next.size()));
                if (!next.equals(state)) {
                    steps.computeIfAbsent(state, s -> new HashMap<>()).merge(next, weight, Double::sum);
                    state = next;
                }
            }
            double[] end = ends.computeIfAbsent(state, s -> new double[2]);
            end[0] += weight;
            end[1] += ofValue ? paths.value(row) : paths.conversions(row);
        }
        states.add(List.of());
        steps.values()
                .forEach(to ->
                        to.keySet().stream().filter(s -> !states.contains(s)).forEach(states::add));
        double all = reach(states, steps, ends, -1);
        double[] effects = new double[paths.channels().size()];
        Arrays.setAll(effects, c -> 1 - reach(states, steps, ends, c) / all);
        return effects;
    }

    private static double reach(
            List<List<Integer>> states,
            Map<List<Integer>, Map<List<Integer>, Double>> steps,
            Map<List<Integer>, double[]> ends,
            int without) {
        int n = states.size();
        double[][] a = new double[n][n];
        double[] b = new double[n];
        Map<List<Integer>, Integer> at = new HashMap<>();
        states.forEach(s -> at.put(s, at.size()));
        for (int i = 0; i < n; i++) {
            List<Integer> state = states.get(i);
            a[i][i] = 1;
            if (state.contains(without)) {
                continue; // leads to nothing
            }
            Map<List<Integer>, Double> to = steps.getOrDefault(state, Map.of());
            double[] end = ends.getOrDefault(state, new double[2]);
            double out = end[0]
                    + to.values().stream().mapToDouble(Double::doubleValue).sum();
            b[i] = end[1] / out;
            for (Map.Entry<List<Integer>, Double> step : to.entrySet()) {
                a[i][at.get(step.getKey())] -= step.getValue() / out;
            }
        }
        return LinearSystem.of(a).solve(b)[0];
    }

    @Test
    void agreesWithTheDefinition() {
        for (int seed = 0; seed < 12; seed++) {
            PathTable paths = TestPaths.random(seed, 60 + 10 * seed, 3 + seed, 7);
            for (int order = 1; order <= 3; order++) {
                MarkovModel model = Markov.ofOrder(order).fit(paths);
                close(model.removalEffects(), removalByDefinition(paths, order, false), 1e-12);
                close(model.valueRemovalEffects(), removalByDefinition(paths, order, true), 1e-12);
                assertThat(model.residual()).isLessThanOrEqualTo(1e-13);
            }
        }
    }

    @Test
    void theTwoSolversAgree() {
        for (int seed = 0; seed < 6; seed++) {
            PathTable paths = TestPaths.random(seed, 3000, 40, 15);
            Chain chain = Chain.count(paths, 1, true, false, Execution.sequential());
            Effects direct = DirectSolution.solve(chain, Execution.sequential());
            Effects sparse = IterativeSolution.solve(chain, Execution.sequential());
            for (int c = 0; c < 40; c++) {
                // no subtraction in either: rare channels have as many right digits as frequent ones
                assertThat(sparse.removal[c]).isEqualTo(direct.removal[c], within(1e-13 * direct.removal[c]));
                assertThat(sparse.removalValue[c])
                        .isEqualTo(direct.removalValue[c], within(1e-13 * direct.removalValue[c]));
            }
            assertThat(sparse.conversion).isEqualTo(direct.conversion, within(1e-15));
        }
    }

    @Test
    void conversionProbabilityIsTheShareOfConversionsAtEveryOrder() {
        PathTable paths = TestPaths.random(3, 2000, 8, 20);
        double share = (double) paths.conversions() / paths.journeys();
        double perJourney = paths.value() / paths.journeys();
        for (int order = 1; order <= 12; order++) {
            MarkovModel model = Markov.ofOrder(order).fit(paths);
            assertThat(model.conversionProbability()).as("order %d", order).isEqualTo(share, within(1e-14));
            assertThat(model.expectedValue()).isEqualTo(perJourney, within(1e-13 * perJourney));
        }
    }

    @Test
    void atTheLongestPathTheEffectIsTheShareOfConversionsWithTheChannel() {
        PathTable paths = TestPaths.random(4, 500, 6, 9);
        MarkovModel model = Markov.ofOrder(9).fit(paths);
        double[] with = new double[6];
        double[] value = new double[6];
        for (int row = 0; row < paths.paths(); row++) {
            for (int c = 0; c < 6; c++) {
                if (paths.path(row).contains(paths.channels().get(c))) {
                    with[c] += (double) paths.conversions(row) / paths.conversions();
                    value[c] += paths.value(row) / paths.value();
                }
            }
        }
        close(model.removalEffects(), with, 1e-13);
        close(model.valueRemovalEffects(), value, 1e-13);
    }

    @Test
    void selfTransitionsChangeNothing() {
        PathTable paths = TestPaths.random(5, 800, 5, 10);
        for (int order = 1; order <= 3; order++) {
            Markov recipe = Markov.ofOrder(order);
            close(
                    recipe.withSelfTransitions(true).fit(paths).removalEffects(),
                    recipe.fit(paths).removalEffects(),
                    1e-14);
        }
        assertThat(Markov.ofOrder(1).withSelfTransitions(true).transitions(TestPaths.of("a > a", 1, 0, 1)))
                .containsExactly(
                        new Transition("(start)", "a", 2, 1),
                        new Transition("a", "a", 2, 0.5),
                        new Transition("a", "(conversion)", 1, 0.25),
                        new Transition("a", "(null)", 1, 0.25));
    }

    @Test
    void splittingRowsChangesNothingAndNewNamesOnlyTheOrder() {
        PathTable paths = TestPaths.random(6, 500, 7, 8);
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
        for (int order = 1; order <= 2; order++) {
            MarkovModel model = Markov.ofOrder(order).fit(paths);
            assertThat(Markov.ofOrder(order).fit(split.result())).isEqualTo(model);
            List<Double> mirrored = new ArrayList<>();
            for (double effect : Markov.ofOrder(order).fit(renamed.result()).removalEffects()) {
                mirrored.add(effect);
            }
            Collections.reverse(mirrored);
            close(mirrored.stream().mapToDouble(Double::doubleValue).toArray(), model.removalEffects(), 1e-13);
        }
    }

    @Test
    void creditsAddUpAndRepeatingEveryJourneyDoublesThem() {
        PathTable paths = TestPaths.random(9, 700, 9, 8);
        PathCounts twice = PathCounts.create();
        twice.add(paths);
        twice.add(paths);
        for (int order = 1; order <= 3; order++) {
            Attribution once = Markov.ofOrder(order).attribute(paths);
            assertThat(Arrays.stream(once.conversions()).sum())
                    .isEqualTo(paths.conversions(), within(1e-12 * paths.conversions()));
            assertThat(Arrays.stream(once.value()).sum()).isEqualTo(paths.value(), within(1e-12 * paths.value()));
            double[] doubled = Markov.ofOrder(order).attribute(twice.result()).conversions();
            close(doubled, Arrays.stream(once.conversions()).map(x -> 2 * x).toArray(), 1e-10);
        }
    }

    @Test
    void manyChannelsAreSolvedSparsely() {
        PathTable paths = TestPaths.random(10, 3000, 1200, 4);
        MarkovModel model = Markov.ofOrder(1).fit(paths);
        assertThat(paths.channels().size()).isGreaterThan(512);
        assertThat(model.report().iterations()).isPositive();
        assertThat(model.residual()).isLessThanOrEqualTo(1e-13);
        Chain chain = Chain.count(paths, 1, true, false, Execution.sequential());
        Effects direct = DirectSolution.solve(chain, Execution.sequential());
        close(model.removalEffects(), direct.removal, 1e-15);
    }

    @Test
    void longJourneysThatGoRoundAreStillExact() {
        // a and b take turns a thousand times before one in ten converts
        List<String> path = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            path.add("a");
            path.add("b");
        }
        PathCounts counts = PathCounts.create();
        counts.add(path, 1, 7, 9);
        counts.add(List.of("c"), 1, 1, 0);
        Chain chain = Chain.count(counts.result(), 1, true, false, Execution.sequential());
        Effects direct = DirectSolution.solve(chain, Execution.sequential());
        Effects sparse = IterativeSolution.solve(chain, Execution.sequential());
        // without a nobody starts but c; 2 conversions of 11 journeys
        close(direct.removal, new double[] {0.5, 0.5, 0.5}, 1e-14);
        close(direct.removalValue, new double[] {7 / 8.0, 7 / 8.0, 1 / 8.0}, 1e-14);
        assertThat(direct.conversion).isEqualTo(2 / 11.0, within(1e-14));
        // the residual is a bound on the error, also where rounding keeps the equations from being solved to 1e-13
        assertThat(sparse.residual).isLessThan(1e-10);
        for (int c = 0; c < 3; c++) {
            double off = sparse.removal[c] * sparse.conversion - direct.removal[c] * direct.conversion;
            assertThat(Math.abs(off)).isLessThanOrEqualTo(sparse.residual);
        }
    }

    @Test
    void smallTables() {
        MarkovModel one = Markov.ofOrder(1).fit(TestPaths.of("only", 3, 0, 1));
        assertThat(one.removalEffect("only")).isEqualTo(1);
        assertThat(one.attribution().credit("only").conversions()).isEqualTo(3);
        assertThat(one.attribution().credit("only").value()).isZero();
        assertThat(one.conversionProbability()).isEqualTo(0.75);
        PathTable rare = TestPaths.of("a", 5, 5, 1, "b", 0, 0, 3);
        assertThat(Markov.ofOrder(2).fit(rare).removalEffect("b")).isZero();
        PathTable unused = rare.withCounts(new long[] {5, 0}, new double[] {5, 0}, new long[2]);
        assertThat(Markov.ofOrder(1).fit(unused).removalEffects()).containsExactly(1, 0);
        assertThat(Markov.ofOrder(2).fit(unused).removalEffects()).containsExactly(1, 0);
    }

    @Test
    void transitionsOfHigherOrderCarryTheirStates() {
        List<Transition> steps = Markov.ofOrder(2).transitions(TestPaths.of("a > b > a", 1, 0, 2));
        Map<String, Double> byName = new TreeMap<>();
        steps.forEach(t -> byName.put(t.from() + " -> " + t.to(), t.probability()));
        Assertions.assertThat(byName.keySet())
                .containsExactly(
                        "(start) -> a", "a -> a > b", "a > b -> b > a", "b > a -> (conversion)", "b > a -> (null)");
        assertThat(byName.get("b > a -> (null)")).isEqualTo(2 / 3.0);
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Markov.ofOrder(0))
                .withMessage("order must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Markov.ofOrder(21))
                .withMessage("order must be at most the highest order (20), got 21");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Markov.ofOrder(1).fit(TestPaths.of("a", 1, 0, 0)).removalEffect("b"))
                .withMessage("there is no channel 'b'; channels are [a]");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Markov.ofOrder(1).fit(TestPaths.of("a", 0, 0, 4)))
                .withMessageStartingWith("no conversions among 4 journeys");
    }

    private static void close(double[] actual, double[] expected, double absolute) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("%d", i).isEqualTo(expected[i], within(absolute));
        }
    }
}
