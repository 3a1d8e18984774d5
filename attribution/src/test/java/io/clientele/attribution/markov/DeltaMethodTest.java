package io.clientele.attribution.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.TestPool;
import io.clientele.core.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaMethodTest {

    private static final Execution HERE = Execution.sequential();

    /** Removal effects, those on value, credits and value credits of all channels, one after the other. */
    private static double[] all(Markov recipe, PathTable paths) {
        MarkovModel model = recipe.fit(paths);
        int n = model.channels().size();
        double[] all = new double[4 * n];
        System.arraycopy(model.removalEffects(), 0, all, 0, n);
        System.arraycopy(model.valueRemovalEffects(), 0, all, n, n);
        for (int c = 0; c < n; c++) {
            // credits per journey, which is what a draw of another size is scaled to
            all[2 * n + c] = model.attribution().conversions()[c] / paths.journeys();
            all[3 * n + c] = model.attribution().value()[c] / paths.journeys();
        }
        return all;
    }

    /** The same table with other counts: {@code times} as many, and {@code more} of one kind on one path. */
    private static PathTable changed(PathTable paths, long times, int row, boolean converted, long more) {
        int n = paths.paths();
        long[] conversions = new long[n];
        long[] nulls = new long[n];
        double[] value = new double[n];
        for (int i = 0; i < n; i++) {
            conversions[i] = times * paths.conversions(i) + (i == row && converted ? more : 0);
            nulls[i] = times * paths.nulls(i) + (i == row && !converted ? more : 0);
            long seen = paths.conversions(i);
            value[i] = seen == 0 ? 0 : paths.value(i) / seen * conversions[i];
        }
        return paths.withCounts(conversions, value, nulls);
    }

    /** Standard errors from finite differences: every kind of journey a little more and a little less frequent. */
    private static double[] byDifferences(Markov recipe, PathTable paths) {
        long times = 1_000_000;
        long more = 2_000;
        int n = 4 * paths.channels().size();
        double[] squares = new double[n];
        double journeys = paths.journeys();
        for (int row = 0; row < paths.paths(); row++) {
            for (boolean converted : new boolean[] {true, false}) {
                long count = converted ? paths.conversions(row) : paths.nulls(row);
                if (count > 0) {
                    double[] up = all(recipe, changed(paths, times, row, converted, more));
                    double[] down = all(recipe, changed(paths, times, row, converted, -more));
                    for (int i = 0; i < n; i++) {
                        double influence = (up[i] - down[i]) / (2 * more) * times;
                        squares[i] += count * influence * influence * journeys / (journeys - 1);
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            squares[i] = Math.sqrt(squares[i]) * (i < n / 2 ? 1 : journeys);
        }
        return squares;
    }

    @Test
    void agreesWithFiniteDifferences() {
        for (int seed = 0; seed < 4; seed++) {
            PathTable paths = TestPaths.random(seed + 60, 40, 4 + seed, 5);
            for (Markov recipe : List.of(
                    Markov.ofOrder(1),
                    Markov.ofOrder(1).withNulls(false),
                    Markov.ofOrder(1).withSelfTransitions(true))) {
                double[] expected = byDifferences(recipe, paths);
                // so narrow that no interval is cut
                double confidence = 0.001;
                MarkovIntervals sure =
                        DeltaMethod.create().withConfidence(confidence).intervals(recipe, paths, HERE);
                double z = io.clientele.core.stats.Distributions.normalTwoSided(confidence);
                int n = paths.channels().size();
                for (int c = 0; c < n; c++) {
                    String channel = paths.channels().get(c);
                    close(sure.removalStandardError(channel), expected[c]);
                    close(sure.removalEffect(channel).width() / (2 * z), expected[c]);
                    close(sure.valueRemovalEffect(channel).width() / (2 * z), expected[n + c]);
                    close(sure.credits().standardError(channel), expected[2 * n + c]);
                    close(sure.credits().value(channel).width() / (2 * z), expected[3 * n + c]);
                }
            }
        }
    }

    private static void close(double actual, double expected) {
        // central differences at 2e-5 of the journeys: relative error some 1e-8
        assertThat(actual).isEqualTo(expected, within(1e-6 * expected + 1e-12));
    }

    @Test
    void channelsThatNeverMeetHaveTheErrorsOfShares() {
        PathTable paths = TestPaths.of("a", 30, 300, 70, "b > b", 10, 400, 90);
        MarkovIntervals sure = DeltaMethod.create().intervals(Markov.ofOrder(1), paths, HERE);
        double one = 200 / 199.0;
        // the effect of a is its share of 40 conversions, its credit its count among 200 journeys
        assertThat(sure.removalStandardError("a")).isEqualTo(Math.sqrt(0.75 * 0.25 / 40 * one), within(1e-13));
        assertThat(sure.credits().standardError("a")).isEqualTo(Math.sqrt(200 * 0.15 * 0.85 * one), within(1e-11));
        // value: 30 conversions of 10 each, about a mean of 1.5 a journey
        double squares = (30 * 8.5 * 8.5 + 170 * 1.5 * 1.5) * one;
        assertThat(sure.credits().value("a").width())
                .isEqualTo(2 * 1.959963984540054 * Math.sqrt(squares), within(1e-9));
        assertThat(sure.removalEffect("a").lower())
                .isEqualTo(0.75 - 1.959963984540054 * sure.removalStandardError("a"), within(1e-13));
        assertThat(sure.model()).isEqualTo(Markov.ofOrder(1).fit(paths));
        assertThat(sure.credits().estimate()).isEqualTo(sure.model().attribution());
        assertThat(sure.credits().rank("a")).isEmpty();
    }

    @Test
    void agreesWithTheBootstrapOfJourneys() {
        PathTable paths = TestPaths.random(21, 900, 6, 5);
        MarkovIntervals delta = DeltaMethod.create().intervals(Markov.ofOrder(1), paths, HERE);
        MarkovIntervals drawn =
                Markov.ofOrder(1).intervals(PathResampling.ofJourneys(paths, 3), Bootstrap.of(4000), HERE);
        agree(delta, drawn);
    }

    @Test
    void agreesWithTheBootstrapOfCustomersWithSeveralJourneys() {
        JourneyTable journeys = TestPaths.simulated();
        agree(
                DeltaMethod.create().intervals(Markov.ofOrder(1), journeys, HERE),
                Markov.ofOrder(1).intervals(journeys.resampling(4), Bootstrap.of(2000), HERE));
        // 400 journeys of 150 customers
        JourneyTable few = TestPaths.small();
        agree(
                DeltaMethod.create().intervals(Markov.ofOrder(1), few, HERE),
                Markov.ofOrder(1).intervals(few.resampling(4), Bootstrap.of(4000), HERE));
    }

    private static void agree(MarkovIntervals delta, MarkovIntervals drawn) {
        for (String channel : delta.model().channels()) {
            // standard deviation of 2,000 draws: 1.6 % off; the delta method itself is off by some 1/journeys
            assertThat(delta.removalStandardError(channel) / drawn.removalStandardError(channel))
                    .as(channel)
                    .isBetween(0.92, 1.08);
            assertThat(delta.credits().standardError(channel) / drawn.credits().standardError(channel))
                    .as(channel)
                    .isBetween(0.92, 1.08);
            Interval value = delta.credits().value(channel);
            assertThat(value.width() / drawn.credits().value(channel).width())
                    .as(channel)
                    .isBetween(0.88, 1.12);
            assertThat(delta.valueRemovalEffect(channel).width()
                            / drawn.valueRemovalEffect(channel).width())
                    .as(channel)
                    .isBetween(0.88, 1.12);
        }
    }

    @Test
    void theBootstrapOfEffectsIsThatOfCredits() {
        PathTable paths = TestPaths.random(22, 300, 5, 5);
        PathResampling draws = PathResampling.ofJourneys(paths, 8);
        for (int order = 1; order <= 2; order++) {
            MarkovIntervals sure = Markov.ofOrder(order).intervals(draws, Bootstrap.of(50), HERE);
            AttributionIntervals credits = Bootstrap.of(50).intervals(Markov.ofOrder(order), draws, HERE);
            assertThat(sure.credits()).isEqualTo(credits).hasSameHashCodeAs(credits);
            assertThat(sure.model()).isEqualTo(Markov.ofOrder(order).fit(paths));
            for (String channel : paths.channels()) {
                assertThat(sure.removalEffect(channel).contains(sure.model().removalEffect(channel)))
                        .isTrue();
                assertThat(sure.valueRemovalEffect(channel)
                                .contains(sure.model().valueRemovalEffect(channel)))
                        .isTrue();
                assertThat(sure.removalStandardError(channel)).isPositive();
            }
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        PathTable paths = TestPaths.random(23, 900, 30, 6);
        MarkovIntervals delta = DeltaMethod.create().intervals(Markov.ofOrder(1), paths, HERE);
        PathResampling draws = PathResampling.ofJourneys(paths, 5);
        MarkovIntervals drawn = Markov.ofOrder(2).intervals(draws, Bootstrap.of(20), HERE);
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                Execution on = Execution.on(pool, threads);
                assertThat(DeltaMethod.create().intervals(Markov.ofOrder(1), paths, on))
                        .isEqualTo(delta)
                        .hasSameHashCodeAs(delta);
                assertThat(Markov.ofOrder(2).intervals(draws, Bootstrap.of(20), on))
                        .isEqualTo(drawn);
            }
        }
    }

    @Test
    void degenerateTables() {
        // one channel gets everything, whatever happens: only the number of conversions varies
        PathTable only = TestPaths.of("only", 3, 0, 9);
        MarkovIntervals one = DeltaMethod.create().intervals(Markov.ofOrder(1), only, HERE);
        assertThat(one.removalEffect("only")).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(one.valueRemovalEffect("only")).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(one.credits().standardError("only"))
                .isEqualTo(Math.sqrt(12 * 0.25 * 0.75 * 12 / 11.0), within(1e-12));
        assertThat(one.credits().value("only")).isEqualTo(new Interval(0, 0, 0.95));
        // a channel without journeys, and one without conversions
        PathTable table = TestPaths.of("a", 5, 5, 1, "b", 0, 0, 3, "c", 1, 1, 0);
        PathTable unused = table.withCounts(new long[] {5, 0, 0}, new double[] {5, 0, 0}, new long[] {1, 3, 0});
        MarkovIntervals sure = DeltaMethod.create().intervals(Markov.ofOrder(1), unused, HERE);
        assertThat(sure.removalEffect("c")).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(sure.removalEffect("b")).isEqualTo(new Interval(0, 0, 0.95));
        // a single journey says nothing about chance
        assertThat(DeltaMethod.create()
                        .intervals(Markov.ofOrder(1), TestPaths.of("a", 1, 2, 0), HERE)
                        .credits()
                        .conversions("a"))
                .isEqualTo(new Interval(1, 1, 0.95));
        // some draws of these have no conversion at all
        MarkovIntervals drawn = Markov.ofOrder(1)
                .intervals(PathResampling.ofJourneys(TestPaths.of("a", 1, 5, 4), 1), Bootstrap.of(100), HERE);
        assertThat(drawn.removalEffect("a")).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(drawn).hasToString("MarkovIntervals[order 1, 1 channels]");
    }

    @Test
    void badArguments() {
        PathTable paths = TestPaths.of("a", 5, 5, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeltaMethod.create().intervals(Markov.ofOrder(2), paths, HERE))
                .withMessage("the delta method takes chains of order 1, got order 2; use Markov.intervals");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> DeltaMethod.create().intervals(Markov.ofOrder(1), TestPaths.of("a", 0, 0, 4), HERE))
                .withMessageStartingWith("no conversions among 4 journeys");
        MarkovIntervals sure = DeltaMethod.create().intervals(Markov.ofOrder(1), paths, HERE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sure.removalEffect("b"))
                .withMessage("there is no channel 'b'; channels are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeltaMethod.create().withConfidence(0))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 0");
        assertThat(DeltaMethod.create())
                .isEqualTo(DeltaMethod.create())
                .isNotEqualTo(DeltaMethod.create().withConfidence(0.9))
                .hasToString("DeltaMethod[confidence=0.95]");
    }
}
