package io.clientele.core.feature;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A random shop as plain records: customers with and without orders, simultaneous events, orders delivered in parts, returns,
 * events exactly on cut-offs and window edges, in no order.
 */
final class RandomShop {

    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant CUTOFF = START.plus(Duration.ofDays(200));
    static final List<Instant> CUTOFFS =
            List.of(START.plus(Duration.ofDays(100)), START.plus(Duration.ofDays(150)), CUTOFF);

    record Line(String customer, String order, Instant time, String product, double quantity, double amount) {}

    record Touch(String customer, Instant time, String channel, String campaign, double cost) {}

    record Act(String customer, Instant time, String kind, double amount) {}

    final List<Line> lines = new ArrayList<>();
    final List<Touch> touches = new ArrayList<>();
    final List<Act> acts = new ArrayList<>();

    static RandomShop of(long seed, int customers) {
        RandomShop shop = new RandomShop();
        RandomGenerator random = RandomStreams.stream(seed, "random-shop", 0);
        for (int c = 0; c < customers; c++) {
            String id = "c" + c;
            int orders = random.nextInt(9);
            for (int k = 0; k < orders; k++) {
                Instant time = time(random);
                for (int l = random.nextInt(4); l >= 0; l--) {
                    Instant at =
                            random.nextInt(5) == 0 ? time(random) : time; // a part that is delivered at another time
                    boolean back = random.nextInt(6) == 0;
                    double quantity = back ? -1 : 1 + random.nextInt(3);
                    String product = random.nextInt(7) == 0 ? "" : "p" + random.nextInt(6);
                    double amount = quantity * (1 + random.nextInt(5000)) / 100.0;
                    shop.lines.add(new Line(id, id + "-" + k, at, product, quantity, amount));
                }
            }
            for (int k = random.nextInt(6); k > 0; k--) {
                String campaign = random.nextBoolean() ? "" : "k" + random.nextInt(3);
                shop.touches.add(
                        new Touch(id, time(random), "ch" + random.nextInt(4), campaign, random.nextInt(200) / 100.0));
            }
            for (int k = random.nextInt(6); k > 0; k--) {
                shop.acts.add(new Act(id, time(random), "kind" + random.nextInt(3), random.nextGaussian()));
            }
        }
        Collections.shuffle(shop.lines, new Random(seed));
        Collections.shuffle(shop.touches, new Random(seed + 1));
        Collections.shuffle(shop.acts, new Random(seed + 2));
        return shop;
    }

    /** Often a whole day, so that events are simultaneous or exactly on an edge. */
    private static Instant time(RandomGenerator random) {
        Instant day = START.plus(Duration.ofDays(random.nextInt(260)));
        return random.nextBoolean() ? day : day.plusMillis(random.nextInt(86_400_000));
    }

    EventLogs logs() {
        return EventLogs.of(orders(), touchpoints(), activities());
    }

    OrderLog orders() {
        return OrderLog.from(lines, (l, log) -> {
            log.customer(l.customer)
                    .order(l.order)
                    .time(l.time)
                    .quantity(l.quantity)
                    .amount(l.amount);
            if (!l.product.isEmpty()) {
                log.product(l.product);
            }
            log.add();
        });
    }

    TouchpointLog touchpoints() {
        return TouchpointLog.from(touches, (t, log) -> {
            log.customer(t.customer).time(t.time).channel(t.channel).cost(t.cost);
            if (!t.campaign.isEmpty()) {
                log.campaign(t.campaign);
            }
            log.add();
        });
    }

    ActivityLog activities() {
        return ActivityLog.from(
                acts,
                (a, log) -> log.customer(a.customer)
                        .time(a.time)
                        .kind(a.kind)
                        .amount(a.amount)
                        .add());
    }

    /** The shop of one customer, in the same order of events. */
    RandomShop only(String customer) {
        RandomShop one = new RandomShop();
        lines.stream().filter(l -> l.customer.equals(customer)).forEach(one.lines::add);
        touches.stream().filter(t -> t.customer.equals(customer)).forEach(one.touches::add);
        acts.stream().filter(a -> a.customer.equals(customer)).forEach(one.acts::add);
        return one;
    }

    /** Every kind of feature over every source, with and without windows. */
    static FeatureRecipe everything() {
        List<Feature> features = new ArrayList<>();
        for (Events events : List.of(
                Events.orders(),
                Events.lines(),
                Events.returns(),
                Events.linesAndReturns(),
                Events.touches(),
                Events.touches("ch1"),
                Events.activities(),
                Events.activities("kind2"))) {
            features.addAll(all(events));
        }
        Feature spend = Events.orders().sum(Value.AMOUNT);
        features.add(spend.dividedBy(Events.orders().count()));
        features.add(spend.inLastDays(30).dividedBy(spend.inLastDays(90)).orElse(0));
        features.add(Events.orders()
                .count()
                .inLastDays(30)
                .trend()
                .dividedBy(Events.touches().count()));
        return FeatureRecipe.of(features);
    }

    private static List<Feature> all(Events events) {
        List<Feature> plain = new ArrayList<>();
        plain.add(events.count());
        plain.add(events.daysSinceLast());
        plain.add(events.daysSinceFirst());
        plain.add(events.meanGapDays());
        plain.add(events.gapDeviationDays());
        plain.add(events.decayedCount(30));
        for (Value value : events.source().carriedValues()) {
            plain.add(events.sum(value));
            plain.add(events.mean(value));
            plain.add(events.min(value));
            plain.add(events.max(value));
            plain.add(events.last(value));
            plain.add(events.decayedSum(value, 12.5));
        }
        for (Category category : events.source().carriedCategories()) {
            plain.add(events.distinct(category));
            plain.add(events.entropy(category));
        }
        List<Feature> features = new ArrayList<>(plain);
        for (Feature feature : plain) {
            features.add(feature.inLastDays(30));
            features.add(feature.inLastDays(90));
        }
        features.add(events.count().inLastDays(30).trend());
        features.add(events.sum(events.source().carriedValues().get(0))
                .inLastDays(90)
                .trend()
                .orElse(0));
        return features;
    }
}
