package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.SparseTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against Newton in long double (../shared/golden/linear) and numpy and scikit-learn (src/test/oracle/sparse_logistic.py). */
class SparseLogisticOracleTest {

    @Test
    void agreesOnManyIndicatorsOfRealData() {
        CsvTable adult = CsvTable.read(SharedFiles.data("adult-income/adult_train.csv.gz"));
        indicators("linear/logistic-l2-adult-one-hot", adult, "income", ">50K");
        // separable, and every group of indicators adds up to 1: only the penalty makes the answer unique
        CsvTable mushrooms = CsvTable.read(SharedFiles.data("mushroom/mushrooms.csv"));
        indicators("linear/logistic-l2-mushroom-one-hot", mushrooms, "type", "p");
    }

    private static void indicators(String name, CsvTable raw, String label, String positive) {
        Golden golden = Golden.load(name);
        List<String> columns = golden.at("settings", "columns").texts();
        double[] labels = equalTo(raw.texts(label), positive);
        double[][] values = columns.stream()
                .map(column -> {
                    String level = column.substring(column.indexOf('=') + 1);
                    return equalTo(raw.texts(column.substring(0, column.indexOf('='))), level);
                })
                .toArray(double[][]::new);
        int[] every = new int[columns.size()];
        Arrays.setAll(every, j -> j);
        SparseTable.Builder builder = SparseTable.builder(columns.size());
        for (int i = 0; i < labels.length; i++) {
            int row = i;
            builder.add(every, Arrays.stream(values).mapToDouble(v -> v[row]).toArray());
        }
        SparseTable features = builder.build();
        for (String at : golden.at("expected").names()) {
            Golden expected = golden.at("expected", at);
            SparseLogisticModel model = SparseLogisticRegression.of(
                            expected.at("lambda_sum_loss").number())
                    .withTolerance(1e-13)
                    .fit(SparseLabeledTable.of(features, labels));
            assertThat(model.report().converged()).as(model.toString()).isTrue();
            expected.at("intercept").matches(model.intercept(), 1e-8, 1e-9);
            expected.at("coefficients").matches(model.coefficients(), 1e-8, 1e-9);
            expected.at("log_loss").matches(-model.logLikelihood() / labels.length, 1e-8, 1e-10);
        }
    }

    private static double[] equalTo(String[] texts, String level) {
        return Arrays.stream(texts)
                .mapToDouble(text -> text.trim().equals(level) ? 1 : 0)
                .toArray();
    }

    /** The rows of sparse_logistic.py: a formula, so that they can be made in any language. */
    private static SparseLabeledTable formula() {
        SparseTable.Builder builder = SparseTable.builder(40);
        double[] labels = new double[400];
        double[] weights = new double[400];
        for (int i = 0; i < 400; i++) {
            int[] at = new int[4];
            double[] values = new double[4];
            double eta = 0;
            for (int c = 0; c < 4; c++) {
                at[c] = 10 * c + (i * (c + 3) + i / 7) % 10;
                values[c] = 1 + (i + c) % 3 / 2.0;
                eta += Math.cos(at[c] + 1) * values[c];
            }
            builder.add(at, values);
            labels[i] = Math.sin(37.0 * i) * 1.5 + 0.4 * eta > 0.3 ? 1 : 0;
            weights[i] = 1 + i % 4 / 2.0;
        }
        assertThat(Arrays.stream(labels).sum()).isEqualTo(166);
        return SparseLabeledTable.of(builder.build(), labels).withWeights(weights);
    }

    @Test
    void ridgeAgreesWithNewtonOnTheFullMatrix() {
        SparseLogisticModel model =
                SparseLogisticRegression.of(0.7).withTolerance(1e-12).fit(formula());
        agree(
                model,
                -0.7077570412806498,
                -389.0362916370283,
                16.072489424892048,
                40,
                0.9644703278989014,
                -0.11869186127829683,
                -0.4988675930259468,
                0.22937169584919312,
                0.4158439603780478,
                1.3348820429706885);
    }

    @Test
    void lassoAgreesWithSaga() {
        SparseLogisticModel model = SparseLogisticRegression.of(6).withMixing(1).fit(formula());
        agree(
                model,
                -0.6025974996348727,
                -416.02054812202755,
                4.790348599702339,
                24,
                0.5355383431531556,
                0,
                -0.4395958332709377,
                0,
                0.0350278197725487,
                0.6318658503390466);
    }

    @Test
    void elasticNetAgreesWithSaga() {
        SparseLogisticModel model =
                SparseLogisticRegression.of(6).withMixing(0.4).fit(formula());
        agree(
                model,
                -0.6441880544554531,
                -402.4726188462795,
                7.782116584289234,
                31,
                0.6486684652495781,
                0,
                -0.4283838258110648,
                0,
                0.19627761402356816,
                0.7840088698130878);
    }

    /** Both stop at a gradient of some 1e-9 or less; the curvature here is some 10. */
    private static void agree(
            SparseLogisticModel model,
            double intercept,
            double logLikelihood,
            double sum,
            int nonzero,
            double... first) {
        assertThat(model.report().converged()).isTrue();
        assertThat(model.intercept()).isCloseTo(intercept, within(1e-7));
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, within(1e-6));
        assertThat(Arrays.stream(model.coefficients()).map(Math::abs).sum()).isCloseTo(sum, within(1e-6));
        assertThat(model.nonzero()).isEqualTo(nonzero);
        for (int j = 0; j < first.length; j++) {
            assertThat(model.coefficient(j)).isCloseTo(first[j], within(1e-7));
        }
    }
}
