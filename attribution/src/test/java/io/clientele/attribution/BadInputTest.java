package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.comparison.ChannelReturn;
import io.clientele.attribution.comparison.Comparison;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.SampledShapley;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Every kind of bad or degenerate input, under every method. */
class BadInputTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String NOTHING =
            " journeys, so there is nothing to credit; check how orders were joined, or widen" + " the look-back";

    private static List<AttributionMethod> methods() {
        List<AttributionMethod> methods = new ArrayList<>(Comparison.usual());
        methods.add(Rule.lastNonDirect(List.of("a")));
        methods.add(Rule.wShaped(List.of("a")));
        methods.add(Markov.ofOrder(3));
        methods.add(Markov.ofOrder(2).withBackOff(1));
        methods.add(Shapley.rateGame());
        methods.add(SampledShapley.of(10));
        return methods;
    }

    private static List<JourneyMethod> timed() {
        return List.of(
                TimeDecay.ofHalfLife(Duration.ofDays(7)),
                AdditiveHazard.create(),
                LogisticExposure.ofHalfLife(Duration.ofDays(7)));
    }

    @Test
    void noConversions() {
        PathTable none = TestPaths.of("a > b", 0, 0, 2, "b", 0, 0, 3);
        for (AttributionMethod method : methods()) {
            assertThatExceptionOfType(FitException.class)
                    .isThrownBy(() -> method.attribute(none))
                    .as(method.toString())
                    .withMessage("no conversions among 5" + NOTHING);
        }
        JourneyTable lost = JourneyTable.builder()
                .touch("a", NOON)
                .end("ann", NOON)
                .touch("b", NOON)
                .end("bob", NOON)
                .build();
        for (JourneyMethod method : timed()) {
            assertThatExceptionOfType(FitException.class)
                    .isThrownBy(() -> method.attribute(lost, Execution.sequential()))
                    .as(method.name())
                    .withMessage("no conversions among 2" + NOTHING);
        }
    }

    @Test
    void noJourneysAtAll() {
        for (AttributionMethod method : methods()) {
            assertThatExceptionOfType(FitException.class)
                    .isThrownBy(() -> method.attribute(PathCounts.create().result()))
                    .as(method.toString())
                    .withMessage("no conversions among 0" + NOTHING);
        }
    }

    @Test
    void oneChannel() {
        PathTable one = TestPaths.of("a > a > a", 2, 30, 4, "a", 1, 12, 0);
        for (AttributionMethod method : methods()) {
            ChannelCredit all = method.attribute(one).credit("a");
            assertThat(all.conversions()).as(method.toString()).isEqualTo(3, within(1e-12));
            assertThat(all.value()).as(method.toString()).isEqualTo(42, within(1e-11));
        }
        JourneyTable journeys = JourneyTable.builder()
                .touch("a", NOON)
                .touch("a", NOON.plusSeconds(60))
                .convert("ann", NOON.plusSeconds(120), 42)
                .touch("a", NOON)
                .end("bob", NOON.plusSeconds(900_000))
                .build();
        for (JourneyMethod method : timed()) {
            ChannelCredit all =
                    method.attribute(journeys, Execution.sequential()).credit("a");
            assertThat(all.conversions()).as(method.name()).isEqualTo(1, within(1e-12));
            assertThat(all.value()).as(method.name()).isEqualTo(42, within(1e-11));
        }
    }

    @Test
    void emptyJourneys() {
        PathCounts counts = PathCounts.create();
        refused(() -> counts.add(List.of(), 1, 0, 0), "the path is empty; a journey needs at least one touch");
        refused(() -> PathFormat.of(" > ").parse(""), "the path is empty; a journey needs at least one touch");
        refused(
                () -> JourneyTable.builder().convert("ann", NOON, 5),
                "journey 0 of customer 'ann' has no touches; a journey needs at least one");
    }

    @Test
    void aChannelNamedLikeTheSeparator() {
        PathFormat format = PathFormat.of(" > ");
        refused(
                () -> format.parse("a > > > b"),
                "channel '>' contains the separator '>'; rename the channel or choose another separator");
        refused(
                () -> format.format(List.of("a", ">")),
                "channel '>' contains the separator '>'; rename the channel or choose another separator");
        // as a list of names there is nothing to confuse
        PathCounts counts = PathCounts.create();
        counts.add(List.of("a", " > "), 1, 0, 0);
        for (AttributionMethod method : methods()) {
            assertThat(method.attribute(counts.result()).channels()).containsExactly(" > ", "a");
        }
    }

    @Test
    void negativeOrUndefinedValue() {
        PathCounts counts = PathCounts.create();
        JourneyTableBuilder builder = JourneyTable.builder().touch("a", NOON);
        for (double bad : new double[] {-3, Double.NaN, Double.POSITIVE_INFINITY}) {
            String shown = bad == -3 ? "-3" : Double.toString(bad);
            String text = "value must be a finite number of at least 0, got " + shown;
            refused(() -> counts.add(List.of("a"), 1, bad, 0), text);
            refused(() -> builder.convert("ann", NOON, bad), text);
        }
        assertThat(counts.result().paths()).isZero();
    }

    @Test
    void aTouchAfterTheConversion() {
        refused(
                () -> JourneyTable.builder().touch("a", NOON.plusMillis(1)).convert("ann", NOON, 5),
                "journey 0 of customer 'ann' ends at 2026-03-01T12:00:00Z, before its touch at"
                        + " 2026-03-01T12:00:00.001Z");
        // from logs it belongs to the next journey
        TouchpointLog.Builder touches = TouchpointLog.builder();
        touches.customer("ann").channel("before").time(NOON).add();
        touches.customer("ann").channel("after").time(NOON.plusMillis(1)).add();
        OrderLog.Builder orders = OrderLog.builder();
        orders.add("ann", NOON, 5);
        JourneyTable journeys =
                Journeys.create().before(touches.build(), orders.build(), NOON.plus(Duration.ofDays(1)));
        Attribution credits = Rule.linear().attribute(journeys.paths());
        assertThat(credits.credit("before").conversions()).isEqualTo(1);
        assertThat(credits.credit("after").conversions()).isZero();
        assertThat(journeys.paths().nulls()).isEqualTo(1);
    }

    @Test
    void touchesAtOneTimeStayInTheirOrder() {
        for (int seed = 0; seed < 5; seed++) {
            List<String> order = new ArrayList<>(List.of("d", "b", "a", "c"));
            java.util.Collections.rotate(order, seed);
            TouchpointLog.Builder touches = TouchpointLog.builder();
            JourneyTableBuilder builder = JourneyTable.builder();
            for (String channel : order) {
                touches.customer("ann").channel(channel).time(NOON).add();
                builder.touch(channel, NOON);
            }
            OrderLog.Builder orders = OrderLog.builder();
            orders.add("ann", NOON, 5);
            assertThat(Journeys.create()
                            .before(touches.build(), orders.build(), NOON.plusSeconds(1))
                            .paths()
                            .path(0))
                    .isEqualTo(order);
            assertThat(builder.convert("ann", NOON, 5).build().paths().path(0)).isEqualTo(order);
        }
    }

    @Test
    void pathsThatGoRoundAndRound() {
        // a and b follow each other for ever but for one journey in ten; c never leaves itself and never converts
        List<String> round = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            round.add(i % 2 == 0 ? "a" : "b");
        }
        PathCounts counts = PathCounts.create();
        counts.add(round, 1, 10, 9);
        counts.add(List.of("c", "c", "c", "c"), 0, 0, 30);
        PathTable paths = counts.result();
        for (int order = 1; order <= 3; order++) {
            MarkovModel model = Markov.ofOrder(order).withSelfTransitions(true).fit(paths);
            assertThat(model.conversionProbability()).isEqualTo(1 / 40.0, within(1e-13));
            assertThat(model.removalEffect("a")).isEqualTo(1, within(1e-12));
            assertThat(model.removalEffect("b")).isEqualTo(1, within(1e-12));
            assertThat(model.removalEffect("c")).isZero();
        }
        for (AttributionMethod method : methods()) {
            assertThat(method.attribute(paths).credits().stream()
                            .mapToDouble(ChannelCredit::conversions)
                            .sum())
                    .as(method.toString())
                    .isEqualTo(1, within(1e-10));
        }
    }

    @Test
    void whatCostNothing() {
        Attribution credits = Rule.linear().attribute(TestPaths.of("a > b", 1, 30, 2, "c", 0, 0, 1));
        List<ChannelReturn> lines = ChannelReturn.of(credits, Map.of("a", 0.0, "b", 5.0, "c", 4.0));
        assertThat(lines.get(0).costPerConversion()).hasValue(0);
        assertThat(lines.get(0).returnOnSpend()).isEqualTo(OptionalDouble.empty());
        assertThat(lines.get(1).returnOnSpend()).hasValue(3);
        assertThat(lines.get(2).costPerConversion()).isEqualTo(OptionalDouble.empty());
        assertThat(lines.get(2).returnOnSpend()).hasValue(0);
    }

    @Test
    void moreThan28ChannelsInTheExactRateGame() {
        PathCounts counts = PathCounts.create();
        for (int c = 0; c < 29; c++) {
            counts.add(List.of("c" + c), 1, 0, 1);
        }
        PathTable many = counts.result();
        refused(
                () -> Shapley.rateGame().attribute(many),
                "the exact rate game takes at most 28 channels, got 29; group rare channels first, use SampledShapley, or"
                        + " use the count game");
        assertThat(Shapley.countGame().attribute(many).conversions()).containsOnly(1);
        assertThat(SampledShapley.of(10).attribute(many).channels()).hasSize(29);
    }

    private static void refused(Runnable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(text);
    }
}
