package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against R's glm; values and tolerances in ../shared/golden/linear. */
class LogLinearOracleTest {

    private static void check(Golden golden, LogLinearModel model, FeatureTable features, double[] offset) {
        Golden expected = golden.at("expected");
        List<Coefficient> c = model.coefficients();
        expected.at("coefficients", "coefficient")
                .matches(c.stream().mapToDouble(Coefficient::estimate).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "std_error")
                .matches(c.stream().mapToDouble(Coefficient::standardError).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "z")
                .matches(c.stream().mapToDouble(Coefficient::z).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "p")
                .matches(c.stream().mapToDouble(Coefficient::p).toArray(), 1e-6, 1e-10);
        expected.at("coefficients", "lower")
                .matches(c.stream().mapToDouble(Coefficient::lower).toArray(), 1e-8, 1e-10);
        expected.at("coefficients", "upper")
                .matches(c.stream().mapToDouble(Coefficient::upper).toArray(), 1e-8, 1e-10);
        expected.at("deviance").matches(model.deviance(), 1e-10, 0);
        if (offset.length == 0) {
            expected.at("null_deviance").matches(model.nullDeviance(), 1e-10, 0);
        }
        expected.at("pearson_chi_square").matches(model.pearsonChiSquare(), 1e-8, 0);
        expected.at("residual_df").matches(model.residualDegreesOfFreedom(), 0, 0);
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-10, 0);
        expected.at("aic").matches(model.aic(), 1e-10, 0);
        double[] fitted = new double[10];
        for (int i = 0; i < 10; i++) {
            fitted[i] = model.mean(features.row(i)) * Math.exp(offset.length == 0 ? 0 : offset[i]);
        }
        expected.at("fitted_first_rows").matches(fitted, 1e-8, 1e-10);
        assertThat(model.report().converged()).isTrue();
        double[][] covariance = model.covariance();
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j < covariance.length; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                expected.at("covariance", i, j).matches(covariance[i][j], 0, 1e-8 * scale);
            }
        }
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] indicator(String[] texts, String level, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(i -> texts[i].equals(level) ? 1 : 0)
                .toArray();
    }

    private static int[] rows(int count, IntPredicate wanted) {
        return IntStream.range(0, count).filter(wanted).toArray();
    }

    @Test
    void poissonWithOffset() {
        Golden golden = Golden.load("linear/poisson-facebook");
        CsvTable ads = CsvTable.read(SharedFiles.data("facebook-ads/facebook_ads.csv"));
        double[] impressions = ads.numbers(name(ads, "impressions"));
        int[] rows = rows(ads.rows(), i -> impressions[i] > 0);
        String[] age = ads.texts("age");
        String[] campaign = ads.texts(name(ads, "campaign"));
        FeatureTable features = FeatureTable.of(
                golden.at("expected", "coefficients", "name").texts().stream()
                        .skip(1)
                        .toList(),
                thousandth(pick(ads.numbers(name(ads, "clicks")), rows)),
                thousandth(pick(ads.numbers(name(ads, "spend")), rows)),
                indicator(ads.texts("gender"), "M", rows),
                indicator(age, "35-39", rows),
                indicator(age, "40-44", rows),
                indicator(age, "45-49", rows),
                indicator(campaign, "936", rows),
                indicator(campaign, "1178", rows));
        double[] offset = Arrays.stream(pick(impressions, rows)).map(Math::log).toArray();
        ResponseTable data = ResponseTable.of(features, pick(ads.numbers(name(ads, "conversion")), rows))
                .withOffset(offset);
        LogLinearModel model = PoissonRegression.create().fit(data);
        check(golden, model, features, offset);
        // the case's own null deviance leaves the offset out; R 4.2.2: deviance(glm(conversion ~ 1 +
        // offset(log(impressions)), poisson))
        assertThat(model.nullDeviance()).isCloseTo(3211.76096018463, within(1e-9));
        assertThat(model.report().warnings())
                .containsExactly(
                        "the counts vary 3.6 times as much as Poisson's, so the standard errors are too small; use"
                                + " StandardErrors.ROBUST");
        LogLinearModel robust = PoissonRegression.create()
                .withStandardErrors(StandardErrors.ROBUST)
                .fit(data);
        Golden expected = golden.at("expected", "robust_std_error_hc0");
        List<String> names = expected.names().stream().toList();
        for (int j = 0; j < names.size(); j++) {
            expected.at(names.get(j)).matches(robust.coefficients().get(j).standardError(), 1e-8, 0);
        }
    }

    private static String name(CsvTable table, String part) {
        return table.header().stream()
                .filter(h -> h.toLowerCase(Locale.ROOT).contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static double[] thousandth(double[] values) {
        return Arrays.stream(values).map(v -> v / 1000).toArray();
    }

    private static int[] orderRows(CsvTable churn) {
        double[] orders = churn.numbers("OrderCount");
        double[] tenure = churn.numbers("Tenure");
        double[] coupons = churn.numbers("CouponUsed");
        return rows(
                churn.rows(), i -> !Double.isNaN(orders[i]) && !Double.isNaN(tenure[i]) && !Double.isNaN(coupons[i]));
    }

    @Test
    void poissonOfOrders() {
        Golden golden = Golden.load("linear/poisson-orders");
        CsvTable churn = CsvTable.read(SharedFiles.data("ecommerce-churn/ecommerce_churn.csv"));
        int[] rows = orderRows(churn);
        FeatureTable features = FeatureTable.of(
                List.of("tenure", "coupons", "cashback", "complain", "city_tier"),
                pick(churn.numbers("Tenure"), rows),
                pick(churn.numbers("CouponUsed"), rows),
                Arrays.stream(pick(churn.numbers("CashbackAmount"), rows))
                        .map(v -> v / 100)
                        .toArray(),
                pick(churn.numbers("Complain"), rows),
                pick(churn.numbers("CityTier"), rows));
        check(
                golden,
                PoissonRegression.create().fit(ResponseTable.of(features, pick(churn.numbers("OrderCount"), rows))),
                features,
                new double[0]);
    }

    @Test
    void gammaOfCashback() {
        Golden golden = Golden.load("linear/gamma-cashback");
        CsvTable churn = CsvTable.read(SharedFiles.data("ecommerce-churn/ecommerce_churn.csv"));
        double[] cashback = churn.numbers("CashbackAmount");
        int[] rows =
                Arrays.stream(orderRows(churn)).filter(i -> cashback[i] > 0).toArray();
        FeatureTable features = FeatureTable.of(
                List.of("tenure", "orders", "city_tier"),
                pick(churn.numbers("Tenure"), rows),
                pick(churn.numbers("OrderCount"), rows),
                pick(churn.numbers("CityTier"), rows));
        check(
                golden,
                GammaRegression.create().fit(ResponseTable.of(features, pick(cashback, rows))),
                features,
                new double[0]);
    }

    @Test
    void gammaOfSales() {
        Golden golden = Golden.load("linear/gamma-marketing");
        CsvTable marketing = CsvTable.read(SharedFiles.data("datarium-marketing/marketing.csv"));
        FeatureTable features = FeatureTable.of(
                List.of("youtube", "facebook", "newspaper"),
                marketing.numbers("youtube"),
                marketing.numbers("facebook"),
                marketing.numbers("newspaper"));
        check(
                golden,
                GammaRegression.create().fit(ResponseTable.of(features, marketing.numbers("sales"))),
                features,
                new double[0]);
    }
}
