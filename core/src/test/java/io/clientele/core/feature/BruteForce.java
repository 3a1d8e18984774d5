package io.clientele.core.feature;

import io.clientele.core.feature.Feature.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Features from plain records by the definitions, one customer and one feature at a time; shares no code with the sweep. */
final class BruteForce {

    private record Event(Instant time, Map<Value, Double> values, Map<Category, String> categories) {}

    private final RandomShop shop;

    BruteForce(RandomShop shop) {
        this.shop = shop;
    }

    double value(Feature feature, String customer, Instant cutoff) {
        Options o = feature.options();
        double raw = switch (o.kind()) {
            case TREND -> trend(Objects.requireNonNull(o.left()), customer, cutoff);
            case RATIO -> {
                double a = value(Objects.requireNonNull(o.left()), customer, cutoff);
                double b = value(Objects.requireNonNull(o.right()), customer, cutoff);
                yield b == 0 ? Double.NaN : a / b;
            }
            default -> reduce(o, customer, cutoff, o.days(), 0);
        };
        return Double.isNaN(raw) ? feature.missing().orElse(Double.NaN) : raw;
    }

    private double trend(Feature of, String customer, Instant cutoff) {
        double now = reduce(of.options(), customer, cutoff, of.options().days(), 0);
        double before = reduce(
                of.options(),
                customer,
                cutoff,
                2 * of.options().days(),
                of.options().days());
        return now == 0 && before == 0 ? Double.NaN : (now - before) / (Math.abs(now) + Math.abs(before));
    }

    private double reduce(Options o, String customer, Instant cutoff, int fromDays, int toDays) {
        Instant to = cutoff.minus(Duration.ofDays(toDays));
        Instant from = fromDays == 0 ? Instant.MIN : cutoff.minus(Duration.ofDays(fromDays));
        List<Event> events = events(Objects.requireNonNull(o.events()), customer, cutoff).stream()
                .filter(e -> !e.time.isBefore(from) && e.time.isBefore(to))
                .toList();
        ToDoubleFunction<Event> number = e -> e.values.getOrDefault(o.value(), Double.NaN);
        int n = events.size();
        List<Double> gaps = IntStream.range(1, n)
                .mapToObj(i -> days(events.get(i - 1).time, events.get(i).time))
                .toList();
        double meanGap = gaps.stream().mapToDouble(g -> g).average().orElse(Double.NaN);
        ToDoubleFunction<Event> weight = e -> Math.pow(0.5, days(e.time, cutoff) / o.halfLifeDays());
        Map<String, Integer> names = new LinkedHashMap<>();
        if (o.category() != null) {
            events.forEach(e -> {
                String name = e.categories.getOrDefault(o.category(), "");
                if (!name.isEmpty()) {
                    names.merge(name, 1, Integer::sum);
                }
            });
        }
        int named = names.values().stream().mapToInt(x -> x).sum();
        return switch (o.kind()) {
            case COUNT -> n;
            case SUM -> events.stream().mapToDouble(number).sum();
            case MEAN -> events.stream().mapToDouble(number).average().orElse(Double.NaN);
            case MIN -> events.stream().mapToDouble(number).min().orElse(Double.NaN);
            case MAX -> events.stream().mapToDouble(number).max().orElse(Double.NaN);
            case LAST -> n == 0 ? Double.NaN : number.applyAsDouble(events.get(n - 1));
            case DISTINCT -> names.size();
            case ENTROPY ->
                named == 0
                        ? Double.NaN
                        : Math.log(named)
                                - names.values().stream()
                                                .mapToDouble(c -> c * Math.log(c))
                                                .sum()
                                        / named;
            case DAYS_SINCE_LAST -> n == 0 ? Double.NaN : days(events.get(n - 1).time, cutoff);
            case DAYS_SINCE_FIRST -> n == 0 ? Double.NaN : days(events.get(0).time, cutoff);
            case MEAN_GAP_DAYS -> meanGap;
            case GAP_DEVIATION_DAYS ->
                gaps.size() < 2
                        ? Double.NaN
                        : Math.sqrt(gaps.stream()
                                        .mapToDouble(g -> (g - meanGap) * (g - meanGap))
                                        .sum()
                                / (gaps.size() - 1));
            case DECAYED_COUNT -> events.stream().mapToDouble(weight).sum();
            case DECAYED_SUM ->
                events.stream()
                        .mapToDouble(e -> number.applyAsDouble(e) * weight.applyAsDouble(e))
                        .sum();
            case TREND, RATIO -> throw new AssertionError(o.kind());
        };
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 86_400_000.0;
    }

    private List<Event> events(Events events, String customer, Instant cutoff) {
        List<Event> found = new ArrayList<>();
        switch (events.source()) {
            case TOUCHES ->
                shop.touches.stream()
                        .filter(t -> t.customer().equals(customer) && t.time().isBefore(cutoff))
                        .filter(t -> events.only().isEmpty() || t.channel().equals(events.only()))
                        .forEach(t -> found.add(new Event(
                                t.time(),
                                Map.of(Value.COST, t.cost()),
                                Map.of(Category.CHANNEL, t.channel(), Category.CAMPAIGN, t.campaign()))));
            case ACTIVITIES ->
                shop.acts.stream()
                        .filter(a -> a.customer().equals(customer) && a.time().isBefore(cutoff))
                        .filter(a -> events.only().isEmpty() || a.kind().equals(events.only()))
                        .forEach(a -> found.add(new Event(
                                a.time(), Map.of(Value.AMOUNT, a.amount()), Map.of(Category.KIND, a.kind()))));
            case ORDERS -> {
                Map<String, List<RandomShop.Line>> orders = new LinkedHashMap<>();
                shop.lines.stream()
                        .filter(l -> l.customer().equals(customer) && l.time().isBefore(cutoff))
                        .filter(l -> l.amount() >= 0)
                        .sorted(Comparator.comparing(RandomShop.Line::time))
                        .forEach(l -> orders.computeIfAbsent(l.order(), x -> new ArrayList<>())
                                .add(l));
                orders.values()
                        .forEach(lines -> found.add(new Event(
                                lines.get(0).time(),
                                Map.of(
                                        Value.AMOUNT,
                                        lines.stream()
                                                .mapToDouble(RandomShop.Line::amount)
                                                .sum()),
                                Map.of())));
            }
            default ->
                shop.lines.stream()
                        .filter(l -> l.customer().equals(customer) && l.time().isBefore(cutoff))
                        .filter(l -> events.source() == Events.Source.LINES_AND_RETURNS
                                || l.amount() < 0 == (events.source() == Events.Source.RETURNS))
                        .forEach(l -> found.add(new Event(
                                l.time(),
                                Map.of(Value.AMOUNT, l.amount(), Value.QUANTITY, l.quantity()),
                                Map.of(Category.PRODUCT, l.product()))));
        }
        found.sort(Comparator.comparing(Event::time)); // stable
        return found;
    }

    /** Orders opened in a window after a cut-off, and the money of their lines in it: count, then money. */
    double[] label(String customer, Instant from, Instant to) {
        List<Event> before = events(Events.orders(), customer, to);
        List<Event> inside = before.stream().filter(e -> !e.time.isBefore(from)).toList();
        return new double[] {
            inside.size(),
            inside.stream().mapToDouble(e -> e.values.get(Value.AMOUNT)).sum()
        };
    }

    boolean hasEventBefore(String customer, Instant cutoff) {
        return events(Events.linesAndReturns(), customer, cutoff).size()
                        + events(Events.touches(), customer, cutoff).size()
                        + events(Events.activities(), customer, cutoff).size()
                > 0;
    }
}
