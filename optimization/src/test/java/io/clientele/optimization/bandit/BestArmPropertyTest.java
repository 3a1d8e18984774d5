package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for any posteriors. */
class BestArmPropertyTest {

    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 20_000 : 1_500;

    /** Widths up to 1e6 to 1, shapes from 0.01 to 1e12: panels a seventh as long change nothing above 1e-12. */
    @Test
    void shorterPanelsGiveTheSame() {
        RandomGenerator random = RandomStreams.stream(1, "best.property", 0);
        for (int round = 0; round < ROUNDS; round++) {
            Family family = random(random, round);
            BestQuadrature once = BestQuadrature.of(family);
            BestQuadrature fine = BestQuadrature.of(family, 0.4);
            assertThat(once.probability).as("round %d", round).containsExactly(fine.probability, within(1e-12));
            assertThat(once.anchorLoss).isCloseTo(fine.anchorLoss, within(1e-12 * Math.max(1, fine.anchorLoss)));
            double sum = 0;
            for (double p : once.probability) {
                assertThat(p).isBetween(0.0, 1 + 1e-15);
                sum += p;
            }
            assertThat(sum).isCloseTo(1, within(1e-14));
        }
    }

    private static Family random(RandomGenerator random, int round) {
        int arms = 2 + random.nextInt(round % 10 == 0 ? 30 : 5);
        double[] a = new double[arms];
        double[] b = new double[arms];
        int mode = random.nextInt(4);
        double rate = Math.exp(-5 * random.nextDouble());
        for (int k = 0; k < arms; k++) {
            double n = switch (mode) {
                case 0 -> Math.pow(10, 3 * random.nextDouble() - 1);
                case 1 -> Math.pow(10, 12.5 * random.nextDouble() - 0.5);
                case 2 -> 1e4;
                default -> Math.pow(10, 6 + random.nextDouble());
            };
            double p = rate * (mode == 3 ? 1 + 1e-3 * random.nextDouble() : 0.8 + 0.2 * random.nextDouble());
            a[k] = Math.max(0.01, n * p);
            b[k] = Math.max(0.01, n * (1 - p));
        }
        return switch (round % 4) {
            case 0 -> new BetaFamily(a, b);
            case 1 -> new GammaFamily(a, b);
            case 2 -> normal(a, b);
            default -> student(a, b);
        };
    }

