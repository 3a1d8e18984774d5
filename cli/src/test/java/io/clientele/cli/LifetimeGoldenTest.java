package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regressions of lifetimes against R's survival, from file to JSON; values in ../shared/golden/survival. */
class LifetimeGoldenTest {

    private static final String ROSSI = "survival-lifelines/rossi.csv";

    @TempDir
    Path folder;

    private static Map<?, ?> survive(String command, Path data, String time, String event, String... flags) {
        Run run = Run.of(Stream.concat(
                        Stream.of(
                                "survive",
                                command,
                                "--data",
                                data.toString(),
                                "--time",
                                time,
                                "--event",
                                event,
                                "--json"),
                        Stream.of(flags))
                .toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.json();
    }

    private Path lung() throws IOException {
        return lung("");
    }

    /**
     * The lung data with events as 0 and 1, without the rows that the reference left out; sex also as a stratum.
     *
     * @param weights name of a column of the weights that the reference has; empty for none
     */
    private Path lung(String weights) throws IOException {
        CsvTable csv = CsvTable.read(SharedFiles.data("survival-r/lung.csv"));
        String[] names = {"time", "status", "age", "sex", "ph.ecog", "ph.karno", "wt.loss"};
        double[][] columns = Stream.of(names).map(csv::numbers).toArray(double[][]::new);
        StringBuilder text = new StringBuilder(String.join(",", names))
                .append(weights.isEmpty() ? "" : "," + weights)
                .append(",stratum\n");
        String[] cycle = {"1", "2", "0.5", "3"};
        int kept = 0;
        for (int i = 0; i < csv.rows(); i++) {
            int row = i;
            if (Stream.of(columns).noneMatch(column -> Double.isNaN(column[row]))) {
                for (int j = 0; j < names.length; j++) {
                    text.append(names[j].equals("status") ? columns[j][i] - 1 : columns[j][i])
                            .append(',');
                }
                text.append(weights.isEmpty() ? "" : cycle[kept++ % 4] + ",");
                text.append("sex ").append(csv.texts("sex")[i]).append('\n');
            }
        }
        return Files.writeString(folder.resolve("lung.csv"), text);
    }

    private static double[] column(Object objects, String name) {
        return ((List<?>) objects)
                .stream().mapToDouble(o -> (Double) ((Map<?, ?>) o).get(name)).toArray();
    }

    // tolerances are those of CoxOracleTest and AftOracleTest in prediction

    private static void cox(Golden expected, Map<?, ?> json, String errors) {
        Golden c = expected.at("coefficients");
        Object table = json.get("coefficients");
        assertThat(((List<?>) table)
                        .stream().map(o -> ((Map<?, ?>) o).get("name")).toList())
                .isEqualTo(c.at("name").texts());
        c.at("coefficient").matches(column(table, "estimate"), 1e-9, 0);
        c.at("std_error").matches(column(table, errors), 1e-8, 0);
        c.at("z").matches(column(table, "z"), 1e-8, 0);
        c.at("p").matches(column(table, "p"), 1e-6, 0);
        c.at("lower").matches(column(table, "lower"), 1e-8, 1e-10);
        c.at("upper").matches(column(table, "upper"), 1e-8, 1e-10);
        expected.at("log_likelihood").matches((Double) json.get("logLikelihood"), 1e-10, 0);
        expected.at("log_likelihood_null").matches((Double) json.get("nullLogLikelihood"), 1e-10, 0);
        if (expected.has("concordance")) {
            expected.at("concordance", "index").matches((Double) json.get("concordance"), 1e-12, 0);
            expected.at("concordance", "std_error").matches((Double) json.get("concordanceStandardError"), 1e-9, 0);
        }
        if (expected.has("proportional_hazards")) {
            Golden tests = expected.at("proportional_hazards", "km");
            double[] chiSquares = column(json.get("proportionalHazards"), "chiSquare");
            double[] p = column(json.get("proportionalHazards"), "p");
            assertThat(chiSquares).hasSize(tests.at("term").size() - 1); // the last is the test of all
            for (int j = 0; j < p.length; j++) {
                tests.at("chi_square", j).matches(chiSquares[j], 1e-7, 1e-9);
                tests.at("p", j).matches(p[j], 1e-6, 1e-12);
            }
        }
        assertThat(json.get("converged")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow", "exact"})
    void coxOnRossiAndLung(String ties) throws IOException {
        Golden rossi = Golden.load("survival/cox-rossi");
        // all other columns are numbers, so no --features
        cox(
                rossi.at("expected", ties),
                survive("cox", SharedFiles.data(ROSSI), "week", "arrest", "--ties", ties, "--threads", "3"),
                "standardError");
        cox(
                Golden.load("survival/cox-lung").at("expected", ties),
                survive("cox", lung(), "time", "status", "--ties", ties),
                "standardError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void robustErrorsStrataWeightsAndClusters(String ties) throws IOException {
        Golden robust = Golden.load("survival/cox-rossi-robust").at("expected", ties);
        Map<?, ?> json = survive("cox", SharedFiles.data(ROSSI), "week", "arrest", "--ties", ties, "--robust");
        cox(robust, json, "robustStandardError");
        robust.at("coefficients", "naive_std_error")
                .matches(column(json.get("coefficients"), "standardError"), 1e-8, 0);
        cox(
                Golden.load("survival/cox-lung-strata").at("expected", ties),
                survive(
                        "cox",
                        lung(),
                        "time",
                        "status",
                        "--features",
                        "age,ph.ecog",
                        "--strata",
                        "stratum",
                        "--ties",
                        ties),
                "standardError");
        cox(
                Golden.load("survival/cox-lung-weighted").at("expected", ties),
                survive(
                        "cox",
                        lung("w"),
                        "time",
                        "status",
                        "--features",
                        "age,sex,ph.ecog",
                        "--weights",
                        "w",
                        "--robust",
                        "--ties",
                        ties),
                "robustStandardError");
        cox(
                Golden.load("survival/cox-heart-cluster").at("expected", ties),
                survive(
                        "cox",
                        SharedFiles.data("survival-r/heart.csv"),
                        "stop",
                        "event",
                        "--start",
                        "start",
                        "--cluster",
                        "id",
                        "--features",
                        "age,surgery,transplant",
                        "--ties",
                        ties),
                "robustStandardError");
    }

    /** The telco customers who have been there at least a month, with the columns of the reference. */
    private Path telco() throws IOException {
        CsvTable csv = CsvTable.read(SharedFiles.data("telco-churn/telco_churn.csv"));
        double[] tenure = csv.numbers("tenure");
        double[] senior = csv.numbers("SeniorCitizen");
        double[] charges = csv.numbers("MonthlyCharges");
        String[] churn = csv.texts("Churn");
        String[] contract = csv.texts("Contract");
        String[] internet = csv.texts("InternetService");
        String[] cells = {"Yes", "Yes", "Electronic check", "Fiber optic", "No", "One year", "Two year"};
        String[][] columns = {
            csv.texts("PaperlessBilling"),
            csv.texts("Partner"),
            csv.texts("PaymentMethod"),
            internet,
            internet,
            contract,
            contract
        };
        StringBuilder text = new StringBuilder("tenure,left,SeniorCitizen,MonthlyCharges,paperless,partner,"
                + "electronic_check,fiber,no_internet,one_year,two_year\n");
        for (int i = 0; i < csv.rows(); i++) {
            if (tenure[i] > 0) {
                text.append(tenure[i])
                        .append(churn[i].equals("Yes") ? ",1," : ",0,")
                        .append(senior[i])
                        .append(',')
                        .append(charges[i]);
                for (int j = 0; j < cells.length; j++) {
                    text.append(columns[j][i].equals(cells[j]) ? ",1" : ",0");
                }
                text.append('\n');
            }
        }
        return Files.writeString(folder.resolve("telco.csv"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void coxOnTelco(String ties) throws IOException {
        cox(
                Golden.load("survival/cox-telco").at("expected", ties),
                survive(
                        "cox",
                        telco(),
                        "tenure",
                        "left",
                        "--features",
                        "one_year,two_year,paperless,partner,electronic_check,fiber,no_internet,SeniorCitizen,"
                                + "MonthlyCharges",
                        "--ties",
                        ties),
                "standardError");
    }

    // R 4.2.2, survival 3.5.3: survreg(Surv(tenure, Churn == "Yes") ~ one_year + two_year + SeniorCitizen +
    // MonthlyCharges, d[d$tenure > 0, ], dist = "weibull", control = survreg.control(rel.tolerance = 1e-13)): table of
    // summary(), scale, loglik
    @Test
    void weibullOnTelco() throws IOException {
        Map<?, ?> json = survive(
                "aft", telco(), "tenure", "left", "--features", "one_year,two_year,SeniorCitizen,MonthlyCharges");
        double[] estimates = {
            3.8791254924897367, 2.5409749523337917, 4.5381179937516203, -0.0560703328397918, -0.0002785015496594
        };
        double[] errors = {
            0.0903943013858125, 0.1067755827458857, 0.1930516656589231, 0.0670271005674140, 0.0011201111634356
        };
        aft(json, estimates, errors, 1.225662224709, -9351.364483633766, -10576.286595046700);
    }

    // the same with dist = "lognormal"
    @Test
    void logNormalOnTelco() throws IOException {
        Map<?, ?> json = survive(
                "aft",
                telco(),
                "tenure",
                "left",
                "--features",
                "one_year,two_year,SeniorCitizen,MonthlyCharges",
                "--distribution",
                "lognormal");
        double[] estimates = {
            3.238938961839686, 2.829609785140519, 4.329103810320691, -0.030894095406865, 0.001222404987805
        };
        double[] errors = {0.091999078696186, 0.091785501486639, 0.130987771598816, 0.076679634272287, 0.001166642204505
        };
        aft(json, estimates, errors, 1.819936485847, -9255.963401464107, -10518.564508015828);
    }

    private static void aft(
            Map<?, ?> json, double[] estimates, double[] errors, double scale, double logLikelihood, double without) {
        double[] found = column(json.get("coefficients"), "estimate");
        double[] foundErrors = column(json.get("coefficients"), "standardError");
        assertThat(found).hasSameSizeAs(estimates);
        for (int j = 0; j < estimates.length; j++) {
            assertThat(found[j] / estimates[j]).isCloseTo(1, within(1e-7));
            assertThat(foundErrors[j] / errors[j]).isCloseTo(1, within(1e-7));
        }
        assertThat((Double) json.get("scale") / scale).isCloseTo(1, within(1e-7));
        assertThat((Double) json.get("logLikelihood") / logLikelihood).isCloseTo(1, within(1e-10));
        assertThat((Double) json.get("nullLogLikelihood") / without).isCloseTo(1, within(1e-10));
        assertThat(json.get("converged")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void ridge(int strength) {
        Golden expected = Golden.load("survival/cox-rossi-ridge").at("expected", "efron_lambda_" + strength);
        Map<?, ?> json =
                survive("cox", SharedFiles.data(ROSSI), "week", "arrest", "--ridge", Integer.toString(strength));
        for (Object o : (List<?>) json.get("coefficients")) {
            Map<?, ?> c = (Map<?, ?>) o;
            expected.at("coefficients", c.get("name")).matches((Double) c.get("estimate"), 1e-8, 1e-10);
        }
        expected.at("log_partial_likelihood").matches((Double) json.get("logLikelihood"), 1e-10, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential", "weibull", "lognormal", "loglogistic"})
    void aftOnLung(String distribution) throws IOException {
        Golden expected = Golden.load("survival/aft-lung").at("expected", distribution);
        Map<?, ?> json = survive(
                "aft", lung(), "time", "status", "--features", "age,sex,ph.ecog", "--distribution", distribution);
        Object table = json.get("coefficients");
        expected.at("coefficients", "coefficient").matches(column(table, "estimate"), 1e-7, 0);
        expected.at("coefficients", "std_error").matches(column(table, "standardError"), 1e-7, 0);
        expected.at("log_likelihood").matches((Double) json.get("logLikelihood"), 1e-10, 0);
        expected.at("log_likelihood_null").matches((Double) json.get("nullLogLikelihood"), 1e-10, 0);
        expected.at("aic").matches((Double) json.get("aic"), 1e-10, 0);
        double scale = (Double) json.get("scale");
        if (distribution.equals("exponential")) {
            assertThat(scale).isEqualTo(1.0);
        } else {
            expected.at("log_scale", "value").matches(Math.log(scale), 1e-7, 1e-9);
        }
        assertThat(json.get("converged")).isEqualTo(true);
    }

    @Test
    void generalisedGammaOnLung() throws IOException {
        Golden expected = Golden.load("survival/gengamma-lung").at("expected");
        Map<?, ?> json =
                survive("aft", lung(), "time", "status", "--features", "age,sex,ph.ecog", "--distribution", "gengamma");
        double[] estimates = column(json.get("coefficients"), "estimate");
        assertThat(estimates).hasSize(4);
        for (int j = 0; j < 4; j++) {
            expected.at("parameters", "value", j).matches(estimates[j], 1e-6, 1e-6);
        }
        expected.at("parameters", "value", 4).matches(Math.log((Double) json.get("scale")), 1e-6, 1e-6);
        expected.at("parameters", "value", 5).matches((Double) json.get("shape"), 1e-6, 1e-6);
        expected.at("log_likelihood").matches((Double) json.get("logLikelihood"), 1e-10, 0);
    }
}
