package io.clientele.benchmarks.attribution;

import io.clientele.attribution.incrementality.GeoHoldOut;
import io.clientele.attribution.incrementality.GeoIncrementality;
import io.clientele.attribution.incrementality.GeoPanel;
import io.clientele.attribution.incrementality.HoldOut;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.simulation.Channel;
import io.clientele.simulation.Shop;
import io.clientele.simulation.ShopSink;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A simulated shop in its second year, which is run again without each channel: the same customers with the same chances, so that
 * the difference in orders is the channel's doing. Beside this truth, what experiments would have said: a hold-out of half the customers
 * and one of half of forty geos, the channel switched on for the others at the start of the second year.
 */
final class TruthShop {

    private static final LocalDate OPENING = LocalDate.parse("2024-01-01");
    private static final int WEEKS = 104;
    private static final int START = 52;
    private static final int GEOS = 40;
    private static final long WEEK = 7 * 86_400_000L;

    /** Orders of every customer by week, and the logs if they are kept. */
    private static final class Run implements ShopSink {

        private final byte[][] orders;
        private final OrderLog.Builder orderLog = OrderLog.builder();
        private final TouchpointLog.Builder touchLog = TouchpointLog.builder();
        private final boolean logs;
        private final long opening =
                OPENING.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        private long last = -1;

        Run(Shop shop, boolean logs) {
            this.orders = new byte[(int) shop.customers()][WEEKS];
            this.logs = logs;
            shop.run(this);
        }

        @Override
        public void line(long customer, long order, long time, String product, int quantity, double amount) {
            int week = (int) ((time - opening) / WEEK);
            if (order != last && week < WEEKS) {
                orders[(int) customer - 1][week]++;
            }
            last = order;
            if (logs) {
                orderLog.customer(customer)
                        .order(order)
                        .time(time)
                        .amount(amount)
                        .add();
            }
        }

        @Override
        public void touch(long customer, long time, String channel, double cost) {
            if (logs) {
                touchLog.customer(customer)
                        .time(time)
                        .channel(channel)
                        .cost(cost)
                        .add();
            }
        }

        int sum(int customer, int from, int to) {
            int sum = 0;
            for (int week = from; week < to; week++) {
                sum += orders[customer][week];
            }
            return sum;
        }
    }

    final JourneyTable journeys;
    /** Orders of the second year that each channel brought. */
    final Map<String, Double> truth = new LinkedHashMap<>();
    /** The same by a hold-out of customers, and of geos. */
    final Map<String, Double> byCustomers = new LinkedHashMap<>();

    final Map<String, Double> byGeos = new LinkedHashMap<>();

    TruthShop(int customers, long seed) {
        Shop shop = Shop.typical(customers).withSeed(seed);
        Run all = new Run(shop, true);
        List<String> geos = new ArrayList<>();
        for (int g = 0; g < GEOS; g++) {
            geos.add(geo(g));
        }
        Collections.shuffle(geos, new Random(seed));
        List<String> treated = geos.subList(0, GEOS / 2);
        for (Channel channel : shop.channels()) {
            Channel[] others = shop.channels().stream()
                    .filter(other -> !other.equals(channel))
                    .toArray(Channel[]::new);
            Run without = new Run(shop.withChannels(others), false);
            double brought = 0;
            for (int i = 0; i < customers; i++) {
                brought += all.sum(i, START, WEEKS) - without.sum(i, START, WEEKS);
            }
            truth.put(channel.name(), brought);
            byCustomers.put(channel.name(), byCustomers(all, without, customers));
            byGeos.put(channel.name(), byGeos(all, without, customers, treated));
        }
        Instant from = OPENING.plusWeeks(START).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = OPENING.plusWeeks(WEEKS).atStartOfDay(ZoneOffset.UTC).toInstant();
        journeys = Journeys.create().between(all.touchLog.build(), all.orderLog.build(), from, to);
    }

    private static String geo(int number) {
        return "geo " + number;
    }

    private static double byCustomers(Run all, Run without, int customers) {
        double[][] after = new double[2][customers / 2];
        double[][] before = new double[2][customers / 2];
        for (int i = 0; i < customers / 2; i++) {
            for (int half = 0; half < 2; half++) {
                int customer = 2 * i + half;
                before[half][i] = without.sum(customer, 0, START);
                after[half][i] = (half == 0 ? all : without).sum(customer, START, WEEKS);
            }
        }
        return HoldOut.create()
                        .compare(after[0], before[0], after[1], before[1])
                        .difference()
                * customers;
    }

    private static double byGeos(Run all, Run without, int customers, List<String> treated) {
        double[][] sales = new double[GEOS][WEEKS];
        for (int i = 0; i < customers; i++) {
            int g = (i / 2) % GEOS;
            for (int week = 0; week < WEEKS; week++) {
                boolean on = week >= START && treated.contains(geo(g));
                sales[g][week] += (on ? all : without).orders[i][week];
            }
        }
        GeoPanel.Builder panel = GeoPanel.builder();
        for (int g = 0; g < GEOS; g++) {
            for (int week = 0; week < WEEKS; week++) {
                panel.add(geo(g), OPENING.plusWeeks(week), sales[g][week]);
            }
        }
        GeoIncrementality added =
                GeoHoldOut.create().withDraws(99).compare(panel.build(), treated, OPENING.plusWeeks(START));
        // the treated geos are half of all
        return 2 * added.total();
    }
}
