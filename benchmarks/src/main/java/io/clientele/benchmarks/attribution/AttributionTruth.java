package io.clientele.benchmarks.attribution;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.incrementality.CalibratedCredit;
import io.clientele.attribution.incrementality.Calibration;
import io.clientele.attribution.incrementality.HoldOut;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.simulation.Channel;
import io.clientele.simulation.Shop;
import io.clientele.simulation.ShopSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Is it right, not only equal? Credits beside what channels really brought, in a simulated shop that is run again without each of
 * them: the same customers with the same chances, so that the difference in orders is the channel's doing.
 *
 * <p>Two errors: what credits are off by, added up over channels, as a share of all that channels brought; and by how much their
 * shares of the credit differ from the channels' shares of what was brought (0 the same, 1 nothing in common). Last touch is then
 * scaled to hold-outs of half the customers for each channel.
 */
public final class AttributionTruth implements Measured {

    private static final int CUSTOMERS = 40_000;
    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");

    /** Orders of every customer, and the logs if they are kept. */
    private static final class Run implements ShopSink {

        final int[] orders = new int[CUSTOMERS];
        final OrderLog.Builder orderLog = OrderLog.builder();
        final TouchpointLog.Builder touchLog = TouchpointLog.builder();
        private long last = -1;

        @Override
        public void line(long customer, long order, long time, String product, int quantity, double amount) {
            if (order != last) {
                orders[(int) customer - 1]++;
                last = order;
            }
            orderLog.customer(customer).order(order).time(time).amount(amount).add();
        }

        @Override
        public void touch(long customer, long time, String channel, double cost) {
            touchLog.customer(customer).time(time).channel(channel).cost(cost).add();
        }
    }

    private static Run run(Shop shop) {
        Run run = new Run();
        shop.run(run);
        return run;
    }

    private static double[] outcomes(Run run, int half) {
        double[] outcomes = new double[CUSTOMERS / 2];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = run.orders[2 * i + half];
        }
        return outcomes;
    }

    @Override
    public String accuracy() {
        Shop shop = Shop.typical(CUSTOMERS).withSeed(1);
        Run all = run(shop);
        Map<String, Double> truth = new HashMap<>();
        Map<String, Double> measured = new HashMap<>();
        for (Channel channel : shop.channels()) {
            Channel[] others = shop.channels().stream()
                    .filter(other -> !other.equals(channel))
                    .toArray(Channel[]::new);
            Run without = run(shop.withChannels(others));
            double brought = 0;
            for (int i = 0; i < CUSTOMERS; i++) {
                brought += all.orders[i] - without.orders[i];
            }
            truth.put(channel.name(), brought);
            double added = HoldOut.create()
                    .compare(outcomes(all, 0), outcomes(without, 1))
                    .difference();
            measured.put(channel.name(), added * CUSTOMERS);
        }
        JourneyTable journeys = Journeys.create().before(all.touchLog.build(), all.orderLog.build(), END);
        PathTable paths = journeys.paths();
        List<Attribution> credits = new ArrayList<>();
        for (AttributionMethod method : List.of(
                Rule.first(), Rule.last(), Rule.linear(), Rule.uShaped(), Markov.ofOrder(1), Shapley.countGame())) {
            credits.add(method.attribute(paths));
        }
        credits.add(Markov.ofOrder(3).attribute(paths).named("markov order 3"));
        credits.add(Shapley.rateGame().attribute(paths));
        credits.add(TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(journeys));
        StringBuilder text = new StringBuilder(
                "credits of a shop of " + CUSTOMERS
                        + " customers, off by (in conversions, as a share of all that channels brought; in shares of the credit):");
        for (Attribution credit : credits) {
            Map<String, Double> by = new HashMap<>();
            credit.credits().forEach(c -> by.put(c.channel(), c.conversions()));
            text.append(' ').append(credit.method()).append(off(by, truth)).append(';');
        }
        Attribution last = Rule.last().attribute(paths);
        text.append(" last scaled to hold-outs of all channels").append(off(scaled(last, measured), truth));
        for (Channel channel : shop.channels()) {
            Map<String, Double> one = Map.of(channel.name(), measured.getOrDefault(channel.name(), 0.0));
            text.append("; of ").append(channel.name()).append(" alone").append(off(scaled(last, one), truth));
        }
        return text.toString();
    }

    private static Map<String, Double> scaled(Attribution credits, Map<String, Double> measured) {
        Map<String, Double> scaled = new HashMap<>();
        for (CalibratedCredit credit : Calibration.of(credits, measured).credits()) {
            scaled.put(credit.channel(), credit.calibrated());
        }
        return scaled;
    }

    private static String off(Map<String, Double> credits, Map<String, Double> truth) {
        double brought = sum(truth);
        double credited = sum(credits);
        double level = 0;
        double shares = 0;
        for (Map.Entry<String, Double> entry : truth.entrySet()) {
            double credit = credits.getOrDefault(entry.getKey(), 0.0);
            level += Math.abs(credit - entry.getValue()) / brought;
            shares += Math.abs(credit / credited - entry.getValue() / brought) / 2;
        }
        return String.format(Locale.ROOT, " %.2f and %.2f", level, shares);
    }

    private static double sum(Map<String, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Prints the errors.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println(new AttributionTruth().accuracy());
    }
}
