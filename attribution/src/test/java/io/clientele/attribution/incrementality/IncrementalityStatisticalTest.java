package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.rule.Rule;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Shops with a known truth: customers buy at their own rate, channels add a known number of orders to those they reach, and reach
 * above all those who buy anyway.
 */
class IncrementalityStatisticalTest {

    private static final String[] CHANNELS = {"display", "retargeting", "search"};
    private static final double[] LIFT = {0.15, 0.05, 0.25};
    private static final double[] REACH = {0.3, 0.1, 0.2};
    private static final double[] TARGETING = {0, 0.6, 0.2};

    /** One customer: orders before and in the period, and whom channels reached. */
    private record Customer(int before, int orders, boolean[] reached) {

        static Customer draw(RandomGenerator random, int kept) {
            double rate = 0.4 * Samplers.gamma(random, 1);
            boolean[] reached = new boolean[CHANNELS.length];
            double more = rate;
            for (int c = 0; c < CHANNELS.length; c++) {
                reached[c] = random.nextDouble() < Math.min(1, REACH[c] + TARGETING[c] * rate) && c != kept;
                more += reached[c] ? LIFT[c] : 0;
            }
            return new Customer((int) Samplers.poisson(random, rate), (int) Samplers.poisson(random, more), reached);
        }
    }

    private static Incrementality experiment(long seed, int channel, int customers, boolean adjusted) {
        RandomGenerator random = RandomStreams.stream(seed, "experiment", channel);
        double[][] outcomes = new double[2][customers / 2];
        double[][] before = new double[2][customers / 2];
        for (int i = 0; i < customers / 2; i++) {
            for (int group = 0; group < 2; group++) {
                Customer customer = Customer.draw(random, group == 1 ? channel : -1);
                outcomes[group][i] = customer.orders;
                before[group][i] = adjusted ? customer.before : 0;
            }
        }
        return HoldOut.create().compare(outcomes[0], before[0], outcomes[1], before[1]);
    }

    /** What a channel adds for a customer on average. */
    private static double truth(int channel) {
        // reach is linear in the rate, with mean 0.4, but for the cap at 1, which needs the integral
        double sum = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double rate = -0.4 * Math.log(1 - (i + 0.5) / steps);
            sum += Math.min(1, REACH[channel] + TARGETING[channel] * rate) / steps;
        }
        return LIFT[channel] * sum;
    }

    @Test
    void intervalsHoldTheTruthAndAdjustmentNarrowsThem() {
        int rounds = Boolean.getBoolean("clientele.full") ? 4000 : 1000;
        int plainHits = 0;
        int hits = 0;
        double plainWidth = 0;
        double width = 0;
        double truth = truth(1);
        for (int r = 0; r < rounds; r++) {
            Incrementality plain = experiment(r, 1, 1000, false);
            Incrementality adjusted = experiment(r, 1, 1000, true);
            plainHits += plain.interval().contains(truth) ? 1 : 0;
            hits += adjusted.interval().contains(truth) ? 1 : 0;
            plainWidth += plain.interval().width() / rounds;
            width += adjusted.interval().width() / rounds;
        }
        // standard error of a share of 95 % in 1,000: 0.7 %; the bounds are 2.9 of them away
        assertThat((double) plainHits / rounds).isBetween(0.93, 0.97);
        assertThat((double) hits / rounds).isBetween(0.93, 0.97);
        // the adjusted variance is 1 - correlation squared of the plain one; widths average 1,000 intervals
        double expected = Math.sqrt(1 - correlationSquared());
        assertThat(expected).isLessThan(0.98);
        assertThat(width / plainWidth).isCloseTo(expected, within(0.005));
    }

    /** Of orders in the period with orders before it. */
    private static double correlationSquared() {
        RandomGenerator random = RandomStreams.stream(3, "correlation", 0);
        int n = 400_000;
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            Customer customer = Customer.draw(random, i % 2 == 0 ? 1 : -1);
            sums[0] += customer.before / (double) n;
            sums[1] += customer.orders / (double) n;
            sums[2] += (double) customer.before * customer.before / n;
            sums[3] += (double) customer.orders * customer.orders / n;
            sums[4] += (double) customer.before * customer.orders / n;
        }
        double covariance = sums[4] - sums[0] * sums[1];
        return covariance * covariance / (sums[2] - sums[0] * sums[0]) / (sums[3] - sums[1] * sums[1]);
    }

    @Test
    void calibrationAtLeastHalvesTheErrorOfLastTouch() {
        int customers = 60_000;
        RandomGenerator random = RandomStreams.stream(5, "shop", 0);
        PathCounts counts = PathCounts.create();
        for (int i = 0; i < customers; i++) {
            Customer customer = Customer.draw(random, -1);
            List<String> path = new ArrayList<>();
            for (int c = 0; c < CHANNELS.length; c++) {
                if (customer.reached[c]) {
                    path.add(path.isEmpty() ? 0 : random.nextInt(path.size() + 1), CHANNELS[c]);
                }
            }
            if (!path.isEmpty()) {
                counts.add(path, customer.orders, customer.orders, customer.orders == 0 ? 1 : 0);
            }
        }
        PathTable paths = counts.result();
        Attribution last = Rule.last().attribute(paths);
        Map<String, Double> byCustomers = new HashMap<>();
        Map<String, Double> byGeos = new HashMap<>();
        double lastError = 0;
        for (int c = 0; c < CHANNELS.length; c++) {
            byCustomers.put(CHANNELS[c], experiment(9, c, 40_000, true).difference() * customers);
            byGeos.put(CHANNELS[c], geoExperiment(11, c) * customers);
            lastError += Math.abs(last.credit(CHANNELS[c]).conversions() - truth(c) * customers);
        }
        Calibration scaled = Calibration.of(last, byCustomers);
        assertThat(error(scaled, customers))
                .as("last touch is off by %s", lastError)
                .isLessThan(0.5 * lastError);
        assertThat(scaled.baseline()).isPositive();
        assertThat(error(Calibration.of(last, byGeos), customers)).isLessThan(0.5 * lastError);
        // one channel measured, the others scaled like it
        for (String channel : CHANNELS) {
            Calibration one = Calibration.of(last, Map.of(channel, byCustomers.getOrDefault(channel, 0.0)));
            assertThat(error(one, customers)).as(channel).isLessThan(0.5 * lastError);
        }
    }

    private static double error(Calibration scaled, int customers) {
        double error = 0;
        for (int c = 0; c < CHANNELS.length; c++) {
            error += Math.abs(scaled.credits().get(c).calibrated() - truth(c) * customers);
        }
        return error;
    }

    /** What a channel adds for a customer, by half of forty geos of a thousand customers. */
    private static double geoExperiment(long seed, int channel) {
        RandomGenerator random = RandomStreams.stream(seed, "geo.experiment", channel);
        LocalDate first = LocalDate.parse("2026-01-01");
        GeoPanel.Builder panel = GeoPanel.builder();
        List<String> treated = new ArrayList<>();
        for (int g = 0; g < 40; g++) {
            double before = 0;
            double after = 0;
            for (int i = 0; i < 1000; i++) {
                Customer customer = Customer.draw(random, g % 2 == 0 ? -1 : channel);
                before += customer.before / 1000.0;
                after += customer.orders / 1000.0;
            }
            panel.add("g" + g, first, before).add("g" + g, first.plusMonths(1), after);
            if (g % 2 == 0) {
                treated.add("g" + g);
            }
        }
        return GeoHoldOut.create()
                .withDraws(99)
                .compare(panel.build(), treated, first.plusMonths(1))
                .difference();
    }
}
