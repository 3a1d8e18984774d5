package io.clientele.prediction.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.Category;
import io.clientele.core.feature.Encoder;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.feature.Value;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.LogReader;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.OrderRules;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.ProfitCurve;
import io.clientele.prediction.evaluation.ProfitPoint;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.explanation.LinearExplainer;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.linear.StandardErrors;
import io.clientele.prediction.validation.ChoiceResult;
import io.clientele.prediction.validation.Folds;
import io.clientele.prediction.validation.HistoryTable;
import io.clientele.prediction.validation.ModelChoice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "From order lines to probabilities" in docs/propensity.md, on a real shop. */
class PropensityShopGuideTest {

    @Test
    void onlineRetail(@TempDir Path folder) {
        Path path = SharedFiles.data("online-retail/online_retail.csv.gz");
        CsvSource file = CsvSource.of(path);
        OrderLog orders = LogReader.create()
                .withoutAnonymous()
                .withOrderRules(OrderRules.create()
                        .withoutOrdersStarting("C")
                        .withoutReturns()
                        .withoutFree())
                .orders(file, OrderColumns.create().told(file.header()))
                .data();
        EventLogs logs = EventLogs.of(orders);
        Execution here = Execution.sequential();

        FeatureRecipe features = FeatureRecipe.of(
                        Events.orders().count().inLastDays(120).named("orders"),
                        Events.orders().daysSinceLast().named("silent days"),
                        Events.orders().decayedCount(30).named("recent orders"),
                        Events.orders().sum(Value.AMOUNT).inLastDays(120).named("spend"),
                        Events.lines()
                                .distinct(Category.PRODUCT)
                                .inLastDays(120)
                                .named("products"))
                .withPopulation(Events.orders().count().inLastDays(120));
        Encoder encoder = Encoder.create().withBins(5, "spend").withStandardized("products");
        Propensity learner = Propensity.of(LogisticRegression.create().withStandardErrors(StandardErrors.CLUSTERED))
                .withEncoder(encoder)
                .withCalibration(Calibrator.logOdds(), 5);
        PurchasePropensity recipe =
                PurchasePropensity.of(features, LabelWindow.ofDays(30), learner).withCutoffs(4, 30);

        Instant now = Instant.parse("2011-10-01T00:00:00Z");
        HistoryTable rows = recipe.rows(logs, now, here);
        ChoiceResult choice = ModelChoice.by("AUC", d -> RocAuc.of(d).value(), Folds.byTime(2))
                .withBootstrap(Bootstrap.create().withReplicates(200))
                .withCandidate(
                        "recency alone",
                        (d, e) -> LogisticRegression.create().fit(column(d, "silent days"), e)::probabilities)
                .withCandidate("all five", Propensity.of(LogisticRegression.create()))
                .withCandidate("all five, binned", learner)
                .choose(rows, here);

        PurchasePropensityModel model = recipe.fit(logs, now, here);
        Path artefact = folder.resolve("propensity.json");
        model.write(artefact);
        PurchasePropensityModel served = PurchasePropensityModel.read(artefact);
        PropensityScores scores = served.probabilities(logs, now, here);
        double one = served.probability(logs, scores.customer(0), now);

        double[] bought =
                LabelWindow.ofDays(30).label(scores.snapshot(), orders).bought();
        ScoredLabels later = ScoredLabels.of(bought, scores.probabilities());
        Evaluation e = Evaluator.create().fit(later);
        ProfitPoint worthIt = ProfitCurve.of(later, 20, 5).bestWithin(1500);
        Metric top = Bootstrap.create()
                .withReplicates(200)
                .metric(
                        "profit of the best fifth",
                        later,
                        d -> ProfitCurve.of(d, 20, 5).topShare(0.2).profit());

        PropensityModel inner = served.model();
        FeatureTable encoded = inner.encoder().encode(scores.snapshot().features());
        List<String> reasons = LinearExplainer.of(inner.regression().orElseThrow(), encoded)
                .explain(encoded.row(0))
                .reasons(3);

        assertThat(rows.rows()).isEqualTo(9129);
        assertThat(choice.chosen()).isEqualTo("all five, binned");
        assertThat(one).isEqualTo(scores.probability(0));
        assertThat(scores.rows()).isEqualTo(2461);
        // the figures that docs/propensity.md quotes
        assertThat(e.auc().estimate()).isCloseTo(0.679, within(0.001));
        assertThat(e.calibrationSlope().orElseThrow().estimate()).isCloseTo(0.80, within(0.01));
        assertThat(e.calibrationInTheLarge().orElseThrow().estimate()).isCloseTo(0.107, within(0.001));
        assertThat(worthIt.contacts()).isEqualTo(300);
        assertThat(worthIt.responders()).isEqualTo(219);
        assertThat(top.estimate()).isCloseTo(3603, within(1.0));
        assertThat(reasons).hasSize(3);
        assertThat(reasons.get(0)).isEqualTo("spend_bin_4 1 (average 0.213) multiplies the odds by 1.73");
    }

    private static LabeledTable column(LabeledTable data, String name) {
        return LabeledTable.of(data.features().select(name), data.labels());
    }
}
