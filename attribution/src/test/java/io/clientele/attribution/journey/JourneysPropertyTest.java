package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random shops with many ties against the rules taken word for word, with lists and no clever step. */
class JourneysPropertyTest {

    private static final long HOUR = 3_600_000;
    private static final int CUTOFF = 60;

    private record Touch(int channel, int hour, int kind) {}

    private record Order(int hour, int worth) {}

    private record Setting(
            int lookback,
            int window,
            int most,
            int gap,
            boolean keep,
            Set<Integer> direct,
            int ofZero,
            int ofViews,
            boolean open) {
        Journeys recipe() {
            Journeys recipe = Journeys.create()
                    .withLookback(Duration.ofHours(lookback))
                    .withConversionWindow(Duration.ofHours(window))
                    .withMaxTouches(most)
                    .withRepeatConversions(keep ? RepeatConversions.KEEP_HISTORY : RepeatConversions.END_JOURNEY)
                    .withDirect(direct.stream().map(c -> "c" + c).toList())
                    .withChannelLookback("c0", Duration.ofHours(ofZero))
                    .withKindLookback("k1", Duration.ofHours(ofViews))
                    .withOpenJourneys(open);
            return gap < 0 ? recipe : recipe.withSessionGap(Duration.ofHours(gap));
        }

        boolean counts(Touch t, int hour) {
            return hour - t.hour <= lookback
                    && (t.channel != 0 || hour - t.hour <= ofZero)
                    && (t.kind != 1 || hour - t.hour <= ofViews);
        }

        /** An order may still come whose look-back holds the touch, and none has ended the journey. */
        boolean couldConvert(Touch last, List<Order> orders) {
            boolean ended = !keep && orders.stream().anyMatch(o -> o.hour >= last.hour);
            return !ended && last.hour + window >= CUTOFF && counts(last, CUTOFF);
        }

        /** Direct touches and the oldest ones left out. */
        List<Touch> kept(List<Touch> touches) {
            List<Touch> kept = touches.stream()
                    .filter(t -> !direct.contains(t.channel)
                            || touches.stream().allMatch(other -> direct.contains(other.channel)))
                    .toList();
            return kept.subList(Math.max(0, kept.size() - most), kept.size());
        }
    }

