package io.clientele.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.assignment.Assignment;
import io.clientele.optimization.assignment.AssignmentPlan;
import io.clientele.optimization.assignment.Experiment;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.ClusterCounts;
import io.clientele.optimization.bandit.CrossFittedRewards;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.OffPolicyResult;
import io.clientele.optimization.bandit.RewardRecorder;
import io.clientele.optimization.bandit.TargetPolicy;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.optimization.experiment.AlwaysValidTest;
import io.clientele.optimization.experiment.BayesianComparison;
import io.clientele.optimization.experiment.BayesianProportionTest;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.CovariateSample;
import io.clientele.optimization.experiment.Cuped;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionResult;
import io.clientele.optimization.experiment.ProportionTest;
import io.clientele.optimization.experiment.RegressionAdjustment;
import io.clientele.optimization.experiment.SampleSize;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.experiment.StratifiedComparison;
import io.clientele.optimization.experiment.StratifiedProportionTest;
import io.clientele.optimization.experiment.sequential.AnytimeT;
import io.clientele.optimization.experiment.sequential.BetaBinomialSequence;
import io.clientele.optimization.experiment.sequential.BettingSequence;
import io.clientele.optimization.experiment.sequential.DropLosers;
import io.clientele.optimization.experiment.sequential.Futility;
import io.clientele.optimization.experiment.sequential.FutilityDesign;
import io.clientele.optimization.experiment.sequential.GroupSequentialMonitor;
import io.clientele.optimization.experiment.sequential.HarmGuard;
import io.clientele.optimization.experiment.sequential.Pace;
import io.clientele.optimization.experiment.sequential.SequentialComparison;
import io.clientele.optimization.experiment.sequential.SequentialDecision;
import io.clientele.optimization.experiment.sequential.SequentialMethod;
import io.clientele.optimization.experiment.sequential.StageWiseResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/experiments.md and docs/bandits.md. */
class UserGuideTest {

    @Test
    void whoSeesWhat() {
        Experiment banner =
                Experiment.of("banner", "control", "video").withShares(0.5, 0.5).withCoverage(0.2);
        int variant = banner.variant("customer-17");
        Experiment wider = banner.ramp(0.5);
        assertThat(variant).isBetween(-1, 1);
        assertThat(variant < 0 ? variant : wider.variant("customer-17")).isEqualTo(variant);
        AssignmentPlan plan = AssignmentPlan.builder()
                .holdout("holdout-2026", 0.05)
                .layer("home page")
                .add("home page", banner, 0.0, 0.5)
                .add("home page", Experiment.of("menu", "old", "new"), 0.5, 1.0)
                .add(Experiment.of("checkout", "old", "one page")
                        .withEligibility(attributes -> "DE".equals(attributes.get("country"))))
                .add(Experiment.of("coupon", "none", "five")
                        .withPrerequisite("checkout", "one page")
                        .withForced("tester-1", "five"))
                .build();
        Assignment a = plan.assign("checkout", "customer-17", Map.of("country", "DE"));
        boolean count = a.isRandom();
        assertThat(count).isEqualTo(a.variant().isPresent());
    }

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

    @Test
    void offPolicy() {
        DecisionLog log = DecisionLog.builder("control", "banner")
                .add("banner", 0.3, 1)
                .add("control", 0.7, 0)
                .build();
        OffPolicyResult result = OffPolicyEvaluation.create().evaluate(log, TargetPolicy.uniform(2));
        Optional<String> reason = result.refusal();
        double effective = result.overlap().effectiveSampleSize();
        assertThat(reason).isPresent();
        assertThat(effective).isBetween(1.0, 2.0);
        int[] segment = {0, 1};
        CrossFittedRewards model = CrossFittedRewards.create().withFolds(2).learn(log, segment);
        OffPolicyResult learned =
                OffPolicyEvaluation.create().evaluate(log, model.bestPolicy(), model, Execution.sequential());
        assertThat(learned.refusal()).isPresent();
    }

