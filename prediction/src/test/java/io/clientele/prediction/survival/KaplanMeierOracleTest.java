package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.Golden;
import io.clientele.core.stats.Interval;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R's survfit; values and conventions in ../shared/golden/survival/km-*.json. */
class KaplanMeierOracleTest {

    private static final double TIGHT = 1e-13;

    private static final Map<String, Supplier<SurvivalTable>> DATA = Map.of(
            "km-lung",
                    () -> SurvivalData.simple("survival-r/lung.csv", "time", "status", "")
                            .cause(2),
            "km-lung-by-sex", SurvivalData::lung,
            "km-lung-weighted",
                    () -> SurvivalData.simple("survival-r/lung.csv", "time", "status", "")
                            .cause(2)
                            .withWeights(SurvivalData.cycle(228, 1, 2, 0.5, 3)),
            "km-veteran-by-celltype", SurvivalData::veteran,
            "km-waltons", SurvivalData::waltons,
            "km-leukemia", SurvivalData::leukemia,
            "km-telco-by-contract", () -> SurvivalData.telco("Contract"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "km-lung",
                "km-lung-by-sex",
                "km-lung-weighted",
                "km-veteran-by-celltype",
                "km-waltons",
                "km-leukemia",
                "km-telco-by-contract"
            })
    void agreesWithSurvfit(String name) {
        Golden golden = Golden.load("survival/" + name).at("expected");
        SurvivalTable table = DATA.get(name).get();
        // R gives robust errors of its own accord when weights are not whole numbers
        boolean weighted = name.endsWith("weighted");
        KaplanMeier recipe = KaplanMeier.create().withErrors(weighted ? CurveErrors.ROBUST : CurveErrors.GREENWOOD);
        for (String group : golden.names()) {
            Golden expected = golden.at(group);
            SurvivalCurve curve = recipe.fit(table).curve(group);
            expected.at("events").matches(curve.totalEvents(), 0, 0);
            expected.at("curve", "time").matches(curve.times(), 0, 0);
            expected.at("curve", "at_risk").matches(curve.atRisk(), 0, 0);
            expected.at("curve", "events").matches(curve.events(), 0, 0);
            expected.at("curve", "censored").matches(curve.censored(), 0, 0);
            expected.at("curve", "survival").matches(curve.survival(), TIGHT, 0);
            if (!weighted) { // there the file has the error of S times S
                expected.at("curve", "std_error").matches(curve.standardErrors(), TIGHT, 0);
            }
            expected.at("nelson_aalen", "cumulative_hazard").matches(curve.cumulativeHazard(), TIGHT, 0);
            expected.at("nelson_aalen", "std_error").matches(curve.cumulativeHazardErrors(), TIGHT, 0);
            Golden mean = expected.at("restricted_mean");
            RestrictedMean ours = curve.restrictedMean(mean.at("tau").number());
            mean.at("mean").matches(ours.mean(), TIGHT, 0);
            mean.at("std_error").matches(ours.standardError(), 1e-12, 0);
            intervals(
                    expected,
                    "plain",
                    recipe.withInterval(CurveInterval.PLAIN).fit(table).curve(group));
            intervals(expected, "log", curve);
            intervals(
                    expected,
                    "log-log",
                    recipe.withInterval(CurveInterval.LOG_LOG).fit(table).curve(group));
        }
    }

    private static void intervals(Golden expected, String kind, SurvivalCurve curve) {
        double[] lower = expected.at("interval_" + kind, "lower").numbers();
        double[] upper = expected.at("interval_" + kind, "upper").numbers();
        for (int i = 0; i < lower.length; i++) {
            if (Double.isNaN(lower[i])) { // R has no interval at S = 0, nor at S = 1 on this scale
                assertThat(curve.survival()[i]).isIn(0.0, 1.0);
            } else {
                expected.at("interval_" + kind, "lower", i).matches(curve.lower()[i], 1e-12, 1e-15);
                expected.at("interval_" + kind, "upper", i).matches(curve.upper()[i], 1e-12, 1e-15);
            }
        }
        Golden quantiles = expected.at("quantiles_" + kind);
        for (int q = 0; q < 3; q++) {
            double p = quantiles.at("p", q).number();
            Interval interval = curve.quantileInterval(p);
            quantiles.at("time", q).matches(curve.quantile(p).orElse(Double.NaN), 0, 0);
            quantiles.at("lower", q).matches(orNaN(interval.lower()), 0, 0);
            quantiles.at("upper", q).matches(orNaN(interval.upper()), 0, 0);
        }
    }

    private static double orNaN(double end) {
        return Double.isInfinite(end) ? Double.NaN : end;
    }
}
