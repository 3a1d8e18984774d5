package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Journeys of persons with several ids against the rules taken word for word, with lists and sets. */
class StitchedJourneysTest {

    private static final long HOUR = 3_600_000;
    private static final int CUTOFF = 40;

    private record Touch(int number, String id, int channel, int hour) {}

    private record Order(String id, int hour, int worth) {}

    private record Link(String id, String other, int hour) {}

    private record Setting(int lookback, int window, int gap, boolean keep) {
        Journeys recipe() {
            Journeys recipe = Journeys.create()
                    .withLookback(Duration.ofHours(lookback))
                    .withConversionWindow(Duration.ofHours(window))
                    .withRepeatConversions(keep ? RepeatConversions.KEEP_HISTORY : RepeatConversions.END_JOURNEY);
            return gap < 0 ? recipe : recipe.withSessionGap(Duration.ofHours(gap));
        }

        List<Touch> visits(List<Touch> touches) {
            List<Touch> visits = new ArrayList<>();
            for (int i = 0; i < touches.size(); i++) {
                Touch t = touches.get(i);
                Touch before = i == 0 ? new Touch(-1, "", -1, 0) : touches.get(i - 1);
                if (gap < 0 || t.channel != before.channel || t.hour - before.hour > gap) {
                    visits.add(t);
                }
            }
            return visits;
        }
    }

    private static Instant at(int hour) {
        return Instant.ofEpochMilli(hour * HOUR);
    }

    private static JourneyTable journeys(Setting s, List<Touch> touches, List<Order> orders, List<Link> links) {
        TouchpointLog.Builder log = TouchpointLog.builder();
        touches.forEach(t ->
                log.customer(t.id).channel("c" + t.channel).time(t.hour * HOUR).add());
        OrderLog.Builder orderLog = OrderLog.builder();
        orders.forEach(o -> orderLog.add(o.id, at(o.hour), o.worth));
        IdentityLinks.Builder known = IdentityLinks.builder();
        links.forEach(l -> known.add(l.id, l.other, at(l.hour)));
        return s.recipe().before(log.build(), orderLog.build(), known.build(), at(CUTOFF));
    }

    private static Set<String> person(List<Link> links, String id, int hour) {
        Set<String> seen = new TreeSet<>(List.of(id));
        for (int size = 0; size < seen.size(); ) {
            size = seen.size();
            for (Link l : links) {
                if (l.hour <= hour && (seen.contains(l.id) || seen.contains(l.other))) {
                    seen.add(l.id);
                    seen.add(l.other);
                }
            }
        }
        return seen;
    }

    private static List<Touch> of(Set<String> ids, List<Touch> touches) {
        return touches.stream()
                .filter(t -> ids.contains(t.id))
                .sorted(Comparator.comparingInt(Touch::hour).thenComparing(Touch::id))
                .toList();
    }

    private static String line(Set<String> person, int end, List<Touch> touches, String outcome) {
        StringBuilder line = new StringBuilder(person.iterator().next() + " until " + end + ":");
        touches.forEach(t -> line.append(" c").append(t.channel).append('@').append(t.hour));
        return line + outcome;
    }

