package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Decision by decision comes to the same as all at once. */
class LinearLearnerTest {

    private static final LinearThompson RECIPE =
            LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS).withPrecision(2);

    @Test
    void learnsWhatFitLearns() {
        for (LinearPolicy<?> recipe : List.of(
                RECIPE,
                RECIPE.withArmFeatures(SampleDecisions.armFeatures()),
                SquareCb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS),
                LinUcb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS).withWidth(0.3))) {
            LinearLearner learner = recipe.learner(SampleDecisions.sums(0, 20));
            for (int i = 20; i < SampleDecisions.COUNT; i++) {
                learner.learn(SampleDecisions.arm(i), SampleDecisions.context(i), SampleDecisions.reward(i));
            }
            ContextualSnapshot all = recipe.fit(SampleDecisions.sums());
            assertThat(learner.snapshot().shares(SampleDecisions.QUERY))
                    .containsExactly(all.shares(SampleDecisions.QUERY), within(1e-12));
            assertThat(learner.snapshot().report().rows())
                    .isEqualTo(all.report().rows())
                    .isEqualTo(60);
            assertThat(learner).asString().startsWith("LinearLearner[60 decisions, ");
        }
    }

    /** A hundred thousand rotations of 16 inputs, two of them nearly the same: the factor is still that of the sums. */
    @Test
    void manyUpdatesDoNotDrift() {
        int d = 15;
        List<String> features =
                java.util.stream.IntStream.range(0, d).mapToObj(j -> "f" + j).toList();
        RandomGenerator random = RandomStreams.stream(5, "learner.drift", 0);
        ContextualSums sums = ContextualSums.of(features);
        Design design = new Design(features, List.of("a"), null);
        Factor factor = Factor.prior(d + 1, 1);
        double[] inputs = new double[d + 1];
        for (int i = 0; i < 100_000; i++) {
            double[] x = new double[d];
            Arrays.setAll(x, j -> Samplers.gaussian(random));
            x[1] = x[0] + 0.001 * x[1];
            double reward = x[0] - x[2] + Samplers.gaussian(random);
            design.fill(x, 0, inputs);
            factor.add(inputs, reward);
            if (i % 10 == 0) {
                sums.add("a", x, reward); // exact sums are slow: a tenth, and compared with a factor of its own
            }
        }
        Factor tenth = Factor.prior(d + 1, 1);
        RandomGenerator again = RandomStreams.stream(5, "learner.drift", 0);
        for (int i = 0; i < 100_000; i++) {
            double[] x = new double[d];
            Arrays.setAll(x, j -> Samplers.gaussian(again));
            x[1] = x[0] + 0.001 * x[1];
            double reward = x[0] - x[2] + Samplers.gaussian(again);
            design.fill(x, 0, inputs);
            if (i % 10 == 0) {
                tenth.add(inputs, reward);
            }
        }
        double[] exact = design.fit(sums, 1)[0].mean();
        // the near-aliased pair has condition 1e6 in the sums: 1e-16 · 1e6, times some hundred roundings a number
        assertThat(tenth.mean()).containsExactly(exact, within(1e-8));
        assertThat(factor.mean()[3]).isCloseTo(-1, within(0.02));
    }

    @Test
    void aSnapshotStaysAsItWas() {
        LinearLearner learner = RECIPE.learner(SampleDecisions.sums());
        ContextualSnapshot before = learner.snapshot();
        double[] shares = before.shares(SampleDecisions.QUERY);
        ContextualDecision decision = before.decide("u", SampleDecisions.QUERY);
        learner.learn(decision, 50);
        assertThat(before.shares(SampleDecisions.QUERY)).isEqualTo(shares);
        assertThat(learner.snapshot().version()).isNotEqualTo(before.version());
        int arm = before.arms().indexOf(decision.arm());
        assertThat(learner.snapshot().shares(SampleDecisions.QUERY)[arm]).isGreaterThan(shares[arm]);
    }

    @Test
    void whatItRefuses() {
        LinearLearner learner = RECIPE.learner(ContextualSums.of(SampleDecisions.FEATURES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.learn("x", SampleDecisions.QUERY, 1))
                .withMessage("arm 'x' is not known; arms are [a, b, c]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.learn("a", new double[] {1, 2}, 1))
                .withMessage("context must have one value per feature (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.learn("a", new double[] {1, Double.NaN, 2}, 1))
                .withMessage(
                        "context, feature 'basket': must be a number of at most 1e50 in size, got NaN; impute what "
                                + "is missing, or give it a feature of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner.learn("a", SampleDecisions.QUERY, Double.NaN))
                .withMessage("arm 'a': reward must be a number of at most 1e50 in size, got NaN; a decision without a "
                        + "reward has reward 0");
        assertThatNullPointerException()
                .isThrownBy(() -> learner.learn(null, SampleDecisions.QUERY, 1))
                .withMessage("arm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.learner(ContextualSums.of("age")))
                .withMessage("the data has features [age], the policy [age, basket, mobile]; they must be the same");
        assertThat(learner.snapshot().report().rows()).isZero();
    }
}
