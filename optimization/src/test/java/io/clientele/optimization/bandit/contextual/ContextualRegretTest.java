package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Moments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What learning costs where rewards really are linear in the context: four arms, three features from -1 to 1, coefficients from a
 * normal distribution, noise with deviation 0.5, snapshots after every 50 decisions. Regret is expected reward lost beside the best arm of
 * each context.
 *
 * <p>Every policy must lose less than a third of what equal shares lose and less than half of what the arm that is best over all
 * contexts loses, and in the second half of the time less than 75 % of what it loses in the first (linear regret would lose as much), each with
 * 4 standard errors of the mean over the runs to spare.
 */
class ContextualRegretTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 400 : 8;
    private static final int BATCH = 50;
    private static final List<String> FEATURES = List.of("x", "y", "z");
    private static final String[] ARMS = {"a", "b", "c", "d"};

    /** Learns, and gives a snapshot when asked. */
    private interface Learner {
        void learn(ContextualDecision decision, double reward);

        ContextualSnapshot snapshot();
    }

    private static Learner of(LinearPolicy<?> policy) {
        LinearLearner learner = policy.learner(ContextualSums.of(FEATURES));
        return new Learner() {
            @Override
            public void learn(ContextualDecision decision, double reward) {
                learner.learn(decision, reward);
            }

            @Override
            public ContextualSnapshot snapshot() {
                return learner.snapshot();
            }
        };
    }

    private static Learner bagging() {
        BaggedSums bags = BaggedSums.of(12, FEATURES);
        return new Learner() {
            @Override
            public void learn(ContextualDecision decision, double reward) {
                bags.add(decision, reward);
            }

            @Override
            public ContextualSnapshot snapshot() {
                return OnlineBagging.of(FEATURES, ARMS).withFloor(0.005).fit(bags);
            }
        };
    }

    private static ArmFeatures indicators() {
        return ArmFeatures.of("b", "c", "d")
                .with("a", 0, 0, 0)
                .with("b", 1, 0, 0)
                .with("c", 0, 1, 0)
                .with("d", 0, 0, 1);
    }

    private record Losses(Moments first, Moments second, Moments falling, Moments beside, Moments besideFixed) {}

    private static Losses study(int runs, int trials, Function<Integer, Learner> start) {
        Losses losses =
                new Losses(Moments.create(), Moments.create(), Moments.create(), Moments.create(), Moments.create());
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(run, "contextual.regret", 0);
            double[][] truth = new double[4][4];
            for (double[] arm : truth) {
                for (int j = 0; j < 4; j++) {
                    arm[j] = 0.5 * Samplers.gaussian(random);
                }
            }
            Learner learner = start.apply(run);
            ContextualSnapshot snapshot = learner.snapshot();
            double[] half = new double[2];
            double uniform = 0;
            double[] fixed = new double[4];
            for (int t = 0; t < trials; t++) {
                if (t % BATCH == 0) {
                    snapshot = learner.snapshot();
                }
                double[] context = {
                    2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1
                };
                double[] means = new double[4];
                double most = Double.NEGATIVE_INFINITY;
                for (int a = 0; a < 4; a++) {
                    means[a] = truth[a][0]
                            + truth[a][1] * context[0]
                            + truth[a][2] * context[1]
                            + truth[a][3] * context[2];
                    most = Math.max(most, means[a]);
                }
                int arm = snapshot.choose((long) t, context, SCRATCH);
                half[2 * t / trials] += most - means[arm];
                for (int a = 0; a < 4; a++) {
                    uniform += (most - means[a]) / 4;
                    fixed[a] += most - means[a];
                }
                double reward = means[arm] + 0.5 * Samplers.gaussian(random);
                learner.learn(ContextualDecision.of("u" + t, snapshot.version(), ARMS[arm], 1, context), reward);
            }
            double best = Math.min(Math.min(fixed[0], fixed[1]), Math.min(fixed[2], fixed[3]));
            losses.first.add(half[0]);
            losses.second.add(half[1]);
            losses.falling.add(0.75 * half[0] - half[1]);
            losses.beside.add(uniform / 3 - half[0] - half[1]);
            losses.besideFixed.add(best / 2 - half[0] - half[1]);
        }
        return losses;
    }

    private static final Scratch SCRATCH = new Scratch();

    private static void check(String name, int runs, int trials, Function<Integer, Learner> start) {
        Losses losses = study(runs, trials, start);
        String said = name + ": first half " + text(losses.first) + ", second half " + text(losses.second)
                + ", a third of equal shares less all " + text(losses.beside)
                + ", half of the best fixed arm less all " + text(losses.besideFixed);
        assertThat(low(losses.beside)).as(said).isPositive();
        assertThat(low(losses.besideFixed)).as(said).isPositive();
        assertThat(low(losses.falling)).as(said).isPositive();
    }

    private static double error(Moments moments) {
        return moments.standardDeviation() / Math.sqrt(moments.count());
    }

    private static double low(Moments moments) {
        return moments.mean() - 4 * error(moments);
    }

    private static String text(Moments moments) {
        return String.format(java.util.Locale.ROOT, "%.1f (SE %.1f)", moments.mean(), error(moments));
    }

    @Test
    void linearPolicies() {
        Map<String, LinearPolicy<?>> policies = new LinkedHashMap<>();
        policies.put("LinearThompson", LinearThompson.of(FEATURES, ARMS));
        policies.put(
                "LinearThompson, one model", LinearThompson.of(FEATURES, ARMS).withArmFeatures(indicators()));
        policies.put("LinUcb", LinUcb.of(FEATURES, ARMS));
        policies.put("SquareCb", SquareCb.of(FEATURES, ARMS));
        policies.forEach((name, policy) -> check(name, RUNS, 4_000, run -> of(policy)));
    }

    @Test
    void bags() {
        check("OnlineBagging", Math.max(6, RUNS / 8), 2_000, run -> bagging());
    }

    /** Three arms, two yes-or-no features, success by a logistic model of both: less than half of what equal shares lose, and falling. */
    @Test
    void logistic() {
        Moments beside = Moments.create();
        Moments falling = Moments.create();
        for (int run = 0; run < 2 * RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "contextual.regret.logistic", 0);
            double[][] truth = new double[3][3];
            for (double[] arm : truth) {
                for (int j = 0; j < 3; j++) {
                    arm[j] = (j == 0 ? -1.5 : 0) + Samplers.gaussian(random);
                }
            }
            LogisticThompson recipe =
                    LogisticThompson.of(List.of("x", "y"), "a", "b", "c").withPriorRate(0.2);
            ContextualCounts counts = ContextualCounts.of("x", "y");
            ContextualSnapshot snapshot = recipe.fit(counts);
            double[] half = new double[2];
            double uniform = 0;
            for (int t = 0; t < 4_000; t++) {
                if (t % 100 == 0) {
                    snapshot = recipe.fit(counts);
                }
                double[] context = {random.nextInt(2), random.nextInt(2)};
                double[] rates = new double[3];
                double most = 0;
                for (int a = 0; a < 3; a++) {
                    double score = truth[a][0] + truth[a][1] * context[0] + truth[a][2] * context[1];
                    rates[a] = 1 / (1 + Math.exp(-score));
                    most = Math.max(most, rates[a]);
                }
                int arm = snapshot.choose((long) t, context, SCRATCH);
                half[t / 2_000] += most - rates[arm];
                for (double rate : rates) {
                    uniform += (most - rate) / 3;
                }
                counts.add(ARMS[arm], context, random.nextDouble() < rates[arm]);
            }
            beside.add(uniform / 2 - half[0] - half[1]);
            falling.add(0.75 * half[0] - half[1]);
        }
        assertThat(low(beside))
                .as("half of equal shares less all %s", text(beside))
                .isPositive();
        assertThat(low(falling))
                .as("three quarters of the first half less the second %s", text(falling))
                .isPositive();
    }
}
