package io.clientele.optimization.bandit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.contextual.BaggedSums;
import io.clientele.optimization.bandit.contextual.ContextualCounts;
import io.clientele.optimization.bandit.contextual.ContextualSums;
import io.clientele.optimization.bandit.contextual.LinUcb;
import io.clientele.optimization.bandit.contextual.LinearThompson;
import io.clientele.optimization.bandit.contextual.LogisticThompson;
import io.clientele.optimization.bandit.contextual.OnlineBagging;
import io.clientele.optimization.bandit.contextual.SquareCb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Contextual rules on simulated visitors and on logs. */
class ContextualReplayTest {

    private static final List<String> FEATURES = List.of("x", "y");
    private static final String[] ARMS = {"a", "b", "c"};

    /** The best arm is a, b or c as the visitor is; each alone makes 0.3 on average, the best 0.5. */
    private static final ContextualSource SHOP = new ContextualSource() {
        @Override
        public double[] context(int trial, RandomGenerator random) {
            int kind = random.nextInt(3);
            return new double[] {kind == 1 ? 1 : 0, kind == 2 ? 1 : 0};
        }

        @Override
        public double rate(int trial, double[] context, int arm) {
            int kind = context[0] == 1 ? 1 : context[1] == 1 ? 2 : 0;
            return arm == kind ? 0.5 : 0.2;
        }
    };

    private static final SquareCb SQUARE = SquareCb.of(FEATURES, ARMS);

    private static final Map<String, ContextualRule> RULES = Map.of(
            "SquareCb", ContextualRule.of(SQUARE),
            "LinUcb", ContextualRule.of(LinUcb.of(FEATURES, ARMS)),
            "LinearThompson", ContextualRule.of(LinearThompson.of(FEATURES, ARMS)),
            "LogisticThompson",
                    ContextualRule.of(LogisticThompson.of(FEATURES, ARMS).withDraws(16)),
            "OnlineBagging", ContextualRule.of(OnlineBagging.of(FEATURES, ARMS).withFloor(0.01), 8));

