package io.clientele.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopTest {

    private static Fingerprint fingerprint(Shop shop) {
        Fingerprint print = new Fingerprint();
        shop.run(print);
        return print;
    }

    @Test
    void sameSeedSameShopOnEveryMachine() {
        // no outside value exists for this: the number was taken once on 17 and must stay, on every JDK
        assertThat(fingerprint(Shop.typical(200).withSeed(7)).hash).isEqualTo(-5393661061963527213L);
        assertThat(fingerprint(Shop.typical(200).withSeed(8)).hash)
                .isNotEqualTo(fingerprint(Shop.typical(200).withSeed(7)).hash);
    }

    @Test
    void partsAreTheWhole() {
        Shop shop = Shop.typical(100).withSeed(3);
        Fingerprint parts = new Fingerprint();
        shop.run(parts, 0, 13);
        shop.run(parts, 13, 13);
        shop.run(parts, 13, 100);
        assertThat(parts.hash).isEqualTo(fingerprint(shop).hash);
        Fingerprint bigger = new Fingerprint();
        Shop.typical(1_000_000).withSeed(3).run(bigger, 0, 100);
        assertThat(bigger.hash).isEqualTo(parts.hash);
    }

    @Test
    void eventsLieInThePeriodAndOrdersBeforeTheEnd() {
        Instant opening = Instant.parse("2025-02-03T00:00:00Z");
        long from = opening.toEpochMilli();
        long to = from + 100L * 86_400_000;
        List<String> wrong = new ArrayList<>();
        Shop.typical(500).withPeriod(opening, 100, 60).run(new ShopSink() {
            private CustomerTruth truth;
            private long last;

            @Override
            public void customer(CustomerTruth t) {
                truth = t;
                last = Long.MIN_VALUE;
            }

            @Override
            public void line(long customer, long order, long time, String product, int quantity, double amount) {
                double day = (time - from) / 86_400_000.0;
                boolean fine = customer == truth.customer()
                        && time >= from
                        && time < to
                        && time >= last
                        && day <= truth.aliveUntil()
                        && day >= truth.joined() - 1e-6
                        && quantity >= 1
                        && amount > 0;
                last = time;
                if (!fine) {
                    wrong.add("line of " + truth);
                }
            }

            @Override
            public void touch(long customer, long time, String channel, double cost) {
                if (time < from || time >= to) {
                    wrong.add("touch of " + truth);
                }
            }

            @Override
            public void activity(long customer, long time, String kind, double amount) {
                if (time < from || time >= to) {
                    wrong.add(kind + " of " + truth);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void noCustomersNoEvents() {
        assertThat(fingerprint(Shop.of(0)).events).isZero();
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> Shop.of(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customers must be at least 0, got -1");
        assertThatThrownBy(() -> Shop.of(1).withPurchases(0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r must be");
        assertThatThrownBy(() -> Shop.of(1).withPeriod(Instant.EPOCH, 10, 11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("joinDays must be at most");
        assertThatThrownBy(() -> new Channel("x", 1, 1, 1.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lift must be between");
        assertThatThrownBy(() -> Shop.of(3).run(new Fingerprint(), 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void recipesAreValues() {
        Shop one = Shop.of(5).withSeed(2);
        assertThat(one)
                .isEqualTo(Shop.of(5).withSeed(2))
                .hasSameHashCodeAs(Shop.of(5).withSeed(2));
        assertThat(one.withSeason(0.1, 0)).isNotEqualTo(one);
        assertThat(one).isEqualTo(Shop.of(5).withSeed(2));
        assertThat(one.toString()).startsWith("Shop[customers=5, seed=2");
    }
}
