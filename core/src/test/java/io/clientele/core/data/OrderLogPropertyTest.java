package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds for any lines, against a sorted list of records. */
class OrderLogPropertyTest {

    private record Line(String customer, String order, long time, String product, double quantity, double amount) {}

    private static List<Line> lines(SplittableRandom random) {
        int n = random.nextInt(300);
        int customers = 1 + random.nextInt(20);
        long unit = random.nextBoolean() ? 1000 : 7;
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lines.add(new Line(
                    "c" + random.nextInt(customers),
                    "o" + random.nextInt(60),
                    1_000_000_000_000L + unit * random.nextInt(50),
                    "p" + random.nextInt(8),
                    random.nextBoolean() ? 1 : random.nextInt(-3, 9),
                    random.nextInt(100) / 4.0));
        }
        return lines;
    }

    private static OrderLog log(List<Line> lines) {
        return OrderLog.from(
                lines,
                (l, log) -> log.customer(l.customer)
                        .order(l.order)
                        .time(l.time)
                        .product(l.product)
                        .quantity(l.quantity)
                        .amount(l.amount)
                        .add());
    }

    private static List<Line> read(OrderLog log) {
        List<Line> lines = new ArrayList<>();
        for (int c = 0; c < log.customers().size(); c++) {
            for (int row = log.start(c); row < log.end(c); row++) {
                assertThat(log.customer(row)).isEqualTo(c);
                lines.add(new Line(
                        log.customers().id(c),
                        log.orderId(log.order(row)).orElseThrow(),
                        log.time(row),
                        log.products().id(log.product(row)),
                        log.quantity(row),
                        log.amount(row)));
            }
        }
        return lines;
    }

    private static List<Line> sorted(List<Line> lines) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(Line::customer).thenComparingLong(Line::time)); // stable
        return sorted;
    }

    @Test
    void holdsEveryLineSorted() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            List<Line> lines = lines(random);
            OrderLog log = log(lines);
            assertThat(read(log)).isEqualTo(sorted(lines));
            for (int c = 0; c < log.customers().size(); c++) {
                String id = log.customers().id(c);
                long distinct = lines.stream()
                        .filter(l -> l.customer.equals(id))
                        .map(Line::order)
                        .distinct()
                        .count();
                assertThat(log.orders(c)).isEqualTo((int) distinct);
            }
        }
    }

    @Test
    void theOrderOfLinesAtDifferentTimesDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 200; round++) {
            List<Line> lines = new ArrayList<>();
            long time = 1_000_000_000_000L;
            for (Line l : lines(random)) {
                time += 1 + random.nextInt(5);
                lines.add(new Line(l.customer, l.order, time, l.product, l.quantity, l.amount));
            }
            List<Line> shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, new Random(round));
            assertThat(log(shuffled)).isEqualTo(log(lines)).hasSameHashCodeAs(log(lines));
        }
    }

    @Test
    void whatCameBeforeIsALogOfItsOwn() {
        SplittableRandom random = new SplittableRandom(13);
        for (int round = 0; round < 200; round++) {
            List<Line> lines = lines(random);
            long cut = 1_000_000_000_000L + random.nextInt(60_000);
            List<Line> before = lines.stream().filter(l -> l.time < cut).toList();
            assertThat(log(lines).before(Instant.ofEpochMilli(cut))).isEqualTo(log(before));
        }
    }

    @Test
    void repeatsAreThoseOfASet() {
        SplittableRandom random = new SplittableRandom(14);
        for (int round = 0; round < 200; round++) {
            List<Line> lines = new ArrayList<>(lines(random));
            lines.addAll(lines.subList(0, lines.size() / 3));
            OrderLog log = log(lines);
            List<Line> distinct = sorted(lines).stream().distinct().toList();
            assertThat(log.repeats()).isEqualTo(lines.size() - distinct.size());
            assertThat(read(log.withoutRepeats())).isEqualTo(distinct);
        }
    }

    @Test
    void aLineTakesAtMost32BytesBesideTheIds() {
        OrderLog.Builder fine = OrderLog.builder();
        OrderLog.Builder coarse = OrderLog.builder();
        for (int i = 0; i < 10_000; i++) {
            long customer = i / 50;
            fine.customer(customer).order(i / 3).time(1_000_000_000_001L + i).product("p" + i % 9);
            fine.quantity(i % 4 + 0.5).amount(i / 7.0).add();
            coarse.customer(customer)
                    .order(i / 3)
                    .time(1_000_000_000_000L + i * 1000L)
                    .amount(i / 7.0)
                    .add();
        }
        assertThat(fine.build().bytes() / 10_000.0).isBetween(32.0, 32.2); // 4 a customer, who has 50 lines
        assertThat(coarse.build().bytes() / 10_000.0).isBetween(16.0, 16.2);
    }
}
