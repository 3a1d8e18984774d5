package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code survive kaplan-meier} and {@code survive log-rank} against R's survfit and survdiff, from file to JSON; values in
 * ../shared/golden/survival, tolerances those of KaplanMeierOracleTest and LogRankOracleTest in prediction.
 */
class SurvivalCurvesGoldenTest {

    @TempDir
    Path folder;

    /** Telco customers who have been there at least a month, with their churn as 0 and 1. */
    private String telco() throws IOException {
        CsvTable csv = CsvTable.read(SharedFiles.data("telco-churn/telco_churn.csv"));
        double[] tenure = csv.numbers("tenure");
        String[] churn = csv.texts("Churn");
        String[] contract = csv.texts("Contract");
        String[] payment = csv.texts("PaymentMethod");
        StringBuilder text = new StringBuilder("tenure,left,contract,payment\n");
        for (int i = 0; i < tenure.length; i++) {
            if (tenure[i] > 0) {
                text.append(tenure[i])
                        .append(churn[i].equals("Yes") ? ",1," : ",0,")
                        .append(contract[i])
                        .append(',')
                        .append(payment[i])
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("telco.csv"), text).toString();
    }

    /** Lung patients whose performance score is known. */
    private String lung() throws IOException {
        CsvTable csv = CsvTable.read(SharedFiles.data("survival-r/lung.csv"));
        double[] ecog = csv.numbers("ph.ecog");
        double[] time = csv.numbers("time");
        double[] status = csv.numbers("status");
        String[] sex = csv.texts("sex");
        StringBuilder text = new StringBuilder("time,died,sex,ecog\n");
        for (int i = 0; i < ecog.length; i++) {
            if (!Double.isNaN(ecog[i])) {
                text.append(time[i])
                        .append(',')
                        .append((int) status[i] - 1)
                        .append(',')
                        .append(sex[i])
                        .append(",e")
                        .append(ecog[i])
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("lung.csv"), text).toString();
    }

    private static Map<?, ?> survive(String... flags) {
        List<String> all = new ArrayList<>(List.of("survive"));
        all.addAll(List.of(flags));
        all.add("--json");
        Run run = Run.of(all.toArray(new String[0]));
        assertThat(run.err()).isEmpty();
        return run.json();
    }

    /** A time that is never reached is null in R's results, null for an estimate of ours and infinite for the end of an interval. */
    private static void same(Golden expected, Object actual) {
        if (actual instanceof Double number) {
            expected.matches(number, 1e-12, 0);
        } else {
            assertThat(expected.number()).isNaN();
            assertThat(actual).isIn("null", "Infinity"); // Run reads a JSON null as that word
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "log"})
    void kaplanMeierOnTelco(String interval) throws IOException {
        Map<?, ?> json = survive(
                "kaplan-meier",
                "--data",
                telco(),
                "--time",
                "tenure",
                "--event",
                "left",
                "--group",
                "contract",
                "--interval",
                interval);
        Golden golden = Golden.load("survival/km-telco-by-contract").at("expected");
        List<?> groups = (List<?>) json.get("groups");
        assertThat(groups).hasSize(3);
        for (Object each : groups) {
            Map<?, ?> group = (Map<?, ?>) each;
            Golden expected = golden.at(group.get("group"));
            expected.at("n").matches((Double) group.get("subjects"), 0, 0);
            expected.at("events").matches((Double) group.get("events"), 0, 0);
            same(expected.at("quantiles_" + interval, "time", 1), group.get("median"));
            same(expected.at("quantiles_" + interval, "lower", 1), group.get("medianLower"));
            same(expected.at("quantiles_" + interval, "upper", 1), group.get("medianUpper"));
            List<?> curve = (List<?>) group.get("curve");
            double[] times = expected.at("curve", "time").numbers();
            assertThat(curve).hasSize(times.length);
            for (int k = 0; k < times.length; k++) {
                Map<?, ?> point = (Map<?, ?>) curve.get(k);
                expected.at("curve", "time", k).matches((Double) point.get("time"), 0, 0);
                expected.at("curve", "at_risk", k).matches((Double) point.get("atRisk"), 0, 0);
                expected.at("curve", "events", k).matches((Double) point.get("events"), 0, 0);
                expected.at("curve", "survival", k).matches((Double) point.get("survival"), 1e-13, 0);
                expected.at("curve", "std_error", k).matches((Double) point.get("standardError"), 1e-12, 1e-15);
                expected.at("interval_" + interval, "lower", k).matches((Double) point.get("lower"), 1e-12, 0);
                expected.at("interval_" + interval, "upper", k).matches((Double) point.get("upper"), 1e-12, 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"log_rank,0", "peto_peto_rho1,1", "rho_half,0.5"})
    void logRankOnTelcoAndLung(String kind, String rho) throws IOException {
        matches(
                Golden.load("survival/logrank-telco").at("expected", kind),
                survive(
                        "log-rank",
                        "--data",
                        telco(),
                        "--time",
                        "tenure",
                        "--event",
                        "left",
                        "--group",
                        "payment",
                        "--rho",
                        rho));
        matches(
                Golden.load("survival/logrank-lung").at("expected", kind),
                survive(
                        "log-rank",
                        "--data",
                        lung(),
                        "--time",
                        "time",
                        "--event",
                        "died",
                        "--group",
                        "sex",
                        "--rho",
                        rho));
    }

    @Test
    void stratifiedLogRankOnTelcoAndLung() throws IOException {
        matches(
                Golden.load("survival/logrank-telco").at("expected", "stratified_log_rank"),
                survive(
                        "log-rank",
                        "--data",
                        telco(),
                        "--time",
                        "tenure",
                        "--event",
                        "left",
                        "--group",
                        "payment",
                        "--strata",
                        "contract"));
        matches(
                Golden.load("survival/logrank-lung").at("expected", "stratified_log_rank"),
                survive(
                        "log-rank",
                        "--data",
                        lung(),
                        "--time",
                        "time",
                        "--event",
                        "died",
                        "--group",
                        "sex",
                        "--strata",
                        "ecog"));
    }

    private static void matches(Golden expected, Map<?, ?> json) {
        expected.at("chi_square").matches((Double) json.get("chiSquare"), 1e-10, 0);
        expected.at("df").matches((Double) json.get("degreesOfFreedom"), 0, 0);
        expected.at("p").matches((Double) json.get("p"), 1e-9, 0);
    }
}
