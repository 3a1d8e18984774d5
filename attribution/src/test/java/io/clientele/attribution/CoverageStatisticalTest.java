package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.attribution.markov.DeltaMethod;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovIntervals;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.SampledShapley;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Shops in which customers differ in how readily they buy and have several journeys each: how often does the 95 % interval
 * hold the credit that a shop of that size has on average?
 */
class CoverageStatisticalTest {

    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] CHANNELS = {"display", "email", "search", "social"};
    private static final double[] START = {0.35, 0.1, 0.35, 0.2};
    private static final double[][] NEXT = {
        {0.1, 0.2, 0.3, 0.1}, {0.05, 0.15, 0.2, 0.05}, {0.05, 0.15, 0.15, 0.1}, {0.15, 0.1, 0.25, 0.1}
    };
    private static final double[] CONVERTS = {0.05, 0.25, 0.3, 0.1};

    /** A shop so large that chance hardly matters, made once. */
    private static final class World {
        static final JourneyTable SHOP = shop(-1, 400_000);
        static final PathTable PATHS = SHOP.paths();
    }

    private static JourneyTable shop(long seed, int customers) {
        RandomGenerator random = RandomStreams.stream(seed, "coverage.shop", 0);
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < customers; i++) {
            double readiness = Math.min(3, Samplers.gamma(random, 1.5) / 1.5);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = Samplers.categorical(random, START);
                List<Integer> touched = new ArrayList<>(List.of(at));
                while (true) {
                    double u = random.nextDouble();
                    int next = -1;
                    for (int k = 0; k < 4 && next < 0; k++) {
                        u -= NEXT[at][k];
                        next = u < 0 ? k : -1;
                    }
                    if (next < 0) {
                        break;
                    }
                    at = next;
                    touched.add(at);
                }
                for (int t = 0; t < touched.size(); t++) {
                    builder.touch(CHANNELS[touched.get(t)], END.minus(Duration.ofDays(touched.size() - 1L - t)));
                }
                if (random.nextDouble() < readiness * CONVERTS[at]) {
                    builder.convert("u" + i, END, 20 * Samplers.gamma(random, 2));
                } else {
                    builder.end("u" + i, END);
                }
            }
        }
        return builder.build();
    }

    @Test
    void coverageOfCreditsIsBetween93And97Percent() {
        boolean full = Boolean.getBoolean("clientele.full");
        int shops = full ? 1000 : 250;
        int draws = full ? 400 : 200;
        int customers = 800;
        Map<String, AttributionMethod> methods = new LinkedHashMap<>();
        methods.put("linear", Rule.linear());
        methods.put("first", Rule.first());
        methods.put("last", Rule.last());
        methods.put("last non-direct", Rule.lastNonDirect(List.of("search")));
        methods.put("U", Rule.uShaped());
        methods.put("W", Rule.wShaped(List.of("email")));
        methods.put("decay by touches", Rule.timeDecayByTouches(2));
        methods.put("markov 1", Markov.ofOrder(1));
        methods.put("markov 2", Markov.ofOrder(2));
        methods.put("shapley count", Shapley.countGame());
        methods.put("shapley rate", Shapley.rateGame());
        PathTable world = World.PATHS;
        Map<String, int[]> hits = new LinkedHashMap<>();
        Map<String, Attribution> truth = new LinkedHashMap<>();
        methods.forEach((name, method) -> {
            hits.put(name, new int[2]);
            truth.put(name, method.attribute(world));
        });
        TimeDecay decay = TimeDecay.ofHalfLife(Duration.ofDays(2));
        hits.put("decay by time", new int[2]);
        truth.put("decay by time", decay.fit(World.SHOP));
        for (int s = 0; s < shops; s++) {
            JourneyTable journeys = shop(s, customers);
            PathResampling resampling = journeys.resampling(s);
            for (String name : hits.keySet()) {
                AttributionMethod method = methods.get(name);
                AttributionIntervals sure = method == null
                        ? decay.intervals(journeys, Bootstrap.of(draws), s, Execution.sequential())
                        : Bootstrap.of(draws).intervals(method, resampling, Execution.sequential());
                double size = (double) journeys.journeys() / world.journeys();
                for (ChannelCredit credit : truth.get(name).credits()) {
                    int[] hit = hits.get(name);
                    hit[0] += sure.conversions(credit.channel()).contains(credit.conversions() * size) ? 1 : 0;
                    hit[1] += sure.value(credit.channel()).contains(credit.value() * size) ? 1 : 0;
                }
            }
        }
        double of = shops * (double) CHANNELS.length;
        List<String> seen = hits.keySet().stream()
                .map(name -> name + " " + hits.get(name)[0] / of + " " + hits.get(name)[1] / of)
                .toList();
        for (int[] hit : hits.values()) {
            for (int count : hit) {
                // 1,000 intervals, four of a shop dependent: standard error of a true 95 % between 0.7 % (independent)
                // and 1.4 % (the same); at 0.9 % each bound is 2.2 of them away
                assertThat(count / of).as("%s", seen).isBetween(0.93, 0.97);
            }
        }
    }

    /** With so few orders their own error is as large as that of chance: intervals must hold both, and are wider than need be. */
    @Test
    void intervalsOfSampledShapleyHoldTheErrorOfTheOrders() {
        int shops = Boolean.getBoolean("clientele.full") ? 1000 : 100;
        PathTable world = World.PATHS;
        Attribution truth = Shapley.rateGame().attribute(world);
        int hits = 0;
        for (int s = 0; s < shops; s++) {
            JourneyTable journeys = shop(s, 800);
            AttributionIntervals sure =
                    Bootstrap.of(200).intervals(SampledShapley.of(10), journeys.resampling(s), Execution.sequential());
            double size = (double) journeys.journeys() / world.journeys();
            for (ChannelCredit credit : truth.credits()) {
                hits += sure.conversions(credit.channel()).contains(credit.conversions() * size) ? 1 : 0;
            }
        }
        assertThat(hits / (shops * (double) CHANNELS.length)).isGreaterThan(0.93);
    }

    @Test
    void coverageOfRemovalEffectsIsBetween93And97Percent() {
        boolean full = Boolean.getBoolean("clientele.full");
        int shops = full ? 2000 : 250;
        int customers = 800;
        PathTable world = World.PATHS;
        MarkovModel one = Markov.ofOrder(1).fit(world);
        MarkovModel two = Markov.ofOrder(2).fit(world);
        // delta method: effect, on value, credit, value credit; bootstrap of order 2: effect, on value
        int[] hits = new int[6];
        for (int s = 0; s < shops; s++) {
            JourneyTable journeys = shop(s, customers);
            MarkovIntervals delta = DeltaMethod.create().intervals(Markov.ofOrder(1), journeys, Execution.sequential());
            MarkovIntervals drawn = Markov.ofOrder(2)
                    .intervals(journeys.resampling(s), Bootstrap.of(full ? 400 : 200), Execution.sequential());
            double size = (double) journeys.journeys() / world.journeys();
            for (String c : CHANNELS) {
                ChannelCredit credit = one.attribution().credit(c);
                hits[0] += delta.removalEffect(c).contains(one.removalEffect(c)) ? 1 : 0;
                hits[1] += delta.valueRemovalEffect(c).contains(one.valueRemovalEffect(c)) ? 1 : 0;
                hits[2] += delta.credits().conversions(c).contains(credit.conversions() * size) ? 1 : 0;
                hits[3] += delta.credits().value(c).contains(credit.value() * size) ? 1 : 0;
                hits[4] += drawn.removalEffect(c).contains(two.removalEffect(c)) ? 1 : 0;
                hits[5] += drawn.valueRemovalEffect(c).contains(two.valueRemovalEffect(c)) ? 1 : 0;
            }
        }
        double of = shops * (double) CHANNELS.length;
        if (full) {
            System.out.println("coverage of removal effects " + Arrays.toString(hits) + " of " + of);
        }
        for (int hit : hits) {
            // as above: a standard error between 0.7 % and 1.4 %
            assertThat(hit / of).as("%s of %s", Arrays.toString(hits), of).isBetween(0.93, 0.97);
        }
    }
}