    private static ContextualRule equal() {
        return () -> new ContextualRule.Learner() {
            @Override
            public void refresh() {} // nothing to learn

            @Override
            public double[] shares(double[] context) {
                return new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0};
            }

            @Override
            public void record(int arm, double[] context, double reward) {} // nothing to learn
        };
    }

    private static ContextualSimulation simulation() {
        return ContextualSimulation.of(3, SHOP).withTrials(1_000).withBatch(50);
    }

    /** Equal shares lose 0.2 a trial in expectation, by hand; each policy less than half of it, and less and less. */
    @Test
    void everyPolicyLearns() {
        RegretPoint without = simulation().withRuns(20).run(equal()).end();
        assertThat(without.regret()).isCloseTo(200, within(4 * without.regretError()));
        assertThat(without.bestShare()).isCloseTo(1 / 3.0, within(4 * without.bestShareError()));
        RULES.forEach((name, rule) -> {
            SimulationResult result =
                    simulation().withRuns(6).withDelay(20).withCheckpoints(2).run(rule);
            double half = result.curve().get(0).regret();
            assertThat(result.end().regret()).as(name).isLessThan(100);
            assertThat(result.end().regret() - half).as(name).isLessThan(0.8 * half);
        });
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        ExecutorService pool = Executors.newFixedThreadPool(7);
        try {
            for (ContextualRule rule : List.of(ContextualRule.of(SQUARE), equal())) {
                ContextualSimulation simulation =
                        simulation().withTrials(200).withRuns(7).withSeed(3);
                SimulationResult one = simulation.run(rule);
                for (int threads : new int[] {2, 3, 7}) {
                    assertThat(simulation.run(rule, Execution.on(pool, threads)))
                            .isEqualTo(one);
                }
                assertThat(simulation.withSeed(4).run(rule)).isNotEqualTo(one);
            }
        } finally {
            pool.shutdown();
        }
    }

    /** What a rule has learned after 60 trials is what the policy learns from them; each trial is a unit of its own. */
    @Test
    void rulesLearnWhatThePolicyDoes() {
        OnlineBagging bagging = OnlineBagging.of(FEATURES, ARMS);
        LogisticThompson logistic = LogisticThompson.of(FEATURES, ARMS);
        ContextualRule.Learner square = ContextualRule.of(SQUARE).begin();
        ContextualRule.Learner bagged = ContextualRule.of(bagging, 8).begin();
        ContextualRule.Learner votes = ContextualRule.of(logistic).begin();
        double[] query = {1, 0};
        assertThat(bagged.shares(query)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        ContextualSums sums = ContextualSums.of(FEATURES);
        BaggedSums bags = BaggedSums.of(8, FEATURES);
        ContextualCounts counts = ContextualCounts.of(FEATURES);
        RandomGenerator random = RandomStreams.stream(5, "contextual.rules", 0);
        for (int t = 0; t < 60; t++) {
            double[] context = SHOP.context(t, random);
            int arm = random.nextInt(3);
            int reward = random.nextInt(2);
            square.record(arm, context, reward);
            bagged.record(arm, context, reward);
            votes.record(arm, context, reward);
            sums.add(ARMS[arm], context, reward);
            bags.add("trial " + t, ARMS[arm], context, reward);
            counts.add(ARMS[arm], context, reward == 1);
        }
        assertThat(square.shares(query)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        square.refresh();
        bagged.refresh();
        votes.refresh();
        assertThat(square.shares(query)).containsExactly(SQUARE.fit(sums).shares(query), within(1e-12));
        assertThat(bagged.shares(query)).containsExactly(bagging.fit(bags).shares(query));
        assertThat(votes.shares(query)).containsExactly(logistic.fit(counts).shares(query));
    }

    /** With as much delay as trials nothing is ever known, so the rule stays as it began. */
    @Test
    void whatIsNotKnownYetIsNotLearned() {
        ContextualSimulation simulation = simulation().withTrials(300).withRuns(20);
        RegretPoint blind =
                simulation.withDelay(300).run(ContextualRule.of(SQUARE)).end();
        assertThat(blind.regret()).isCloseTo(60, within(4 * blind.regretError()));
        assertThat(simulation.withDelay(20).run(ContextualRule.of(SQUARE)).end().regret())
                .isLessThan(0.9 * blind.regret());
    }

    private record Log(DecisionLog decisions, List<double[]> contexts) {

        double[][] rows() {
            return contexts.toArray(double[][]::new);
        }
    }

    private static Log log(int number, int rows, double... shares) {
        RandomGenerator random = RandomStreams.stream(number, "contextual.replay", rows);
        DecisionLog.Builder log = DecisionLog.builder(ARMS);
        List<double[]> contexts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] context = SHOP.context(row, random);
            int arm = Samplers.categorical(random, shares);
            contexts.add(context);
            log.add(ARMS[arm], shares[arm], random.nextDouble() < SHOP.rate(row, context, arm) ? 1 : 0);
        }
        return new Log(log.build(), contexts);
    }

    /** What the policy would have earned in its first 300 decisions, from logs and from serving itself: within 4 standard errors. */
    @Test
    void replayIsLikeServing() {
        ContextualRule rule = ContextualRule.of(SQUARE);
        RegretPoint served =
                simulation().withTrials(300).withRuns(300).run(rule).end();
        double truth = 0.5 - served.regret() / 300;
        Moments values = Moments.create();
        for (int number = 0; number < 100; number++) {
            Log log = log(number, 2_200, 0.5, 0.3, 0.2);
            ReplayResult result = Replay.create()
                    .withBatch(50)
                    .withTrials(300)
                    .withSeed(number)
                    .replay(log.decisions, log.rows(), rule);
            assertThat(result.used()).isEqualTo(300);
            values.add(result.value().estimate());
        }
        double error = Math.hypot(values.standardDeviation() / 10, served.regretError() / 300);
        assertThat(error).isLessThan(0.005);
        assertThat(values.mean()).isCloseTo(truth, within(4 * error));
        // and not what equal shares earn
        assertThat(values.mean()).isGreaterThan(0.3 + 4 * error);
    }

    @Test
    void badInput() {
        Log log = log(1, 10, 0.5, 0.3, 0.2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().replay(log.decisions, new double[9][2], ContextualRule.of(SQUARE)))
                .withMessage("contexts must have one row per decision (10), got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create().replay(log.decisions, new double[10][1], ContextualRule.of(SQUARE)))
                .withMessage("context must have one value per feature (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.create()
                        .replay(log.decisions, log.rows(), ContextualRule.of(SquareCb.of(FEATURES, "a", "b"))))
                .withMessage("the rule gives shares of 2 arms, the log has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextualSimulation.of(2, SHOP).run(ContextualRule.of(SQUARE)))
                .withMessageMatching("trial \\d+: the rule chose arm 2, the simulation has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextualRule.of(LogisticThompson.of(FEATURES, ARMS))
                        .begin()
                        .record(1, new double[] {0, 1}, 0.5))
                .withMessage("arm 'b': reward must be 0 or 1, got 0.5; for other rewards take a linear policy");
        assertThat(simulation().toString())
                .isEqualTo("ContextualSimulation[arms=3, trials=1000, batch=50, runs=100, delay=0, checkpoints=20, "
                        + "seed=0]");
    }
}
