package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands experiment means, power and proportions by other methods, and bandit replay: references, fields, refusals. */
class ExperimentCommandsTest {

    @TempDir
    Path folder;

    private static Map<?, ?> at(Map<?, ?> json, String list, int index) {
        return (Map<?, ?>) ((List<?>) json.get(list)).get(index);
    }

    private static double number(Map<?, ?> json, String name) {
        return (Double) json.get(name);
    }

    @Test
    void meansWithACovariate() {
        Run run = Run.of(
                "experiment",
                "means",
                "--data",
                SharedFiles.data("hillstrom/hillstrom.csv.gz").toString(),
                "--variant",
                "segment",
                "--metric",
                "spend",
                "--covariate",
                "history",
                "--control",
                "No E-Mail",
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> mens = at(run.json(), "comparisons", 0);
        Golden pooled = Golden.load("experiments/cuped-hillstrom").at("expected", "cuped_pooled");
        assertThat(mens.get("variant")).isEqualTo("Mens E-Mail");
        pooled.at("theta").matches(number(mens, "slope"), 1e-10, 1e-12);
        pooled.at("difference").matches(number(mens, "difference"), 1e-10, 1e-12);
        pooled.at("std_error").matches(number(mens, "standardError"), 1e-10, 1e-12);
        pooled.at("p").matches(number(mens, "p"), 1e-9, 1e-14);
        pooled.at("interval").at(0).matches(number(mens, "lower"), 1e-10, 1e-12);
        pooled.at("interval").at(1).matches(number(mens, "upper"), 1e-10, 1e-12);
        assertThat(mens.keySet().toString())
                .isEqualTo("[variant, difference, lower, upper, relative, relativeLower, relativeUpper, p, adjustedP,"
                        + " slope, varianceReduction, standardError, degreesOfFreedom]");
    }

    @Test
    void verdictsInWords() {
        assertThat(Run.of("experiment", "proportions", "--successes", "120,160", "--trials", "1000,1000")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains(
                        "If more is better:",
                        "Ship: 'variant 1'. 'rate' is better.",
                        "What would change this: a failed check, or an effect that wears off;");
        assertThat(Run.of("experiment", "proportions", "--successes", "120,160", "--trials", "1000,1400")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("No decision: 'variant 1'. Units: 1,000 'control', 1,400 'variant 1', not the shares meant");
        assertThat(Run.of(
                                "experiment",
                                "proportions",
                                "--successes",
                                "120,160",
                                "--trials",
                                "1000,1000",
                                "--method",
                                "bayesian")
                        .out()
                        .replaceAll("\\s+", " "))
                .doesNotContain("Ship");
        assertThat(Run.of(
                                "experiment",
                                "means",
                                "--data",
                                SharedFiles.data("hillstrom/hillstrom.csv.gz").toString(),
                                "--variant",
                                "segment",
                                "--metric",
                                "spend",
                                "--covariate",
                                "history",
                                "--control",
                                "No E-Mail")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("Ship: 'Mens E-Mail'. 'spend' is better.", "Ship: 'Womens E-Mail'. 'spend' is better.");
    }

    @Test
    void ratios() {
        Run run = Run.of(
                "experiment",
                "means",
                "--data",
                SharedFiles.golden("experiments/ratio-metric.csv").toString(),
                "--variant",
                "arm",
                "--metric",
                "clicks",
                "--denominator",
                "views",
                "--json");
        assertThat(run.err()).isEmpty();
        Golden expected = Golden.load("experiments/ratio-metric").at("expected");
        expected.at("a", "ratio").matches(number(at(run.json(), "variants", 0), "mean"), 1e-10, 1e-12);
        expected.at("difference").matches(number(at(run.json(), "comparisons", 0), "difference"), 1e-10, 1e-12);
        expected.at("std_error").matches(number(at(run.json(), "comparisons", 0), "standardError"), 1e-10, 1e-12);
    }

    @Test
    void power() {
        // R 4.2.2: power.prop.test(p1 = .1, p2 = .11, power = .8), power.t.test(delta = 1, sd = 10, power = .8)
        Map<?, ?> rates = Run.of("experiment", "power", "--baseline", "0.1", "--effect", "0.01", "--json")
                .json();
        assertThat(number(rates, "perVariant")).isCloseTo(14_750.79, within(0.005));
        assertThat(number(rates, "total")).isEqualTo(29_502);
        Map<?, ?> means = Run.of("experiment", "power", "--sd", "10", "--effect", "1", "--json")
                .json();
        assertThat(number(means, "perVariant")).isCloseTo(1570.737, within(0.0005));
        assertThat(Run.of("experiment", "power", "--baseline", "0.1", "--effect", "0.01")
                        .out())
                .startsWith("14,751 units a variant, 29,502 in all");
        assertThat(Run.of("experiment", "power", "--effect", "1").err())
                .contains("give either --baseline (a rate) or --sd (a mean)");
        Run far = Run.of("experiment", "power", "--baseline", "0.99", "--effect", "0.2");
        assertThat(far.code()).isEqualTo(2);
        assertThat(far.err())
                .contains("--baseline and --baseline + --effect must be rates above 0 and below 1, got 0.99 and 1.19");
    }

    @Test
    void proportionsByBelief() {
        Golden one =
                Golden.load("experiments/beta-binomial").at("expected", "cases").at(0);
        Map<?, ?> json = Run.of(
                        "experiment",
                        "proportions",
                        "--successes",
                        "122,189",
                        "--trials",
                        "21306,21387",
                        "--method",
                        "bayesian",
                        "--json")
                .json();
        Map<?, ?> c = at(json, "comparisons", 0);
        one.at("probability_b_better").matches(number(c, "probabilityBetter"), 1e-10, 1e-13);
        one.at("expected_loss_choosing_b").matches(number(c, "expectedLoss"), 1e-10, 1e-13);
        one.at("difference_interval_95").at(0).matches(number(c, "lower"), 1e-10, 1e-13);
        assertThat(c.get("p")).isEqualTo("null");
    }

    @Test
    void proportionsLookedAtAgainAndAgain() {
        // mixture SPRT by hand: v = the squared unpooled error, t = 0.02²
        Map<?, ?> json = Run.of(
                        "experiment",
                        "proportions",
                        "--successes",
                        "120,180",
                        "--trials",
                        "1000,1000",
                        "--method",
                        "sequential",
                        "--typical-effect",
                        "0.02",
                        "--json")
                .json();
        double v = (0.12 * 0.88 + 0.18 * 0.82) / 1000;
        double t = 0.0004;
        double ratio = Math.sqrt(v / (v + t)) * Math.exp(t * 0.06 * 0.06 / (2 * v * (v + t)));
        double half = Math.sqrt(v * (v + t) / t * (2 * Math.log(20) + Math.log((v + t) / v)));
        Map<?, ?> c = at(json, "comparisons", 0);
        assertThat(number(c, "p")).isCloseTo(1 / ratio, within(1e-12));
        assertThat(number(c, "lower")).isCloseTo(0.06 - half, within(1e-12));
        assertThat(Run.of(
                                "experiment",
                                "proportions",
                                "--successes",
                                "0,0",
                                "--trials",
                                "9,9",
                                "--method",
                                "sequential")
                        .err())
                .contains("the outcome does not vary: 'control' and 'variant 1' have rates of 0.0 and 0.0");
        assertThat(Run.of("experiment", "proportions", "--successes", "1,2", "--trials", "9,9", "--method", "other")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void replayOfTheOpenBanditLog() {
        Run run = replay("obd-men/bts_men.csv.gz", "item_id", "uniform");
        assertThat(run.err()).isEmpty();
        Map<?, ?> value = (Map<?, ?>) run.json().get("value");
        assertThat(value.keySet().toString()).isEqualTo("[ips, snips, dm, dr]");
        Golden expected = Golden.load("bandit/off-policy-uniform-from-bts").at("expected");
        expected.at("ips", "value").matches(number((Map<?, ?>) value.get("ips"), "estimate"), 1e-10, 1e-12);
        expected.at("snips", "value").matches(number((Map<?, ?>) value.get("snips"), "estimate"), 1e-10, 1e-12);
        expected.at("effective_sample_size").matches(run.number("effectiveSampleSize"), 1e-10, 1e-12);
        assertThat(number((Map<?, ?>) value.get("dr"), "lower"))
                .isLessThan(number((Map<?, ?>) value.get("dr"), "upper"));
        Run best = replay("obd-men/random_men.csv.gz", "item_id", "best");
        assertThat(best.out()).contains("intervals of ips and snips have no width");
    }

    private static Run replay(String file, String action, String policy) {
        return Run.of(
                "bandit",
                "replay",
                "--data",
                SharedFiles.data(file).toString(),
                "--action",
                action,
                "--reward",
                "click",
                "--propensity",
                "propensity_score",
                "--policy",
                policy,
                "--json");
    }

    @Test
    void replayByHand() throws IOException {
        // weights .5/.8, .5/.2, .5/.8, .5/.2 and rewards 1, 2, 0, 4
        StringBuilder csv = new StringBuilder("arm,chance,gain,theirs\n");
        for (int i = 0; i < 100; i++) {
            csv.append("a,0.8,1,0.5\nb,0.2,2,0.5\na,0.8,0,0.5\nb,0.2,4,0.5\n");
        }
        String file = Files.writeString(folder.resolve("log.csv"), csv).toString();
        for (String policy : List.of("uniform", "a=0.5,b=0.5", "column:theirs")) {
            Run run = Run.of(
                    "bandit",
                    "replay",
                    "--data",
                    file,
                    "--action",
                    "arm",
                    "--reward",
                    "gain",
                    "--propensity",
                    "chance",
                    "--policy",
                    policy,
                    "--json");
            Map<?, ?> value = (Map<?, ?>) run.json().get("value");
            // the weights' mean is 1.5625: propensities that cannot be right are refused
            assertThat(((Map<?, ?>) value.get("ips")).get("estimate")).isEqualTo("null");
            assertThat(run.number("meanWeight")).isCloseTo((2 * 0.625 + 2 * 2.5) / 4, within(1e-12));
            assertThat(run.out()).contains("the log can't say: the weights' mean is 1.5625");
        }
        assertThat(wrong(file, "z=1").err()).contains("--policy: 'z=1' is neither uniform, best, column:NAME nor");
        assertThat(wrong(file, "a=0.5").err()).contains("--policy: the shares must add up to 1, got 0.5");
        assertThat(wrong(file, "a=x").err()).contains("--policy: the share in 'a=x' is not a number");
        assertThat(wrong(file, "a=2").err()).contains("--policy: the share in 'a=2' must be from 0 to 1");
        assertThat(wrong(file, "a=2").code()).isEqualTo(2);
        String zero = Files.writeString(folder.resolve("zero.csv"), "arm,chance,gain\na,1,0\na,0,0\n")
                .toString();
        assertThat(wrong(zero, "uniform").err())
                .contains("zero.csv, data row 2, column 'chance': propensity must be above 0 and at most 1, got 0.0");
    }

    private static Run wrong(String file, String policy) {
        return Run.of(
                "bandit",
                "replay",
                "--data",
                file,
                "--action",
                "arm",
                "--reward",
                "gain",
                "--propensity",
                "chance",
                "--policy",
                policy);
    }
}
