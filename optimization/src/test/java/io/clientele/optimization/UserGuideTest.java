package io.clientele.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.ClusterCounts;
import io.clientele.optimization.bandit.RewardRecorder;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionResult;
import io.clientele.optimization.experiment.ProportionTest;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/experiments.md and docs/bandits.md. */
class UserGuideTest {

    @Test
    void twoRates() {
        ProportionComparison c = ProportionTest.create()
                .compare(new Conversions("control", 120, 1000), new Conversions("banner", 150, 1000));
        double difference = c.difference();
        Interval range = c.interval();
        double p = c.p();
        OptionalDouble lift = c.relativeLift();
        Interval liftRange = c.relativeLiftInterval();
        assertThat(difference).isCloseTo(0.03, within(1e-15));
        assertThat(range.lower()).isCloseTo(0.00001, within(5e-6));
        assertThat(range.upper()).isCloseTo(0.0600, within(5e-5));
        assertThat(p).isCloseTo(0.0496, within(5e-5));
        assertThat(lift).hasValue(0.25);
        assertThat(liftRange.contains(0)).isFalse();
    }

    @Test
    void severalVariants() {
        ProportionResult result = ProportionTest.create()
                .withConfidence(0.95)
                .withShares(2, 1, 1)
                .test(
                        new Conversions("control", 120, 2000),
                        List.of(new Conversions("banner", 80, 1010), new Conversions("video", 61, 990)));
        boolean assignmentWorks = result.sampleRatio().p() > 0.001;
        double[] p = result.adjustedP(MultipleTesting.HOLM);
        assertThat(assignmentWorks).isTrue();
        assertThat(p).hasSize(2);
    }

    @Test
    void bandit() {
        ThompsonSampling recipe = ThompsonSampling.of("control", "banner", "video")
                .withControl("control", 0.10)
                .withFloor(0.05)
                .withSalt(20_250_101);
        RewardRecorder recorder = RewardRecorder.of("control", "banner", "video");
        BanditSnapshot snapshot = recipe.fit(recorder.counts());

        int arm = snapshot.choose("customer-17");
        double propensity = snapshot.share(arm);
        recorder.record(snapshot.arm(arm), true);
        snapshot = recipe.fit(recorder.counts());
        assertThat(propensity).isBetween(0.1, 0.4501);
        assertThat(snapshot.report().rows()).isOne();
        ThompsonSampling later = recipe.withArm("text").withPaused("video").withoutArm("banner");
        assertThat(later.fit(ArmCounts.empty()).arms()).containsExactly("control", "video", "text");
    }

    @Test
    void severalServers() {
        ClusterCounts shop1 = ClusterCounts.empty().with("shop-1", 1, ArmCounts.of("banner", 12, 400));
        ClusterCounts shop2 = ClusterCounts.empty().with("shop-2", 1, ArmCounts.of("banner", 9, 380));
        ArmCounts total = shop1.join(shop2).join(shop1).total();
        assertThat(total).isEqualTo(ArmCounts.of("banner", 21, 780));
    }

    @Test
    void bestArm() {
        BestArm best = BestArm.of(new BetaPosterior(1 + 120, 1 + 880), new BetaPosterior(1 + 150, 1 + 850));
        double probability = best.probability(1);
        double loss = best.expectedLoss(1);
        Interval rate = new BetaPosterior(1 + 150, 1 + 850).interval(0.95);
        assertThat(probability).isCloseTo(0.9751, within(5e-5));
        assertThat(loss).isCloseTo(0.0001, within(5e-5));
        assertThat(rate.contains(0.15)).isTrue();
    }
}
