package io.clientele.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** After every event, what the tracker says of a customer is what the batch says, to the bit. */
class RfmTrackerTest {

    private record Line(String customer, String order, Instant time, double quantity, double amount) {}

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RfmModel MODEL = Rfm.create().withNested(true).fit(RfmContractTest.table(500));

    @Test
    void everyEventGivesTheBatchAnswer() {
        List<Line> lines = lines(3_000, 40);
        for (Returns returns : Returns.values()) {
            RfmTracker tracker = RfmTracker.of(MODEL, returns);
            int checked = 0;
            for (int n = 1; n <= lines.size(); n++) {
                Line line = lines.get(n - 1);
                tracker.addLine(line.customer, line.order, line.time, line.quantity, line.amount);
                if (n % 150 != 0) {
                    continue;
                }
                Instant asOf = line.time.plusMillis(1);
                RfmTable batch = RfmTable.of(log(lines.subList(0, n)), asOf, returns);
                for (int row = 0; row < batch.rows(); row++) {
                    assertThat(tracker.score(batch.customer(row), asOf))
                            .isEqualTo(MODEL.score(batch.recencyDays(row), batch.frequency(row), batch.monetary(row)));
                    checked++;
                }
                sameRows(tracker.table(asOf), batch);
                LocalDate day = LocalDate.parse("2027-06-01");
                ZoneId zone = ZoneId.of("Europe/Berlin");
                sameRows(tracker.table(day, zone), RfmTable.of(log(lines.subList(0, n)), day, zone, returns));
            }
            assertThat(checked).isGreaterThan(700);
        }
    }

    @Test
    void ordersWithoutIdsAreAnOrderEach() {
        RfmTracker tracker = RfmTracker.of(MODEL, Returns.SUBTRACTED);
        tracker.add("ann", START, 30);
        tracker.add("ann", START, 20);
        tracker.add("ann", START.plusSeconds(5), -20);
        assertThat(tracker.table(START.plus(Duration.ofDays(3))))
                .isEqualTo(RfmTable.of(List.of("ann"), new double[] {3}, new double[] {2}, new double[] {30}));
        assertThat(tracker.segment("ann", START.plus(Duration.ofDays(3)))).isEqualTo(MODEL.segment(3, 2, 30));
        assertThat(tracker.model()).isSameAs(MODEL);
        assertThat(tracker).hasToString("RfmTracker[1 customers, " + MODEL + "]");
    }

    @Test
    void forgottenCustomersStartAnew() {
        RfmTracker tracker = RfmTracker.of(MODEL, Returns.LEFT_OUT);
        tracker.addLine("ann", "o1", START.plusSeconds(60), 1, 30);
        assertThat(tracker.forget("ann")).isTrue();
        assertThat(tracker.forget("ann")).isFalse();
        assertThat(tracker.customers()).isZero();
        tracker.addLine("ann", "o1", START, 1, 10);
        assertThat(tracker.table(START.plusSeconds(1)).frequency(0)).isEqualTo(1);
    }

    @Test
    void badEventsAreNamed() {
        RfmTracker tracker = RfmTracker.of(MODEL, Returns.LEFT_OUT);
        tracker.add("ann", Instant.parse("2026-03-02T00:00:00Z"), 30);
        tracker.add("bob", START, -5);
        refused(
                () -> tracker.add("ann", Instant.parse("2026-03-01T00:00:00Z"), 1),
                "customer 'ann': the line of 2026-03-01T00:00:00Z lies before the last one, of 2026-03-02T00:00:00Z;"
                        + " add a customer's lines in order of time");
        refused(
                () -> tracker.score("ann", Instant.parse("2026-03-02T00:00:00Z")),
                "customer 'ann': as-of must be after the last line (2026-03-02T00:00:00Z), got"
                        + " 2026-03-02T00:00:00Z; a tracker does not keep the past");
        refused(
                () -> tracker.score("bob", Instant.parse("2026-03-02T00:00:00Z")),
                "customer 'bob' has no order that is no return; only customers who bought have scores");
        refused(
                () -> tracker.segment("cid", START),
                "customer 'cid' has no order that is no return; only customers who bought have scores");
        refused(() -> tracker.add("ann", START, Double.NaN), "amount must be a number, got NaN");
        refused(() -> tracker.add(" ", START, 1), "customer must not be blank");
        refused(
                () -> tracker.addLine("ann", "", START, 1, 1),
                "order must not be blank; use add for orders without an id");
        refused(
                () -> RfmTracker.of(MODEL, Returns.LEFT_OUT).table(START),
                "the tracker has no rows; at least one is needed");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static void sameRows(RfmTable ours, RfmTable batch) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < ours.rows(); row++) {
            rows.put(ours.customer(row), row);
        }
        assertThat(ours.rows()).isEqualTo(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            int own = rows.get(batch.customer(row));
            assertThat(ours.recencyDays(own)).isEqualTo(batch.recencyDays(row));
            assertThat(ours.frequency(own)).isEqualTo(batch.frequency(row));
            assertThat(ours.monetary(own)).isEqualTo(batch.monetary(row));
        }
    }

    private static OrderLog log(List<Line> lines) {
        return OrderLog.from(
                lines,
                (line, log) -> log.customer(line.customer)
                        .order(line.order)
                        .time(line.time)
                        .quantity(line.quantity)
                        .amount(line.amount)
                        .add());
    }

    private static List<Line> lines(int n, int customers) {
        RandomGenerator random = RandomStreams.stream(11, "rfm-tracker", 0);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lines.add(new Line(
                    "c" + random.nextInt(customers),
                    "o" + random.nextInt(30),
                    START.plusSeconds(random.nextInt(400) * 86_000L),
                    random.nextInt(20) == 0 ? -1 : 1,
                    random.nextInt(12) == 0 ? -0.1 * random.nextInt(300) : 0.1 * random.nextInt(700)));
        }
        lines.sort(Comparator.comparing(Line::time));
        return lines;
    }
}
