package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.OrderChoice;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.SampledShapley;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Relabelling channels, reordering rows and splitting them changes no credit under any method, on random data. */
class SameCreditsPropertyTest {

    private static final int ROUNDS = 8;

    private record Row(List<String> path, long conversions, double value, long nulls) {}

    /** Methods that name channels get the names of the moment. */
    private static List<AttributionMethod> methods(UnaryOperator<String> name) {
        List<String> direct = List.of(name.apply("c0"), name.apply("c1"));
        List<AttributionMethod> methods = new ArrayList<>(List.of(
                Rule.first(),
                Rule.last(),
                Rule.lastNonDirect(direct),
                Rule.linear(),
                Rule.uShaped(),
                Rule.jShaped(),
                Rule.inverseJShaped(),
                Rule.position(0.5, 0, 0.5),
                Rule.wShaped(List.of(name.apply("c2"), name.apply("c5"))),
                Rule.timeDecayByTouches(1.5),
                Shapley.countGame(),
                Shapley.rateGame(),
                Shapley.rateGame().withMinimumSupport(9).withShrinkage(3)));
        for (int order = 1; order <= 4; order++) {
            methods.add(Markov.ofOrder(order));
        }
        methods.add(Markov.ofOrder(1).withSelfTransitions(true));
        methods.add(Markov.ofOrder(2).withNulls(false));
        methods.add(Markov.ofOrder(2).withBackOff(2));
        return methods;
    }

