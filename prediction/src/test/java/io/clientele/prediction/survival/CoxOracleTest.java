package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R's coxph, survfit, residuals, cox.zph and concordance; values in ../shared/golden/survival/cox-*.json. */
class CoxOracleTest {

    private static final Map<String, Supplier<SurvivalTable>> DATA = Map.ofEntries(
            Map.entry(
                    "cox-lung",
                    () -> SurvivalData.plain(
                            SurvivalData.lungComplete("age", "sex", "ph.ecog", "ph.karno", "wt.loss"), false, false)),
            Map.entry(
                    "cox-lung-strata",
                    () -> SurvivalData.plain(SurvivalData.lungComplete("age", "ph.ecog"), true, false)),
            Map.entry("cox-lung-weighted", CoxOracleTest::weighted),
            Map.entry("cox-lung-cluster", CoxOracleTest::clustered),
            Map.entry("cox-veteran", SurvivalData::veteranRegression),
            Map.entry("cox-rossi", SurvivalData::rossi),
            Map.entry("cox-rossi-robust", SurvivalData::rossi),
            Map.entry("cox-pbc", SurvivalData::pbc),
            Map.entry(
                    "cox-heart-start-stop",
                    () -> SurvivalData.plain(SurvivalData.heart("age", "year", "surgery", "transplant"), false, false)),
            Map.entry("cox-heart-cluster", () -> SurvivalData.heart("age", "surgery", "transplant")),
            Map.entry("cox-telco", SurvivalData::telcoRegression));

    private static SurvivalTable weighted() {
        SurvivalTable table = SurvivalData.plain(SurvivalData.lungComplete("age", "sex", "ph.ecog"), false, false);
        return table.withWeights(SurvivalData.cycle(table.rows(), 1, 2, 0.5, 3));
    }

    private static SurvivalTable clustered() {
        SurvivalTable table = SurvivalData.plain(SurvivalData.lungComplete("age", "sex", "ph.ecog"), false, true);
        Labels clusters = java.util.Objects.requireNonNull(table.clusterLabels());
        int[] known = java.util.stream.IntStream.range(0, table.rows())
                .filter(i -> !clusters.name(i).isEmpty())
                .toArray();
        return table.selectRows(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cox-lung",
                "cox-lung-strata",
                "cox-lung-weighted",
                "cox-lung-cluster",
                "cox-veteran",
                "cox-rossi",
                "cox-rossi-robust",
                "cox-pbc",
                "cox-heart-start-stop",
                "cox-heart-cluster",
                "cox-telco"
            })
    void agreesWithCoxph(String name) {
        Golden golden = Golden.load("survival/" + name).at("expected");
        SurvivalTable table = DATA.get(name).get();
        for (String ties : golden.names()) {
            Golden expected = golden.at(ties);
            CoxRegression recipe = CoxRegression.create().withTies(Ties.valueOf(ties.toUpperCase(Locale.ROOT)));
            if (name.endsWith("robust")
                    || name.endsWith("weighted")) { // R: of its own accord, as weights are not whole
                recipe = recipe.withRobustErrors();
            }
            CoxModel model = recipe.fit(table);
            coefficients(expected, model);
            likelihoods(expected, model);
            if (expected.has("concordance")) {
                concordance(expected.at("concordance"), table, model);
            }
            if (expected.has("baseline_cumulative_hazard")) {
                baseline(expected.at("baseline_cumulative_hazard"), model);
            }
            if (expected.has("predicted")) {
                for (int i = 0; i < expected.at("predicted").size(); i++) {
                    predicted(expected.at("predicted", i), model);
                }
            }
            if (expected.has("residuals")) {
                residuals(expected.at("residuals"), CoxResiduals.of(model, table));
            }
            if (expected.has("proportional_hazards")) {
                proportionalHazards(expected.at("proportional_hazards"), model, table);
            }
        }
    }

