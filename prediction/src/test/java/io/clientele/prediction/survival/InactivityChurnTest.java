package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class InactivityChurnTest {

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant day(double days) {
        return ORIGIN.plusMillis(Math.round(days * 86_400_000));
    }

    private static OrderLog log(Object... customersAndDays) {
        OrderLog.Builder builder = OrderLog.builder();
        for (int i = 0; i < customersAndDays.length; i += 2) {
            builder.customer((String) customersAndDays[i])
                    .time(day(((Number) customersAndDays[i + 1]).doubleValue()))
                    .amount(10)
                    .add();
        }
        return builder.build();
    }

    private static final OrderLog FOUR = log(
            "ann", 0, "ann", 5, "ann", 50, // silent for 45 days, then back
            "bob", 10, "bob", 10, "bob", 35, // 25 days, still there on day 60
            "cid", 20, // silent since
            "dee", 55);

    @Test
    void fourCustomersByHand() {
        ChurnTable churn = InactivityChurn.afterDays(30).table(FOUR, day(60));
        SurvivalTable table = churn.survival();
        assertThat(churn.rows()).isEqualTo(4);
        assertThat(List.of(churn.customer(0), churn.customer(1), churn.customer(2), churn.customer(3)))
                .containsExactly("ann", "bob", "cid", "dee");
        // ann leaves 30 days after day 5; bob has been there for 50 days; cid leaves on day 50; dee is there for 5 days
        assertThat(new double[] {table.time(0), table.time(1), table.time(2), table.time(3)})
                .containsExactly(35, 50, 30, 5);
        assertThat(new int[] {table.event(0), table.event(1), table.event(2), table.event(3)})
                .containsExactly(1, 0, 1, 0);
        assertThat(churn.active()).containsExactly(1, 3);
        assertThat(churn).hasToString("ChurnTable[4 customers, 2 active]");
        assertThat(InactivityChurn.afterDays(30).table(FOUR, day(60)))
                .isEqualTo(churn)
                .hasSameHashCodeAs(churn);
    }

    @Test
    void eventAtTheVeryEndStays() {
        assertThat(InactivityChurn.afterDays(30)
                        .table(log("a", 0, "a", 30), day(40))
                        .survival()
                        .event(0))
                .isEqualTo(0);
        assertThat(InactivityChurn.afterDays(30)
                        .table(log("a", 0), day(30))
                        .survival()
                        .event(0))
                .as("nothing came in 30 days")
                .isEqualTo(1);
        assertThat(InactivityChurn.afterDays(30)
                        .table(log("a", 0), day(29.9))
                        .survival()
                        .event(0))
                .isEqualTo(0);
    }

    /** Events from the cut-off on change nothing. */
    @Test
    void futureDoesNotShow() {
        OrderLog more = log(
                "ann", 0, "ann", 5, "ann", 50, "bob", 10, "bob", 10, "bob", 35, "cid", 20, "dee", 55, "cid", 60, "eve",
                61, "bob", 99);
        InactivityChurn definition = InactivityChurn.afterDays(30);
        assertThat(definition.table(more, day(60)).survival())
                .isEqualTo(definition.table(FOUR, day(60)).survival());
        assertThat(InactivityChurn.ofGaps(more, day(60), 0.5)).isEqualTo(InactivityChurn.ofGaps(FOUR, day(60), 0.5));
    }

    @Test
    void whoHasLeftStaysLeftAsTimeGoesOn() {
        InactivityChurn definition = InactivityChurn.afterDays(30);
        OrderLog log = random(300, 7);
        SurvivalTable early = definition.table(log, day(200)).survival();
        ChurnTable late = definition.table(log, day(300));
        ChurnTable first = definition.table(log, day(200));
        int at = 0;
        for (int row = 0; row < first.rows(); row++) {
            while (late.customerCode(at) != first.customerCode(row)) {
                at++;
            }
            if (early.event(row) == 1) {
                assertThat(late.survival().event(at)).isEqualTo(1);
                assertThat(late.survival().time(at)).isEqualTo(early.time(row));
            } else {
                assertThat(late.survival().time(at)).isGreaterThan(early.time(row));
            }
        }
    }

    private static OrderLog random(int customers, int seed) {
        OrderLog.Builder builder = OrderLog.builder();
        RandomGenerator random = RandomTables.random("shop", seed);
        for (int c = 0; c < customers; c++) {
            double at = 150 * random.nextDouble();
            double gap = 3 + 20 * random.nextDouble();
            double end = at + 200 * random.nextExponential();
            while (at < 400 && at < end) {
                builder.customer("c" + c).time(day(at)).amount(5).add();
                at += gap * random.nextExponential();
            }
        }
        return builder.build();
    }

    @Test
    void daysFromGaps() {
        // gaps: 5, 45, 25
        assertThat(InactivityChurn.ofGaps(FOUR, day(60), 0.3).days()).isEqualTo(5);
        assertThat(InactivityChurn.ofGaps(FOUR, day(60), 0.5).days()).isEqualTo(25);
        assertThat(InactivityChurn.ofGaps(FOUR, day(60), 1).days()).isEqualTo(45);
        assertThat(InactivityChurn.ofGaps(FOUR, day(60), 1)).hasToString("InactivityChurn[days=45.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.ofGaps(log("a", 1, "b", 2), day(9), 0.9))
                .withMessage(
                        "no customer has two events before 2026-01-10T00:00:00Z, so there are no gaps to learn from; give the"
                                + " days with afterDays(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.ofGaps(FOUR, day(60), 90))
                .withMessage("share must be above 0 and at most 1, such as 0.9, got 90.0");
    }

    @Test
    void sensitivityCountsWhoCameBack() {
        List<ChurnSensitivity> lines = InactivityChurn.sensitivity(FOUR, day(60), 20, 30, 50);
        // 20 days: ann, bob, cid, of whom ann and bob came back; 30: ann and cid; 50: nobody
        assertThat(lines)
                .containsExactly(
                        new ChurnSensitivity(20, 4, 3, 2),
                        new ChurnSensitivity(30, 4, 2, 1),
                        new ChurnSensitivity(50, 4, 0, 0));
        assertThat(lines.get(0).leftShare()).isEqualTo(0.75);
        assertThat(lines.get(0).returnedShare()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(lines.get(2).returnedShare()).isEqualTo(0);
    }

    @Test
    void returnsAreNoEvents() {
        OrderLog.Builder builder = OrderLog.builder();
        builder.customer("a").time(day(0)).amount(10).add();
        builder.customer("a").time(day(25)).amount(-10).quantity(-1).add();
        builder.customer("b").time(day(1)).amount(-3).quantity(-1).add();
        ChurnTable churn = InactivityChurn.afterDays(30).table(builder.build(), day(40));
        assertThat(churn.rows()).isEqualTo(1);
        assertThat(churn.survival().time(0)).isEqualTo(30);
    }

    @Test
    void nobodyThereYet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.afterDays(30).table(FOUR, day(0)))
                .withMessage("no customer has an event before 2026-01-01T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.afterDays(0))
                .withMessage("days must be a finite number above 0, got 0");
    }

    @Test
    void periodsHoldTheFeaturesOfTheirBeginning() {
        OrderLog log = random(200, 3);
        EventLogs logs = EventLogs.of(log);
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast(), Events.orders().count());
        List<Instant> cutoffs = List.of(day(100), day(150), day(200));
        FeatureSnapshot snapshot = recipe.compute(logs, cutoffs, Execution.sequential());
        InactivityChurn definition = InactivityChurn.afterDays(40);
        SurvivalTable periods = definition.periods(log, snapshot, day(250));
        ChurnTable whole = definition.table(log, day(250));
        assertThat(periods.hasStarts()).isTrue();
        // everyone who left after the first cut-off, having been there at one, leaves in exactly one period
        int left = 0;
        double watched = 0;
        for (int row = 0; row < periods.rows(); row++) {
            left += periods.event(row);
            watched += periods.time(row) - periods.start(row);
            assertThat(periods.time(row) - periods.start(row)).isLessThanOrEqualTo(50.0 + 1e-9);
        }
        int expected = 0;
        double expectedDays = 0;
        for (int row = 0; row < whole.rows(); row++) {
            int c = whole.customerCode(row);
            double first = (log.time(log.start(c)) - ORIGIN.toEpochMilli()) / 86_400_000.0;
            double from = first < 100 ? 100 : first < 150 ? 150 : 200;
            double start = from - first;
            if (start > 0 && whole.survival().time(row) > start) {
                expected += whole.survival().event(row);
                expectedDays += whole.survival().time(row) - start;
            }
        }
        assertThat(left).isEqualTo(expected);
        assertThat(watched).isCloseTo(expectedDays, within(1e-6));
        CoxModel model = CoxRegression.create().fit(periods);
        assertThat(model.hasRobustErrors()).isTrue();
        assertThat(model.coefficients().get(0).estimate())
                .as("the longer silent, the sooner gone")
                .isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> definition.periods(log, snapshot, day(200)))
                .withMessageStartingWith("cut-offs must be before 2026-07-20T00:00:00Z, where the watch ends, got");
    }

    /** The CDNOW sample of 2,357 customers, all new in the first quarter of 1997, watched until the end of June 1998. */
    @Test
    void cdnow() {
        CsvTable csv = CsvTable.read(SharedFiles.data("cdnow-sample/cdnow_sample.csv"));
        String[] ids = csv.texts("master_id");
        String[] dates = csv.texts("date");
        OrderLog.Builder builder = OrderLog.builder();
        for (int i = 0; i < ids.length; i++) {
            builder.customer(ids[i])
                    .time(Instant.parse(dates[i] + "T12:00:00Z"))
                    .amount(1)
                    .add();
        }
        OrderLog log = builder.build();
        Instant end = Instant.parse("1998-07-01T00:00:00Z");
        InactivityChurn definition = InactivityChurn.ofGaps(log, end, 0.9);
        ChurnTable churn = definition.table(log, end);
        List<ChurnSensitivity> lines = InactivityChurn.sensitivity(log, end, 60, 120, 240);
        assertThat(churn.rows()).isEqualTo(2357);
        assertThat(definition.days()).as("nine of ten gaps are shorter").isBetween(100.0, 250.0);
        // a longer silence is asked for: fewer leave, and fewer of those come back
        assertThat(lines.get(0).left()).isGreaterThan(lines.get(1).left());
        assertThat(lines.get(1).left()).isGreaterThan(lines.get(2).left());
        assertThat(lines.get(0).returnedShare()).isGreaterThan(lines.get(1).returnedShare());
        assertThat(lines.get(1).returnedShare()).isGreaterThan(lines.get(2).returnedShare());
        SurvivalCurve curve = KaplanMeier.create().fit(churn.survival()).curve();
        assertThat(curve.survival(definition.days() - 0.1))
                .as("nobody can have left yet")
                .isEqualTo(1);
        // 1,411 of them never came again in the first 39 weeks, so about that share is lost at the first chance
        assertThat(1 - curve.survival(definition.days() + 0.1)).isBetween(0.5, 0.75);
    }
}
