package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases by hand; times are in hours of a day in 2026. */
class JourneysTest {

    private static final Instant ZERO = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TouchpointLog.Builder touches = TouchpointLog.builder();
    private final OrderLog.Builder orders = OrderLog.builder();

    private static Instant at(double hours) {
        return ZERO.plusMillis(Math.round(hours * 3_600_000));
    }

    private void touch(String customer, String channel, double hours) {
        touches.customer(customer).channel(channel).time(at(hours)).add();
    }

    private void order(String customer, double hours, double amount) {
        orders.add(customer, at(hours), amount);
    }

    private static Journeys day() {
        return Journeys.create().withLookback(Duration.ofHours(24)).withConversionWindow(Duration.ofHours(24));
    }

    private JourneyTable before(Journeys recipe, double hours) {
        return recipe.before(touches.build(), orders.build(), at(hours));
    }

    /** Such as {@code "A B = 30.0"} for a conversion, {@code "A B"} without. */
    private static List<String> text(JourneyTable journeys) {
        List<String> lines = new ArrayList<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < journeys.length(j); i++) {
                line.append(line.length() == 0 ? "" : " ")
                        .append(journeys.channels().get(journeys.channel(j, i)));
            }
            lines.add(line + (journeys.converted(j) ? " = " + journeys.value(j) : ""));
        }
        return lines;
    }

    @Test
    void edgesOfTheLookbackAreInclusive() {
        touch("ann", "tooOld", 0);
        touch("ann", "oldest", 1);
        touch("ann", "latest", 25);
        touch("ann", "after", 25.01);
        order("ann", 25, 30);
        JourneyTable journeys = before(day(), 100);
        assertThat(text(journeys)).containsExactly("oldest latest = 30.0", "tooOld", "after");
        assertThat(journeys.end(0)).isEqualTo(at(25).toEpochMilli());
        assertThat(journeys.time(0, 0)).isEqualTo(at(1).toEpochMilli());
        assertThat(journeys.channels()).containsExactly("after", "latest", "oldest", "tooOld");
        assertThat(journeys.row(0, 1)).isEqualTo(2);
    }

    @Test
    void ordersAtTheSameTimeShareTheirTouches() {
        touch("ann", "A", 1);
        order("ann", 2, 10);
        order("ann", 2, 20);
        assertThat(text(before(day(), 100))).containsExactly("A = 10.0", "A = 20.0");
    }

    @Test
    void anOrderEndsTheJourneyOrNot() {
        touch("ann", "A", 1);
        touch("ann", "B", 5);
        order("ann", 5, 10);
        touch("ann", "C", 6);
        order("ann", 7, 20);
        order("ann", 8, 40);
        assertThat(text(before(day(), 100))).containsExactly("A B = 10.0", "C = 20.0");
        assertThat(before(day(), 100).report().unattributed()).isEqualTo(1);
        assertThat(before(day(), 100).report().unattributedValue()).isEqualTo(40);
        assertThat(text(before(day().withRepeatConversions(RepeatConversions.KEEP_HISTORY), 100)))
                .containsExactly("A B = 10.0", "A B C = 20.0", "A B C = 40.0");
    }

    @Test
    void touchesWithoutOrderAreCutAtPausesAndOrders() {
        touch("bob", "A", 0);
        touch("bob", "B", 24);
        touch("bob", "C", 48.01);
        touch("bob", "D", 49);
        order("bob", 49.5, 1);
        touch("bob", "E", 50);
        // D is not too old, C is: 1.49 h before the order, with a look-back of one hour
        JourneyTable journeys = before(day().withLookback(HOUR), 1000);
        assertThat(text(journeys)).containsExactly("D = 1.0", "A B", "C", "E");
        assertThat(journeys.end(1)).isEqualTo(at(48).toEpochMilli());
        assertThat(journeys.customers()).isEqualTo(1);
    }

    @Test
    void conversionWindow() {
        touch("ann", "A", 0);
        order("ann", 5, 10);
        touch("bob", "B", 0);
        order("bob", 5.01, 20);
        Journeys recipe = day().withConversionWindow(Duration.ofHours(5));
        JourneyTable journeys = before(recipe, 100);
        assertThat(text(journeys)).containsExactly("A = 10.0", "B");
        assertThat(journeys.report().unattributedValue()).isEqualTo(20);
    }

    @Test
    void journeysThatCouldStillConvertAreCountedAndMayBeLeftOut() {
        touch("ann", "A", 0);
        touch("bob", "B", 26);
        assertThat(text(before(day(), 50))).containsExactly("A", "B");
        assertThat(before(day(), 50).report().openJourneys()).isEqualTo(1);
        assertThat(before(day(), 50).end(1)).isEqualTo(at(50).toEpochMilli());
        assertThat(text(before(day().withOpenJourneys(false), 50))).containsExactly("A");
        // decided one moment later: an order at 50 h is still in the window, one after it is not
        assertThat(before(day(), 50.001).report().openJourneys()).isZero();
    }

    @Test
    void whatComesAtOrAfterTheCutoffChangesNothing() {
        touch("ann", "A", 1);
        order("ann", 2, 10);
        touch("bob", "B", 3);
        JourneyTable known = before(day(), 10);
        touch("ann", "A", 10);
        order("bob", 10, 99);
        order("ann", 10, 99);
        touch("cid", "Z", 11);
        assertThat(before(day(), 10)).isEqualTo(known);
    }

    @Test
    void aPeriodCountsItsOwnOrdersAndLooksBackBeforeIt() {
        touch("ann", "A", 1);
        order("ann", 2, 10);
        touch("ann", "B", 3);
        touch("ann", "C", 9);
        order("ann", 12, 20);
        touch("bob", "D", 4);
        touch("cid", "E", 11);
        JourneyTable journeys = day().between(touches.build(), orders.build(), at(10), at(100));
        assertThat(text(journeys)).containsExactly("B C = 20.0", "E");
        assertThat(journeys.report().orders()).isEqualTo(1);
    }

    @Test
    void visits() {
        touch("ann", "A", 1);
        touch("ann", "A", 1.5);
        touch("ann", "A", 2);
        touch("ann", "B", 2);
        touch("ann", "A", 2.4);
        touch("ann", "A", 2.91);
        order("ann", 3, 10);
        assertThat(text(before(day(), 100))).containsExactly("A A A B A A = 10.0");
        JourneyTable visits = before(day().withSessionGap(Duration.ofMinutes(30)), 100);
        assertThat(text(visits)).containsExactly("A B A A = 10.0");
        assertThat(visits.report().touchesMerged()).isEqualTo(2);
        assertThat(visits.report().touches()).isEqualTo(6);
        touch("ann", "B", 2);
        assertThat(text(before(day().withSessionGap(Duration.ZERO), 100))).containsExactly("A A A B A A = 10.0");
    }

    @Test
    void directTouchesCountWhereNothingElseDoes() {
        touch("ann", "A", 1);
        touch("ann", "direct", 2);
        order("ann", 3, 10);
        touch("bob", "direct", 1);
        touch("bob", "direct", 2);
        order("bob", 3, 20);
        touch("cid", "direct", 1);
        touch("cid", "B", 2);
        assertThat(text(before(day().withDirect(List.of("direct")), 100)))
                .containsExactly("A = 10.0", "direct direct = 20.0", "B");
    }

    @Test
    void lookbackOfAChannelAndMostTouches() {
        touch("ann", "A", 1);
        touch("ann", "view", 2);
        touch("ann", "B", 3);
        touch("ann", "view", 5);
        order("ann", 6, 10);
        Journeys recipe = day().withChannelLookback("view", HOUR);
        assertThat(text(before(recipe, 100))).containsExactly("A B view = 10.0");
        assertThat(text(before(recipe.withMaxTouches(2), 100))).containsExactly("B view = 10.0");
        order("bob", 6, 10);
        touch("bob", "view", 4);
        JourneyTable journeys = before(recipe, 100);
        assertThat(text(journeys)).containsExactly("A B view = 10.0", "view");
        assertThat(journeys.report().unattributed()).isEqualTo(1);
    }

    @Test
    void clicksAndViewsHaveTheirOwnLookbacks() {
        touches.customer("ann").channel("A").kind("click").time(at(1)).add();
        touches.customer("ann").channel("B").kind("view").time(at(1.999)).add();
        touches.customer("ann").channel("C").kind("view").time(at(2)).add();
        touches.customer("ann").channel("D").time(at(0)).add();
        order("ann", 3, 10);
        assertThat(text(before(day(), 100))).containsExactly("D A B C = 10.0");
        Journeys recipe = day().withKindLookback("view", HOUR);
        assertThat(text(before(recipe, 100))).containsExactly("D A C = 10.0");
        // the shorter of channel and kind holds
        assertThat(text(before(
                        recipe.withKindLookback("click", Duration.ofHours(5)).withChannelLookback("A", HOUR), 100)))
                .containsExactly("D C = 10.0");
        assertThat(recipe.toString()).contains(", kindLookback={view=PT1H}, ");
        assertThat(recipe).isNotEqualTo(day());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withKindLookback("view", Duration.ZERO))
                .withMessage("lookback of kind 'view' must be above 0, got PT0S");
    }

    @Test
    void aViewAndAClickAreTwoVisits() {
        touches.customer("ann").channel("A").kind("view").time(at(1)).add();
        touches.customer("ann").channel("A").kind("click").time(at(1.1)).add();
        touches.customer("ann").channel("A").kind("click").time(at(1.2)).add();
        order("ann", 3, 10);
        assertThat(text(before(day().withSessionGap(HOUR), 100))).containsExactly("A A = 10.0");
    }

    @Test
    void ordersOfSeveralLinesAndReturns() {
        touch("ann", "A", 1);
        orders.customer("ann").order("1").time(at(2)).amount(10).add();
        orders.customer("ann").order("1").time(at(2)).amount(-4).add();
        orders.customer("ann").order("2").time(at(3)).amount(-10).add();
        orders.customer("bob").order("3").time(at(3)).amount(5).add();
        JourneyTable journeys = before(day(), 100);
        assertThat(text(journeys)).containsExactly("A = 6.0");
        assertThat(journeys.report())
                .hasToString("JourneyReport[touches=1, touchesMerged=0, orders=3, returns=1, unattributed=1,"
                        + " unattributedValue=5.0, openJourneys=0]");
    }

    @Test
    void touchesAtTheSameTimeKeepTheirOrder() {
        touch("ann", "B", 1);
        touch("ann", "A", 1);
        touch("ann", "C", 1);
        order("ann", 1, 10);
        assertThat(text(before(day(), 100))).containsExactly("B A C = 10.0");
    }

    @Test
    void emptyLogs() {
        JourneyTable none = before(day(), 100);
        assertThat(none.journeys()).isZero();
        assertThat(none.paths().paths()).isZero();
        assertThat(none).hasToString("JourneyTable[0 journeys, 0 customers, 0 channels, 0 conversions]");
    }

    @Test
    void recipesAreValues() {
        Journeys recipe = day().withDirect(List.of("direct")).withMaxTouches(5).withChannelLookback("view", HOUR);
        assertThat(recipe)
                .isEqualTo(day().withMaxTouches(5)
                        .withChannelLookback("view", HOUR)
                        .withDirect(List.of("direct")))
                .isNotEqualTo(day())
                .hasToString("Journeys[lookback=PT24H, conversionWindow=PT24H, maxTouches=5, sessionGap=none,"
                        + " END_JOURNEY, direct=[direct], channelLookback={view=PT1H}, openJourneys=true]");
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withLookback(Duration.ZERO))
                .withMessage("lookback must be above 0, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withConversionWindow(Duration.ofDays(-1)))
                .withMessage("conversionWindow must be above 0, got PT-24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withChannelLookback("view", Duration.ZERO))
                .withMessage("lookback of 'view' must be above 0, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withSessionGap(Duration.ofSeconds(-1)))
                .withMessage("sessionGap must be at least 0, got PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().withMaxTouches(0))
                .withMessage("maxTouches must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> day().between(touches.build(), orders.build(), at(2), at(2)))
                .withMessage("the period must begin before it ends, got 2026-03-01T02:00:00Z and 2026-03-01T02:00:00Z");
        JourneyTableBuilder builder = JourneyTable.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.end("ann", at(1)))
                .withMessage("journey 0 of customer 'ann' has no touches; a journey needs at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.touch(" ", at(1)))
                .withMessage("a channel must have a name, got ' '");
        builder.touch("A", at(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.convert("ann", at(1), 5))
                .withMessage("journey 0 of customer 'ann' ends at 2026-03-01T01:00:00Z, before its touch at"
                        + " 2026-03-01T02:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.convert("ann", at(3), Double.NaN))
                .withMessage("value must be a finite number of at least 0, got NaN");
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("1 touches belong to no journey; call convert or end after the touches of a journey");
    }
}