    private static void coefficients(Golden expected, CoxModel model) {
        List<CoxCoefficient> table = model.coefficients();
        Golden c = expected.at("coefficients");
        c.at("coefficient")
                .matches(table.stream().mapToDouble(CoxCoefficient::estimate).toArray(), 1e-9, 0);
        c.at("std_error")
                .matches(
                        table.stream()
                                .mapToDouble(CoxCoefficient::standardError)
                                .toArray(),
                        1e-8,
                        0);
        c.at("z").matches(table.stream().mapToDouble(CoxCoefficient::z).toArray(), 1e-8, 0);
        c.at("p").matches(table.stream().mapToDouble(CoxCoefficient::p).toArray(), 1e-6, 0);
        c.at("lower").matches(table.stream().mapToDouble(CoxCoefficient::lower).toArray(), 1e-8, 1e-10);
        c.at("upper").matches(table.stream().mapToDouble(CoxCoefficient::upper).toArray(), 1e-8, 1e-10);
        if (c.has("naive_std_error")) {
            c.at("naive_std_error")
                    .matches(
                            table.stream()
                                    .mapToDouble(CoxCoefficient::modelError)
                                    .toArray(),
                            1e-8,
                            0);
        }
        double[][] covariance = model.covariance();
        for (int j = 0; j < covariance.length; j++) {
            for (int k = 0; k < covariance.length; k++) {
                double scale = Math.sqrt(covariance[j][j] * covariance[k][k]);
                expected.at("covariance", j, k).matches(covariance[j][k], 0, 1e-8 * scale);
            }
        }
    }

