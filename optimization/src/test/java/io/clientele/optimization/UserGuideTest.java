package io.clientele.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.io.CsvSource;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.assignment.Assignment;
import io.clientele.optimization.assignment.AssignmentPlan;
import io.clientele.optimization.assignment.Experiment;
import io.clientele.optimization.backlog.Backlog;
import io.clientele.optimization.backlog.Funnel;
import io.clientele.optimization.backlog.RankedIdea;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.BestArmStopping;
import io.clientele.optimization.bandit.BetaPosterior;
import io.clientele.optimization.bandit.BudgetedSampling;
import io.clientele.optimization.bandit.ChangeDetector;
import io.clientele.optimization.bandit.ClusterCounts;
import io.clientele.optimization.bandit.CrossFittedRewards;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.DecisionReader;
import io.clientele.optimization.bandit.DecisionRecord;
import io.clientele.optimization.bandit.DecisionWriter;
import io.clientele.optimization.bandit.EmpiricalPrior;
import io.clientele.optimization.bandit.EpsilonGreedy;
import io.clientele.optimization.bandit.Exp3;
import io.clientele.optimization.bandit.Exp3State;
import io.clientele.optimization.bandit.FeedbackDelay;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.OffPolicyInterval;
import io.clientele.optimization.bandit.OffPolicyResult;
import io.clientele.optimization.bandit.Posterior;
import io.clientele.optimization.bandit.RevenueCounts;
import io.clientele.optimization.bandit.RevenuePrior;
import io.clientele.optimization.bandit.RevenueRecorder;
import io.clientele.optimization.bandit.RewardRecorder;
import io.clientele.optimization.bandit.TargetPolicy;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.optimization.bandit.TimedCounts;
import io.clientele.optimization.bandit.TopTwoSampling;
import io.clientele.optimization.bandit.UpperConfidenceBound;
import io.clientele.optimization.bandit.ValueRemaining;
import io.clientele.optimization.bandit.Weighting;
import io.clientele.optimization.bandit.contextual.ContextualDecision;
import io.clientele.optimization.bandit.contextual.ContextualSnapshot;
import io.clientele.optimization.bandit.contextual.ContextualSums;
import io.clientele.optimization.bandit.contextual.LinUcb;
import io.clientele.optimization.bandit.contextual.LinearLearner;
import io.clientele.optimization.bandit.contextual.SquareCb;
import io.clientele.optimization.bandit.replay.BanditRule;
import io.clientele.optimization.bandit.replay.BanditSimulation;
import io.clientele.optimization.bandit.replay.ContextualRule;
import io.clientele.optimization.bandit.replay.ContextualSimulation;
import io.clientele.optimization.bandit.replay.ContextualSource;
import io.clientele.optimization.bandit.replay.RegretPoint;
import io.clientele.optimization.bandit.replay.Replay;
import io.clientele.optimization.bandit.replay.ReplayResult;
import io.clientele.optimization.bandit.replay.SimulationResult;
import io.clientele.optimization.bandit.slate.CascadeBandit;
import io.clientele.optimization.bandit.slate.PlackettLuce;
import io.clientele.optimization.bandit.slate.SlateEstimator;
import io.clientele.optimization.bandit.slate.SlateEvaluation;
import io.clientele.optimization.bandit.slate.SlateLog;
import io.clientele.optimization.bandit.slate.SlateResult;
import io.clientele.optimization.design.ClusterComparison;
import io.clientele.optimization.design.ClusterDesign;
import io.clientele.optimization.design.ClusterSample;
import io.clientele.optimization.design.ClusterTest;
import io.clientele.optimization.design.Factor;
import io.clientele.optimization.design.FactorialDesign;
import io.clientele.optimization.design.FactorialEffect;
import io.clientele.optimization.design.FactorialResult;
import io.clientele.optimization.design.FactorialTest;
import io.clientele.optimization.design.SwitchbackDesign;
import io.clientele.optimization.design.SwitchbackResult;
import io.clientele.optimization.design.SwitchbackTest;
import io.clientele.optimization.experiment.AlwaysValidTest;
import io.clientele.optimization.experiment.BayesianComparison;
import io.clientele.optimization.experiment.BayesianProportionTest;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.CovariateMoments;
import io.clientele.optimization.experiment.CovariateSample;
import io.clientele.optimization.experiment.Cuped;
import io.clientele.optimization.experiment.CustomerSums;
import io.clientele.optimization.experiment.EffectPrior;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.MarginTest;
import io.clientele.optimization.experiment.MeanComparison;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.OutOfFold;
import io.clientele.optimization.experiment.PastEffects;
import io.clientele.optimization.experiment.PermutationResult;
import io.clientele.optimization.experiment.PermutationTest;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionResult;
import io.clientele.optimization.experiment.ProportionTest;
import io.clientele.optimization.experiment.RatePrior;
import io.clientele.optimization.experiment.RegressionAdjustment;
import io.clientele.optimization.experiment.SampleSize;
import io.clientele.optimization.experiment.SegmentEffect;
import io.clientele.optimization.experiment.SegmentResult;
import io.clientele.optimization.experiment.SegmentTest;
import io.clientele.optimization.experiment.ShrunkenEffect;
import io.clientele.optimization.experiment.SimultaneousIntervals;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.experiment.StratifiedComparison;
import io.clientele.optimization.experiment.StratifiedProportionTest;
import io.clientele.optimization.experiment.metric.QuantileComparison;
import io.clientele.optimization.experiment.metric.QuantileSample;
import io.clientele.optimization.experiment.metric.RetentionComparison;
import io.clientele.optimization.experiment.metric.RetentionCounts;
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
import io.clientele.optimization.experiment.verdict.Decision;
import io.clientele.optimization.experiment.verdict.Direction;
import io.clientele.optimization.experiment.verdict.ExperimentReport;
import io.clientele.optimization.experiment.verdict.VariantData;
import io.clientele.optimization.experiment.verdict.VerdictRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        double[] logarithms = MultipleTesting.HOLM.adjustLogs(-900, -3.2, -3.5);
        assertThat(logarithms[0]).isEqualTo(Math.log(3) - 900);
        assertThat(assignmentWorks).isTrue();
        assertThat(p).hasSize(2);
    }

    @Test
    void banditsOfMoneyAndCare(@TempDir Path folder) {
        RevenueRecorder till = RevenueRecorder.of("cheap", "dear");
        till.record("cheap", 0); // nothing bought
        till.record("cheap", 19.90);
        till.record("dear", 64.50);
        RevenueCounts sales = till.counts();

        RevenuePrior belief = RevenuePrior.of(40, 40);
        BanditSnapshot byRevenue = ThompsonSampling.of("cheap", "dear").fit(sales, belief);
        Posterior dear = byRevenue.posteriors().get(1);
        Interval worth = dear.interval(0.95);
        assertThat(worth.contains(dear.mean())).isTrue();
        assertThat(byRevenue.share(1)).isGreaterThan(0.5);

        ValueRemaining remaining =
                ValueRemaining.of(List.of(new BetaPosterior(1 + 120, 1 + 880), new BetaPosterior(1 + 150, 1 + 850)));
        double gain = remaining.quantile(0.95);
        double surely = remaining.quantile(0.99);
        assertThat(gain).isZero();
        assertThat(surely).isEqualTo(0.042, within(0.0005));

        ArmCounts seen = ArmCounts.of("a", 12, 400)
                .plus(ArmCounts.of("b", 30, 600))
                .plus(ArmCounts.of("c", 7, 350))
                .plus(ArmCounts.of("d", 55, 900));
        EmpiricalPrior<BetaPosterior> common = EmpiricalPrior.ofRates(seen);
        Optional<String> silent = common.refusal();
        BetaPosterior usual = common.orElse(new BetaPosterior(1, 19));
        BanditSnapshot shrunk = ThompsonSampling.of("a", "b", "c", "d", "new")
                .withPrior(usual.alpha(), usual.beta())
                .fit(seen);
        assertThat(silent).isEmpty();
        assertThat(shrunk.share(4)).isBetween(0.01, 0.5);

        Exp3 wary = Exp3.of("red", "green");
        BanditSnapshot serving = wary.fit(ArmCounts.empty());
        wary = wary.after(serving, ArmCounts.of("red", 3, 60).plus(ArmCounts.of("green", 9, 55)));
        serving = wary.fit(ArmCounts.empty());
        assertThat(serving.share(1)).isGreaterThan(0.5);
        Path file = folder.resolve("exp3.json");
        wary.state().write(file);
        assertThat(Exp3.of("red", "green").withState(Exp3State.read(file))).isEqualTo(wary);

        BanditSnapshot thrifty = BudgetedSampling.of("nothing", "coupon5", "coupon10")
                .withCost("coupon5", 5)
                .withCost("coupon10", 10)
                .withBudget(20_000, 15_000)
                .fit(ArmCounts.of("nothing", 30, 1_000)
                        .plus(ArmCounts.of("coupon5", 90, 1_000))
                        .plus(ArmCounts.of("coupon10", 100, 1_000)));
        assertThat(5 * thrifty.share(1) + 10 * thrifty.share(2)).isLessThanOrEqualTo(0.75 + 1e-12);

        BanditSnapshot careful = ThompsonSampling.of("control", "banner", "video")
                .withBaseline("control", 0.05, 0.95)
                .fit(ArmCounts.of("control", 500, 10_000).plus(ArmCounts.of("banner", 3, 40)));
        assertThat(careful.share(0)).isGreaterThan(0.8);
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
    void otherPolicies() {
        RewardRecorder recorder = RewardRecorder.of("red", "green", "blue");
        recorder.record("red", true);
        recorder.record("green", false);
        BanditSnapshot search = TopTwoSampling.of("red", "green", "blue").fit(recorder.counts());
        Optional<String> winner = BestArmStopping.withError(0.05).winner(recorder.counts());
        assertThat(winner).isEmpty();
        assertThat(search.share(0)).isGreaterThan(search.share(1));
        BanditSnapshot first = EpsilonGreedy.of(0.1, "red", "green", "blue")
                .withMaximumChange(0.1, search)
                .fit(recorder.counts());
        assertThat(first.share(0) - search.share(0)).isLessThan(0.1 + 1e-12);
        assertThat(UpperConfidenceBound.kl("red", "green", "blue")
                        .fit(recorder.counts())
                        .share(2))
                .isEqualTo(1);
    }

    @Test
    void ratesThatChange() {
        Instant now = Instant.parse("2026-03-01T12:34:56Z");
        ThompsonSampling recipe = ThompsonSampling.of("control", "banner");
        RewardRecorder recorder = RewardRecorder.of("control", "banner");
        recorder.record("banner", true);
        TimedCounts hours = TimedCounts.of(Duration.ofHours(1)).plus(now, recorder.counts());
        Weighting recent = Weighting.equal().withHalfLife(Duration.ofDays(3));
        BanditSnapshot fresh = recipe.fit(recent.weigh(hours, now));
        TimedCounts current = ChangeDetector.withFalseAlarmRate(0.01).current(hours);
        assertThat(fresh).isEqualTo(recipe.fit(recorder.counts()));
        assertThat(current).isEqualTo(hours);
        assertThat(recent.withDelay(FeedbackDelay.exponential(2))
                        .weigh(hours, now.plus(Duration.ofDays(3)))
                        .successes("banner"))
                .isBetween(0.49, 0.51);
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
    void offPolicyIntervals() {
        OffPolicyEvaluation skewed = OffPolicyEvaluation.create().withInterval(OffPolicyInterval.bootstrap(2_000, 1));
        double most = 0.7 / 0.2 * 1;
        OffPolicyEvaluation anytime =
                OffPolicyEvaluation.create().withInterval(OffPolicyInterval.confidenceSequence(most));
        assertThat(anytime).isNotEqualTo(skewed);
    }

    @Test
    void decisionsKeptForLater(@TempDir Path folder) {
        BanditSnapshot snapshot = ThompsonSampling.of("control", "banner").fit(ArmCounts.empty());
        Path file = folder.resolve("decisions.csv");
        Instant now = Instant.parse("2026-01-31T12:00:00Z");
        Set<String> buyers = Set.of("customer-17");
        try (DecisionWriter writer = DecisionWriter.append(file)) {
            writer.add(DecisionRecord.of("customer-17", now, snapshot, snapshot.choose("customer-17"), 0));
        }
        List<DecisionRecord> decisions = DecisionReader.read(CsvSource.of(file));
        DecisionLog kept = DecisionReader.log(snapshot.arms(), decisions, d -> buyers.contains(d.unit()) ? 1 : 0);
        assertThat(kept.reward(0)).isOne();
        assertThat(kept.propensity(0)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void triedOutBeforeItServes() {
        SimulationResult simulated = BanditSimulation.of(0.05, 0.04)
                .withTrials(2_000)
                .withBatch(100)
                .withDelay(50)
                .withRuns(20)
                .run(BanditRule.of(ThompsonSampling.of("control", "banner")));
        double lost = simulated.end().regret();
        double error = simulated.end().regretError();
        List<RegretPoint> curve = simulated.curve();
        assertThat(lost).isBetween(2.0, 15.0);
        assertThat(error).isLessThan(3);
        assertThat(curve).hasSize(20);
        DecisionLog log = DecisionLog.builder("control", "banner")
                .add("banner", 0.3, 1)
                .add("control", 0.7, 0)
                .build();
        ReplayResult replayed = Replay.create().replay(log, BanditRule.of(ThompsonSampling.of(log.arms())));
        Optional<String> refused = replayed.refusal();
        int used = replayed.used();
        assertThat(refused).isPresent();
        assertThat(used).isLessThan(3);
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
        MeanComparison c =
                MeanTest.create().compare(MetricSample.of("control", 0, 4, 8), MetricSample.of("banner", 5, 9, 4));
        ShrunkenEffect spend = new ShrunkenEffect(c.difference(), c.standardError());
        double chance = spend.probabilityPositive();
        double loss = spend.expectedLoss();
        double same = spend.probabilityWithin(0.5);
        assertThat(chance).isBetween(0.5, 0.9);
        assertThat(loss).isBetween(0.3, 1.0);
        assertThat(same).isBetween(0.05, 0.2);
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
        CovariateMoments monday = CovariateMoments.builder("control", "spendBefore", "visitsBefore")
                .add(10, 8, 3)
                .add(0, 1, 1)
                .add(25, 20, 4)
                .build();
        CovariateMoments tuesday = CovariateMoments.builder("control", "spendBefore", "visitsBefore")
                .add(4, 5, 2)
                .add(7, 6, 6)
                .build();
        CovariateMoments video = CovariateMoments.builder("video", "spendBefore", "visitsBefore")
                .add(12, 9, 2)
                .add(3, 0, 5)
                .add(30, 22, 3)
                .add(6, 4, 1)
                .build();
        RegressionAdjustment summed = RegressionAdjustment.of(monday.plus(tuesday), video);
        List<String> unused = summed.leftOut();
        assertThat(unused).isEmpty();
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

    @Test
    void verdict() {
        VariantData control = VariantData.of("control")
                .withMean("spend", spend("control", 20))
                .withRate("returned", 80, 2_000);
        VariantData banner =
                VariantData.of("banner").withMean("spend", spend("banner", 21)).withRate("returned", 80, 2_000);
        ExperimentReport report = VerdictRule.of("spend")
                .withPlannedUnits(2_000)
                .withGuardrail("returned", Direction.LOWER, 0.02)
                .report(control, List.of(banner));
        Decision decision = report.decision();
        List<String> words = report.words();
        assertThat(decision).isEqualTo(Decision.SHIP);
        assertThat(words.subList(0, 4))
                .containsExactly(
                        "Ship: 'banner'.",
                        "'spend' is better, and no guardrail is harmed.",
                        "'spend' rises by 1, from 20 to 21; 95 % interval of the difference 0.6899 to 1.31; in"
                                + " relation to the control 5.0 % (3.4 % to 6.6 %); p 2.8e-10 (t test, each variant with"
                                + " its own variance).",
                        "Guardrail 'returned': kept; it rises by less than 0.02 (95 % interval of the difference"
                                + " -0.01227 to 0.01227).");
    }

    private static MetricSample spend(String name, double mean) {
        MetricSample.Builder sample = MetricSample.builder(name);
        for (int i = 0; i < 1_000; i++) {
            sample.add(mean - 5).add(mean + 5);
        }
        return sample.build();
    }

    @Test
    void moreMetrics() {
        MetricSample capped = MetricSample.builder("control")
                .withCap(200)
                .add(12.5)
                .add(4_900)
                .build();
        MetricSample monday = MetricSample.of("control", 0.1, 0.2);
        MetricSample tuesday = MetricSample.of("control", 0.3);
        MetricSample both = tuesday.plus(monday);
        boolean same = both.equals(MetricSample.of("control", 0.1, 0.2, 0.3));
        MetricSample without = both.minus(tuesday);
        assertThat(capped.mean()).isEqualTo(106.25);
        assertThat(same).isTrue();
        assertThat(without).isEqualTo(monday);

        QuantileComparison slow = QuantileComparison.of(
                0.5,
                0.95,
                QuantileSample.of("control", new long[] {1, 1, 2, 3, 4}, new double[] {9, 8, 3, 5, 7}),
                QuantileSample.of("banner", new long[] {5, 6, 6, 7, 8}, new double[] {6, 4, 4, 8, 2}));
        RetentionComparison kept = RetentionComparison.of(
                2,
                0.95,
                RetentionCounts.of("control", new long[] {0, 30, 12}, new long[] {0, 5, 953}),
                RetentionCounts.of("banner", new long[] {0, 20, 9}, new long[] {0, 8, 963}));
        assertThat(slow.control()).isEqualTo(7);
        assertThat(slow.variant()).isEqualTo(4);
        assertThat(kept.difference()).isCloseTo(0.0130, within(5e-5));

        MetricSample perCustomer = CustomerSums.sums("control", new long[] {17, 4, 17}, new double[] {5, 20, 7.5});
        assertThat(perCustomer.count()).isEqualTo(2);
        double[] spend = {10, 0, 25, 4};
        double[] expected = OutOfFold.of(2, 42).predict(spend, (known, training, asked) -> new double[asked.length]);
        assertThat(expected).containsOnly(0);
    }

    @Test
    void marginsAndSeveralVariants() {
        Conversions before = new Conversions("control", 120, 1000);
        MarginTest notWorse = MarginTest.nonInferior(before, new Conversions("banner", 118, 1010), 0.03);
        MeanComparison one = MeanTest.create()
                .compare(MetricSample.of("control", 1, 2, 3, 4), MetricSample.of("banner", 9, 4, 6, 8));
        MeanComparison other =
                MeanTest.create().compare(MetricSample.of("control", 1, 2, 3, 4), MetricSample.of("video", 2, 3, 3, 5));
        SimultaneousIntervals holm = SimultaneousIntervals.holm(0.95, List.of(one, other));
        PermutationResult dealt = PermutationTest.create().test(new double[] {1, 2, 3, 4}, new double[] {9, 4, 6, 8});
        assertThat(notWorse.p()).isCloseTo(0.0320, within(5e-5));
        assertThat(holm.intervals()).hasSize(2);
        assertThat(dealt.exact()).isTrue();
    }

    @Test
    void severalChangesAtOnce() {
        FactorialDesign design =
                FactorialDesign.full(Factor.of("headline", "old", "new"), Factor.of("image", "old", "new"));
        Experiment page = Experiment.of("page", design.variants());
        FactorialResult result = FactorialTest.create()
                .rates(
                        design,
                        List.of(
                                new Conversions("old, old", 100, 1000),
                                new Conversions("new, old", 120, 1000),
                                new Conversions("old, new", 104, 1000),
                                new Conversions("new, new", 160, 1000)));
        FactorialEffect headline = result.effect("headline=new");
        FactorialEffect together = result.effect("headline=new x image=new");
        assertThat(page.variants()).hasSize(4).contains("headline=new, image=old");
        assertThat(headline.estimate()).isCloseTo(0.038, within(1e-12));
        assertThat(headline.adjustedP()).isCloseTo(0.00068, within(5e-6));
        assertThat(together.estimate()).isCloseTo(0.036, within(1e-12));
        assertThat(together.interval().contains(0)).isTrue();
        FactorialDesign half = design.withGenerated(Factor.of("price", "plain", "struck"), "headline", "image");
        assertThat(half.cells()).isEqualTo(4);
        assertThat(half.aliases("price")).containsExactly(List.of("headline", "image"));
    }

    @Test
    void groupsAndTurns() {
        ClusterDesign design =
                ClusterDesign.of("same-day delivery", List.of("Ulm", "Bonn", "Kiel", "Jena", "Hof", "Trier"), 3);
        assertThat(design.treated()).hasSize(3);
        ClusterComparison c = ClusterTest.create()
                .compare(
                        ClusterSample.builder("old")
                                .add("a", 40, 80)
                                .add("b", 25, 60)
                                .add("c", 31, 70)
                                .add("d", 60, 110)
                                .build(),
                        ClusterSample.builder("new")
                                .add("e", 35, 95)
                                .add("f", 52, 150)
                                .add("g", 20, 64)
                                .add("h", 44, 101)
                                .build());
        assertThat(c.randomisation().exact()).isTrue();
        assertThat(c.randomisation().assignments()).isEqualTo(70);
        assertThat(c.interval().contains(c.difference())).isTrue();
        SwitchbackDesign turns = SwitchbackDesign.optimal(48, 2);
        boolean[] changed = turns.treated("free delivery");
        double[] orders = new double[48];
        for (int t = 0; t < 48; t++) {
            orders[t] = 100 + t % 7 + (changed[t] ? 8 : 0);
        }
        SwitchbackResult s = SwitchbackTest.create().analyse(turns, changed, orders);
        assertThat(s.difference()).isCloseTo(8, within(3.0));
        assertThat(s.randomisation().p()).isLessThan(0.05);
    }

    @Test
    void forWhom() {
        SegmentResult result = SegmentTest.create()
                .rates(
                        List.of("phone", "desktop", "tablet"),
                        List.of(
                                new Conversions("old", 300, 6000),
                                new Conversions("old", 250, 4000),
                                new Conversions("old", 30, 700)),
                        List.of(
                                new Conversions("new", 390, 6000),
                                new Conversions("new", 225, 4000),
                                new Conversions("new", 33, 700)));
        boolean differ = result.interaction().p() <= 0.05;
        List<SegmentEffect> found = result.discoveries(0.05);
        SegmentEffect best = result.best();
        Interval honest = best.simultaneous();
        assertThat(differ).isTrue();
        assertThat(found.stream().map(SegmentEffect::segment)).containsExactly("phone");
        assertThat(honest.width()).isGreaterThan(best.interval().width());
    }

    @Test
    void pastTests() {
        EffectPrior prior = EffectPrior.fromPast(
                new double[] {0.06, -0.04, 0.09, -0.02, 0.03, -0.08, 0.10, -0.06},
                new double[] {0.02, 0.03, 0.03, 0.02, 0.02, 0.04, 0.03, 0.03});
        ShrunkenEffect likely = prior.posterior(0.06, 0.03);
        assertThat(likely.mean()).isBetween(0.0, 0.06);
        ShrunkenEffect unsure = PastEffects.of(
                        new double[] {0.06, -0.04, 0.09, -0.02, 0.03, -0.08, 0.10, -0.06},
                        new double[] {0.02, 0.03, 0.03, 0.02, 0.02, 0.04, 0.03, 0.03})
                .posterior(0.06, 0.03);
        assertThat(unsure.standardDeviation()).isGreaterThan(likely.standardDeviation());
        RatePrior rates = RatePrior.fromPast(List.of(
                new Conversions("a", 120, 1000), new Conversions("b", 60, 900), new Conversions("c", 210, 1500)));
        BayesianProportionTest test = BayesianProportionTest.create().withPrior(rates.successes(), rates.failures());
        assertThat(test.compare(new Conversions("x", 1, 10), new Conversions("y", 3, 10))
                        .probabilityBetter())
                .isLessThan(0.8);
        List<RankedIdea> next = Backlog.create()
                .withCostPerWeek(400)
                .rank(Funnel.over(4, "visit", "basket", "checkout", "order")
                        .add("phone", 800_000, 90_000, 31_000, 12_000)
                        .add("desktop", 500_000, 80_000, 42_000, 26_000)
                        .ideas(38.0, 2_000, prior));
        assertThat(next).hasSize(6);
        RankedIdea first = next.get(0);
        assertThat(first.idea().name()).isEqualTo("desktop: visit to basket");
        assertThat(first.isWorthTesting()).isTrue();
        assertThat(first.reason())
                .isEqualTo("a test of 1 week with 62500 units a variant is worth 186447 over 52 weeks and ships the"
                        + " change with 58 %; 125000 units a week succeed with 16.0 %; 4.8 points more go on than"
                        + " in the other segments");
        assertThat(likely.mean()).isCloseTo(0.0505, within(5e-5));
    }

    /** docs/bandits.md, a banner that looks at the visitor. */
    @Test
    void contextualBandits() {
        List<String> features = List.of("returning", "mobile", "basket");
        SquareCb bannerRecipe =
                SquareCb.of(features, "plain", "discount", "video").withControl("plain", 0.05);
        ContextualSums sums = ContextualSums.of(features);
        ContextualSnapshot serving = bannerRecipe.fit(sums);

        double[] visitor = {1, 0, 0.4};
        ContextualDecision decision = serving.decide("customer-17", visitor);
        String shown = decision.arm();
        double chance = decision.propensity();
        sums.add(decision, 1);
        serving = bannerRecipe.fit(sums);
        assertThat(chance).isEqualTo(shown.equals("plain") ? 0.05 : 0.475);
        assertThat(serving.report().rows()).isEqualTo(1);

        LinearLearner learner = bannerRecipe.learner(sums);
        learner.learn("video", visitor, 0);
        ContextualSnapshot current = learner.snapshot();
        assertThat(current.version()).isNotEqualTo(serving.version());

        double[][] visitors = {{1, 0, 0.4}, {0, 1, 0}};
        ContextualSnapshot candidate = LinUcb.of(features, "plain", "discount", "video")
                .withFloor(0.05)
                .fit(sums);
        DecisionLog banners = DecisionLog.builder("plain", "discount", "video")
                .add("discount", 0.3, 1)
                .add("plain", 0.7, 0)
                .build();
        OffPolicyResult judged = OffPolicyEvaluation.create()
                .evaluate(banners, (row, arm) -> candidate.shares(visitors[row])[arm]);
        assertThat(judged.refusal()).isPresent();
    }

    /** docs/bandits.md, tried out before it serves. */
    @Test
    void contextsTriedOut() {
        List<String> known = List.of("returning");
        ContextualSource shop = new ContextualSource() {
            @Override
            public double[] context(int trial, RandomGenerator random) {
                return new double[] {random.nextInt(2)};
            }

            @Override
            public double rate(int trial, double[] context, int arm) {
                return arm == context[0] ? 0.3 : 0.1;
            }
        };
        ContextualRule square = ContextualRule.of(SquareCb.of(known, "plain", "discount"));
        SimulationResult visits =
                ContextualSimulation.of(2, shop).withTrials(500).withRuns(20).run(square);
        // equal shares lose 50
        assertThat(visits.end().regret()).isBetween(10.0, 40.0);
        DecisionLog shown = DecisionLog.builder("plain", "discount")
                .add("discount", 0.5, 1)
                .add("plain", 0.5, 0)
                .build();
        ReplayResult again = Replay.create().replay(shown, new double[][] {{1}, {0}}, square);
        assertThat(again.refusal()).isPresent();
    }

    /** docs/bandits.md, several banners in an order. */
    @Test
    void slatesAndCascades() {
        PlackettLuce ranking = PlackettLuce.of(2, 0.4, 0.3, 0.2, 0.1);
        int[] slate = new int[2];
        ranking.rank("customer-17", slate);
        double ofSlate = ranking.propensity(slate);
        double onTop = ranking.marginal(0, 0, slate[0]);
        assertThat(ofSlate).isLessThan(onTop);

        SlateLog slates = SlateLog.builder(4, 2)
                .add(ranking, slate, new double[] {0, 1})
                .add(ranking, new int[] {1, 0}, new double[] {0, 0})
                .build();
        SlateResult ranked = SlateEvaluation.create().evaluate(slates, PlackettLuce.of(2, 0.1, 0.2, 0.3, 0.4));
        Optional<String> why = ranked.refusal(SlateEstimator.SLATE_IPS);
        assertThat(why).isPresent();

        CascadeBandit list = CascadeBandit.of("a", "b", "c", "d");
        ArmCounts looks = ArmCounts.empty();
        List<String> two = list.thompson(looks, 2, 17);
        looks = looks.plus(CascadeBandit.feedback(two, 1));
        assertThat(looks.successes(two.get(1))).isEqualTo(1);
    }
}