    @Test
    void beliefs() {
        BayesianComparison b = BayesianProportionTest.create()
                .compare(new Conversions("control", 120, 1000), new Conversions("banner", 150, 1000));
        double better = b.probabilityBetter();
        double risk = b.expectedLossOfVariant();
        double alike = b.probabilityWithin(0.01);
        assertThat(better).isCloseTo(0.9751, within(5e-5));
        assertThat(risk).isCloseTo(0.00014, within(5e-6));
        assertThat(alike).isCloseTo(0.091, within(5e-4));
    }

    @Test
    void means() {
        MetricSample control = MetricSample.of("control", 0, 12.5, 0, 30, 8, 0);
        MetricSample banner = MetricSample.of("banner", 14, 0, 22.5, 31, 0, 9);
        MeanComparison c = MeanTest.create().compare(control, banner);
        Interval range = c.interval();
        Interval liftRange = c.relativeLiftInterval();
        assertThat(range.contains(0)).isTrue();
        assertThat(liftRange.upper()).isInfinite();
        MetricSample clicks = MetricSample.of("control", new double[] {1, 0, 4}, new double[] {5, 2, 9})
                .ratio();
        assertThat(clicks.mean()).isCloseTo(5.0 / 16, within(1e-15));
        Cuped less = Cuped.of(
                MetricSample.of("control", new double[] {10, 0, 25, 4}, new double[] {8, 1, 20, 5}),
                MetricSample.of("banner", new double[] {12, 3, 30, 6}, new double[] {9, 0, 22, 4}));
        MeanComparison sharper = MeanTest.create().compare(less.control(), less.variant());
        assertThat(sharper.standardError()).isPositive();
        assertThat(less.varianceReduction()).isGreaterThan(0.9);
        RegressionAdjustment adjusted = RegressionAdjustment.of(
                CovariateSample.of("control", new double[] {10, 0, 25, 4}, new double[] {8, 1, 20, 5}),
                CovariateSample.of("banner", new double[] {12, 3, 30, 6}, new double[] {9, 0, 22, 4}));
        MeanComparison sharpest = MeanTest.create().compare(adjusted.control(), adjusted.variant());
        assertThat(sharpest.standardError()).isPositive();
        StratifiedComparison within = StratifiedProportionTest.create()
                .compare(
                        List.of(new Conversions("control", 335, 2606), new Conversions("control", 813, 9327)),
                        List.of(new Conversions("banner", 545, 2577), new Conversions("banner", 1504, 9240)));
        assertThat(within.oddsRatio()).isGreaterThan(1.5);
    }

    @Test
    void manyLooks() {
        GroupSequentialDesign design = GroupSequential.looks(14).design();
        double limit = design.criticalValue(6);
        double power = design.power(2.8);
        double length = design.expectedInformation(2.8);
        double larger = design.inflation(0.8);
        assertThat(limit).isCloseTo(3.006, within(5e-4));
        assertThat(power).isCloseTo(0.783, within(5e-4));
        assertThat(length).isCloseTo(0.764, within(5e-4));
        assertThat(larger).isCloseTo(1.042, within(5e-4));
        assertThat(GroupSequential.at(0.2, 0.5).design().looks()).isEqualTo(2);
    }

