package io.clientele.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.evaluation.AucComparison;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.BrierDecomposition;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.evaluation.CalibrationTable;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.ConfusionMatrix;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.GainTable;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.PriorShift;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.RocCurve;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.ClassTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.ElasticNetChoice;
import io.clientele.prediction.linear.GammaRegression;
import io.clientele.prediction.linear.LikelihoodRatioTest;
import io.clientele.prediction.linear.LinearModel;
import io.clientele.prediction.linear.LinearRegression;
import io.clientele.prediction.linear.LogLinearModel;
import io.clientele.prediction.linear.LogisticElasticNet;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.linear.MultinomialLogisticRegression;
import io.clientele.prediction.linear.MultinomialModel;
import io.clientele.prediction.linear.NegativeBinomialModel;
import io.clientele.prediction.linear.NegativeBinomialRegression;
import io.clientele.prediction.linear.PoissonRegression;
import io.clientele.prediction.linear.ResponseTable;
import io.clientele.prediction.linear.StandardErrors;
import io.clientele.prediction.linear.WaldTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/propensity.md and of the Javadoc. */
class PropensityGuideTest {

    private final double[] bought = {1, 0, 1, 0, 0, 1, 0, 0, 1, 0};
    private final double[] probabilities = {0.9, 0.2, 0.7, 0.4, 0.1, 0.3, 0.3, 0.2, 0.8, 0.6};
    private final double[] recency = {-3, -60, -10, -30, -90, -40, -20, -70, -5, -12};

    private final FeatureTable customers = FeatureTable.builder("recency", "orders", "spend")
            .add(3, 5, 310)
            .add(60, 1, 25)
            .add(10, 4, 200)
            .add(30, 6, 500)
            .add(90, 1, 20)
            .add(40, 2, 90)
            .add(20, 1, 15)
            .add(70, 2, 60)
            .add(5, 1, 45)
            .add(12, 3, 120)
            .build();

    @Test
    void logisticRegression(@TempDir Path folder) {
        LabeledTable data = LabeledTable.of(customers, bought);
        LogisticModel model = LogisticRegression.create().fit(data);
        double probability = model.probability(12, 4, 310.0);
        Interval sure = model.probabilityInterval(12, 4, 310.0);
        for (Coefficient c : model.coefficients()) {
            String line = c.name() + " " + c.estimate() + " (" + c.lower() + " to " + c.upper() + ")";
            assertThat(line).contains(" to ");
        }
        LikelihoodRatioTest any = model.likelihoodRatioTest();
        double[] why = model.contributions(new double[] {12, 4, 310}, new double[] {30, 2, 100});
        assertThat(sure.contains(probability)).isTrue();
        assertThat(any.degreesOfFreedom()).isEqualTo(3);
        assertThat(why).hasSize(3);
        Path file = folder.resolve("model.json");
        model.write(file);
        LogisticModel same = LogisticModel.read(file);
        assertThat(same).isEqualTo(model);
    }

