package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against R's glm.nb, polished to the maximum; values and tolerances in ../shared/golden/linear. */
class NegativeBinomialOracleTest {

    private static void check(Golden golden, ResponseTable data) {
        Golden expected = golden.at("expected");
        NegativeBinomialModel model = NegativeBinomialRegression.create().fit(data);
        List<Coefficient> c = model.coefficients();
        expected.at("coefficients", "coefficient")
                .matches(c.stream().mapToDouble(Coefficient::estimate).toArray(), 1e-9, 1e-10);
        expected.at("coefficients", "std_error")
                .matches(c.stream().mapToDouble(Coefficient::standardError).toArray(), 1e-8, 1e-10);
        expected.at("theta").matches(model.theta(), 1e-8, 0);
        expected.at("theta_std_error_observed")
                .matches(model.thetaStandardError().orElseThrow(), 1e-8, 0);
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-12, 0);
        expected.at("aic").matches(model.aic(), 1e-12, 0);
        expected.at("deviance").matches(model.deviance(), 1e-9, 0);
        double[] fitted = IntStream.range(0, 10)
                .mapToDouble(i -> model.mean(data.features().row(i)))
                .toArray();
        expected.at("fitted_first_rows").matches(fitted, 1e-8, 1e-10);
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings()).isEmpty();
        assertThat(model.dispersionTest().p()).isLessThan(1e-6);
    }

    @Test
    void simulated() {
        Golden golden = Golden.load("linear/negative-binomial-simulated");
        CsvTable t = golden.input();
        check(
                golden,
                ResponseTable.of(
                        FeatureTable.of(List.of("x1", "x2"), t.numbers("x1"), t.numbers("x2")), t.numbers("y")));
    }

    @Test
    void purchasesInTheShop() {
        Golden golden = Golden.load("linear/negative-binomial-store-purchases");
        CsvTable t = CsvTable.read(SharedFiles.data("customer-personality/marketing_campaign.csv"));
        double[] income = t.numbers("Income");
        int[] rows =
                IntStream.range(0, t.rows()).filter(i -> income[i] < 200_000).toArray();
        FeatureTable features = FeatureTable.of(
                List.of("income", "kids", "teens", "recency"),
                pick(income, rows, 1e4),
                pick(t.numbers("Kidhome"), rows, 1),
                pick(t.numbers("Teenhome"), rows, 1),
                pick(t.numbers("Recency"), rows, 10));
        check(golden, ResponseTable.of(features, pick(t.numbers("NumWebPurchases"), rows, 1)));
    }

    private static double[] pick(double[] values, int[] rows, double unit) {
        return Arrays.stream(rows).mapToDouble(i -> values[i] / unit).toArray();
    }

    /** The likelihood with weights and offset, maximised by mpmath with 40 digits; standard errors and deviance by numpy. */
    @Test
    void weightsAndOffset() {
        double[] x = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 2};
        double[] y = {1, 0, 3, 9, 4, 0, 2, 5, 1, 14, 2, 0, 0, 6, 11, 7};
        double[] w = {1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 2, 1, 2, 1, 1, 3};
        double[] t = {1, 2, 1, 1, 2, 3, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1};
        ResponseTable data = ResponseTable.of(FeatureTable.of(List.of("x"), x), y)
                .withWeights(w)
                .withOffset(Arrays.stream(t).map(Math::log).toArray());
        NegativeBinomialModel model = NegativeBinomialRegression.create().fit(data);
        assertThat(model.intercept()).isCloseTo(-0.110582711601103004, within(1e-12));
        assertThat(model.estimates[1]).isCloseTo(0.614680925970582029, within(1e-12));
        assertThat(model.theta()).isCloseTo(1.20917805906439941, within(1e-11));
        assertThat(model.logLikelihood()).isCloseTo(-59.2556867963199973, within(1e-11));
        assertThat(model.thetaStandardError().orElseThrow()).isCloseTo(0.535616285878617446, within(1e-11));
        // numpy, at those estimates: the inverse expected information A, the deviance of MASS, the sandwich A M A
        assertThat(model.coefficients().get(1).standardError()).isCloseTo(0.17764099903004515, within(1e-12));
        assertThat(model.deviance()).isCloseTo(28.289011140733727, within(1e-11));
        NegativeBinomialModel robust = NegativeBinomialRegression.create()
                .withStandardErrors(StandardErrors.ROBUST)
                .fit(data);
        assertThat(robust.coefficients().get(1).standardError()).isCloseTo(0.12651789736276525, within(1e-12));
    }
}
