package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.CoxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code survive cox} and {@code survive aft}: fields of the contract, files written, texts of refusals. */
class LifetimeCommandsTest {

    /** The customers of docs/survival.md. */
    private static final String CUSTOMERS = "months,left,plan,price,visits\n"
            + "1,1,monthly,30,2\n"
            + "4,1,monthly,15,6\n"
            + "4,0,yearly,12,3\n"
            + "9,1,monthly,20,4\n"
            + "12,0,yearly,25,1\n"
            + "12,1,yearly,10,5\n"
            + "15,0,monthly,18,2\n"
            + "20,0,yearly,8,9\n";

    @TempDir
    Path folder;

    private static Run survive(String standardInput, String command, String... flags) {
        return Run.with(
                standardInput,
                Stream.concat(
                                Stream.of("survive", command, "--data", "-", "--time", "months", "--event", "left"),
                                Stream.of(flags))
                        .toArray(String[]::new));
    }

    @Test
    void coxHasTheFieldsOfTheContract() {
        Run run = survive(CUSTOMERS, "cox", "--json", "--timing", "--threads", "2");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, coefficients, logLikelihood,"
                        + " nullLogLikelihood, concordance, concordanceStandardError, proportionalHazards, seconds]");
        assertThat(json.get("command")).isEqualTo("survive cox");
        Map<?, ?> price = (Map<?, ?>) ((List<?>) json.get("coefficients")).get(0);
        assertThat(price.keySet().toString())
                .isEqualTo("[name, estimate, hazardRatio, standardError, robustStandardError, z, p, lower, upper]");
        assertThat(price.get("name")).isEqualTo("price"); // plan is text, months and left are named by flags
        assertThat(price.get("robustStandardError")).isEqualTo("null");
        assertThat((Double) price.get("hazardRatio")).isEqualTo(Math.exp((Double) price.get("estimate")));
        Map<?, ?> test = (Map<?, ?>) ((List<?>) json.get("proportionalHazards")).get(1);
        assertThat(test.keySet().toString()).isEqualTo("[name, chiSquare, p]");
        assertThat(test.get("name")).isEqualTo("visits");
    }

    /** R 4.2.2, survival 3.5-3: {@code concordance(coxph(Surv(months, left) ~ price + visits), timewt = "n/G2", ymax = 11)}. */
    @Test
    void unosConcordanceIsThatOfR() {
        Run run = survive(CUSTOMERS, "cox", "--uno-until", "11", "--json");
        assertThat(run.number("unoConcordance"))
                .isCloseTo(0.9466950959488273, org.assertj.core.data.Offset.offset(1e-10));
        assertThat(run.number("unoConcordanceStandardError")).isPositive();
        assertThat(run.json().keySet().toString())
                .contains("concordanceStandardError, unoConcordance, unoConcordanceStandardError, proportionalHazards");
        assertThat(survive(CUSTOMERS, "cox", "--uno-until", "11").out())
                .contains("Uno's concordance 0.9467, std. error ");
        Run never = survive(CUSTOMERS, "cox", "--uno-until", "-1");
        assertThat(never.code()).isEqualTo(2);
        assertThat(never.err()).contains("--uno-until must be a finite number above 0, got -1.0");
        Run late = survive(CUSTOMERS, "cox", "--uno-until", "11", "--start", "visits");
        assertThat(late.code()).isEqualTo(2);
        assertThat(late.err()).contains("--uno-until cannot be combined with --start: nobody may enter late");
        Run early = survive(CUSTOMERS, "cox", "--uno-until", "0.5");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err())
                .contains("nobody has left before 0.5, so no pair shows who left first; take a later time");
    }

    /** Three events in 50 months: the median is 11.6, and one was watched for 30. */
    @Test
    void mediansWithinTheDataSaySo() throws IOException {
        Path out = folder.resolve("out.csv");
        survive("months,left\n5,1\n6,1\n9,1\n30,0\n", "aft", "--distribution", "exponential", "--out", out.toString());
        assertThat(Files.readAllLines(out).get(1)).endsWith(",false");
    }

    @Test
    void coxWritesPredictorsAndAModelThatGivesThem() throws IOException {
        Path out = folder.resolve("out.csv");
        Path model = folder.resolve("model.json");
        String withGap = CUSTOMERS.replace("\n4,1,monthly,15,6", "\n4,1,monthly,,6");
        Run run = survive(
                withGap, "cox", "--on-bad-row", "skip", "--out", out.toString(), "--model-out", model.toString());
        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(9).startsWith("linearPredictor");
        assertThat(lines.get(2)).isEmpty(); // the row set aside
        CoxModel read = CoxModel.read(model);
        assertThat(Double.parseDouble(lines.get(1))).isEqualTo(read.linearPredictor(30, 2));
        assertThat(Double.parseDouble(lines.get(8))).isEqualTo(read.linearPredictor(8, 9));
        assertThat(run.out()).contains("rows read 8 = used 7 + rejected 1", "hazard ratio", "same late as early?");
    }

    @Test
    void coxSaysWhatItCannotDo() {
        Run exact = survive(CUSTOMERS, "cox", "--ties", "exact", "--robust");
        assertThat(exact.code()).isEqualTo(2);
        assertThat(exact.err()).contains("--ties exact cannot be combined with --weights, --cluster or --robust");
        Run ties = survive(CUSTOMERS, "cox", "--ties", "best");
        assertThat(ties.code()).isEqualTo(2);
        assertThat(ties.err()).contains("'--ties': expected one of [efron, breslow, exact]", "but was 'best'");
        Run ridge = survive(CUSTOMERS, "cox", "--ridge", "-1");
        assertThat(ridge.code()).isEqualTo(2);
        assertThat(ridge.err()).contains("--ridge must be a finite number of at least 0, got -1.0");
        for (String command : List.of("cox", "aft")) {
            assertThat(survive(CUSTOMERS, command, "--threads", "0").code()).isEqualTo(2);
            Run scaled = survive(CUSTOMERS, command, "--standardize", "--model-out", "model.json");
            assertThat(scaled.code()).isEqualTo(2);
            assertThat(scaled.err()).contains("--standardize and --model-out exclude each other");
        }
        Run missing = Run.with(CUSTOMERS, "survive", "cox", "--data", "-", "--time", "months");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("Missing required option: '--event=COLUMN'");
        Run monotone = survive("months,left,x\n5,1,1\n6,1,2\n7,0,3\n8,0,4\n", "cox");
        assertThat(monotone.code()).isEqualTo(1);
        assertThat(monotone.err()).contains("monotone likelihood: column(s) 'x'", "or use --firth or --ridge");
        Run code = survive("months,left,x\n5,0.5,1\n", "cox");
        assertThat(code.code()).isEqualTo(1);
        assertThat(code.err())
                .contains("standard input, column 'left', data row 1: the event must be 0 or a whole number above");
        Run bare = survive("months,left\n5,1\n6,0\n", "cox");
        assertThat(bare.code()).isEqualTo(1);
        assertThat(bare.err()).contains("standard input: no numeric column is left to regress on; add one");
        Run column = survive(CUSTOMERS, "cox", "--strata", "city");
        assertThat(column.code()).isEqualTo(1);
        assertThat(column.err())
                .contains("standard input: there is no column 'city'", "[months, left, plan, price, visits]");
    }

    @Test
    void firthAnswersMonotoneLikelihoodWithProfiles() throws IOException {
        // the rows of golden/survival/cox-monotone; values of prediction/src/test/oracle/firth.py
        String rows = "months,left,x,z\n1,1,5,1\n2,1,4,0\n3,1,4,1\n4,1,3,0\n5,0,1,1\n6,1,1,0\n7,0,0.5,1\n8,1,0,1\n";
        Path model = folder.resolve("model.json");
        Run run = survive(rows, "cox", "--firth", "--json", "--model-out", model.toString());
        assertThat(run.err()).isEmpty();
        Map<?, ?> x = (Map<?, ?>) ((List<?>) run.json().get("coefficients")).get(0);
        assertThat(x.keySet().toString())
                .isEqualTo("[name, estimate, hazardRatio, standardError, robustStandardError, z, p, lower, upper,"
                        + " profileLower, profileUpper, profileP]");
        assertThat((Double) x.get("estimate")).isCloseTo(2.277972917599449, within(1e-9));
        assertThat((Double) x.get("standardError")).isCloseTo(1.363446321444913, within(1e-8));
        assertThat((Double) x.get("profileLower")).isCloseTo(0.51072379156744, within(1e-8));
        assertThat((Double) x.get("profileUpper")).isCloseTo(7.7698769869871, within(1e-8));
        assertThat((Double) x.get("profileP")).isLessThan((Double) x.get("p"));
        assertThat(CoxModel.read(model).hasFirthCorrection()).isTrue();
        assertThat(survive(rows, "cox", "--firth").out())
                .contains("0.5107", "7.770", "p and limits from the profile of the penalised likelihood")
                .doesNotContain("same late as early?");
        for (String[] other :
                new String[][] {{"--robust"}, {"--ridge", "1"}, {"--ties", "exact"}, {"--cluster", "z"}}) {
            Run wrong = survive(
                    rows,
                    "cox",
                    Stream.concat(Stream.of("--firth"), Stream.of(other)).toArray(String[]::new));
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err())
                    .contains("--firth cannot be combined with --ridge, --ties exact, --cluster or --robust");
        }
    }

    /** All events at one time, nobody stays longer: a penalised fit has an answer, but no pair shows an order. */
    @Test
    void concordanceIsNullWhereNoPairShowsAnOrder() {
        String tied = "months,left,x\n5,1,1\n5,1,2\n5,1,0\n3,0,1\n";
        Run run = survive(tied, "cox", "--ridge", "1", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.json().get("concordance")).isEqualTo("null");
        assertThat(survive(tied, "cox", "--ridge", "1").out()).contains("concordance -, std. error -");
    }

    @Test
    void exactTiesHaveNoTestOfProportionalHazards() {
        Run run = survive(CUSTOMERS, "cox", "--ties", "exact", "--json");
        assertThat(run.err()).isEmpty();
        assertThat((List<?>) run.json().get("proportionalHazards")).isEmpty();
        assertThat(survive(CUSTOMERS, "cox", "--ties", "exact").out()).doesNotContain("same late as early?");
    }

    /** Exponential lifetimes without features, by hand: events over time at risk. */
    @Test
    void exponentialByHand() throws IOException {
        Path out = folder.resolve("out.csv");
        Path model = folder.resolve("model.json");
        Run run = survive(
                "months,left\n5,1\n6,1\n7,0\n3,0\n",
                "aft",
                "--distribution",
                "exponential",
                "--out",
                out.toString(),
                "--model-out",
                model.toString(),
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, coefficients, scale,"
                        + " logLikelihood, nullLogLikelihood, aic]");
        Map<?, ?> mean = (Map<?, ?>) ((List<?>) json.get("coefficients")).get(0);
        assertThat(mean.get("name")).isEqualTo("(intercept)");
        // 2 events in 21 months: mean 10.5; log-likelihood 2 log(2 / 21) - 2; the median is mean log 2
        assertThat((Double) mean.get("timeRatio")).isCloseTo(10.5, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(run.number("scale")).isEqualTo(1.0);
        assertThat(run.number("logLikelihood"))
                .isCloseTo(2 * Math.log(2.0 / 21) - 2, org.assertj.core.data.Offset.offset(1e-10));
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(5).startsWith("median,beyondData");
        String[] first = lines.get(1).split(",", -1);
        assertThat(first[1])
                .as("7.3 months, where nobody was watched for more than 7")
                .isEqualTo("true");
        assertThat(Double.parseDouble(first[0]))
                .isCloseTo(10.5 * Math.log(2), org.assertj.core.data.Offset.offset(1e-8))
                .isEqualTo(AftModel.read(model).curve().quantile(0.5));
    }

    @Test
    void aftPrintsATableAndSaysWhatItCannotDo() {
        assertThat(survive(CUSTOMERS, "aft", "--features", "visits").out())
                .contains("rows read 8 = used 8 + rejected 0", "time ratio", "(intercept)", "visits", "AIC");
        Run shape = survive(CUSTOMERS, "aft", "--distribution", "gamma");
        assertThat(shape.code()).isEqualTo(2);
        assertThat(shape.err())
                .contains("expected one of [exponential, weibull, lognormal, loglogistic, gengamma]", "'gamma'");
        Run zero = survive("months,left,x\n0,1,1\n6,1,2\n7,0,3\n8,0,4\n", "aft");
        assertThat(zero.code()).isEqualTo(1);
        assertThat(zero.err()).contains("time, row 0: is 0, which has no logarithm; drop the row");
        Run none = survive("months,left,x\n5,0,1\n6,0,2\n", "aft");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no event");
    }
}