    private static Family student(double[] a, double[] b) {
        double[] mean = new double[a.length];
        double[] scale = new double[a.length];
        double[] degrees = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            degrees[k] = 8 + a[k];
            scale[k] = Math.max(1e-6, 1 / Math.sqrt(a[k] + b[k] + 1));
            mean[k] = a[k] / (a[k] + b[k]) * scale[k];
        }
        return new StudentFamily(mean, scale, degrees);
    }

    /** A product of a thousand distribution functions. */
    @Test
    void aThousandArms() {
        RandomGenerator random = RandomStreams.stream(4, "best.property", 0);
        double[] a = new double[1000];
        double[] b = new double[1000];
        for (int k = 0; k < a.length; k++) {
            a[k] = 1 + random.nextInt(40);
            b[k] = 1 + random.nextInt(2_000);
        }
        BestQuadrature once = BestQuadrature.of(new BetaFamily(a, b));
        BestQuadrature fine = BestQuadrature.of(new BetaFamily(a, b), 0.5);
        assertThat(once.probability).containsExactly(fine.probability, within(1e-12));
    }

    /** Standard deviations from 1 down to 1e-6, at distances of their own order. */
    private static Family normal(double[] a, double[] b) {
        double[] mean = new double[a.length];
        double[] deviation = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            deviation[k] = Math.max(1e-6, 1 / Math.sqrt(a[k] + b[k] + 1));
            mean[k] = a[k] / (a[k] + b[k]) * deviation[k];
        }
        return new NormalFamily(mean, deviation);
    }

    @Test
    void orderOfTheArmsDoesNotMatter() {
        RandomGenerator random = RandomStreams.stream(2, "best.property", 0);
        for (int round = 0; round < 100; round++) {
            List<BetaPosterior> arms = new ArrayList<>();
            for (int k = 0; k < 6; k++) {
                arms.add(new BetaPosterior(1 + random.nextInt(50), 1 + random.nextInt(500)));
            }
            BestArm forth = BestArm.of(arms);
            Collections.reverse(arms);
            BestArm back = BestArm.of(arms);
            for (int k = 0; k < 6; k++) {
                assertThat(back.probability(5 - k)).isCloseTo(forth.probability(k), within(1e-13));
                assertThat(back.expectedLoss(5 - k)).isCloseTo(forth.expectedLoss(k), within(1e-13));
            }
        }
    }

    @Test
    void moreSuccessesMakeAnArmBetter() {
        double last = 0;
        for (int s = 1; s < 200; s++) {
            BestArm best =
                    BestArm.of(new BetaPosterior(s, 200 - s), new BetaPosterior(20, 180), new BetaPosterior(3, 30));
            assertThat(best.probability(0)).isGreaterThanOrEqualTo(last - 1e-15);
            last = best.probability(0);
        }
    }

    @Test
    void aHopelessArmChangesNothing() {
        BestArm two = BestArm.of(new BetaPosterior(120, 880), new BetaPosterior(130, 870));
        BestArm three =
                BestArm.of(new BetaPosterior(120, 880), new BetaPosterior(130, 870), new BetaPosterior(1, 1_000_000));
        assertThat(three.probability(0)).isCloseTo(two.probability(0), within(1e-13));
        assertThat(three.expectedMaximum()).isCloseTo(two.expectedMaximum(), within(1e-13));
        assertThat(three.probability(2)).isLessThan(1e-15);
    }

    @Test
    void sharpArmAmongWideOnes() {
        // a point at 1/2 beside a uniform rate: best with probability 1/2, and E(max) = 5/8
        BestArm best = BestArm.of(new BetaPosterior(1, 1), new BetaPosterior(1e12, 1e12));
        assertThat(best.probability(0)).isCloseTo(0.5, within(1e-12));
        // the variance of the narrow arm, 1.25e-13, adds half of itself
        assertThat(best.expectedMaximum()).isCloseTo(0.625, within(1e-12));
    }

    /** 20,000 draws of 4 arms: a share has a standard error below 0.0036, so 5 of them are 0.018; false alarm 4 in 10 million. */
    @Test
    void agreesWithDraws() {
        List<List<? extends Posterior>> cases = List.of(
                List.of(
                        new BetaPosterior(3, 40),
                        new BetaPosterior(5, 60),
                        new BetaPosterior(0.3, 4),
                        new BetaPosterior(9, 90)),
                List.of(
                        new GammaPosterior(3, 2),
                        new GammaPosterior(30, 22),
                        new GammaPosterior(0.2, 0.3),
                        new GammaPosterior(9, 5)),
                List.of(
                        new NormalPosterior(3, 2),
                        new NormalPosterior(3.5, 0.1),
                        new NormalPosterior(0, 5),
                        new NormalPosterior(2, 1)),
                List.of(
                        new StudentPosterior(3, 2, 8),
                        new StudentPosterior(3.5, 0.1, 30),
                        new StudentPosterior(0, 5, 9),
                        new StudentPosterior(2, 1, 10)));
        RandomGenerator random = RandomStreams.stream(3, "best.property", 0);
        for (List<? extends Posterior> arms : cases) {
            BestArm best = BestArm.of(arms);
            int[] wins = new int[arms.size()];
            double sum = 0;
            double squares = 0;
            int draws = 20_000;
            for (int i = 0; i < draws; i++) {
                int winner = 0;
                double most = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < wins.length; k++) {
                    double value = arms.get(k).sample(random);
                    if (value > most) {
                        most = value;
                        winner = k;
                    }
                }
                wins[winner]++;
                sum += most;
                squares += most * most;
            }
            for (int k = 0; k < wins.length; k++) {
                assertThat((double) wins[k] / draws).isCloseTo(best.probability(k), within(0.018));
            }
            double error = Math.sqrt((squares / draws - sum / draws * (sum / draws)) / draws);
            assertThat(sum / draws).isCloseTo(best.expectedMaximum(), within(5 * error));
        }
    }
}
