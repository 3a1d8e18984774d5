package io.clientele.segmentation.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Sessions, funnels and paths by hand, and against plain lists. */
class SessionsTest {

    record Event(String customer, long minute, String kind) {}

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] KINDS = {"visit", "basket", "order"};

    static Instant minute(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static ActivityLog log(List<Event> events) {
        return ActivityLog.from(
                events,
                (e, log) -> log.customer(e.customer)
                        .time(minute(e.minute))
                        .kind(e.kind)
                        .add());
    }

    /** In order of time for each customer, with ties. */
    static List<Event> random(long seed, int customers) {
        List<Event> events = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            RandomGenerator random = RandomStreams.stream(seed, "sessions", c);
            long minute = random.nextInt(100);
            int n = random.nextInt(14);
            for (int i = 0; i < n; i++) {
                events.add(new Event("c" + (100 + c), minute, KINDS[random.nextInt(3)]));
                minute += random.nextInt(3) == 0 ? random.nextInt(90) : random.nextInt(9);
            }
        }
        return events;
    }

    @Test
    void sessionsByHand() {
        Sessions sessions = Sessions.of(
                log(List.of(
                        new Event("ann", 0, "visit"),
                        new Event("ann", 30, "basket"), // exactly the gap
                        new Event("ann", 61, "visit"),
                        new Event("ann", 200, "visit"),
                        new Event("bob", 1_000, "visit"))),
                Duration.ofMinutes(30),
                minute(200));
        assertThat(sessions.rows()).isEqualTo(1);
        assertThat(sessions.customer(0)).isEqualTo("ann");
        assertThat(sessions.sessions()).isEqualTo(2);
        assertThat(sessions.path(0)).containsExactly("visit", "basket");
        assertThat(sessions.length(0)).isEqualTo(Duration.ofMinutes(30));
        assertThat(sessions.began(1)).isEqualTo(minute(61));
        assertThat(sessions.features().row(0))
                .containsExactly(new double[] {2, 1.5, 15, 139 / 1440.0, 0.5}, within(1e-12));
        assertThat(sessions).hasToString("Sessions[2 sessions of 1 customers]");
    }

    @Test
    void sessionsAgreeWithPlainLists() {
        List<Event> events = random(1, 200);
        long cut = 260;
        Sessions sessions = Sessions.of(log(events), Duration.ofMinutes(20), minute(cut));
        Map<String, List<List<Event>>> plain = new TreeMap<>();
        for (Event e : events) {
            if (e.minute >= cut) {
                continue;
            }
            List<List<Event>> own = plain.computeIfAbsent(e.customer, c -> new ArrayList<>());
            List<Event> last = own.isEmpty() ? List.of() : own.get(own.size() - 1);
            if (last.isEmpty() || e.minute - last.get(last.size() - 1).minute > 20) {
                own.add(new ArrayList<>());
            }
            own.get(own.size() - 1).add(e);
        }
        assertThat(sessions.rows()).isEqualTo(plain.size()).isGreaterThan(150);
        FeatureTable features = sessions.features();
        for (int row = 0; row < sessions.rows(); row++) {
            List<List<Event>> own = plain.get(sessions.customer(row));
            assertThat(sessions.end(row) - sessions.start(row)).isEqualTo(own.size());
            for (int s = 0; s < own.size(); s++) {
                assertThat(sessions.path(sessions.start(row) + s))
                        .isEqualTo(own.get(s).stream().map(Event::kind).toList());
            }
            assertThat(features.get(row, 1))
                    .isEqualTo(own.stream().mapToInt(List::size).average().orElseThrow(), within(1e-12));
        }
    }

    @Test
    void pathsAgreeWithPlainCounting() {
        Sessions sessions = Sessions.of(log(random(2, 200)), Duration.ofMinutes(20), minute(100_000));
        for (int n = 1; n <= 4; n++) {
            Map<List<String>, long[]> plain = new HashMap<>();
            for (int s = 0; s < sessions.sessions(); s++) {
                List<String> path = sessions.path(s);
                Set<List<String>> here = new HashSet<>();
                for (int i = 0; i + n <= path.size(); i++) {
                    List<String> part = path.subList(i, i + n);
                    plain.computeIfAbsent(part, p -> new long[2])[0]++;
                    if (here.add(part)) {
                        plain.get(part)[1]++;
                    }
                }
            }
            List<PathPart> parts = PathParts.of(sessions, n, 1_000);
            assertThat(parts).hasSameSizeAs(plain.keySet());
            long before = Long.MAX_VALUE;
            for (PathPart part : parts) {
                assertThat(new long[] {part.occurrences(), part.sessions()}).isEqualTo(plain.get(part.kinds()));
                assertThat(part.occurrences()).isLessThanOrEqualTo(before);
                before = part.occurrences();
            }
            assertThat(PathParts.of(sessions, n, 2)).isEqualTo(parts.subList(0, 2));
        }
    }

    @Test
    void funnelsAgreeWithTryingEverySubsequence() {
        List<Event> events = random(3, 300);
        ActivityLog log = log(events);
        String[][] funnels = {{"visit", "basket", "order"}, {"visit", "visit"}, {"basket", "visit", "basket", "order"}};
        for (String[] steps : funnels) {
            for (long window : new long[] {1, 15, 60, 10_000}) {
                FunnelCounts counts =
                        Funnel.of(steps).withWindow(Duration.ofMinutes(window)).count(log, minute(300));
                for (int c = 0; c < counts.customers(); c++) {
                    String id = counts.customer(c);
                    List<Event> own = events.stream()
                            .filter(e -> e.customer.equals(id) && e.minute < 300)
                            .toList();
                    int deepest = 0;
                    for (int i = 0; i < own.size(); i++) {
                        if (own.get(i).kind.equals(steps[0])) {
                            deepest = Math.max(deepest, deepest(own, i + 1, steps, 1, own.get(i).minute + window));
                        }
                    }
                    assertThat(counts.depth(c)).isEqualTo(deepest);
                }
            }
        }
        assertThat(Funnel.of(funnels[0])
                        .withWindow(Duration.ofDays(100))
                        .count(log, minute(100_000))
                        .toString())
                .isEqualTo(Funnel.of(funnels[0]).count(log, minute(100_000)).toString());
    }

    private static int deepest(List<Event> own, int from, String[] steps, int step, long until) {
        int best = step;
        for (int i = from; step < steps.length && i < own.size(); i++) {
            if (own.get(i).minute <= until && own.get(i).kind.equals(steps[step])) {
                best = Math.max(best, deepest(own, i + 1, steps, step + 1, until));
            }
        }
        return best;
    }

    @Test
    void conversionHasAnInterval() {
        ActivityLog log = log(List.of(
                new Event("ann", 0, "visit"),
                new Event("ann", 5, "order"),
                new Event("bob", 0, "visit"),
                new Event("cid", 0, "order")));
        FunnelCounts counts = Funnel.of("visit", "order", "review").count(log, minute(9));
        assertThat(counts).hasToString("FunnelCounts[visit 2 > order 1 > review 0]");
        assertThat(counts.conversion(1)).hasValue(0.5);
        assertThat(counts.conversion(1, 0.95).orElseThrow().contains(0.5)).isTrue();
        assertThat(counts.conversion(2)).hasValue(0);
        assertThat(counts.reached(3)).isZero();
        assertThat(counts.steps()).containsExactly("visit", "order", "review");
        assertThat(Funnel.of("review", "visit").count(log, minute(9)).conversion(1))
                .isEmpty();
        assertThat(Funnel.of("review", "visit").count(log, minute(9)).conversion(1, 0.9))
                .isEmpty();
        assertThat(Funnel.of("a", "b")).isEqualTo(Funnel.of("a", "b")).hasToString("Funnel[a, b]");
        assertThat(Funnel.of("a", "b").withWindow(Duration.ofDays(1))).hasToString("Funnel[a, b] within PT24H");
    }

    @Test
    void badInputIsNamed() {
        ActivityLog log = log(List.of(new Event("ann", 5, "visit")));
        refused(() -> Sessions.of(log, Duration.ZERO, minute(9)), "gap in milliseconds must be at least 1, got 0");
        refused(
                () -> Sessions.of(log, Duration.ofMinutes(1), minute(5)),
                "nobody has an activity before 2026-01-01T00:05:00Z; take a later cut-off");
        refused(
                () -> Sessions.of(ActivityLog.builder().build(), Duration.ofMinutes(1), minute(5)),
                "the activity log has no rows; at least one is needed");
        refused(() -> Funnel.of("visit"), "the number of steps must be at least 2, got 1");
        refused(() -> Funnel.of("a", "b").count(log, minute(9)).conversion(2), "step must be between 1 and 1, got 2");
        refused(
                () -> PathParts.of(Sessions.of(log, Duration.ofMinutes(1), minute(9)), 0, 1),
                "length must be at least 1, got 0");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
