package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.comparison.Comparison;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.contract.TestPool;
import io.clientele.core.stats.Interval;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final PathTable PATHS = TestPaths.random(21, 900, 6, 5);

    @Test
    void sameIntervalsForAnyNumberOfThreads() {
        PathResampling draws = PathResampling.ofJourneys(PATHS, 5);
        AttributionIntervals expected = Bootstrap.of(40).intervals(Markov.ofOrder(2), draws, Execution.sequential());
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                AttributionIntervals again = Bootstrap.of(40)
                        .intervals(Markov.ofOrder(2), PathResampling.ofJourneys(PATHS, 5), Execution.on(pool, threads));
                assertThat(again).isEqualTo(expected).hasSameHashCodeAs(expected);
            }
        }
        PathResampling others = PathResampling.ofJourneys(PATHS, 6);
        assertThat(Bootstrap.of(40).intervals(Markov.ofOrder(2), others, Execution.sequential()))
                .isNotEqualTo(expected);
    }

    @Test
    void everyUsualMethodHasIntervalsAroundItsCredits() {
        for (AttributionMethod method : Comparison.usual()) {
            AttributionIntervals sure =
                    Bootstrap.of(100).intervals(method, PathResampling.ofJourneys(PATHS, 1), Execution.sequential());
            assertThat(sure.estimate()).isEqualTo(method.attribute(PATHS));
            for (ChannelCredit credit : sure.estimate().credits()) {
                Interval interval = sure.conversions(credit.channel());
                assertThat(interval.contains(credit.conversions()))
                        .as("%s %s", method, credit)
                        .isTrue();
                assertThat(interval.confidence()).isEqualTo(0.95);
                assertThat(sure.value(credit.channel()).contains(credit.value()))
                        .isTrue();
            }
        }
    }

    @Test
    void standardErrorsOfCountsAreThoseOfTheMultinomial() {
        AttributionIntervals sure =
                Bootstrap.of(4000).intervals(Rule.last(), PathResampling.ofJourneys(PATHS, 3), Execution.sequential());
        for (ChannelCredit credit : sure.estimate().credits()) {
            double p = credit.conversions() / PATHS.journeys();
            double expected = Math.sqrt(PATHS.journeys() * p * (1 - p));
            // relative error of a standard deviation of 4,000 draws: 1/sqrt(8000) = 0.011; 4 of these
            assertThat(sure.standardError(credit.channel())).isEqualTo(expected, within(0.045 * expected));
        }
    }

    @Test
    void customersCarryAllTheirJourneys() {
        JourneyTable journeys = TestPaths.simulated();
        PathResampling draws = journeys.resampling(9);
        assertThat(draws.paths()).isEqualTo(journeys.paths());
        int[] weights = journeys.customerWeights(9, 4);
        PathTable draw = draws.draw(4);
        long conversions = 0;
        double value = 0;
        for (int j = 0; j < journeys.journeys(); j++) {
            conversions += journeys.converted(j) ? weights[journeys.customer(j)] : 0;
            value += weights[journeys.customer(j)] * journeys.value(j);
        }
        assertThat(draw.conversions()).isEqualTo(conversions);
        assertThat(draw.value()).isEqualTo(value, within(1e-8));
        assertThat(draw.channels()).isEqualTo(journeys.channels());
        AttributionIntervals byPath =
                Bootstrap.of(50).intervals(Rule.timeDecayByTouches(1e12), draws, Execution.sequential());
        AttributionIntervals byTime = TimeDecay.ofHalfLife(Duration.ofDays(1_000_000_000))
                .intervals(journeys, Bootstrap.of(50), 9, Execution.sequential());
        for (String channel : journeys.channels()) {
            // with an endless half-life both are linear, on the same draws
            assertThat(byTime.conversions(channel).upper())
                    .isEqualTo(byPath.conversions(channel).upper(), within(1e-6));
            assertThat(byTime.value(channel).lower())
                    .isEqualTo(byPath.value(channel).lower(), within(1e-4));
        }
    }

    @Test
    void pathsAreFound() {
        int[] touches = new int[PATHS.longest() + 1];
        for (int path = 0; path < PATHS.paths(); path++) {
            int n = PATHS.copyPath(path, touches);
            assertThat(PATHS.find(touches, 0, n)).isEqualTo(path);
        }
        assertThat(PATHS.find(new int[] {0, 0, 0, 0, 0, 0, 0, 0}, 0, 8)).isEqualTo(-1);
        assertThat(PATHS.find(new int[] {99}, 0, 1)).isEqualTo(-1);
    }

    @Test
    void tinyTables() {
        PathTable one = TestPaths.of("a", 1, 5, 0, "b", 0, 0, 1);
        AttributionIntervals sure = Bootstrap.of(200)
                .withConfidence(0.9)
                .intervals(Shapley.countGame(), PathResampling.ofJourneys(one, 0), Execution.sequential());
        // more than a third of the draws have no conversion at all
        assertThat(sure.conversions("a").lower()).isZero();
        assertThat(sure.conversions("b")).isEqualTo(new Interval(0, 0, 0.9));
        assertThat(sure).hasToString("AttributionIntervals[shapley, 2 channels]");
    }

    @Test
    void ranksThatChanceMayChange() {
        Attribution seen = Attribution.of(
                "x",
                List.of("a", "b", "c"),
                new double[] {9, 5, 4},
                new double[3],
                FitReport.builder().build());
        double[][] draws = new double[39][];
        for (int b = 0; b < draws.length; b++) {
            // b and c change places in three draws of 39, and are level in one more
            draws[b] = new double[] {9, b < 3 ? 4 : 5, b < 4 ? 5 : 4};
        }
        AttributionIntervals sure = AttributionIntervals.of(seen, draws, draws, 0.9);
        assertThat(sure.rank("a")).hasValue(new Interval(1, 1, 0.9));
        assertThat(sure.rank("b")).hasValue(new Interval(2, 3, 0.9));
        assertThat(sure.rank("c")).hasValue(new Interval(2, 3, 0.9));
        AttributionIntervals narrow = AttributionIntervals.of(seen, draws, draws, 0.5);
        assertThat(narrow.rank("b")).hasValue(new Interval(2, 2, 0.5));
        assertThat(narrow.rank("c")).hasValue(new Interval(3, 3, 0.5));
    }

    @Test
    void intervalsComputedOtherwise() {
        Attribution seen = Rule.last().attribute(PATHS);
        List<Interval> six = Collections.nCopies(6, new Interval(0, 1, 0.95));
        AttributionIntervals sure = AttributionIntervals.of(seen, six, six, new double[6]);
        assertThat(sure.rank("c0")).isEmpty();
        assertThat(sure.conversions("c1")).isEqualTo(new Interval(0, 1, 0.95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttributionIntervals.of(seen, six.subList(0, 5), six, new double[6]))
                .withMessage("conversions must have one interval per channel (6), got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttributionIntervals.of(seen, six, six, new double[] {0, 0, -1, 0, 0, 0}))
                .withMessage("standard error of channel 'c2' must be a finite number of at least 0, got -1");
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(19))
                .withMessage("draws must be at least 20, got 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(20).withConfidence(1))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 1");
        AttributionIntervals sure =
                Bootstrap.of(20).intervals(Rule.first(), PathResampling.ofJourneys(PATHS, 0), Execution.sequential());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sure.value("nowhere"))
                .withMessage(
                        "there is no channel 'nowhere'; channels are " + List.of("c0", "c1", "c2", "c3", "c4", "c5"));
        assertThat(Bootstrap.of(20)).isEqualTo(Bootstrap.of(20)).isNotEqualTo(Bootstrap.of(21));
        assertThat(Bootstrap.of(20)).hasToString("Bootstrap[draws=20, confidence=0.95]");
    }
}
