package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.comparison.ChannelReturn;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CreditLinesTest {

    private static final Instant EVENING = Instant.parse("2026-03-28T23:30:00Z");

    private static TouchpointLog touches() {
        TouchpointLog.Builder log = TouchpointLog.builder();
        log.customer("ann")
                .time(EVENING.minusSeconds(7200))
                .channel("ads")
                .campaign("spring")
                .cost(2)
                .add();
        log.customer("ann").time(EVENING).channel("email").cost(0).add();
        log.customer("bob")
                .time(EVENING)
                .channel("ads")
                .campaign("brand")
                .cost(3)
                .add();
        log.customer("cid").time(EVENING.plusSeconds(60)).channel("tv").cost(7).add();
        return log.build();
    }

    private static JourneyTable journeys() {
        OrderLog orders = OrderLog.builder()
                .add("ann", EVENING.plusSeconds(3600), 30)
                .add("bob", EVENING.plusSeconds(86_400), 10)
                .build();
        return Journeys.create().before(touches(), orders, EVENING.plusSeconds(900_000));
    }

    @Test
    void byDayOfTheZone() {
        // one clock hour before the start of summer time in Berlin it is already Sunday there
        assertThat(CreditLines.byDay(journeys(), Rule.linear()::shares, ZoneId.of("Europe/Berlin")))
                .containsExactly(
                        new CreditLine("2026-03-29", "ads", 0.5, 15),
                        new CreditLine("2026-03-29", "email", 0.5, 15),
                        new CreditLine("2026-03-30", "ads", 1, 10));
        assertThat(CreditLines.byTouchDay(journeys(), Rule.linear()::shares, ZoneId.of("UTC")))
                .containsExactly(
                        new CreditLine("2026-03-28", "ads", 1.5, 25), new CreditLine("2026-03-28", "email", 0.5, 15));
    }

    @Test
    void byCampaign() {
        assertThat(CreditLines.byCampaign(journeys(), Rule.linear()::shares, touches()))
                .containsExactly(
                        new CreditLine("(none)", "email", 0.5, 15),
                        new CreditLine("brand", "ads", 1, 10),
                        new CreditLine("spring", "ads", 0.5, 15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CreditLines.byCampaign(TestPaths.small(), Rule.linear()::shares, touches()))
                .withMessageEndingWith(
                        "its row in the log is -1, which the log does not have; give the log that the journeys"
                                + " were made from");
    }

    @Test
    void bySegment() {
        assertThat(CreditLines.bySegment(journeys(), Rule.linear()::shares, Map.of("ann", "gold", "zoe", "new")))
                .containsExactly(
                        new CreditLine("(none)", "ads", 1, 10),
                        new CreditLine("gold", "ads", 0.5, 15),
                        new CreditLine("gold", "email", 0.5, 15));
        // pooling channels keeps who is who
        JourneyTable pooled = PrivacyThreshold.of(2).apply(journeys());
        assertThat(CreditLines.bySegment(pooled, Rule.last()::shares, Map.of("bob", "silver")))
                .hasSize(2)
                .contains(new CreditLine("silver", "ads", 1, 10));
    }

    @Test
    void sharesOfAllMethodsAddUpToTheirCredits() {
        JourneyTable journeys = TestPaths.small();
        TimeDecay decay = TimeDecay.ofHalfLife(Duration.ofDays(2));
        MarkovModel markov = Markov.ofOrder(1).fit(journeys.paths());
        agree(journeys, Rule.uShaped()::shares, Rule.uShaped().fit(journeys.paths()));
        agree(journeys, decay::shares, decay.fit(journeys));
        agree(journeys, Shapley::countShares, Shapley.countGame().fit(journeys.paths()));
        // the shares of a chain add up to the conversions, not channel by channel to its credits
        double sum = 0;
        for (int j = 0; j < journeys.journeys(); j++) {
            double[] shares = markov.shares(journeys, j);
            assertThat(Arrays.stream(shares).sum()).isEqualTo(1, within(1e-12));
            sum += journeys.converted(j) ? 1 : 0;
            for (int i = 1; i < shares.length; i++) {
                double ratio = shares[i] * occurrences(journeys, j, i) / (shares[0] * occurrences(journeys, j, 0));
                double effects = markov.removalEffects()[journeys.channel(j, i)]
                        / markov.removalEffects()[journeys.channel(j, 0)];
                assertThat(ratio).isEqualTo(effects, within(1e-12 * effects));
            }
        }
        assertThat(CreditLines.by(journeys, markov::shares, (t, j, i) -> "all").stream()
                        .mapToDouble(CreditLine::conversions)
                        .sum())
                .isEqualTo(sum, within(1e-9));
    }

    private static int occurrences(JourneyTable journeys, int journey, int touch) {
        int count = 0;
        for (int i = 0; i < journeys.length(journey); i++) {
            count += journeys.channel(journey, i) == journeys.channel(journey, touch) ? 1 : 0;
        }
        return count;
    }

    private static void agree(JourneyTable journeys, TouchShares shares, Attribution credits) {
        List<CreditLine> lines = CreditLines.by(journeys, shares, (table, journey, touch) -> "all");
        assertThat(lines).hasSize(3);
        for (CreditLine line : lines) {
            assertThat(line.conversions())
                    .isEqualTo(credits.credit(line.channel()).conversions(), within(1e-9));
            assertThat(line.value()).isEqualTo(credits.credit(line.channel()).value(), within(1e-8));
        }
    }

    @Test
    void costsAndReturns() {
        Map<String, Double> costs =
                ChannelCosts.between(touches(), EVENING.minusSeconds(10_000), EVENING.plusSeconds(60));
        assertThat(costs).isEqualTo(Map.of("ads", 5.0, "email", 0.0));
        Map<String, Double> all = ChannelCosts.between(touches(), EVENING, EVENING.plusSeconds(61));
        assertThat(all).isEqualTo(Map.of("ads", 3.0, "email", 0.0, "tv", 7.0));
        Attribution credits = Rule.last().fit(journeys().paths());
        assertThat(ChannelReturn.of(credits, Map.of("ads", 5.0, "tv", 7.0, "radio", 1.0)))
                .containsExactly(
                        new ChannelReturn("ads", 5, 1, 10, OptionalDouble.of(5), OptionalDouble.of(2)),
                        new ChannelReturn("email", 0, 1, 30, OptionalDouble.of(0), OptionalDouble.empty()),
                        new ChannelReturn("tv", 7, 0, 0, OptionalDouble.empty(), OptionalDouble.of(0)),
                        new ChannelReturn("radio", 1, 0, 0, OptionalDouble.empty(), OptionalDouble.of(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelReturn.of(credits, Map.of("ads", -1.0)))
                .withMessage("cost of channel 'ads' must be a finite number of at least 0, got -1");
    }
}
