package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against src/test/oracle/revenue_posterior.py: Kummer's function and nested integrals by mpmath 1.3.0. */
class RevenuePosteriorTest {

    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 1_000 : 12;
    private static final RevenuePosterior FEW = new RevenuePosterior(3, 97, 4.5, 200);

    private static double logDensity(double value, RevenuePosterior p) {
        double middle = p.rate().mean() * (p.scale() / p.shape());
        return new PurchaseIntegral(p.alpha(), p.beta(), p.shape()).logDensity(Math.log(value / middle));
    }

    @Test
    void densityIsKummersFunction() {
        assertThat(logDensity(2.5, FEW)).isEqualTo(-1.01679542565600477, within(1e-14));
        assertThat(logDensity(0.2, FEW)).isEqualTo(-3.27105134004701487, within(1e-13));
        assertThat(logDensity(40, FEW)).isEqualTo(-9.5221993192162932, within(1e-13));
        assertThat(logDensity(30, new RevenuePosterior(0.5, 0.5, 3, 100)))
                .isEqualTo(-0.998847075089130522, within(1e-14));
        RevenuePosterior many = new RevenuePosterior(2000, 98_000, 1500, 150_000);
        assertThat(logDensity(2.01, many)).isEqualTo(2.45136227300595874, within(1e-12));
        assertThat(logDensity(2.3, many)).isEqualTo(-5.91755997782307544, within(1e-11));
        PurchaseIntegral sharp = new PurchaseIntegral(2e10, 98e10, 1e10);
        assertThat(sharp.logDensity(Math.log1p(1e-6))).isEqualTo(10.391243173019899, within(1e-13));
    }

    @Test
    void quantilesTurnTheDistributionFunctionAround() {
        assertThat(FEW.quantile(0.8099274817118381)).isEqualTo(2.5, within(1e-12));
        assertThat(FEW.quantile(0.07600032597441797)).isEqualTo(0.4, within(1e-12));
        // a tail of 1.7e-5 is known to 1e-16, of which the density makes 2e-10 of the value
        assertThat(FEW.quantile(0.9999826508479255)).isEqualTo(40, within(1e-8));
        assertThat(FEW.interval(0.95).contains(FEW.mean())).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> FEW.quantile(1)).withMessageStartingWith("p must be");
    }

    @Test
    void momentsFollowFromThoseOfRateAndOrderValue() {
        // E(p m) = 3/100 * 200/3.5; E(p²) = 3 * 4 / (100 * 101), E(m²) = 200² / (3.5 * 2.5)
        assertThat(FEW.mean()).isEqualTo(0.03 * 200 / 3.5, within(1e-15));
        double square = 12.0 / 10_100 * (40_000 / 8.75);
        assertThat(FEW.standardDeviation()).isEqualTo(Math.sqrt(square - FEW.mean() * FEW.mean()), within(1e-14));
        assertThat(FEW.orderValue()).isEqualTo(200 / 3.5);
    }

    @Test
    void bestOfSeveral() {
        BestArm two = BestArm.of(new RevenuePosterior(30, 970, 20, 1000), new RevenuePosterior(22, 600, 12, 700));
        assertThat(two.probability(0)).isEqualTo(0.238939964809297, within(1e-14));
        assertThat(two.probability(1)).isEqualTo(0.761060035190703, within(1e-14));
        // printed there as the integral above 0.0183156388887342, below which the maximum surely is not
        assertThat(two.expectedMaximum()).isEqualTo(2.34371134347512 + 0.0183156388887342, within(2e-14));
        BestArm three = BestArm.of(
                new RevenuePosterior(3, 97, 6, 200),
                new RevenuePosterior(30, 970, 20, 1000),
                new RevenuePosterior(5, 80, 9, 300));
        assertThat(three.probabilities())
                .containsExactly(new double[] {0.147738374749565, 0.282032675745898, 0.570228949504537}, within(1e-14));
    }

    /** Panels a seventh as long change nothing, from prior alone to a billion orders, widths up to 1e5 to 1. */
    @Test
    void shorterPanelsGiveTheSame() {
        RandomGenerator random = RandomStreams.stream(1, "revenue.property", 0);
        for (int round = 0; round < ROUNDS; round++) {
            int arms = 2 + random.nextInt(4);
            double[][] p = new double[4][arms];
            for (int k = 0; k < arms; k++) {
                double orders = Math.pow(10, 9 * random.nextDouble() - 1);
                p[0][k] = 0.1 + orders;
                p[1][k] = orders * (1 + 40 * random.nextDouble());
                p[2][k] = 2.1 + orders * (0.2 + random.nextDouble());
                // means within some standard deviations of each other
                double mean = 2 * (1 + 3 * random.nextDouble() / Math.sqrt(orders));
                p[3][k] = mean * (p[0][k] + p[1][k]) / p[0][k] * (p[2][k] - 1);
                p[1][k] = Math.max(0.1, p[1][k]);
            }
            RevenueFamily family = new RevenueFamily(p[0], p[1], p[2], p[3]);
            BestQuadrature once = BestQuadrature.of(family);
            BestQuadrature fine = BestQuadrature.of(family, 0.5);
            assertThat(once.probability).as("round %d", round).containsExactly(fine.probability, within(1e-12));
            assertThat(once.anchorLoss).isEqualTo(fine.anchorLoss, within(1e-12 * Math.max(1, fine.anchorLoss)));
        }
    }

    /** 40,000 draws: a share has a standard error below 0.0025, so 5 of them are 0.0125; false alarm once in a million. */
    @Test
    void agreesWithDraws() {
        List<RevenuePosterior> arms =
                List.of(FEW, new RevenuePosterior(30, 970, 20, 1000), new RevenuePosterior(0.7, 9, 3, 60));
        BestArm best = BestArm.of(arms);
        RandomGenerator random = RandomStreams.stream(2, "revenue.property", 0);
        int[] wins = new int[3];
        int below = 0;
        int draws = 40_000;
        double tenth = FEW.quantile(0.1);
        for (int i = 0; i < draws; i++) {
            double first = arms.get(0).sample(random);
            double second = arms.get(1).sample(random);
            double third = arms.get(2).sample(random);
            below += first < tenth ? 1 : 0;
            wins[first >= second && first >= third ? 0 : second >= third ? 1 : 2]++;
        }
        for (int k = 0; k < 3; k++) {
            assertThat((double) wins[k] / draws).isEqualTo(best.probability(k), within(0.0125));
        }
        assertThat((double) below / draws).isEqualTo(0.1, within(0.0075));
    }

    @Test
    void parametersWithinTheirRanges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RevenuePosterior(0, 1, 3, 1))
                .withMessage("alpha must be between 0.1 and 1000000000000, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RevenuePosterior(1, 1, 2, 1))
                .withMessage("shape must be above 2 and at most 1e12, got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RevenuePosterior(1, 1, 3, Double.NaN))
                .withMessageStartingWith("scale must be between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BestArm.of(FEW, new BetaPosterior(1, 1)))
                .withMessage("arm 1 is a BetaPosterior and arm 0 a RevenuePosterior; compare arms of one kind");
    }
}
