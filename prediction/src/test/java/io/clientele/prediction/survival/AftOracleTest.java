package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R's survreg, and a generalised gamma by Newton's method; values in ../shared/golden/survival/aft-*.json, gengamma-*. */
class AftOracleTest {

    private static final Map<String, Supplier<SurvivalTable>> DATA = Map.of(
            "aft-lung", () -> SurvivalData.lungComplete("age", "sex", "ph.ecog"),
            "aft-rossi", SurvivalData::rossi,
            "aft-leukemia", AftOracleTest::leukemia,
            "gengamma-lung", () -> SurvivalData.lungComplete("age", "sex", "ph.ecog"),
            "gengamma-pbc", AftOracleTest::pbc);

    private static final Map<String, LifetimeDistribution> DISTRIBUTIONS = Map.of(
            "exponential", LifetimeDistribution.EXPONENTIAL,
            "weibull", LifetimeDistribution.WEIBULL,
            "lognormal", LifetimeDistribution.LOG_NORMAL,
            "loglogistic", LifetimeDistribution.LOG_LOGISTIC);

    private static SurvivalTable leukemia() {
        CsvTable csv = SurvivalData.read("survival-lifelines/leukemia.csv");
        return SurvivalData.leukemia().withFeatures(SurvivalData.features(csv, "logWBC", "Rx"));
    }

    private static SurvivalTable pbc() {
        SurvivalTable table = SurvivalData.pbc();
        FeatureTable features = table.features().orElseThrow();
        return table.withFeatures(features.select("log_bili", "age"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aft-lung", "aft-rossi", "aft-leukemia"})
    void agreesWithSurvreg(String name) {
        Golden golden = Golden.load("survival/" + name).at("expected");
        SurvivalTable table = DATA.get(name).get();
        for (String kind : golden.names()) {
            Golden expected = golden.at(kind);
            AftModel model = AftRegression.of(DISTRIBUTIONS.get(kind)).fit(table);
            assertThat(model.report().converged()).isTrue();
            List<AftCoefficient> c = model.coefficients();
            expected.at("coefficients", "coefficient")
                    .matches(c.stream().mapToDouble(AftCoefficient::estimate).toArray(), 1e-7, 0);
            expected.at("coefficients", "std_error")
                    .matches(
                            c.stream()
                                    .mapToDouble(AftCoefficient::standardError)
                                    .toArray(),
                            1e-7,
                            0);
            expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
            expected.at("log_likelihood_null").matches(model.nullLogLikelihood(), 1e-10, 0);
            expected.at("aic").matches(model.aic(), 1e-10, 0);
            double[][] covariance = model.covariance();
            int size = expected.at("covariance").size();
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    double unit = Math.sqrt(covariance[j][j] * covariance[k][k]);
                    expected.at("covariance", j, k).matches(covariance[j][k], 0, 1e-7 * unit);
                }
            }
            if (kind.equals("exponential")) {
                assertThat(model.scale()).isEqualTo(1);
                assertThat(model.logScaleError()).isEqualTo(0);
            } else {
                expected.at("log_scale", "value").matches(Math.log(model.scale()), 1e-7, 1e-9);
                expected.at("log_scale", "std_error").matches(model.logScaleError(), 1e-7, 0);
            }
            for (int i = 0; i < expected.at("predicted").size(); i++) {
                predicted(expected.at("predicted", i), model);
            }
        }
    }

    private static void predicted(Golden expected, AftModel model) {
        AftCurve curve = model.curve(model.features().stream()
                .mapToDouble(f -> expected.at("profile", f).number())
                .toArray());
        double[] p = expected.at("p").numbers();
        for (int k = 0; k < p.length; k++) {
            expected.at("time", k).matches(curve.quantile(p[k]), 1e-7, 0);
            expected.at("std_error", k).matches(curve.quantileError(p[k]), 1e-7, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gengamma-lung", "gengamma-pbc"})
    void generalisedGammaAgreesWithNewton(String name) {
        Golden expected = Golden.load("survival/" + name).at("expected");
        AftModel model = AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA)
                .fit(DATA.get(name).get());
        assertThat(model.report().converged()).isTrue();
        Golden value = expected.at("parameters", "value");
        Golden error = expected.at("parameters", "std_error");
        List<AftCoefficient> c = model.coefficients();
        for (int j = 0; j < c.size(); j++) {
            value.at(j).matches(c.get(j).estimate(), 1e-6, 1e-6);
            error.at(j).matches(c.get(j).standardError(), 1e-6, 1e-6);
        }
        value.at(c.size()).matches(Math.log(model.scale()), 1e-6, 1e-6);
        error.at(c.size()).matches(model.logScaleError(), 1e-6, 1e-6);
        value.at(c.size() + 1).matches(model.shape().orElseThrow(), 1e-6, 1e-6);
        error.at(c.size() + 1).matches(model.shapeError().orElseThrow(), 1e-6, 1e-6);
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        expected.at("aic").matches(model.aic(), 1e-10, 0);
    }
}
