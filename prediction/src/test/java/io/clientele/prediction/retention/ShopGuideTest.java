package io.clientele.prediction.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.Category;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.Value;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.LogReader;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.OrderRules;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.ChurnSensitivity;
import io.clientele.prediction.survival.ChurnTable;
import io.clientele.prediction.survival.Concordance;
import io.clientele.prediction.survival.CoxCoefficient;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.HorizonCalibration;
import io.clientele.prediction.survival.HorizonEvaluation;
import io.clientele.prediction.survival.InactivityChurn;
import io.clientele.prediction.survival.SurvivalEvaluation;
import io.clientele.prediction.survival.SurvivalTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** "From order lines to a list" in docs/survival.md, on a real shop without contracts. */
class ShopGuideTest {

    @Test
    void onlineRetail() {
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

        Instant june = Instant.parse("2011-06-01T00:00:00Z");
        Instant september = Instant.parse("2011-09-01T00:00:00Z");
        Instant now = Instant.parse("2011-12-10T00:00:00Z");
        List<ChurnSensitivity> fixed = InactivityChurn.sensitivity(orders, september, 90, 120, 150);
        List<ChurnSensitivity> own = InactivityChurn.ownSensitivity(orders, september, 0.9, 0.95);
        InactivityChurn left = InactivityChurn.ofGaps(orders, september, 0.95);

        EventLogs logs = EventLogs.of(orders);
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast().named("silent days"),
                Events.orders().decayedCount(60).named("recent orders"),
                Events.orders().meanGapDays().orElse(120).named("usual gap"),
                Events.lines().distinct(Category.PRODUCT).named("products"));
        SurvivalTable known = sinceCutoff(left.periods(orders, recipe.compute(logs, june), september));
        CoxModel model = CoxRegression.create().fit(known);

        SurvivalTable later = sinceCutoff(left.periods(orders, recipe.compute(logs, september), now));
        double[] horizons = {30, 60, 90};
        double[][] chances = model.survival(later.features().orElseThrow(), horizons, Execution.sequential());
        SurvivalEvaluation judged = SurvivalEvaluation.of(later, horizons, chances);
        HorizonEvaluation twoMonths = judged.at(1);
        Interval area = twoMonths.auc().interval(0.95);
        HorizonCalibration promises = twoMonths.calibration().orElseThrow();
        Concordance silence =
                Concordance.uno(later, later.features().orElseThrow().column("silent days"), 90);

        CoxModel today = CoxRegression.create().fit(later);
        ChurnTable churn = left.table(orders, now);
        List<String> ids =
                Arrays.stream(churn.active()).mapToObj(churn::customer).toList();
        FeatureRecipe spent = FeatureRecipe.of(Events.orders().sum(Value.AMOUNT).inLastDays(365));
        FeatureTable.Builder features = FeatureTable.builder(recipe.columns().toArray(String[]::new));
        ids.forEach(id -> features.add(recipe.row(logs, id, now)));
        double[] values =
                ids.stream().mapToDouble(id -> spent.row(logs, id, now)[0]).toArray();
        int n = ids.size();
        ActiveCustomers active = ActiveCustomers.of(
                        SurvivalTable.of(new double[n], new int[n]).withFeatures(features.build()), values)
                .withIds(ids);
        RetentionList list = RetentionCampaign.within(60)
                .withCost(5)
                .withSuccess(0.1)
                .withBudget(500)
                .rank(ChurnModel.of(today), active);
        RetentionContact first = list.contacts().get(0);

        assertThat(fixed)
                .containsExactly(
                        new ChurnSensitivity(90, 3317, 1996, 727),
                        new ChurnSensitivity(120, 3317, 1368, 362),
                        new ChurnSensitivity(150, 3317, 973, 181));
        assertThat(own.get(1).left()).isEqualTo(1243);
        assertThat(own.get(1).returned()).isEqualTo(356);
        assertThat(own.get(1).days()).isCloseTo(142.1, within(0.05));
        assertThat(left.days()).isCloseTo(115.9, within(0.05));
        assertThat(known.rows()).isEqualTo(2096);
        assertThat(leavers(known)).isEqualTo(829);
        CoxCoefficient silent = model.coefficients().get(0);
        assertThat(silent.hazardRatio()).isCloseTo(1.042, within(5e-4));
        assertThat(Math.exp(silent.lower())).isCloseTo(1.038, within(5e-4));
        assertThat(Math.exp(silent.upper())).isCloseTo(1.047, within(5e-4));
        assertThat(later.rows()).isEqualTo(1866);
        assertThat(leavers(later)).isEqualTo(761);
        assertThat(judged.at(0).auc().value()).isCloseTo(0.986, within(5e-4));
        assertThat(twoMonths.auc().value()).isCloseTo(0.962, within(5e-4));
        assertThat(area.lower()).isCloseTo(0.954, within(5e-4));
        assertThat(area.upper()).isCloseTo(0.969, within(5e-4));
        assertThat(judged.at(2).auc().value()).isCloseTo(0.909, within(5e-4));
        assertThat(promises.observedToExpected().value()).isCloseTo(0.915, within(5e-4));
        assertThat(promises.slope().value()).isCloseTo(1.20, within(5e-3));
        assertThat(promises.slope().interval(0.95).lower()).isCloseTo(1.10, within(5e-3));
        assertThat(promises.slope().interval(0.95).upper()).isCloseTo(1.30, within(5e-3));
        assertThat(promises.integratedIndex()).isCloseTo(0.041, within(5e-4));
        assertThat(judged.integratedBrier().value()).isCloseTo(0.080, within(5e-4));
        assertThat(judged.uno().orElseThrow().index()).isCloseTo(0.907, within(5e-4));
        assertThat(silence.index()).isCloseTo(0.919, within(5e-4));
        assertThat(active.rows()).isEqualTo(2126);
        assertThat(list.contacts()).hasSize(100);
        assertThat(list.worthwhile()).isEqualTo(1139);
        assertThat(list.spent()).isEqualTo(500);
        assertThat(list.valueAtRisk()).isCloseTo(408_230, within(0.5));
        assertThat(list.gain()).isCloseTo(15_674, within(0.5));
        assertThat(list.gainInterval().lower()).isCloseTo(13_915, within(0.5));
        assertThat(list.gainInterval().upper()).isCloseTo(17_072, within(0.5));
        assertThat(list.extrapolated()).isZero();
        assertThat(first.customer()).isEqualTo("16180");
        assertThat(first.value()).isCloseTo(10_254, within(0.5));
        assertThat(first.risk()).isCloseTo(0.69, within(5e-3));
        assertThat(first.riskInterval().lower()).isCloseTo(0.60, within(5e-3));
        assertThat(first.riskInterval().upper()).isCloseTo(0.75, within(5e-3));
        assertThat(first.reasons().get(0).text())
                .isEqualTo("silent days is 100.3, on average 36.62: leaves at 13.17 times the rate");
    }

    private static long leavers(SurvivalTable table) {
        return IntStream.range(0, table.rows())
                .filter(row -> table.event(row) > 0)
                .count();
    }

    /** Times from the cut-off on, in place of times since the first order. */
    private static SurvivalTable sinceCutoff(SurvivalTable periods) {
        int[] events = new int[periods.rows()];
        double[] days = new double[events.length];
        for (int row = 0; row < days.length; row++) {
            days[row] = periods.time(row) - periods.start(row);
            events[row] = periods.event(row);
        }
        return SurvivalTable.of(days, events).withFeatures(periods.features().orElseThrow());
    }
}
