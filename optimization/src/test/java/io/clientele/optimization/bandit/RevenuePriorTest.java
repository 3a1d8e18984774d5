package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.ExactMoments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RevenuePriorTest {

    private static final RevenuePrior PRIOR = RevenuePrior.of(60, 30);

    @Test
    void priorAlone() {
        RevenuePosterior p =
                PRIOR.posteriors(RevenueCounts.empty(), List.of("a")).get("a");
        // shape 2 + (60/30)², so that the mean order value has mean 60 and standard deviation 30
        assertThat(p).isEqualTo(new RevenuePosterior(1, 1, 6, 300));
        assertThat(p.orderValue()).isEqualTo(60);
    }

    /** Orders 20, 30, 40 about their mean of 30 and 10, 30 about 20: squares by squared means add up to 2/9 + 1/2. */
    @Test
    void posteriorByHand() {
        RevenueCounts counts = RevenueCounts.of("a", 100, 20, 30, 40).plus(RevenueCounts.of("b", 50, 10, 30));
        double squares = 2 * (100.0 / 900) + 200.0 / 400;
        double dispersion = (10 + squares) / (10 + 2 + 1);
        assertThat(PRIOR.dispersion(counts)).isEqualTo(dispersion, within(1e-15));
        RevenuePosterior a = PRIOR.posteriors(counts, List.of("a", "b")).get("a");
        assertThat(a.alpha()).isEqualTo(4);
        assertThat(a.beta()).isEqualTo(98);
        assertThat(a.shape()).isEqualTo(6 + 3 / dispersion, within(1e-14));
        assertThat(a.scale()).isEqualTo(300 + 90 / dispersion, within(1e-12));
        // the dispersion may be known, and the prior of purchases another
        RevenuePrior known = PRIOR.withDispersion(0.5, 1e15).withPurchases(3, 97);
        RevenuePosterior b = known.posteriors(counts, List.of("b")).get("b");
        assertThat(b.shape()).isEqualTo(6 + 2 / 0.5, within(1e-12));
        assertThat(b.alpha()).isEqualTo(5);
    }

    @Test
    void equalOrdersAndTooManyOrders() {
        double[] same = new double[20_000];
        java.util.Arrays.fill(same, 10);
        assertThat(PRIOR.dispersion(RevenueCounts.of("a", 100_000, same))).isEqualTo(0.001);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRIOR.posteriors(RevenueCounts.of("a", 1, 2, 3), List.of("a")))
                .withMessage("arm 'a': orders must be from 0 to the number of trials (1), got 2; put the counts of all "
                        + "servers together first, and add several orders of one visitor up to one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenuePrior.of(0, 1))
                .withMessageStartingWith("orderValue must be between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenuePrior.of(10, 101))
                .withMessageStartingWith("standardDeviation must be between");
        assertThat(PRIOR).isEqualTo(RevenuePrior.of(60, 30)).hasSameHashCodeAs(RevenuePrior.of(60, 30));
        assertThat(PRIOR.toString()).startsWith("RevenuePrior[mean=60.0");
    }

    /** The kinds of policies on revenue: an arm with more purchases of less value is not the best. */
    @Test
    void policiesGoByRevenue() {
        RevenueCounts counts = orders("cheap", 2_000, 100, 20).plus(orders("dear", 2_000, 60, 60));
        ThompsonSampling recipe = ThompsonSampling.of("cheap", "dear").withFloor(0.05);
        BanditSnapshot snapshot = recipe.fit(counts, PRIOR);
        assertThat(snapshot.share(1)).isEqualTo(0.95, within(1e-12));
        assertThat(recipe.fit(counts.purchases()).share(0)).isGreaterThan(0.9);
        assertThat(snapshot.report().rows()).isEqualTo(4_000);
        double[] best = BestArm.of(snapshot.posteriors()).probabilities();
        assertThat(ThompsonSampling.of("cheap", "dear").fit(counts, PRIOR).shares())
                .containsExactly(best, within(3e-16));
        assertThat(TopTwoSampling.of("cheap", "dear").fit(counts, PRIOR).share(1))
                .isEqualTo(0.5, within(1e-9));
        assertThat(EpsilonGreedy.of(0.2, "cheap", "dear").fit(counts, PRIOR).share(1))
                .isEqualTo(0.9, within(1e-15));
        assertThat(UpperConfidenceBound.bayes("cheap", "dear")
                        .fit(counts, PRIOR)
                        .share(1))
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpperConfidenceBound.kl("cheap", "dear").fit(counts, PRIOR))
                .withMessage(
                        "kl needs counts of successes and trials; for other posteriors take UpperConfidenceBound.bayes");
        assertThat(ThompsonSampling.of("dear").fit(counts, PRIOR).report().warnings())
                .containsExactly("arm 'cheap' was counted but is not listed; its counts are not used");
    }

    private static RevenueCounts orders(String arm, long trials, int orders, double mean) {
        double[] values = new double[orders];
        java.util.Arrays.setAll(values, i -> mean * (0.5 + i / (orders - 1.0)));
        return RevenueCounts.of(arm, trials, values);
    }

    @Test
    void posteriorsOfAnyKindServe() {
        Map<String, Posterior> normal = new LinkedHashMap<>();
        normal.put("a", new NormalPosterior(1, 0.5));
        normal.put("b", new NormalPosterior(1.5, 0.4));
        BanditSnapshot snapshot = ThompsonSampling.of("a", "b").fit(normal, 100);
        assertThat(snapshot.shares())
                .containsExactly(BestArm.of(List.copyOf(normal.values())).probabilities(), within(3e-16));
        RandomGenerator random = RandomStreams.stream(4, "posteriors", 0);
        int wins = 0;
        for (int i = 0; i < 20_000; i++) {
            wins += snapshot.drawFromPosteriors(random);
        }
        // standard error 0.003
        assertThat(wins / 20_000.0).isEqualTo(snapshot.share(1), within(0.015));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonSampling.of("a", "c").fit(normal, 100))
                .withMessage("arm 'c' has no posterior; give one for each of [a, c]");
        normal.put("b", new BetaPosterior(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpsilonGreedy.of(0.1, "a", "b").fit(normal, 100))
                .withMessage("arm 1 is a BetaPosterior and arm 0 a NormalPosterior; compare arms of one kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonSampling.of("a").fit(normal, -1))
                .withMessage("trials must be at least 0, got -1");
    }

    /**
     * 95 % intervals hold the true revenue a visitor of shops with about 30 and 300 orders. 600 shops a case: a standard error of 0.9
     * points, so a true coverage of 95 % falls below 92 once in 2,600. Seen: 94.3 to 95.7 %, log-normal values with 30 orders 95.2 %.
     */
    @Test
    void intervalsHoldTheTruth() {
        for (int size = 0; size < 2; size++) {
            for (int form = 0; form < 3; form++) {
                double held = coverage(size == 0 ? 1_000 : 10_000, form);
                assertThat(held).as("size %d, form %d", size, form).isBetween(0.92, 0.975);
            }
        }
    }

    private static double coverage(int trials, int form) {
        int shops = Boolean.getBoolean("clientele.full") ? 20_000 : 600;
        double rate = 0.03;
        int held = 0;
        for (int shop = 0; shop < shops; shop++) {
            RandomGenerator random = RandomStreams.stream(shop, "revenue.coverage", 3L * trials + form);
            ExactMoments orders = ExactMoments.create();
            // from one order to the next
            for (double t = gap(random, rate); t < trials; t += gap(random, rate)) {
                orders.add(60 * value(random, form));
            }
            RevenueCounts counts = RevenueCounts.of("a", trials, orders);
            RevenuePosterior posterior = PRIOR.posteriors(counts, List.of("a")).get("a");
            // in the interval is between its quantiles
            double above = RevenueFamily.of(posterior).above(rate * 60);
            held += above >= 0.025 && above <= 0.975 ? 1 : 0;
        }
        return (double) held / shops;
    }

    private static double gap(RandomGenerator random, double rate) {
        return 1 + Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-rate));
    }

    /** Of mean 1: exponential, rather equal, log-normal with sigma 1. */
    private static double value(RandomGenerator random, int form) {
        return switch (form) {
            case 0 -> Samplers.gamma(random, 1);
            case 1 -> Samplers.gamma(random, 16) / 16;
            default -> Math.exp(Samplers.gaussian(random) - 0.5);
        };
    }
}
