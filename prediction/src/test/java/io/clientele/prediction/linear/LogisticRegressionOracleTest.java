package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R's glm, brglm2 and Newton in long double; values and tolerances in ../shared/golden/linear. */
class LogisticRegressionOracleTest {

    private static FeatureTable table(CsvTable input, List<String> columns) {
        return FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new));
    }

    private static double[] estimates(LogisticModel model) {
        return model.coefficients().stream().mapToDouble(Coefficient::estimate).toArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"linear/logistic-telco", "linear/logistic-telco-weighted", "linear/logistic-online-shoppers"})
    void maximumLikelihoodAgreesWithGlm(String name) {
        Golden golden = Golden.load(name);
        CsvTable input = golden.at("data").has("input") ? golden.input() : onlineShoppers();
        List<String> names = golden.at("expected", "coefficients", "name").texts();
        String label = input.header().get(input.header().size() - 1);
        FeatureTable features = table(input, names.subList(1, names.size()));
        LabeledTable data = LabeledTable.of(features, input.numbers(label));
        if (name.endsWith("weighted")) {
            double[] cycle = {1, 3, 0.5, 2, 0};
            double[] weights = new double[data.rows()];
            Arrays.setAll(weights, i -> cycle[i % 5]);
            data = data.withWeights(weights);
        }
        LogisticModel model = LogisticRegression.create().fit(data);
        Golden expected = golden.at("expected");
        List<Coefficient> c = model.coefficients();
        expected.at("coefficients", "coefficient").matches(estimates(model), 1e-9, 1e-12);
        expected.at("coefficients", "std_error")
                .matches(c.stream().mapToDouble(Coefficient::standardError).toArray(), 1e-8, 0);
        expected.at("coefficients", "z")
                .matches(c.stream().mapToDouble(Coefficient::z).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "p")
                .matches(c.stream().mapToDouble(Coefficient::p).toArray(), 1e-6, 0);
        expected.at("coefficients", "lower")
                .matches(c.stream().mapToDouble(Coefficient::lower).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "upper")
                .matches(c.stream().mapToDouble(Coefficient::upper).toArray(), 1e-8, 1e-10);
        expected.at("deviance").matches(model.deviance(), 1e-11, 0);
        expected.at("null_deviance").matches(model.nullDeviance(), 1e-11, 0);
        expected.at("aic").matches(model.aic(), 1e-11, 0);
        expected.at("fitted_first_rows").matches(Arrays.copyOf(model.probabilities(features), 10), 1e-9, 1e-12);
        assertThat(model.report().converged()).isTrue();
        double[][] covariance = model.covariance();
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                expected.at("covariance", i, j).matches(covariance[i][j], 0, 1e-8 * scale);
            }
        }
        if (expected.has("robust_std_error_hc0")) {
            LogisticModel robust = LogisticRegression.create()
                    .withStandardErrors(StandardErrors.ROBUST)
                    .fit(data);
            for (int j = 0; j < names.size(); j++) {
                expected.at("robust_std_error_hc0", names.get(j))
                        .matches(robust.coefficients().get(j).standardError(), 1e-8, 0);
            }
        }
    }

    /** The preprocessing that the case states, from the real data. */
    private static CsvTable onlineShoppers() {
        CsvTable raw = CsvTable.read(SharedFiles.data("online-shoppers/online_shoppers_intention.csv.gz"));
        List<String> months = List.of("Aug", "Dec", "Jul", "June", "Mar", "May", "Nov", "Oct", "Sep");
        CsvTable table = raw.select(Map.of(
                "Administrative", "administrative",
                "Administrative_Duration", "administrative_duration",
                "Informational", "informational",
                "Informational_Duration", "informational_duration",
                "ProductRelated", "product_related",
                "ProductRelated_Duration", "product_related_duration",
                "BounceRates", "bounce_rates",
                "ExitRates", "exit_rates",
                "PageValues", "page_values",
                "SpecialDay", "special_day"));
        for (String month : months) {
            table = table.with(month, raw, "Month", month::equals);
        }
        return table.with("returning", raw, "VisitorType", "Returning_Visitor"::equals)
                .with("other_visitor", raw, "VisitorType", "Other"::equals)
                .with("weekend", raw, "Weekend", "TRUE"::equalsIgnoreCase)
                .with("revenue", raw, "Revenue", "TRUE"::equalsIgnoreCase);
    }

    @Test
    void l2PenaltyAgreesWithNewtonInLongPrecision() {
        Golden golden = Golden.load("linear/logistic-l2-telco");
        CsvTable input = golden.input();
        List<String> columns = golden.at("settings", "columns").texts();
        double[][] scaled = columns.stream()
                .map(input::numbers)
                .map(LogisticRegressionOracleTest::standardised)
                .toArray(double[][]::new);
        LabeledTable data = LabeledTable.of(FeatureTable.of(columns, scaled), input.numbers("churn"));
        for (String at : golden.at("expected").names()) {
            if (at.startsWith("C_")) {
                Golden expected = golden.at("expected", at);
                LogisticModel model = LogisticRegression.create()
                        .withL2Penalty(1 / expected.at("C").number())
                        .fit(data);
                expected.at("intercept").matches(model.intercept(), 1e-8, 1e-10);
                double[] all = estimates(model);
                expected.at("coefficients").matches(Arrays.copyOfRange(all, 1, all.length), 1e-8, 1e-10);
            }
        }
    }

    @Test
    void l2PenaltyOnManyIndicatorsAgrees() {
        CsvTable adult = CsvTable.read(SharedFiles.data("adult-income/adult_train.csv.gz"));
        indicators("linear/logistic-l2-adult-one-hot", adult, "income", ">50K");
        // separable, and every group of indicators adds up to 1: only the penalty makes the answer unique
        CsvTable mushrooms = CsvTable.read(SharedFiles.data("mushroom/mushrooms.csv"));
        indicators("linear/logistic-l2-mushroom-one-hot", mushrooms, "type", "p");
    }

    private static void indicators(String name, CsvTable raw, String label, String positive) {
        Golden golden = Golden.load(name);
        List<String> columns = golden.at("settings", "columns").texts();
        double[][] values = columns.stream()
                .map(column -> {
                    String level = column.substring(column.indexOf('=') + 1);
                    String[] texts = raw.texts(column.substring(0, column.indexOf('=')));
                    return equalTo(texts, level);
                })
                .toArray(double[][]::new);
        FeatureTable features = FeatureTable.of(columns, values);
        LabeledTable data = LabeledTable.of(features, equalTo(raw.texts(label), positive));
        for (String at : golden.at("expected").names()) {
            Golden expected = golden.at("expected", at);
            LogisticModel model = LogisticRegression.create()
                    .withL2Penalty(expected.at("lambda_sum_loss").number())
                    .fit(data);
            assertThat(model.report().converged()).isTrue();
            expected.at("intercept").matches(model.intercept(), 1e-8, 1e-10);
            double[] all = estimates(model);
            expected.at("coefficients").matches(Arrays.copyOfRange(all, 1, all.length), 1e-8, 1e-10);
            expected.at("probabilities_first_10")
                    .matches(Arrays.copyOf(model.probabilities(features), 10), 1e-8, 1e-10);
            expected.at("log_loss").matches(-model.logLikelihood() / data.rows(), 1e-8, 1e-10);
        }
    }

    private static double[] equalTo(String[] texts, String level) {
        return Arrays.stream(texts)
                .mapToDouble(text -> text.trim().equals(level) ? 1 : 0)
                .toArray();
    }

    private static double[] standardised(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        return Arrays.stream(x).map(v -> (v - mean) / deviation).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear/separation-complete", "linear/separation-quasi", "linear/separation-empty-cell"})
    void separationIsNamedAndFirthAnswersIt(String name) {
        Golden golden = Golden.load(name);
        CsvTable input = golden.input();
        Golden direction = golden.at("expected", "infinite_direction");
        List<String> columns = direction.names().stream().skip(1).toList();
        LabeledTable data = LabeledTable.of(table(input, columns), input.numbers("y"));
        String culprit = columns.stream()
                .filter(c -> direction.at(c).number() != 0)
                .findFirst()
                .orElseThrow();
        String innocent = columns.stream()
                .filter(c -> direction.at(c).number() == 0)
                .findFirst()
                .orElseThrow();
        if (!name.endsWith("complete")) { // under complete separation many directions separate
            assertThatThrownBy(() -> LogisticRegression.create().fit(data))
                    .isInstanceOf(FitException.class)
                    .hasMessageNotContaining("'" + innocent + "'");
        }
        assertThatThrownBy(() -> LogisticRegression.create().fit(data))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("separation: column(s)")
                .hasMessageContaining("'" + culprit + "'")
                .hasMessageContaining("withFirth()");
        LogisticModel firth = LogisticRegression.create().withFirth().fit(data);
        assertThat(firth.report().converged()).isTrue();
        List<String> names =
                golden.at("expected", "firth", "coefficients").names().stream().toList();
        for (int j = 0; j < names.size(); j++) {
            golden.at("expected", "firth", "coefficients", names.get(j))
                    .matches(firth.coefficients().get(j).estimate(), 1e-6, 1e-8);
            golden.at("expected", "firth", "std_error", names.get(j))
                    .matches(firth.coefficients().get(j).standardError(), 1e-6, 1e-8);
        }
    }
}
