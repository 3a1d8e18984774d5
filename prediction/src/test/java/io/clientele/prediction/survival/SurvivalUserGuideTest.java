package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/survival.md. */
class SurvivalUserGuideTest {

    private static SurvivalTable customers() {
        return SurvivalTable.of(
                        new double[] {1, 4, 4, 9, 12, 12, 15, 20}, // months until they left or were last seen
                        new int[] {1, 1, 0, 1, 0, 1, 0, 0}) // 1 left, 0 still there
                .withGroups(
                        List.of("monthly", "monthly", "yearly", "monthly", "yearly", "yearly", "monthly", "yearly"));
    }

    @Test
    void curves() {
        SurvivalTable customers = customers();
        SurvivalCurves curves = KaplanMeier.create().fit(customers);
        SurvivalCurve monthly = curves.curve("monthly");
        double stay = monthly.survival(6);
        Interval sure = monthly.interval(6);
        OptionalDouble half = monthly.median();
        RestrictedMean year = monthly.restrictedMean(12);
        assertThat(stay).isEqualTo(0.5);
        assertThat(sure.contains(stay)).isTrue();
        assertThat(half).hasValue(6.5);
        assertThat(year.mean()).isCloseTo(1 + 0.75 * 3 + 0.5 * 5 + 0.25 * 3, within(1e-12));
    }

    @Test
    void comparisons() {
        SurvivalTable customers = customers();
        LogRankTest test = LogRank.create().test(customers);
        double p = test.p();
        double trend = test.trend(0, 1);
        List<PairTest> pairs = LogRank.create().pairs(customers, Adjustment.HOLM);
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(trend * trend).isCloseTo(test.chiSquare(), within(1e-12));
        assertThat(trend).isNegative();
        assertThat(pairs).hasSize(1);
    }

    @Test
    void regression() {
        SurvivalTable customers = customers();
        FeatureTable features = FeatureTable.of(
                List.of("price", "visits"),
                new double[] {30, 15, 12, 20, 25, 10, 18, 8}, // monthly price
                new double[] {2, 6, 3, 4, 1, 5, 2, 9}); // visits a month
        CoxModel model = CoxRegression.create().fit(customers.withFeatures(features));
        CoxCoefficient price = model.coefficients().get(0);
        CoxCurve ann = model.curve(12, 5);
        double stays = ann.survival(9);
        double leaves = ann.risk(6, 3);
        Interval sure2 = ann.riskInterval(6, 3);
        double[] reasons = model.contributions(new double[] {12, 5}, new double[] {17, 4});
        assertThat(price.hazardRatio()).isGreaterThan(1);
        assertThat(stays).isBetween(0.5, 1.0);
        assertThat(sure2.contains(leaves)).isTrue();
        assertThat(reasons).hasSize(2);
        ProportionalHazards test2 = ProportionalHazards.test(
                model, customers.withFeatures(features), TimeScale.KAPLAN_MEIER, Execution.sequential());
        Concordance order = Concordance.of(customers, model.linearPredictors(features, Execution.sequential()));
        CoxResiduals residuals = CoxResiduals.of(model, customers.withFeatures(features));
        double[] surprise = residuals.deviance();
        assertThat(test2.global().degreesOfFreedom()).isEqualTo(2);
        assertThat(order.index()).isGreaterThan(0.5);
        assertThat(surprise).hasSize(8);
    }
}
