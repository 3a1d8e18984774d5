package io.clientele.attribution.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OrderChoiceTest {

    /** Counts of what follows each context, and Witten-Bell on them, with maps and strings. */
    private static final class Plain {
        final Map<List<String>, Map<String, Long>> after = new HashMap<>();
        final int symbols;

        Plain(int symbols) {
            this.symbols = symbols;
        }

        static List<String> context(List<String> path, int at, int order) {
            return path.subList(Math.max(0, at - order), at);
        }

        void add(List<String> path, String end, long times, int order) {
            for (int k = 0; k <= order; k++) {
                for (int at = 0; at <= path.size() && times > 0; at++) {
                    List<String> context = new ArrayList<>(context(path, at, k));
                    context.add("order " + k);
                    after.computeIfAbsent(context, c -> new HashMap<>())
                            .merge(at < path.size() ? path.get(at) : end, times, Long::sum);
                }
            }
        }

        Map<String, Long> counts(List<String> path, int at, int order) {
            List<String> context = new ArrayList<>(context(path, at, order));
            context.add("order " + order);
            return after.getOrDefault(context, Map.of());
        }

        double p(List<String> path, int at, String step, int order) {
            if (order < 0) {
                return 1.0 / symbols;
            }
            Map<String, Long> counts = counts(path, at, order);
            double n = counts.values().stream().mapToLong(Long::longValue).sum();
            double below = p(path, at, step, order - 1);
            boolean nothingMore = order > 0 && counts.equals(counts(path, at, order - 1));
            return n == 0 || nothingMore
                    ? below
                    : (counts.getOrDefault(step, 0L) + counts.size() * below) / (n + counts.size());
        }
    }

    @Test
    void scoresAreThoseOfTheDefinition() {
        List<PathTable> folds = TestPaths.random(31, 150, 4, 5).folds(3, 7);
        OrderChoice choice = OrderChoice.upTo(3, folds, Execution.sequential());
        for (int order = 1; order <= 3; order++) {
            double loss = 0;
            double journeys = 0;
            List<double[]> scored = new ArrayList<>();
            for (PathTable fold : folds) {
                Plain plain = new Plain(4 + 2);
                for (PathTable other : folds) {
                    for (int row = 0; row < other.paths() && other != fold; row++) {
                        plain.add(other.path(row), "converted", other.conversions(row), order);
                        plain.add(other.path(row), "lost", other.nulls(row), order);
                    }
                }
                for (int row = 0; row < fold.paths(); row++) {
                    List<String> path = fold.path(row);
                    long all = fold.conversions(row) + fold.nulls(row);
                    for (int at = 0; at < path.size(); at++) {
                        loss -= all * Math.log(plain.p(path, at, path.get(at), order));
                    }
                    double converted = plain.p(path, path.size(), "converted", order);
                    double lost = plain.p(path, path.size(), "lost", order);
                    loss -= fold.conversions(row) * Math.log(converted) + fold.nulls(row) * Math.log(lost);
                    journeys += all;
                    scored.add(new double[] {converted / (converted + lost), fold.conversions(row), fold.nulls(row)});
                }
            }
            OrderScore score = choice.scores().get(order - 1);
            assertThat(score.order()).isEqualTo(order);
            assertThat(score.logLoss()).isEqualTo(loss / journeys, within(1e-12));
            assertThat(score.auc()).isEqualTo(auc(scored), within(1e-12));
        }
    }

    private static double auc(List<double[]> scored) {
        double wins = 0;
        double pairs = 0;
        for (double[] a : scored) {
            for (double[] b : scored) {
                pairs += a[1] * b[2];
                wins += a[1] * b[2] * (a[0] > b[0] ? 1 : a[0] == b[0] ? 0.5 : 0);
            }
        }
        return wins / pairs;
    }

    @Test
    void bicOfASmallTable() {
        // start -> a 4, start -> b 2; a -> b 1, a -> conversion 1, a -> null 2; b -> null 3
        PathTable paths = TestPaths.of("a", 1, 1, 2, "a > b", 0, 0, 1, "b", 0, 0, 2);
        OrderScore score = OrderChoice.upTo(1, List.of(paths, paths), Execution.sequential())
                .scores()
                .get(0);
        double logLikelihood =
                2 * (4 * Math.log(4 / 6.0) + 2 * Math.log(2 / 6.0) + 2 * Math.log(1 / 4.0) + 2 * Math.log(0.5));
        assertThat(score.parameters()).isEqualTo(1 + 2 + 0);
        assertThat(score.bic()).isEqualTo(3 * Math.log(12) - 2 * logLikelihood, within(1e-12));
    }

    /** Journeys whose next step depends on the last {@code order} channels, strongly. */
    private static PathTable process(int order, int journeys) {
        RandomGenerator random = RandomStreams.stream(order, "process", 0);
        PathCounts counts = PathCounts.create();
        for (int j = 0; j < journeys; j++) {
            List<String> path = new ArrayList<>();
            do {
                int state = 0;
                for (int i = Math.max(0, path.size() - order); i < path.size(); i++) {
                    state = 4 * state + path.get(i).charAt(0) - 'a' + 1;
                }
                RandomGenerator rule = RandomStreams.stream(77, "rule", state);
                double[] p = {rule.nextDouble(), rule.nextDouble(), rule.nextDouble()};
                path.add(String.valueOf((char) ('a' + Samplers.categorical(random, p))));
            } while (random.nextInt(6) > 0);
            boolean converted = random.nextInt(4) == 0;
            counts.add(path, converted ? 1 : 0, 0, converted ? 0 : 1);
        }
        return counts.result();
    }

    @Test
    void theTrueOrderIsFound() {
        for (int order = 1; order <= 3; order++) {
            List<PathTable> folds = process(order, 20_000).folds(5, 1);
            OrderChoice choice = OrderChoice.upTo(5, folds, Execution.sequential());
            assertThat(choice.order()).as("%s", choice.scores()).isEqualTo(order);
        }
    }

    @Test
    void foldsPartitionJourneysAndCustomers() {
        PathTable paths = TestPaths.random(1, 500, 5, 5);
        List<PathTable> folds = paths.folds(7, 3);
        assertThat(folds).hasSize(7);
        assertThat(folds.stream().mapToLong(PathTable::conversions).sum()).isEqualTo(paths.conversions());
        assertThat(folds.stream().mapToLong(PathTable::nulls).sum()).isEqualTo(paths.nulls());
        assertThat(folds.stream().mapToDouble(PathTable::value).sum()).isEqualTo(paths.value(), within(1e-6));
        assertThat(paths.folds(7, 3)).isEqualTo(folds);
        JourneyTable journeys = TestPaths.small();
        PathCounts sum = PathCounts.create();
        List<PathTable> byCustomer = journeys.folds(4, 9);
        byCustomer.forEach(sum::add);
        assertThat(sum.result()).isEqualTo(journeys.paths());
        // customers are dealt out evenly: 150 into 4, with 2 or 3 journeys each
        byCustomer.forEach(fold -> assertThat(fold.journeys()).isBetween(37 * 2L, 38 * 3L));
    }

    @Test
    void sameChoiceForAnyNumberOfThreads() {
        List<PathTable> folds = TestPaths.random(3, 800, 6, 6).folds(10, 2);
        OrderChoice expected = OrderChoice.upTo(4, folds, Execution.sequential());
        try (TestPool pool = new TestPool(3)) {
            assertThat(OrderChoice.upTo(4, folds, Execution.on(pool, 3))).isEqualTo(expected);
        }
        assertThat(expected).hasToString("OrderChoice[order " + expected.order() + " of 4]");
    }

    @Test
    void degenerateTables() {
        PathTable one = TestPaths.of("a", 3, 0, 0);
        OrderChoice choice =
                OrderChoice.upTo(4, List.of(one, one, PathCounts.create().result()), Execution.sequential());
        assertThat(choice.order()).isEqualTo(1);
        assertThat(choice.scores().get(0).auc()).isEqualTo(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderChoice.upTo(2, List.of(one), Execution.sequential()))
                .withMessage("folds with journeys must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderChoice.upTo(0, List.of(one, one), Execution.sequential()))
                .withMessage("highest order must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.folds(1, 0))
                .withMessage("folds must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestPaths.small().folds(1, 0))
                .withMessage("folds must be at least 2, got 1");
    }
}