    @Test
    void fromDesignToDecision() {
        GroupSequentialDesign plan = GroupSequential.looks(14).design();
        SequentialComparison ways = SequentialComparison.of(
                0.05,
                plan.information(),
                List.of(
                        SequentialMethod.fixed(),
                        SequentialMethod.peeking(),
                        SequentialMethod.recommended(true),
                        SequentialMethod.groupSequential(StoppingRule.pocock()),
                        SequentialMethod.recommended(false)),
                2.8,
                4.2);
        String table = ways.toString();
        assertThat(table).isEqualTo("""
                        method                                          error    power  length    power  length
                        drift                                               0     2.80    2.80     4.20    4.20
                        fixed, last look alone                          5.00%    0.800   1.000    0.987   1.000
                        fixed, at every look                           21.96%    0.871   0.471    0.992   0.275
                        group-sequential SPEND_OBRIEN_FLEMING           5.00%    0.783   0.764    0.985   0.562
                        group-sequential SPEND_POCOCK                   5.00%    0.697   0.685    0.969   0.430
                        always valid, tightest at 1.0                   0.98%    0.483   0.827    0.905   0.573""");

        GroupSequentialMonitor test = GroupSequentialMonitor.of(plan.informationFor(0.01, 0.8));
        HarmGuard guard = HarmGuard.of(0.01);
        test = test.look(0.004, 0.0075);
        guard = guard.look(0.004, 0.0075);
        test = test.look(0.0128, 0.0050);
        guard = guard.look(0.0128, 0.0050);
        SequentialDecision go = test.decision();
        assertThat(go).isEqualTo(SequentialDecision.CONTINUE);
        assertThat(test.criticalValue()).isCloseTo(3.00, within(5e-3));
        double hope = test.conditionalPower(0.75, 1).atTrend();
        assertThat(hope).isCloseTo(0.99, within(5e-3));
        double days = Pace.of(7, 0.0050).daysUntil(plan.informationFor(0.01, 0.8));
        assertThat(days).isCloseTo(7.3, within(0.05));
        test = test.look(0.0130, 0.0041);
        StageWiseResult result = test.stageWise();
        assertThat(test.decision()).isEqualTo(SequentialDecision.STOP_BETTER);
        assertThat(result.p()).isCloseTo(0.0036, within(5e-5));
        assertThat(result.estimate()).isCloseTo(0.0126, within(5e-5));
        assertThat(result.interval().lower()).isCloseTo(0.0042, within(5e-5));
        assertThat(result.interval().upper()).isCloseTo(0.0208, within(5e-5));
        assertThat(guard.stop()).isFalse();

        FutilityDesign both = Futility.of(GroupSequential.looks(5)
                        .withTwoSided(false)
                        .withAlpha(0.025)
                        .withRule(StoppingRule.hwangShihDeCani(-4)))
                .withPower(0.9)
                .design();
        double wasted = both.expectedInformation(0);
        assertThat(wasted).isCloseTo(0.520, within(5e-4));
        boolean[] out = DropLosers.below(0.1).dropped(plan, 6, 0.3, 1.8, -0.6);
        assertThat(out).containsExactly(true, false, true);

        Interval early = BetaBinomialSequence.create()
                .difference(new Conversions("control", 2, 40), new Conversions("banner", 14, 41));
        assertThat(early.lower()).isCloseTo(-0.03, within(5e-3));
        assertThat(early.upper()).isCloseTo(0.60, within(5e-3));
        Interval spendMean = BettingSequence.between(0, 200).interval(19.9, 0, 0, 45, 12.5);
        assertThat(spendMean.contains(15)).isTrue();
        AnytimeT adjustedTest = AnytimeT.tightestAt(10_000, 3, 0.95).look(0.8, 0.31, 4_000, 3);
        assertThat(adjustedTest.p()).isBetween(0.05, 1.0);
    }

    @Test
    void anyNumberOfLooks() {
        AlwaysValidTest test = AlwaysValidTest.of(0.02);
        test = test.look(0.031, 0.014);
        boolean stop = test.p() <= 0.05;
        assertThat(stop).isFalse();
    }

    @Test
    void howManyUnits() {
        double perVariant = SampleSize.create().forRates(0.10, 0.11);
        double withLooks = perVariant * GroupSequential.looks(14).design().inflation(0.8);
        double spend = SampleSize.create().withPower(0.9).forMeans(2.5, 40);
        double visible = SampleSize.create().detectableRate(0.10, 5_000);
        assertThat(perVariant).isCloseTo(14_750.8, within(0.05));
        assertThat(withLooks).isGreaterThan(perVariant);
        assertThat(spend).isGreaterThan(5_000);
        assertThat(visible).isCloseTo(0.1174, within(5e-5));
    }
}
