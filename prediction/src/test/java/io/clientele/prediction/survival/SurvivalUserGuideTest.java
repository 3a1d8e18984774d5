package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.survival.discrete.DiscreteHazard;
import io.clientele.prediction.survival.discrete.DiscreteHazardCurve;
import io.clientele.prediction.survival.discrete.DiscreteHazardModel;
import io.clientele.prediction.survival.discrete.PersonPeriods;
import java.time.Duration;
import java.time.Instant;
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
        SurvivalBand band = monthly.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG_LOG, 1, 12);
        Interval wider = band.interval(6);
        RestrictedMean ofYearly = curves.curve("yearly").restrictedMean(12);
        Interval longer = ofYearly.differenceFrom(year, 0.95);
        ChiSquareTest same = ofYearly.test(year);
        assertThat(wider.width()).isGreaterThan(sure.width() * 0.9);
        assertThat(longer.contains(ofYearly.mean() - year.mean())).isTrue();
        assertThat(same.p()).isBetween(0.0, 1.0);
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
        Concordance comparable =
                Concordance.uno(customers, model.linearPredictors(features, Execution.sequential()), 12);
        CovariatePath dearer =
                CovariatePath.of(new double[] {0, 6}, new double[] {6, 15}, new double[][] {{12, 5}, {18, 5}
                }); // the price rises after half a year
        CoxCurve then = model.curve(dearer);
        double staysThen = then.survival(9);
        Interval sure9 = then.interval(9);
        assertThat(staysThen).isLessThan(stays);
        assertThat(sure9.contains(staysThen)).isTrue();
        assertThat(comparable.index()).isGreaterThan(0.5);
        assertThat(test2.global().degreesOfFreedom()).isEqualTo(2);
        assertThat(order.index()).isGreaterThan(0.5);
        assertThat(surprise).hasSize(8);
    }

    @Test
    void monotone() {
        SurvivalTable customers = customers();
        FeatureTable discount = FeatureTable.of(List.of("discount"), new double[] {0, 0, 1, 0, 1, 0, 0, 1});
        CoxProfile profile = CoxProfile.of(
                CoxRegression.create().withFirth(), customers.withFeatures(discount), Execution.sequential());
        ProfileCoefficient effect = profile.coefficients().get(0);
        double atMost = Math.exp(effect.upper());
        assertThat(effect.estimate()).isNegative();
        assertThat(atMost).isBetween(0.5, 2.0);
    }

    @Test
    void manyFeatures() {
        double[] beta = {0.8, -0.6, 0, 0, 0, 0, 0, 0, 0, 0};
        SurvivalTable many = RandomTables.cox(RandomTables.random("guide", 0), 300, beta, 0.5, 0);
        double[] newcomer = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        CoxChoice choice = CoxElasticNet.create().choose(many, 10, 1, Execution.sequential());
        int step = choice.oneStandardError();
        List<String> matter = choice.path().selected(step);
        double logHazard = choice.path().linearPredictor(step, newcomer);
        assertThat(matter).contains("x0", "x1").hasSizeLessThan(6);
        assertThat(logHazard).isBetween(0.3, 1.0);
    }

    @Test
    void parametric() {
        SurvivalTable customers = customers();
        FeatureTable features = FeatureTable.of(List.of("visits"), new double[] {2, 6, 3, 4, 1, 5, 2, 9});
        AftModel weibull =
                AftRegression.of(LifetimeDistribution.WEIBULL).fit(customers.withFeatures(features.select("visits")));
        AftCurve bob = weibull.curve(5);
        double half2 = bob.quantile(0.5);
        Interval sure3 = bob.quantileInterval(0.5);
        double nextYear = bob.risk(24, 12);
        double aic = weibull.aic();
        double remaining = bob.meanResidualLife(24);
        Interval sure4 = bob.meanResidualLifeInterval(24);
        Interval sure5 = bob.riskInterval(24, 12);
        double halfOfThem = bob.remainingQuantile(24, 0.5);
        assertThat(sure4.contains(remaining)).isTrue();
        assertThat(sure5.contains(nextYear)).isTrue();
        assertThat(halfOfThem).isPositive();
        assertThat(sure3.contains(half2)).isTrue();
        assertThat(nextYear).isBetween(0.0, 1.0);
        assertThat(aic).isPositive();
    }

    @Test
    void looks() {
        IntervalTable seen = IntervalTable.of(
                new double[] {0, 0, 3, 3, 6, 6, 9},
                new double[] {3, 3, 6, 9, 9, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY});
        TurnbullCurve bounds = Turnbull.create().fit(seen).curve("all");
        double atLeast = bounds.lower(6);
        double atMost = bounds.upper(6);
        AftModel between = AftRegression.of(LifetimeDistribution.WEIBULL).fit(seen);
        Interval sure8 = between.curve().interval(6);
        assertThat(atLeast).isCloseTo(atMost, within(1e-12)).isBetween(0.4, 0.6);
        assertThat(sure8.contains(between.curve().survival(6))).isTrue();
    }

    @Test
    void whoNeverLeaves() {
        double[] months = new double[60];
        int[] left = new int[60];
        double[] yearly = new double[60];
        for (int i = 0; i < 60; i++) {
            yearly[i] = i % 2;
            left[i] = i % 5 < 3 - yearly[i] ? 1 : 0;
            months[i] = left[i] == 1 ? 1 + i * 7 % 60 / 5.0 : 20 + i % 10;
        }
        SurvivalTable watched = SurvivalTable.of(months, left).withFeatures(FeatureTable.of(List.of("yearly"), yearly));
        MixtureCureModel loyal =
                MixtureCure.of(LifetimeDistribution.WEIBULL).withLatency().fit(watched);
        MixtureCureCurve cleo = loyal.curve(1);
        double forEver = cleo.neverLeaves();
        Interval sure6 = cleo.neverLeavesInterval();
        double byNow = cleo.neverLeaves(10);
        double soon = cleo.risk(10, 6);
        boolean longEnough = loyal.followUp().sufficient(0.05);
        assertThat(sure6.contains(forEver)).isTrue();
        assertThat(forEver).isCloseTo(0.6, within(0.01));
        assertThat(byNow).isGreaterThan(forEver);
        assertThat(soon).isBetween(0.0, 0.2);
        assertThat(longEnough).isTrue();
    }

    @Test
    void monthByMonth() {
        SurvivalTable customers = customers();
        FeatureTable features = FeatureTable.of(List.of("visits"), new double[] {2, 6, 3, 4, 1, 5, 2, 9});
        DiscreteHazardModel byMonth =
                DiscreteHazard.of(1).withBands(1, 5, 10).fit(customers.withFeatures(features.select("visits")));
        DiscreteHazardCurve dan = byMonth.curve(5);
        double ninth = dan.hazard(9);
        double year = dan.survival(12);
        Interval sure7 = dan.interval(12);
        double next3 = dan.risk(9, 3);
        LabeledTable rows = PersonPeriods.of(customers, 1, 1, 5, 10).table();
        assertThat(ninth).isBetween(0.0, 1.0);
        assertThat(sure7.contains(year)).isTrue();
        assertThat(next3).isBetween(0.0, 1.0);
        assertThat(rows.rows()).isEqualTo(6);
    }

    @Test
    void reasonsAndErrors() {
        SurvivalTable customers = customers();
        FeatureTable features =
                FeatureTable.of(List.of("price", "visits"), new double[] {30, 15, 12, 20, 25, 10, 18, 8}, new double[] {
                    2, 6, 3, 4, 1, 5, 2, 9
                });
        SurvivalTable why = SurvivalTable.of(
                new double[] {1, 4, 4, 9, 12, 12, 15, 20},
                new int[] {1, 2, 0, 1, 0, 1, 2, 0}); // 1 cancelled, 2 did not pay
        CumulativeIncidences shares = AalenJohansen.create().fit(why);
        double unpaid = shares.curve("all", 2).incidence(12);
        FineGrayModel share = FineGray.of(1).fit(why.withFeatures(features.select("visits")));
        double cancels = share.incidence(12, 5);
        CoxModel rate = CoxRegression.create().fit(why.cause(1).withFeatures(features.select("visits")));
        CauseSpecificModel rates = CauseSpecificCox.create().fit(why.withFeatures(features.select("visits")));
        double unpaidLater = rates.curve(5).risk(2, 6, 9);
        Interval sure10 = rates.curve(5).riskInterval(2, 6, 9);
        assertThat(sure10.contains(unpaidLater)).isTrue();
        assertThat(unpaid).isCloseTo(0.125, within(1e-12));
        assertThat(cancels).isBetween(0.0, 1.0);
        assertThat(rate.events()).isEqualTo(3);
        GrayTest payment = Gray.of(2)
                .test(why.withGroups(
                        List.of("monthly", "monthly", "yearly", "monthly", "yearly", "yearly", "monthly", "yearly")));
        double p2 = payment.p();
        assertThat(p2).isBetween(0.0, 1.0);
        CoxModel model = CoxRegression.create().fit(customers.withFeatures(features));
        BrierScore judge = BrierScore.of(customers);
        double[][] chances = model.survival(features, new double[] {6, 9}, Execution.sequential());
        double error = judge.at(6, chances[0]);
        double area = judge.auc(6, chances[0]);
        double mean = judge.integrated(new double[] {6, 9}, chances);
        HorizonScore sureArea = judge.aucAt(6, chances[0]);
        assertThat(sureArea.interval(0.95).contains(area)).isTrue();
        assertThat(error).isBetween(0.0, 0.25);
        assertThat(area).isGreaterThan(0.5);
        assertThat(mean).isBetween(0.0, 0.25);
    }

    @Test
    void shopsWithoutContracts() {
        OrderLog orders = orders();
        Instant now = Instant.parse("2026-07-01T00:00:00Z");
        InactivityChurn left = InactivityChurn.ofGaps(orders, now, 0.9);
        List<ChurnSensitivity> effects = InactivityChurn.sensitivity(orders, now, 30, 60, 90);
        ChurnTable churn = left.table(orders, now);
        SurvivalCurve shop = KaplanMeier.create().fit(churn.survival()).curve();
        assertThat(effects).extracting(ChurnSensitivity::customers).containsOnly(churn.rows());
        assertThat(shop.survival(left.days() / 2)).isEqualTo(1);

        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast(), Events.orders().count());
        List<Instant> firstsOfMonths =
                List.of(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
        FeatureSnapshot known = recipe.compute(EventLogs.of(orders), firstsOfMonths, Execution.sequential());
        SurvivalTable months = left.periods(orders, known, now);
        CoxModel model = CoxRegression.create().fit(months);
        assertThat(model.hasRobustErrors()).isTrue();
    }

    private static OrderLog orders() {
        OrderLog.Builder builder = OrderLog.builder();
        for (int c = 0; c < 60; c++) {
            Instant at = Instant.parse("2026-01-01T10:00:00Z").plus(Duration.ofDays(c % 50));
            for (int k = 0; k <= c % 7; k++) {
                builder.customer("c" + c).time(at).amount(20).add();
                at = at.plus(Duration.ofDays(5 + (c * 7 + k * 11) % 30));
            }
        }
        return builder.build();
    }

    @Test
    void contracts() {
        Instant january = Instant.parse("2026-01-01T00:00:00Z");
        Instant february = Instant.parse("2026-02-01T00:00:00Z");
        Instant april = Instant.parse("2026-04-01T00:00:00Z");
        Instant june = Instant.parse("2026-06-01T00:00:00Z");
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        ContractChurn contracts = ContractChurn.builder("price")
                .start("c1", "ann", january, 29.90)
                .change("c1", april, 34.90)
                .cancel("c1", june)
                .build();
        ContractTable table = contracts.table(february, december);
        assertThat(table.survival().rows()).isEqualTo(2);
        assertThat(table.survival().start(0)).isEqualTo(31);
        assertThat(table.survival().time(1)).isEqualTo(151);
    }
}