    private static void likelihoods(Golden expected, CoxModel model) {
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings()).isEmpty();
        expected.at("events").matches(model.events(), 0, 0);
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        expected.at("log_likelihood_null").matches(model.nullLogLikelihood(), 1e-10, 0);
        expected.at("likelihood_ratio").matches(model.likelihoodRatioTest().chiSquare(), 1e-9, 0);
        expected.at("score_test").matches(model.scoreTest().chiSquare(), 1e-8, 0);
        expected.at("wald_test").matches(model.waldTest().chiSquare(), 1e-8, 0);
        expected.at("df").matches(model.waldTest().degreesOfFreedom(), 0, 0);
        if (expected.has("robust_score_test")) {
            expected.at("robust_score_test")
                    .matches(model.robustScoreTest().orElseThrow().chiSquare(), 1e-8, 0);
        }
    }

    private static void concordance(Golden expected, SurvivalTable table, CoxModel model) {
        double[] scores = model.linearPredictors(table.features().orElseThrow(), Execution.sequential());
        Concordance ours = Concordance.of(table, scores);
        expected.at("concordant").matches(ours.concordant(), 1e-12, 0);
        expected.at("discordant").matches(ours.discordant(), 1e-12, 0);
        expected.at("tied_risk").matches(ours.tiedRisk(), 1e-12, 0);
        expected.at("tied_time").matches(ours.tiedTime(), 1e-12, 0);
        expected.at("tied_both").matches(ours.tiedBoth(), 1e-12, 0);
        expected.at("index").matches(ours.index(), 1e-12, 0);
        expected.at("std_error").matches(ours.standardError(), 1e-9, 0);
    }

    private static void baseline(Golden expected, CoxModel model) {
        double[] zeros = new double[model.features().size()];
        double[] times = expected.at("time").numbers();
        List<String> strata = expected.has("stratum") ? expected.at("stratum").texts() : List.of();
        for (int k = 0; k < times.length; k++) {
            CoxCurve curve = strata.isEmpty()
                    ? model.curve(zeros)
                    : model.inStratum(strata.get(k).substring("sex=".length()), zeros);
            expected.at("hazard", k).matches(curve.cumulativeHazard(times[k]), 1e-8, 0);
        }
    }

    private static void predicted(Golden expected, CoxModel model) {
        double[] row = model.features().stream()
                .mapToDouble(f -> expected.at("profile", f).number())
                .toArray();
        CoxCurve curve = model.curve(row);
        expected.at("linear_predictor").matches(model.linearPredictor(row), 1e-8, 0);
        double[] times = expected.at("times").numbers();
        for (int k = 0; k < times.length; k++) {
            if (times[k] > curve.lastTime()) {
                continue; // R goes on with the last value, we refuse
            }
            expected.at("survival", k).matches(curve.survival(times[k]), 1e-8, 0);
            expected.at("std_error_log_survival", k).matches(curve.cumulativeHazardError(times[k]), 1e-8, 0);
            Interval interval = curve.interval(times[k]);
            expected.at("lower_log", k).matches(interval.lower(), 1e-8, 0);
            expected.at("upper_log", k).matches(interval.upper(), 1e-8, 0);
        }
        expected.at("median").matches(curve.median().orElse(Double.NaN), 0, 0);
    }

    private static void residuals(Golden expected, CoxResiduals residuals) {
        double[] martingale = residuals.martingale();
        double[] deviance = residuals.deviance();
        expected.at("martingale_first_10").matches(Arrays.copyOf(martingale, 10), 1e-8, 1e-9);
        assertThat(Arrays.stream(martingale).sum()).isCloseTo(0, within(1e-9));
        expected.at("martingale_sum_of_squares").matches(squares(martingale), 1e-8, 0);
        expected.at("deviance_first_10").matches(Arrays.copyOf(deviance, 10), 1e-8, 1e-9);
        expected.at("deviance_sum_of_squares").matches(squares(deviance), 1e-8, 0);
        FeatureTable score = residuals.score();
        expected.at("score_first_row").matches(score.row(0), 1e-7, 1e-9);
        expected.at("dfbeta_first_row").matches(residuals.dfbeta().row(0), 1e-7, 1e-12);
        for (String feature : score.names()) {
            expected.at("schoenfeld_sum_of_squares", feature)
                    .matches(squares(residuals.schoenfeld().column(feature)), 1e-8, 0);
            expected.at("dfbeta_sum_of_squares", feature)
                    .matches(squares(residuals.dfbeta().column(feature)), 1e-7, 0);
        }
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    private static void proportionalHazards(Golden expected, CoxModel model, SurvivalTable table) {
        Map<String, TimeScale> scales = Map.of(
                "km", TimeScale.KAPLAN_MEIER,
                "identity", TimeScale.IDENTITY,
                "rank", TimeScale.RANK,
                "log", TimeScale.LOG);
        scales.forEach((name, scale) -> {
            ProportionalHazards test = ProportionalHazards.test(model, table, scale, Execution.sequential());
            Golden at = expected.at(name);
            List<String> terms = at.at("term").texts();
            for (int j = 0; j < terms.size(); j++) {
                ChiSquareTest ours =
                        j == terms.size() - 1 ? test.global() : test.features().get(terms.get(j));
                at.at("chi_square", j).matches(ours.chiSquare(), 1e-7, 1e-9);
                at.at("df", j).matches(ours.degreesOfFreedom(), 0, 0);
                at.at("p", j).matches(ours.p(), 1e-6, 1e-12);
            }
        });
    }

    @Test
    void ridgeAgreesWithNewtonByHand() {
        Golden golden = Golden.load("survival/cox-rossi-ridge").at("expected");
        for (String name : golden.names()) {
            Golden expected = golden.at(name);
            CoxModel model = CoxRegression.create()
                    .withTies(name.startsWith("efron") ? Ties.EFRON : Ties.BRESLOW)
                    .withRidge(expected.at("lambda").number())
                    .fit(SurvivalData.rossi());
            for (CoxCoefficient c : model.coefficients()) {
                expected.at("coefficients", c.name()).matches(c.estimate(), 1e-8, 1e-10);
            }
            expected.at("log_partial_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        }
    }

    @Test
    void monotoneLikelihoodIsDetected() {
        Golden golden = Golden.load("survival/cox-monotone");
        CsvTable csv = golden.input();
        SurvivalTable table = SurvivalTable.of(csv.numbers("time"), SurvivalData.wholes(csv.numbers("status")))
                .withFeatures(SurvivalData.features(csv, "x", "z"));
        assertThat(golden.at("expected", "monotone_covariates").texts()).containsExactly("x");
        for (Ties ties : Ties.values()) {
            assertThatThrownBy(() -> CoxRegression.create().withTies(ties).fit(table))
                    .isInstanceOf(FitException.class)
                    .hasMessage(
                            "monotone likelihood: column(s) 'x' order(s) all events without error, so the coefficients"
                                    + " have no finite estimate; drop or merge the column(s), watch longer, or use"
                                    + " withFirth() or withRidge(...)");
        }
        CoxModel ridge = CoxRegression.create().withRidge(0.1).fit(table);
        assertThat(ridge.report().converged()).isTrue();
        assertThat(ridge.coefficients().get(0).estimate()).isPositive().isFinite();
    }
}