    private static List<Row> rows(int seed, int channels) {
        RandomGenerator random = RandomStreams.stream(seed, "same.rows", 0);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            List<String> path = new ArrayList<>();
            for (int j = random.nextInt(7); j >= 0; j--) {
                path.add("c" + random.nextInt(channels));
            }
            long conversions = Math.max(0, random.nextInt(6) - 2);
            // sixteenths, so that the parts of a value add up to it
            double value = conversions == 0 ? 0 : random.nextInt(100_000) / 16.0;
            rows.add(new Row(path, conversions, value, random.nextInt(5)));
        }
        return rows;
    }

    private static PathTable table(List<Row> rows, UnaryOperator<String> name) {
        PathCounts counts = PathCounts.create();
        for (Row row : rows) {
            counts.add(row.path.stream().map(name).toList(), row.conversions, row.value, row.nulls);
        }
        return counts.result();
    }

    private static List<Row> shuffled(int seed, List<Row> rows) {
        int[] order = new int[rows.size()];
        Arrays.setAll(order, i -> i);
        Samplers.shuffle(RandomStreams.stream(seed, "same.order", 0), order);
        return Arrays.stream(order).mapToObj(rows::get).toList();
    }

    /** Conversions one by one, with parts of the value, and nulls apart. */
    private static List<Row> split(int seed, List<Row> rows) {
        RandomGenerator random = RandomStreams.stream(seed, "same.split", 0);
        List<Row> parts = new ArrayList<>();
        for (Row row : rows) {
            double left = row.value;
            for (long i = row.conversions; i > 0; i--) {
                double part = i == 1 ? left : random.nextInt(1 + (int) (left * 16)) / 16.0;
                parts.add(new Row(row.path, 1, part, 0));
                left -= part;
            }
            parts.add(new Row(row.path, 0, 0, row.nulls));
            parts.add(new Row(row.path, 0, 0, 0));
        }
        return parts;
    }

    /** {@code c0} to {@code c8} under names in another order. */
    private static UnaryOperator<String> names(int seed) {
        int[] to = new int[9];
        Arrays.setAll(to, i -> i);
        Samplers.shuffle(RandomStreams.stream(seed, "same.names", 0), to);
        return name -> "x" + to[name.charAt(1) - '0'];
    }

    @Test
    void orderAndSplittingOfRowsGiveTheSameTableToTheBit() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Row> rows = rows(seed, 9);
            PathTable expected = table(rows, UnaryOperator.identity());
            PathTable other = table(shuffled(seed, split(seed, rows)), UnaryOperator.identity());
            assertThat(other).isEqualTo(expected);
            List<AttributionMethod> methods = new ArrayList<>(methods(UnaryOperator.identity()));
            methods.add(SampledShapley.of(20).withSeed(3));
            for (AttributionMethod method : methods) {
                assertThat(method.attribute(other)).as(method.toString()).isEqualTo(method.attribute(expected));
            }
        }
    }

    @Test
    void otherNamesGiveTheSameCreditsUnderThem() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Row> rows = rows(seed, 1 + seed);
            UnaryOperator<String> name = names(seed);
            PathTable plain = table(rows, UnaryOperator.identity());
            PathTable renamed = table(shuffled(seed, split(seed, rows)), name);
            List<AttributionMethod> before = methods(UnaryOperator.identity());
            List<AttributionMethod> after = methods(name);
            for (int m = 0; m < before.size(); m++) {
                same(before.get(m).attribute(plain), after.get(m).attribute(renamed), name);
            }
            double[][] places = Shapley.creditsByPosition(plain, 4);
            double[][] other = Shapley.creditsByPosition(renamed, 4);
            for (int c = 0; c < places.length; c++) {
                int to = renamed.channels().indexOf(name.apply(plain.channels().get(c)));
                for (int k = 0; k < places[c].length; k++) {
                    assertThat(other[to][k]).isEqualTo(places[c][k], within(1e-10));
                }
            }
        }
    }

    private static void same(Attribution expected, Attribution actual, UnaryOperator<String> name) {
        for (ChannelCredit credit : expected.credits()) {
            ChannelCredit other = actual.credit(name.apply(credit.channel()));
            assertThat(other.conversions()).as("%s %s", expected, credit).isEqualTo(credit.conversions(), within(1e-9));
            assertThat(other.value()).as("%s %s", expected, credit).isEqualTo(credit.value(), within(1e-6));
        }
    }

    @Test
    void timeDecayLooksAtTimesOnly() {
        RandomGenerator random = RandomStreams.stream(4, "same.times", 0);
        List<Walk> walks = new ArrayList<>();
        for (int j = 0; j < 300; j++) {
            int length = 1 + random.nextInt(5);
            walks.add(new Walk(
                    random.longs(length, 0, 500).sorted().boxed().toList(),
                    random.ints(length, 0, 9).boxed().toList(),
                    "u" + j % 60,
                    random.nextInt(3) == 0 ? random.nextInt(100) : -1));
        }
        TimeDecay decay = TimeDecay.ofHalfLife(Duration.ofDays(3));
        Attribution expected = decay.attribute(journeys(walks, UnaryOperator.identity()), Execution.sequential());
        java.util.Collections.reverse(walks);
        same(expected, decay.attribute(journeys(walks, names(7)), Execution.sequential()), names(7));
    }

    /** A journey; worth -1 if it does not convert. */
    private record Walk(List<Long> hours, List<Integer> channels, String customer, int worth) {}

    private static JourneyTable journeys(List<Walk> walks, UnaryOperator<String> name) {
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        JourneyTableBuilder builder = JourneyTable.builder();
        for (Walk walk : walks) {
            for (int i = 0; i < walk.hours.size(); i++) {
                builder.touch(name.apply("c" + walk.channels.get(i)), start.plus(Duration.ofHours(walk.hours.get(i))));
            }
            Instant end = start.plus(Duration.ofHours(510));
            if (walk.worth < 0) {
                builder.end(walk.customer, end);
            } else {
                builder.convert(walk.customer, end, walk.worth);
            }
        }
        return builder.build();
    }

    @Test
    void theChosenOrderDoesNotDependOnTheOrderOfRows() {
        List<Row> rows = rows(3, 6);
        Execution alone = Execution.sequential();
        OrderChoice expected =
                OrderChoice.upTo(3, table(rows, UnaryOperator.identity()).folds(5, 1), alone);
        assertThat(OrderChoice.upTo(
                        3,
                        table(shuffled(1, split(1, rows)), UnaryOperator.identity())
                                .folds(5, 1),
                        alone))
                .isEqualTo(expected);
    }

    @Test
    void creditsAddUpUnderEveryMethodOnRandomData() {
        for (int seed = 20; seed < 20 + ROUNDS; seed++) {
            PathTable paths = table(rows(seed, 9), UnaryOperator.identity());
            for (AttributionMethod method : methods(UnaryOperator.identity())) {
                Attribution credits = method.attribute(paths);
                assertThat(Arrays.stream(credits.conversions()).sum() / paths.conversions())
                        .as(method.toString())
                        .isEqualTo(1, within(1e-12));
                assertThat(Arrays.stream(credits.value()).sum() / paths.value())
                        .as(method.toString())
                        .isEqualTo(1, within(1e-12));
            }
        }
    }
}
