package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EM from given labels against ../shared/golden/segmentation: on the way and at its end. */
class GaussianMixtureOracleTest {

    @ParameterizedTest
    @ValueSource(strings = {"segmentation/mixture-wholesale", "segmentation/mixture-online-retail-rfm"})
    void sameLikelihoodOnTheWayAndAtTheEnd(String name) {
        Golden golden = Golden.load(name);
        List<String> columns = golden.at("settings", "columns").texts();
        CsvTable input = golden.input();
        FeatureTable table =
                FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new));
        int[] start = golden.at("settings", "initial_labels").wholes();
        for (String shape : golden.at("expected").names()) {
            check(golden.at("expected", shape), shape(shape), table, start);
        }
    }

    private static CovarianceShape shape(String name) {
        return name.equals("diag") ? CovarianceShape.DIAGONAL : CovarianceShape.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void check(Golden expected, CovarianceShape shape, FeatureTable table, int[] start) {
        GaussianMixture recipe = GaussianMixture.of(expected.at("weights").size())
                .withShape(shape)
                .withStartLabels(start)
                .withVarianceFloor(0)
                .withTolerance(0);
        for (String after : expected.at("log_likelihood_after").names()) {
            if (!after.equals("0")) { // no recipe stops before it has started
                double ours = recipe.withMaxIterations(Integer.parseInt(after))
                        .fit(table)
                        .logLikelihood();
                expected.at("log_likelihood_after", after).matches(ours, 1e-11, 0);
            }
        }
        GaussianMixtureModel model = recipe.withMaxIterations(20_000).fit(table);
        assertThat(model.report().converged()).as(shape + " " + model.report()).isTrue();
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        expected.at("bic").matches(model.bic(), 1e-10, 0);
        expected.at("aic").matches(model.aic(), 1e-10, 0);
        expected.at("icl").matches(model.icl(), 1e-7, 0);
        assertThat(model.freeParameters())
                .isEqualTo((int) expected.at("free_parameters").number());
        expected.at("weights").matches(model.weights(), 1e-7, 1e-9);
        for (int c = 0; c < model.k(); c++) {
            expected.at("means", c).matches(model.means()[c], 1e-7, 1e-9);
            checkCovariance(expected.at("covariances"), shape, c, model.covariance(c));
        }
        assertThat(model.assign(table)).isEqualTo(expected.at("labels").wholes());
        double[][] memberships = model.memberships(table, Execution.sequential());
        for (int i = 0; i < 5; i++) {
            double[] row = model.membership(table.row(i));
            expected.at("responsibilities_first_5", i).matches(row, 1e-6, 1e-9);
            for (int c = 0; c < row.length; c++) {
                expected.at("responsibilities_first_5", i, c).matches(memberships[c][i], 1e-6, 1e-9);
            }
        }
    }

    private static void checkCovariance(Golden expected, CovarianceShape shape, int c, double[][] ours) {
        for (int j = 0; j < ours.length; j++) {
            switch (shape) {
                case FULL -> expected.at(c, j).matches(ours[j], 1e-7, 1e-9);
                case TIED -> expected.at(j).matches(ours[j], 1e-7, 1e-9);
                case DIAGONAL -> expected.at(c, j).matches(ours[j][j], 1e-7, 1e-9);
                case SPHERICAL -> expected.at(c).matches(ours[j][j], 1e-7, 1e-9);
            }
        }
    }
}