    @Test
    void whichOfSeveral() {
        List<String> channels = List.of("app", "shop", "app", "web", "shop", "web", "app", "web", "shop", "app");
        ClassTable data = ClassTable.of(customers, channels);
        MultinomialModel model = MultinomialLogisticRegression.create()
                .withReference("shop")
                .withL2Penalty(0.01)
                .fit(data);
        double[] shares = model.probabilities(12, 4, 310.0);
        List<Interval> sure = model.probabilityIntervals(12, 4, 310.0);
        String likeliest = model.likeliest(12, 4, 310.0);
        List<Coefficient> appAgainstShop = model.coefficients("app");
        WaldTest recencyMatters = model.waldTest("recency");
        assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-12));
        assertThat(sure.get(0).contains(shares[0])).isTrue();
        assertThat(model.classes()).contains(likeliest);
        assertThat(appAgainstShop).hasSize(4);
        assertThat(recencyMatters.p()).isBetween(0.0, 1.0);
    }

    @Test
    void elasticNet() {
        LabeledTable data = LabeledTable.of(customers, bought);
        LogisticElasticNet recipe = LogisticElasticNet.create().withMixing(0.9).withPath(20, 0.01);
        ElasticNetChoice choice = recipe.choose(data, 3, 1, Execution.sequential());
        int step = choice.oneStandardError();
        double p = choice.path().probability(step, 12, 4, 310.0);
        double[] few = choice.path().coefficients(step);
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(few).hasSize(3);
    }

    @Test
    void howManyAndHowMuch() {
        double[] orders = {4, 0, 3, 5, 1, 1, 0, 2, 1, 2};
        double[] basket = {60, 25, 50, 80, 20, 45, 15, 30, 45, 40};
        double[] logMonthsSeen = {0.7, 1.1, 0.7, 1.6, 1.8, 1.4, 0, 1.9, 0, 0.7};
        LogLinearModel counts = PoissonRegression.create()
                .withStandardErrors(StandardErrors.ROBUST)
                .fit(ResponseTable.of(customers, orders).withOffset(logMonthsSeen));
        double ordersAMonth = counts.mean(12, 4, 310.0);
        LogLinearModel amounts = GammaRegression.create().fit(ResponseTable.of(customers, basket));
        Interval basketMean = amounts.meanInterval(12, 4, 310.0);
        LinearModel line = LinearRegression.create().fit(ResponseTable.of(customers, basket));
        Interval nextBasket = line.predictionInterval(12, 4, 310.0);
        assertThat(ordersAMonth).isPositive();
        assertThat(basketMean.lower()).isPositive();
        assertThat(nextBasket.width())
                .isGreaterThan(line.meanInterval(12, 4, 310.0).width());
    }

    @Test
    void countsThatScatter() {
        double[] orders = {4, 0, 3, 5, 1, 30, 0, 2, 40, 2};
        NegativeBinomialModel scattered = NegativeBinomialRegression.create().fit(ResponseTable.of(customers, orders));
        double noOrder = scattered.probability(0, 12, 4, 310.0);
        boolean moreThanPoisson = scattered.dispersionTest().p() < 0.05;
        assertThat(noOrder).isBetween(0.0, 1.0);
        assertThat(moreThanPoisson).isTrue();
    }

    @Test
    void evaluation() {
        ScoredLabels data = ScoredLabels.of(bought, probabilities);
        Evaluation e = Evaluator.create().withConfidence(0.9).fit(data);
        double auc = e.auc().estimate();
        String sure = e.auc().interval().map(Interval::toString).orElse(e.auc().method());
        double promisedTooMuch = e.calibrationInTheLarge().orElseThrow().estimate();
        assertThat(auc).isBetween(0.5, 1.0);
        assertThat(sure).contains("confidence=0.9");
        assertThat(promisedTooMuch).isFinite();
        assertThat(e.metrics()).hasSize(11);
    }

    @Test
    void tables() {
        ScoredLabels data = ScoredLabels.of(bought, probabilities);
        GainTable deciles = GainTable.of(data, 5, 0.95);
        double reached = deciles.bands().get(0).gain();
        CalibrationTable table = CalibrationTable.equalWeight(data, 5, 0.95);
        double off = table.expectedCalibrationError();
        ConfusionMatrix m = ConfusionMatrix.at(data, 0.5);
        Interval recall = m.interval(m.truePositives(), m.positives(), 0.95);
        RocCurve curve = RocCurve.of(data);
        double couldBeGained = BrierDecomposition.of(data).reliability();
        assertThat(reached).isEqualTo(0.5);
        assertThat(off).isPositive();
        assertThat(recall.contains(0.75)).isTrue();
        assertThat(curve.truePositiveRate(curve.points() - 1)).isEqualTo(1);
        assertThat(couldBeGained).isNotNegative();
    }

    @Test
    void comparisonAndBootstrap() {
        ScoredLabels model = ScoredLabels.of(bought, probabilities);
        ScoredLabels rule = ScoredLabels.of(bought, recency);
        AucComparison c = AucComparison.paired(model, rule, 0.95);
        boolean better = c.p() < 0.05;
        Metric f1 = Bootstrap.create()
                .withReplicates(200)
                .withSeed(7)
                .metric("F1", model, d -> ConfusionMatrix.at(d, 0.5).f1());
        assertThat(better).isFalse();
        assertThat(f1.interval()).isPresent();
        assertThat(RocAuc.of(model).logitMetric(0.95).interval()).isPresent();
    }

    @Test
    void calibration() {
        double[] boughtLater = bought;
        double[] scoresBefore = probabilities;
        CalibrationModel honest = Calibrator.isotonic().fit(ScoredLabels.of(boughtLater, scoresBefore));
        double probability = honest.calibrate(0.37);
        PriorShift back = new PriorShift(0.5, 0.02); // trained on half buyers, but 2 % buy
        double rare = back.correct(0.7);
        assertThat(probability).isBetween(0.0, 1.0);
        assertThat(rare).isLessThan(0.1);
    }
}
