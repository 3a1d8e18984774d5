package io.clientele.segmentation.lifecycle;

import static io.clientele.segmentation.lifecycle.LifecycleStage.AT_RISK;
import static io.clientele.segmentation.lifecycle.LifecycleStage.ENGAGED;
import static io.clientele.segmentation.lifecycle.LifecycleStage.LAPSED;
import static io.clientele.segmentation.lifecycle.LifecycleStage.LOYAL;
import static io.clientele.segmentation.lifecycle.LifecycleStage.NEW;
import static io.clientele.segmentation.lifecycle.LifecycleStage.PROSPECT;
import static io.clientele.segmentation.lifecycle.LifecycleStage.WON_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    /** Usual gap 30 days; 90 % of first gaps below 30 exp(1.2816 · 0.6403) = 68.2, 98 % below 111.7 days. */
    private static final LifecycleModel MODEL = new LifecycleModel(
            new Lifecycle.Options(0.90, 0.98, 2, 5),
            Math.log(30),
            0.5,
            0.4,
            FitReport.builder().rows(1).build());

    private static Instant day(double days) {
        return START.plusMillis(Math.round(days * GapSpread.DAY));
    }

    @Test
    void thresholdsAreThoseOfThePredictiveDistribution() {
        // python: from scipy.stats import lognorm; w2=.16; b2=.25; n=3; S=log(7)+log(8)+log(9); d=w2+n*b2
        // m=(log(30)*w2+b2*S)/d; s=sqrt(w2+b2*w2/d); [lognorm.ppf(p, s, scale=exp(m)) for p in (.5,.9,.98)]
        Cadence own = MODEL.cadence(7, 8, 9);
        assertThat(own.gaps()).isEqualTo(3);
        assertThat(own.usualGapDays()).isEqualTo(10.049387638849979, within(1e-10));
        assertThat(own.atRiskAfterDays()).isEqualTo(17.926490235137184, within(1e-10));
        assertThat(own.lapsedAfterDays()).isEqualTo(25.40676226081951, within(1e-10));
        Cadence first = MODEL.cadence();
        assertThat(first.usualGapDays()).isEqualTo(30, within(1e-12));
        assertThat(first.atRiskAfterDays()).isEqualTo(68.15542581504211, within(1e-10));
        assertThat(first.lapsedAfterDays()).isEqualTo(111.747104695054, within(1e-10));
        double[] clockwork = new double[200];
        java.util.Arrays.fill(clockwork, 7);
        assertThat(MODEL.cadence(clockwork).usualGapDays()).isEqualTo(7, within(0.05));
    }

    @Test
    void stagesOfALifeByHand() {
        OrderLog orders = OrderLog.builder()
                .add("ann", day(0), -5) // a return makes her known
                .add("ann", day(10), 20)
                .add("ann", day(10.5), 20) // same purchase
                .add("ann", day(40), 20)
                .add("ann", day(70), 20)
                .add("ann", day(100), 20)
                .add("ann", day(130), 20) // fifth
                .add("ann", day(600), 20) // back
                .add("ann", day(630), 20)
                .build();
        List<StageChange> changes = MODEL.history(orders, "ann", day(10_000));
        assertThat(changes.stream().map(StageChange::to))
                .containsExactly(PROSPECT, NEW, ENGAGED, LOYAL, AT_RISK, LAPSED, WON_BACK, ENGAGED, AT_RISK, LAPSED);
        assertThat(changes.get(0)).isEqualTo(new StageChange(day(0), Optional.empty(), PROSPECT));
        assertThat(changes.get(3)).isEqualTo(new StageChange(day(130), Optional.of(ENGAGED), LOYAL));
        Cadence then = MODEL.cadence(30, 30, 30, 30);
        double late = (changes.get(4).at().toEpochMilli() - day(130).toEpochMilli()) / (double) GapSpread.DAY;
        double gone = (changes.get(5).at().toEpochMilli() - day(130).toEpochMilli()) / (double) GapSpread.DAY;
        assertThat(late).isEqualTo(then.atRiskAfterDays(), within(2e-8)); // to the millisecond
        assertThat(gone).isEqualTo(then.lapsedAfterDays(), within(2e-8));
        assertThat(changes.get(7).at()).isEqualTo(day(630));
        LifecycleStages atLate =
                MODEL.stages(EventLogs.of(orders), changes.get(4).at());
        assertThat(atLate.stage(0)).as("not later than the threshold").isEqualTo(LOYAL);
        assertThat(MODEL.stages(EventLogs.of(orders), changes.get(4).at().plusMillis(1))
                        .stage(0))
                .isEqualTo(AT_RISK);
        assertThat(atLate.cadence(0)).isEqualTo(then);
        assertThat(atLate.since(0)).isEqualTo(day(130));
    }

    @Test
    void activitiesMakeProspectsAndNothingElse() {
        ActivityLog visits = ActivityLog.builder()
                .customer("ann")
                .time(day(1))
                .kind("visit")
                .add()
                .customer("ann")
                .time(day(2))
                .kind("visit")
                .add()
                .customer("bob")
                .time(day(9))
                .kind("visit")
                .add()
                .build();
        OrderLog orders =
                OrderLog.builder().add("ann", day(2), 20).add("cid", day(3), 5).build();
        EventLogs both = EventLogs.of(visits, orders);
        LifecycleStages stages = MODEL.stages(both, day(20));
        assertThat(stages.rows()).isEqualTo(3);
        assertThat(stages.stage(0)).isEqualTo(NEW);
        assertThat(stages.stage(1)).isEqualTo(PROSPECT);
        assertThat(stages.cadence(1)).isEqualTo(MODEL.cadence());
        assertThat(stages.count(NEW)).isEqualTo(2);
        assertThat(stages.share(NEW, 0.95).contains(2 / 3.0)).isTrue();
        assertThat(stages.customer(2)).isEqualTo("cid");
        assertThat(stages)
                .hasToString("LifecycleStages[2024-01-21T00:00:00Z, 1 prospect, 2 new, 0 engaged, 0 loyal,"
                        + " 0 at risk, 0 lapsed, 0 won back]");
        assertThat(MODEL.stages(EventLogs.of(visits), day(20)).count(PROSPECT)).isEqualTo(2);
        assertThat(MODEL.stages(both, day(2)).rows()).isEqualTo(1);
        assertThat(MODEL.history(both, "nobody", day(20))).isEmpty();
    }

    @Test
    void replayGivesTheSameHistoryAndLaterEventsLeaveItAsItIs() {
        EventLogs logs = random(3, 60);
        Instant end = day(1_500);
        int stages = 0;
        for (int c = 0; c < logs.customers().size(); c++) {
            String customer = logs.customers().id(c);
            List<StageChange> whole = MODEL.history(logs, customer, end);
            stages += whole.size();
            for (double days : new double[] {10, 100, 333.25, 700}) {
                Instant cut = day(days);
                List<StageChange> earlier = whole.stream()
                        .filter(change -> change.at().isBefore(cut))
                        .toList();
                assertThat(MODEL.history(logs, customer, cut)).isEqualTo(earlier);
                assertThat(MODEL.history(logs.before(cut), customer, cut)).isEqualTo(earlier);
            }
        }
        assertThat(stages).isGreaterThan(300);
    }

    @Test
    void trackerSaysWhatTheLogsSay() {
        EventLogs logs = random(4, 50);
        OrderLog orders = logs.orders().orElseThrow();
        ActivityLog visits = logs.activities().orElseThrow();
        LifecycleTracker tracker = LifecycleTracker.of(MODEL);
        Instant end = day(9_000);
        for (int c = logs.customers().size() - 1; c >= 0; c--) {
            String id = logs.customers().id(c);
            List<StageChange> changes = new ArrayList<>();
            int a = visits.start(visits.customers().find(id).orElseThrow());
            int endA = visits.end(visits.customers().find(id).orElseThrow());
            int o = orders.customers().find(id).orElse(-1);
            int row = o < 0 ? 0 : orders.start(o);
            int endO = o < 0 ? 0 : orders.end(o);
            while (a < endA || row < endO) {
                if (row < endO && (a == endA || orders.time(row) <= visits.time(a))) {
                    Instant time = orders.instant(row);
                    changes.addAll(orders.isReturn(row++) ? tracker.activity(id, time) : tracker.purchase(id, time));
                } else {
                    changes.addAll(tracker.activity(id, visits.instant(a++)));
                }
            }
            List<StageChange> whole = MODEL.history(logs, id, end);
            assertThat(whole.subList(0, changes.size())).isEqualTo(changes);
            assertThat(whole.subList(changes.size(), whole.size()))
                    .allMatch(change -> !change.to().active());
            LifecycleStages stages = MODEL.stages(logs, end);
            assertThat(tracker.stage(id, end)).contains(stages.stage(c));
            assertThat(tracker.cadence(id)).contains(stages.cadence(c));
        }
        assertThat(tracker.customers()).isEqualTo(50);
        assertThat(tracker.forget("c7")).isTrue();
        assertThat(tracker.forget("c7")).isFalse();
        assertThat(tracker.stage("c7", end)).isEmpty();
        assertThat(tracker.cadence("c7")).isEmpty();
        assertThat(MODEL.stages(logs, end, Execution.on(Runnable::run, 3))).isEqualTo(MODEL.stages(logs, end));
    }

    @Test
    void rulesAreInWords() {
        assertThat(MODEL.rules())
                .containsExactly(
                        "prospect: known, but has not bought yet",
                        "new: fewer than 2 purchases, and not late",
                        "engaged: at least 2 purchases since the first or since the return, and not late",
                        "loyal: at least 5 purchases since the first or since the return, and not late",
                        "at risk: without a purchase for longer than 90.00 % of the gaps expected of this customer (68"
                                + " days after a first purchase)",
                        "lapsed: without a purchase for longer than 98.00 % of the gaps expected of this customer (112"
                                + " days after a first purchase)",
                        "won back: has bought again after having lapsed, fewer than 2 times, and not late");
        assertThat(MODEL.toString()).contains("usual gap 30.0 days").contains("at risk: without");
    }

    @Test
    void badInputIsNamed() {
        refused(
                () -> Lifecycle.create().withLateness(0.9, 0.9),
                "atRisk and lapsed must rise between 0.5 and 1, such as 0.9 and 0.98, got 0.9 and 0.9");
        refused(() -> Lifecycle.create().withPurchases(1, 5), "engaged must be at least 2, got 1");
        refused(() -> Lifecycle.create().withPurchases(3, 3), "loyal must be at least 4, got 3");
        OrderLog one = OrderLog.builder().add("ann", day(0), 5).build();
        refused(
                () -> Lifecycle.create().fit(OrderLog.builder().build()),
                "the order log has no rows; at least one is needed");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Lifecycle.create().fit(one))
                .withMessage("the log holds 0 gaps between purchases on different days, and the shop's cadence needs at"
                        + " least 2; use a longer log");
        refused(
                () -> MODEL.stages(EventLogs.of(one), day(0)),
                "nobody has an event before 2024-01-01T00:00:00Z; take a later cut-off or an earlier part of the logs");
        TouchpointLog touches = TouchpointLog.builder().build();
        refused(
                () -> MODEL.stages(EventLogs.of(touches), day(1)),
                "stages need orders or activities, got " + EventLogs.of(touches));
        LifecycleTracker tracker = LifecycleTracker.of(MODEL);
        tracker.purchase("ann", day(3));
        refused(
                () -> tracker.activity("ann", day(2)),
                "customer 'ann': the event of 2024-01-03T00:00:00Z lies before the last one, of 2024-01-04T00:00:00Z;"
                        + " replay a customer's events in order of time");
        refused(
                () -> tracker.stage("ann", day(3)),
                "customer 'ann': as-of must be after the last event (2024-01-04T00:00:00Z), got 2024-01-04T00:00:00Z;"
                        + " a tracker does not keep the past");
        refused(() -> tracker.purchase("", day(5)), "customer must not be blank");
        refused(() -> MODEL.cadence(0.5), "gapDays must be a finite number of at least 1, got 0.5");
    }

    @Test
    void allCustomersEqual() {
        OrderLog.Builder log = OrderLog.builder();
        for (int c = 0; c < 20; c++) {
            for (int i = 0; i < 4; i++) {
                log.add("c" + c, day(30 * i), 10);
            }
        }
        LifecycleModel model = Lifecycle.create().fit(log.build());
        assertThat(model.usualGapDays()).isEqualTo(30, within(1e-9));
        assertThat(model.spreadBetween()).isEqualTo(0, within(1e-9));
        assertThat(model.spreadWithin()).isEqualTo(0.05);
        assertThat(model.report().warnings()).containsExactly("gaps hardly differ; a spread of 5 % is assumed");
        OrderLog single = OrderLog.builder()
                .add("a", day(0), 1)
                .add("a", day(10), 1)
                .add("b", day(0), 1)
                .add("b", day(40), 1)
                .build();
        LifecycleModel two = Lifecycle.create().fit(single);
        assertThat(two.usualGapDays()).isEqualTo(20, within(1e-9)); // geometric mean
        assertThat(two.spreadWithin()).isEqualTo(Math.log(4) / Math.sqrt(2), within(1e-12));
        assertThat(two.report().warnings()).singleElement().asString().contains("no customer has two gaps");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    /** Everybody visits; most buy at gaps with a lognormal spread; some return things. */
    static EventLogs random(long seed, int customers) {
        RandomGenerator random = RandomStreams.stream(seed, "lifecycle", 0);
        OrderLog.Builder orders = OrderLog.builder();
        ActivityLog.Builder visits = ActivityLog.builder();
        for (int c = 0; c < customers; c++) {
            String id = "c" + c;
            double time = 300 * random.nextDouble();
            double own = Math.log(30) + 0.5 * Samplers.gaussian(random);
            int n = random.nextInt(9);
            for (int i = 0; i < n; i++) {
                orders.add(id, day(time), random.nextInt(8) == 0 ? -3 : 7);
                double z = random.nextInt(6) == 0 ? 1.6 : 0;
                time += Math.exp(own + z + 0.4 * Samplers.gaussian(random));
            }
            for (int i = 0; i < 3; i++) {
                visits.customer(id)
                        .time(day(500 * random.nextDouble()))
                        .kind("visit")
                        .add();
            }
        }
        return EventLogs.of(orders.build(), visits.build());
    }
}