    private static List<String> expected(Setting s, List<Touch> touches, List<Order> orders, List<Link> links) {
        List<String> lines = new ArrayList<>();
        Set<Touch> used = new HashSet<>();
        for (Order order : orders) {
            Set<String> then = person(links, order.id, order.hour);
            int ended = orders.stream()
                    .filter(o -> !s.keep && then.contains(o.id) && o.hour < order.hour)
                    .mapToInt(Order::hour)
                    .max()
                    .orElse(-1);
            List<Touch> on = s.visits(of(then, touches)).stream()
                    .filter(t -> t.hour <= order.hour && t.hour > ended && order.hour - t.hour <= s.lookback)
                    .toList();
            if (!on.isEmpty() && order.hour - on.get(on.size() - 1).hour <= s.window) {
                used.addAll(on);
                lines.add(line(person(links, order.id, CUTOFF - 1), order.hour, on, " = " + order.worth));
            }
        }
        Set<Set<String>> persons = new HashSet<>();
        touches.forEach(t -> persons.add(person(links, t.id, CUTOFF - 1)));
        for (Set<String> person : persons) {
            List<Touch> visits = s.visits(of(person, touches));
            List<Touch> run = new ArrayList<>();
            for (int i = 0; i <= visits.size(); i++) {
                Touch next = i < visits.size() ? visits.get(i) : new Touch(-1, "", -1, CUTOFF);
                if (!run.isEmpty()) {
                    Touch last = run.get(run.size() - 1);
                    boolean ordered = orders.stream()
                            .anyMatch(o -> person.contains(o.id) && o.hour >= last.hour && o.hour < next.hour);
                    if (i == visits.size() || used.contains(next) || next.hour - last.hour > s.window || ordered) {
                        lines.add(line(person, Math.min(CUTOFF, last.hour + s.window), run, ""));
                        run.clear();
                    }
                }
                if (i < visits.size() && !used.contains(next)) {
                    run.add(next);
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> text(JourneyTable journeys, int upTo, boolean named) {
        List<String> lines = new ArrayList<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            int end = (int) (journeys.end(j) / HOUR);
            if (end > upTo || (!named && !journeys.converted(j))) {
                continue;
            }
            String name = named ? journeys.customerId(journeys.customer(j)) : "";
            StringBuilder line = new StringBuilder(name + " until " + end + ":");
            for (int i = 0; i < journeys.length(j); i++) {
                String channel = journeys.channels().get(journeys.channel(j, i));
                line.append(" ").append(channel).append('@').append(journeys.time(j, i) / HOUR);
            }
            lines.add(line + (journeys.converted(j) ? " = " + (int) journeys.value(j) : ""));
        }
        return lines.stream().sorted().toList();
    }

    @Test
    void agreesWithTheRulesWordForWordAndNeverLooksAhead() {
        RandomGenerator random = RandomStreams.stream(2, "stitched", 0);
        int joined = 0;
        for (int round = 0; round < 3000; round++) {
            Setting s = new Setting(
                    1 + random.nextInt(25), 1 + random.nextInt(25), random.nextInt(4) - 1, random.nextBoolean());
            List<Touch> touches = new ArrayList<>();
            List<Order> orders = new ArrayList<>();
            List<Link> links = new ArrayList<>();
            for (int n = random.nextInt(12); n > 0; n--) {
                touches.add(new Touch(n, id(random), random.nextInt(3), random.nextInt(CUTOFF)));
            }
            for (int n = random.nextInt(5); n > 0; n--) {
                orders.add(new Order(id(random), random.nextInt(CUTOFF), random.nextInt(50)));
            }
            for (int n = random.nextInt(7); n > 0; n--) {
                links.add(new Link(id(random), id(random), random.nextInt(CUTOFF + 3)));
            }
            JourneyTable journeys = journeys(s, touches, orders, links);
            assertThat(text(journeys, CUTOFF, true))
                    .as("%s%n%s%n%s%n%s", s, touches, orders, links)
                    .isEqualTo(expected(s, touches, orders, links));
            assertThat(journeys.conversions() + journeys.report().unattributed())
                    .isEqualTo(orders.size());
            assertThat(journeys.report().touches()).isEqualTo(touches.size());
            int now = random.nextInt(CUTOFF);
            JourneyTable known = journeys(
                    s,
                    touches,
                    orders,
                    links.stream().filter(l -> l.hour <= now).toList());
            assertThat(text(known, now, false)).isEqualTo(text(journeys, now, false));
            joined += journeys.conversions()
                            > journeys(s, touches, orders, List.of()).conversions()
                    ? 1
                    : 0;
        }
        assertThat(joined).isGreaterThan(300);
    }

    private static String id(RandomGenerator random) {
        return "p" + random.nextInt(4);
    }

    @Test
    void theLinkBeforeOrAfterTheOrder() {
        Setting s = new Setting(30, 30, -1, false);
        List<Touch> touches = List.of(new Touch(0, "cookie", 0, 1), new Touch(1, "ann", 1, 2));
        List<Order> orders = List.of(new Order("ann", 10, 5));
        assertThat(text(journeys(s, touches, orders, List.of(new Link("cookie", "ann", 10))), CUTOFF, true))
                .containsExactly("ann until 10: c0@1 c1@2 = 5");
        assertThat(text(journeys(s, touches, orders, List.of(new Link("cookie", "ann", 11))), CUTOFF, true))
                .containsExactly("ann until 10: c1@2 = 5", "ann until 31: c0@1");
        assertThat(text(journeys(s, touches, orders, List.of(new Link("cookie", "ann", CUTOFF))), CUTOFF, true))
                .containsExactly("ann until 10: c1@2 = 5", "cookie until 31: c0@1");
    }

    @Test
    void idsThatAreNumbersInTheLogs() {
        TouchpointLog touches = TouchpointLog.builder()
                .customer(10)
                .channel("a")
                .time(HOUR)
                .add()
                .customer(9)
                .channel("b")
                .time(HOUR)
                .add()
                .build();
        OrderLog orders = OrderLog.builder().add(77, at(2), 3).build();
        IdentityLinks links = IdentityLinks.builder()
                .add("10", "77", at(0))
                .add("9", "77", at(1))
                .build();
        JourneyTable journeys = Journeys.create().before(touches, orders, links, at(5));
        // at the same time: in the order of the log, which has 9 before 10
        assertThat(text(journeys, 5, true)).containsExactly("10 until 2: b@1 a@1 = 3");
        assertThat(journeys.customers()).isEqualTo(1);
    }
}