    private static List<String> expected(Setting s, List<Touch> raw, List<Order> orders, int from) {
        List<Touch> touches = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Touch t = raw.get(i);
            Touch before = i == 0 ? new Touch(-1, 0, 0) : raw.get(i - 1);
            if (s.gap < 0 || t.channel != before.channel || t.kind != before.kind || t.hour - before.hour > s.gap) {
                touches.add(t);
            }
        }
        List<String> lines = new ArrayList<>();
        boolean[] used = new boolean[touches.size()];
        for (Order order : orders) {
            List<Touch> on = new ArrayList<>();
            List<Integer> span = new ArrayList<>();
            int ended = orders.stream()
                    .mapToInt(Order::hour)
                    .filter(h -> !s.keep && h < order.hour)
                    .max()
                    .orElse(-1);
            for (int i = 0; i < touches.size(); i++) {
                Touch t = touches.get(i);
                if (t.hour <= order.hour && t.hour > ended && order.hour - t.hour <= s.lookback) {
                    span.add(i);
                    if (s.counts(t, order.hour)) {
                        on.add(t);
                    }
                }
            }
            if (!on.isEmpty() && order.hour - on.get(on.size() - 1).hour <= s.window) {
                span.forEach(i -> used[i] = true);
                if (order.hour >= from) {
                    lines.add(s.kept(on) + " = " + order.worth);
                }
            }
        }
        List<Touch> run = new ArrayList<>();
        for (int i = 0; i <= touches.size(); i++) {
            if (!run.isEmpty()) {
                Touch last = run.get(run.size() - 1);
                boolean cut = i == touches.size() || used[i] || touches.get(i).hour - last.hour > s.window;
                for (Order order : orders) {
                    cut |= i < touches.size() && order.hour >= last.hour && order.hour < touches.get(i).hour;
                }
                if (cut) {
                    if (last.hour >= from && (s.open || !s.couldConvert(last, orders))) {
                        lines.add(s.kept(run) + "");
                    }
                    run.clear();
                }
            }
            if (i < touches.size() && !used[i]) {
                run.add(touches.get(i));
            }
        }
        return lines;
    }

    @Test
    void agreesWithTheRulesWordForWord() {
        RandomGenerator random = RandomStreams.stream(1, "journeys", 0);
        int conversions = 0;
        int left = 0;
        for (int round = 0; round < 4000; round++) {
            Setting s = new Setting(
                    1 + random.nextInt(20),
                    1 + random.nextInt(20),
                    1 + random.nextInt(6),
                    random.nextInt(4) - 1,
                    random.nextBoolean(),
                    random.nextBoolean() ? Set.of() : Set.of(1, 3),
                    1 + random.nextInt(8),
                    1 + random.nextInt(8),
                    random.nextBoolean());
            // from before anything happened to after most of it
            int from = random.nextBoolean() ? 0 : random.nextInt(CUTOFF);
            List<Touch> touches = new ArrayList<>();
            List<Order> orders = new ArrayList<>();
            TouchpointLog.Builder log = TouchpointLog.builder();
            OrderLog.Builder orderLog = OrderLog.builder();
            for (int hour = 0, n = random.nextInt(12); n > 0; n--) {
                hour = Math.min(CUTOFF - 1, hour + random.nextInt(9 + 5 * (round % 2)));
                touches.add(new Touch(random.nextInt(4), hour, random.nextInt(3)));
            }
            for (int hour = 0, n = random.nextInt(4); n > 0; n--) {
                hour = Math.min(CUTOFF - 1, hour + random.nextInt(25));
                orders.add(new Order(hour, random.nextInt(50)));
            }
            for (Touch t : touches) {
                log.customer("ann").channel("c" + t.channel).time(t.hour * HOUR);
                (t.kind < 2 ? log.kind("k" + t.kind) : log).add();
            }
            for (Order o : orders) {
                orderLog.add("ann", Instant.ofEpochMilli(o.hour * HOUR), o.worth);
            }
            TouchpointLog touchLog = log.build();
            Instant end = Instant.ofEpochMilli(CUTOFF * HOUR);
            OrderLog ordered = orderLog.build();
            JourneyTable journeys = from == 0
                    ? s.recipe().before(touchLog, ordered, end)
                    : s.recipe().between(touchLog, ordered, Instant.ofEpochMilli(from * HOUR), end);
            assertThat(text(journeys, touchLog))
                    .as("%s from %d%n%s%n%s", s, from, touches, orders)
                    .isEqualTo(expected(s, touches, orders, from));
            assertThat(journeys.conversions() + journeys.report().unattributed())
                    .isEqualTo(orders.stream().filter(o -> o.hour >= from).count());
            left += s.open ? 0 : (int) journeys.report().openJourneys();
            conversions += (int) journeys.conversions();
        }
        assertThat(conversions).isGreaterThan(1000);
        assertThat(left).isGreaterThan(100);
    }

    /** Rows of many customers in any order, customers by any name: the same paths, and the same journeys of everybody. */
    @Test
    void orderOfRowsAndNamesOfCustomersDoNotMatter() {
        RandomGenerator random = RandomStreams.stream(2, "journeys", 0);
        Journeys recipe = Journeys.create().withLookback(Duration.ofHours(9)).withConversionWindow(Duration.ofHours(5));
        for (int round = 0; round < 20; round++) {
            List<int[]> touches = new ArrayList<>();
            List<int[]> orders = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                touches.add(new int[] {random.nextInt(30), i % CUTOFF, random.nextInt(5)});
                if (i % 5 == 0) {
                    orders.add(new int[] {random.nextInt(30), random.nextInt(CUTOFF), 1 + i});
                }
            }
            JourneyTable expected = table(recipe, touches, orders, c -> "c" + (10 + c));
            shuffle(random, touches);
            shuffle(random, orders);
            assertThat(table(recipe, touches, orders, c -> "c" + (10 + c)).paths())
                    .isEqualTo(expected.paths());
            JourneyTable renamed = table(recipe, touches, orders, c -> "x" + (99 - c));
            assertThat(renamed.paths()).isEqualTo(expected.paths());
            assertThat(renamed.customers()).isEqualTo(expected.customers());
            assertThat(lines(renamed, id -> "c" + (10 + 99 - Integer.parseInt(id.substring(1)))))
                    .isEqualTo(lines(expected, id -> id));
        }
    }

    private static void shuffle(RandomGenerator random, List<int[]> rows) {
        for (int i = rows.size() - 1; i > 0; i--) {
            java.util.Collections.swap(rows, i, random.nextInt(i + 1));
        }
    }

    private static JourneyTable table(
            Journeys recipe, List<int[]> touches, List<int[]> orders, IntFunction<String> name) {
        TouchpointLog.Builder log = TouchpointLog.builder();
        // each customer's touches at different times, since rows of one time keep their order
        for (int[] t : touches) {
            log.customer(name.apply(t[0]))
                    .channel("c" + t[2])
                    .time(t[1] * HOUR + t[0] * 1000L + t[2])
                    .add();
        }
        OrderLog.Builder orderLog = OrderLog.builder();
        for (int[] o : orders) {
            orderLog.add(name.apply(o[0]), Instant.ofEpochMilli(o[1] * HOUR + o[2]), o[2]);
        }
        return recipe.before(log.build(), orderLog.build(), Instant.ofEpochMilli(CUTOFF * HOUR));
    }

    private static List<String> lines(JourneyTable journeys, UnaryOperator<String> name) {
        List<String> lines = new ArrayList<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            StringBuilder line = new StringBuilder(name.apply(journeys.customerId(journeys.customer(j))));
            for (int i = 0; i < journeys.length(j); i++) {
                line.append(" ").append(journeys.channels().get(journeys.channel(j, i)));
            }
            lines.add(line + " " + journeys.end(j) + " " + journeys.converted(j) + " " + journeys.value(j));
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> text(JourneyTable journeys, TouchpointLog log) {
        List<String> lines = new ArrayList<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            List<Touch> touches = new ArrayList<>();
            for (int i = 0; i < journeys.length(j); i++) {
                String name = journeys.channels().get(journeys.channel(j, i));
                int kind = log.kind(journeys.row(j, i));
                touches.add(new Touch(
                        name.charAt(1) - '0',
                        (int) (journeys.time(j, i) / HOUR),
                        kind < 0 ? 2 : log.kinds().id(kind).charAt(1) - '0'));
            }
            lines.add(touches + (journeys.converted(j) ? " = " + (int) journeys.value(j) : ""));
        }
        return lines;
    }
}
