package io.clientele.attribution.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.markov.DeltaMethod;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.contract.TestPool;
import io.clientele.core.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalComparisonTest {

    private static final List<String> CHANNELS = List.of("a", "b");

    private static AttributionIntervals intervals(String method, double a, double b, double reach) {
        List<Interval> both =
                List.of(new Interval(a - reach, a + reach, 0.95), new Interval(b - reach, b + reach, 0.95));
        Attribution seen = Attribution.of(
                method,
                CHANNELS,
                new double[] {a, b},
                new double[2],
                FitReport.builder().build());
        return AttributionIntervals.of(seen, both, both, new double[2]);
    }

    @Test
    void overlapsAndDisagreements() {
        IntervalComparison all = IntervalComparison.of(
                List.of(intervals("one", 40, 60, 5), intervals("two", 50, 50, 5), intervals("three", 70, 30, 5)));
        // one: [35, 45] and [55, 65]; two: [45, 55] twice; three: [65, 75] and [25, 35]
        assertThat(all.overlap("a", "one", "two")).isTrue();
        assertThat(all.overlap("a", "two", "one")).isTrue();
        assertThat(all.overlap("a", "two", "three")).isFalse();
        assertThat(all.overlap("b", "one", "one")).isTrue();
        assertThat(all.disagreements())
                .extracting(d -> d.channel() + " " + d.first() + " > " + d.second())
                .containsExactly("a three > one", "a three > two", "b one > three", "b two > three");
        assertThat(all.disagreements().get(0).higher()).isEqualTo(new Interval(65, 75, 0.95));
        assertThat(all.disagreements().get(0).lower()).isEqualTo(new Interval(35, 45, 0.95));
        // no draws: places under the methods alone
        assertThat(all.rank("a")).isEqualTo(new Interval(1, 2, 0.95));
        assertThat(all.intervals("two").estimate().method()).isEqualTo("two");
        assertThat(all.table().lines().toList().get(1).split(" +"))
                .containsExactly("a", "40.0", "[35", "45]", "50.0", "[45", "55]", "70.0", "[65", "75]", "1-2");
    }

    @Test
    void manyJourneysKeepTheirRanksAndFewDoNot() {
        PathTable many = TestPaths.of("a", 4000, 0, 9000, "b", 2000, 0, 9000, "c", 1000, 0, 9000);
        PathTable few = TestPaths.of("a", 4, 0, 9, "b", 3, 0, 9, "c", 2, 0, 9);
        List<AttributionMethod> methods = List.of(Rule.last(), Markov.ofOrder(1));
        IntervalComparison stable = IntervalComparison.of(
                PathResampling.ofJourneys(many, 1), methods, Bootstrap.of(200), Execution.sequential());
        for (int c = 0; c < 3; c++) {
            assertThat(stable.rank(many.channels().get(c))).isEqualTo(new Interval(c + 1, c + 1, 0.95));
        }
        // single touches: both methods credit the same
        assertThat(stable.disagreements()).isEmpty();
        IntervalComparison shaky = IntervalComparison.of(
                PathResampling.ofJourneys(few, 1), methods, Bootstrap.of(200), Execution.sequential());
        assertThat(shaky.rank("a")).isEqualTo(new Interval(1, 3, 0.95));
        assertThat(shaky.rank("c")).isEqualTo(new Interval(1, 3, 0.95));
        assertThat(shaky.estimates()).isEqualTo(Comparison.of(few, methods, Execution.sequential()));
    }

    @Test
    void methodsThatDifferByMoreThanChance() {
        PathTable paths = TestPaths.of("a > b", 500, 0, 2000, "b", 100, 0, 900);
        PathResampling draws = PathResampling.ofJourneys(paths, 3);
        IntervalComparison all = IntervalComparison.of(
                draws, List.of(Rule.first(), Rule.last(), Rule.linear()), Bootstrap.of(200), Execution.sequential());
        assertThat(all.disagreements()).extracting(Disagreement::channel).containsExactly("a", "a", "a", "b", "b", "b");
        try (TestPool pool = new TestPool(3)) {
            assertThat(IntervalComparison.of(
                            draws,
                            List.of(Rule.first(), Rule.last(), Rule.linear()),
                            Bootstrap.of(200),
                            Execution.on(pool, 3)))
                    .isEqualTo(all)
                    .hasSameHashCodeAs(all);
        }
        // intervals from elsewhere go beside them
        AttributionIntervals delta = DeltaMethod.create()
                .intervals(Markov.ofOrder(1), paths, Execution.sequential())
                .credits();
        IntervalComparison mixed = IntervalComparison.of(List.of(all.intervals("last"), delta));
        assertThat(mixed.rank("b").lower()).isEqualTo(1);
        assertThat(mixed.overlap("b", "last", "markov")).isFalse();
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalComparison.of(List.of()))
                .withMessage("at least one method is needed");
        AttributionIntervals one = intervals("one", 1, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalComparison.of(List.of(one, one)))
                .withMessage("method 'one' occurs twice");
        IntervalComparison alone = IntervalComparison.of(List.of(one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.overlap("a", "one", "two"))
                .withMessage("there is no method 'two'; methods are [one]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.rank("z"))
                .withMessage("there is no channel 'z'; channels are [a, b]");
    }
}
