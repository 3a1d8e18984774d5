package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.solver.Cholesky;
import io.clientele.prediction.LabeledTable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With many rows and columns, steps are made on a part of the rows and by an earlier factor: the end must be that of Newton's method. */
class LogisticOfManyRowsTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-3})
    void gradientIsZeroAndErrorsAreThoseOfTheInformationThere(double tolerance) {
        LabeledTable data = Simulated.labels(5, 420_000, -1, 0.4, -0.3, 0.2, 0.1, -0.05, 0.02, 0, 0.03, -0.02, 0.01);
        LogisticModel model =
                LogisticRegression.create().withTolerance(tolerance).fit(data);
        assertThat(model.report().converged()).isTrue();
        List<Coefficient> coefficients = model.coefficients();
        int p = coefficients.size();
        double[] gradient = new double[p];
        double[][] information = new double[p][p];
        double[] x = new double[p];
        x[0] = 1;
        for (int i = 0; i < data.rows(); i++) {
            double eta = coefficients.get(0).estimate();
            for (int j = 1; j < p; j++) {
                x[j] = data.features().get(i, j - 1);
                eta += x[j] * coefficients.get(j).estimate();
            }
            double mean = 1 / (1 + Math.exp(-eta));
            for (int j = 0; j < p; j++) {
                gradient[j] += x[j] * (data.label(i) - mean);
                for (int k = 0; k < p; k++) {
                    information[j][k] += mean * (1 - mean) * x[j] * x[k];
                }
            }
        }
        double[][] covariance = Cholesky.of(information, 1e-14).inverse();
        for (int j = 0; j < p; j++) {
            double error = Math.sqrt(covariance[j][j]);
            // in standard errors: what is left of the way, and the error itself
            assertThat(gradient[j] * error).isCloseTo(0, within(tolerance < 1e-6 ? 1e-9 : Math.sqrt(tolerance)));
            assertThat(model.coefficients().get(j).standardError() / error)
                    .isCloseTo(1, within(tolerance < 1e-6 ? 1e-8 : 1e-3));
        }
    }
}
