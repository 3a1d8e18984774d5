package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against R's survfit and coxph, cmprsk's crr, and IPCW formulas; values in ../shared/golden/survival/competing-pbc, brier-pbc. */
class CompetingOracleTest {

    @Test
    void incidencesAgreeWithSurvfit() {
        Golden golden = Golden.load("survival/competing-pbc").at("expected", "aalen_johansen");
        SurvivalTable table = SurvivalData.pbcCauses();
        SurvivalTable pooled = SurvivalTable.of(table.times(), table.events());
        for (String group : golden.names()) {
            Golden expected = golden.at(group);
            CumulativeIncidences all = AalenJohansen.create().fit(group.equals("all") ? pooled : table);
            for (int cause = 1; cause <= 2; cause++) {
                IncidenceCurve curve = all.curve(group, cause);
                expected.at("time").matches(curve.times(), 0, 0);
                expected.at("cause_" + cause).matches(curve.incidence(), 1e-12, 0);
                expected.at("std_error_" + cause).matches(curve.standardErrors(), 1e-10, 1e-15);
                double[] times = expected.at("at_times", "time").numbers();
                for (int k = 0; k < times.length; k++) {
                    expected.at("at_times", "cause_" + cause, k).matches(curve.incidence(times[k]), 1e-12, 0);
                    assertThat(curve.interval(times[k]).contains(curve.incidence(times[k])))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void causeSpecificHazardsAgreeWithCoxph() {
        Golden golden = Golden.load("survival/competing-pbc").at("expected", "fine_gray");
        SurvivalTable table = SurvivalData.pbcCauses();
        for (int cause = 1; cause <= 2; cause++) {
            CoxModel model = CoxRegression.create().fit(table.cause(cause));
            for (CoxCoefficient c : model.coefficients()) {
                golden.at("cause_specific_cox_" + cause, c.name()).matches(c.estimate(), 1e-9, 0);
            }
        }
    }

    @Test
    void predictionErrorsAgreeWithTheFormulas() {
        Golden golden = Golden.load("survival/brier-pbc");
        CsvTable csv = golden.input();
        Golden expected = golden.at("expected", "deaths_first");
        double[] times = golden.at("settings", "times").numbers();
        SurvivalTable table = SurvivalTable.of(csv.numbers("time"), SurvivalData.wholes(csv.numbers("status")));
        BrierScore judge = BrierScore.of(table);
        SurvivalCurve pooled = KaplanMeier.create().fit(table).curve();
        for (String model : List.of("kaplan_meier", "cox", "cox_age")) {
            double[][] survival = new double[times.length][];
            for (int k = 0; k < times.length; k++) {
                if (model.equals("kaplan_meier")) {
                    survival[k] = new double[table.rows()];
                    java.util.Arrays.fill(survival[k], pooled.survival(times[k]));
                } else {
                    survival[k] = csv.numbers(model + "_" + (int) times[k]);
                }
                expected.at("censoring_survival", k).matches(judge.watched(times[k]), 1e-12, 0);
                expected.at(model, "brier", k).matches(judge.at(times[k], survival[k]), 1e-10, 0);
                if (!model.equals("kaplan_meier")) {
                    expected.at(model, "auc", k).matches(judge.auc(times[k], survival[k]), 1e-10, 0);
                }
            }
            expected.at(model, "integrated_brier").matches(judge.integrated(times, survival), 1e-10, 0);
        }
    }

    @Test
    void fineGrayAgreesWithCrr() {
        Golden golden = Golden.load("survival/competing-pbc").at("expected", "fine_gray");
        SurvivalTable table = SurvivalData.pbcCauses();
        for (int cause = 1; cause <= 2; cause++) {
            Golden expected = golden.at("cause_" + cause);
            FineGrayModel model = FineGray.of(cause).fit(table);
            assertThat(model.report().converged()).isTrue();
            List<CoxCoefficient> c = model.coefficients();
            expected.at("log_pseudo_likelihood").matches(model.logPseudoLikelihood(), 1e-10, 0);
            expected.at("log_pseudo_likelihood_null").matches(model.nullLogPseudoLikelihood(), 1e-10, 0);
            expected.at("coefficients", "coefficient")
                    .matches(c.stream().mapToDouble(CoxCoefficient::estimate).toArray(), 1e-7, 1e-9);
            expected.at("coefficients", "naive_std_error")
                    .matches(c.stream().mapToDouble(CoxCoefficient::modelError).toArray(), 1e-7, 1e-9);
            expected.at("coefficients", "std_error")
                    .matches(
                            c.stream()
                                    .mapToDouble(CoxCoefficient::standardError)
                                    .toArray(),
                            1e-7,
                            1e-9);
            double[] row = table.features().orElseThrow().row(0);
            double[] times = expected.at("first_row_incidence", "time").numbers();
            for (int k = 0; k < times.length; k++) {
                expected.at("first_row_incidence", "incidence", k).matches(model.incidence(times[k], row), 1e-7, 0);
            }
        }
    }
}
