package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.bandit.BanditSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands bandit best, shares and revenue, and the intervals of bandit replay. */
class BanditCommandsTest {

    @TempDir
    Path folder;

    private static double of(Map<?, ?> json, int arm, String field) {
        return (Double) ((Map<?, ?>) ((List<?>) json.get("arms")).get(arm)).get(field);
    }

    @Test
    void bestSaysWhatRemains() {
        // mpmath, ValueRemainingTest: Beta(31, 971), Beta(42, 950), Beta(23, 979)
        Run run = Run.of("bandit", "best", "--successes", "30,41,22", "--failures", "970,949,978", "--json");
        assertThat(run.number("valueRemaining")).isEqualTo(0.0710783424920722, within(1e-12));
        assertThat(Run.of("bandit", "best", "--successes", "30,41,22", "--failures", "970,949,978")
                        .out())
                .contains("with probability 0.95 no more than 7.1");
    }

    @Test
    void sharesByPolicyAndWithinLimits() {
        Map<?, ?> plain = shares().json();
        // 19/60, 38/60, 3/60: the probabilities of being best
        assertThat(of(plain, 0, "share")).isEqualTo(19.0 / 60, within(1e-12));
        assertThat(of(plain, 2, "share")).isEqualTo(3.0 / 60, within(1e-12));
        assertThat(of(shares("--policy", "epsilon-greedy", "--epsilon", "0.3").json(), 1, "share"))
                .isEqualTo(0.8, within(1e-12));
        for (String policy : List.of("ucb1", "kl-ucb", "bayes-ucb", "top-two")) {
            double sum = 0;
            Map<?, ?> json = shares("--policy", policy).json();
            for (int k = 0; k < 3; k++) {
                sum += of(json, k, "share");
            }
            assertThat(sum).isEqualTo(1, within(1e-12));
        }
        assertThat(of(shares("--floor", "0.1").json(), 2, "share")).isEqualTo(0.1, within(1e-12));
        assertThat(of(shares("--control", "c=0.2").json(), 2, "share")).isEqualTo(0.2, within(1e-12));
        assertThat(of(shares("--baseline", "a=0").json(), 0, "share")).isEqualTo(1, within(1e-12));
        Path file = folder.resolve("snapshot.json");
        String version = (String) shares("--model-out", file.toString()).json().get("version");
        assertThat(Long.toHexString(BanditSnapshot.read(file).version())).isEqualTo(version);
        assertThat(Run.of("bandit", "shares", "--successes", "0,1", "--failures", "0,0")
                        .out())
                .contains("arm 1");
    }

    @Test
    void sharesRefuse() {
        assertThat(shares("--policy", "best").err())
                .contains("--policy must be thompson, top-two,")
                .contains("got 'best'");
        assertThat(shares("--policy", "best").code()).isEqualTo(2);
        assertThat(shares("--control", "a").err())
                .contains("--control must be a name and a number, such as arm=0.1, got 'a'");
        assertThat(shares("--control", "a=x").err()).contains("--control: the number in 'a=x' is none");
        assertThat(shares("--floor", "0.5").err()).contains("floor 0.5 of 3 arms adds up to more than the share 1.0");
        assertThat(shares("--floor", "0.5").code()).isEqualTo(1);
        assertThat(Run.of("bandit", "shares", "--successes", "-1", "--failures", "3")
                        .err())
                .contains("arm 'arm 0': successes and failures must be at least 0, got -1 and 3");
    }

    private static Run shares(String... more) {
        String[] all = new String[9 + more.length];
        String[] first = {"bandit", "shares", "--successes", "0,1,0", "--failures", "0,0,2", "--names", "a,b,c"};
        System.arraycopy(first, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        all[all.length - 1] = "--json";
        return Run.of(all);
    }

    @Test
    void revenueByArm() throws IOException {
        StringBuilder csv = new StringBuilder("banner,spent\n");
        for (int i = 0; i < 1_000; i++) {
            csv.append(i % 2 == 0 ? "cheap," : "dear,")
                    .append(i % 20 == 0 ? 20 : i % 30 == 1 ? 60 + i % 7 : 0)
                    .append('\n');
        }
        String file = Files.writeString(folder.resolve("sales.csv"), csv).toString();
        Run run = revenue(file, "60,30");
        Map<?, ?> json = run.json();
        assertThat(((Map<?, ?>) ((List<?>) json.get("arms")).get(0)).keySet().toString())
                .isEqualTo("[arm, trials, orders, revenue, probabilityBest, expectedLoss, mean, lower, upper]");
        assertThat(of(json, 0, "trials")).isEqualTo(500);
        assertThat(of(json, 0, "orders")).isEqualTo(50);
        assertThat(of(json, 0, "revenue")).isEqualTo(1_000);
        assertThat(of(json, 0, "probabilityBest") + of(json, 1, "probabilityBest"))
                .isEqualTo(1, within(1e-12));
        assertThat(of(json, 1, "probabilityBest")).isGreaterThan(0.9);
        assertThat(of(json, 0, "lower")).isLessThan(of(json, 0, "mean"));
        assertThat(run.number("valueRemaining")).isBetween(0.0, 0.2);
        assertThat(run.number("dispersion")).isBetween(0.05, 0.2);
        assertThat(Run.of(
                                "bandit",
                                "revenue",
                                "--data",
                                file,
                                "--arm",
                                "banner",
                                "--value",
                                "spent",
                                "--order-value",
                                "60,30")
                        .out())
                .contains("can be gained beside the arm that leads");
        assertThat(revenue(file, "60").err()).contains("--order-value must be two numbers, such as 60,30, got 1");
        String bad = Files.writeString(folder.resolve("bad.csv"), "banner,spent\na,-3\n")
                .toString();
        assertThat(revenue(bad, "60,30").err())
                .contains(
                        "bad.csv, data row 1, column 'spent': the value of an order must be above 0, or 0 if nothing was "
                                + "bought, got -3.0");
    }

    private static Run revenue(String file, String belief) {
        return Run.of(
                "bandit",
                "revenue",
                "--data",
                file,
                "--arm",
                "banner",
                "--value",
                "spent",
                "--order-value",
                belief,
                "--json");
    }

    @Test
    void replayWithOtherIntervals() throws IOException {
        StringBuilder csv = new StringBuilder("arm,chance,gain\n");
        for (int i = 0; i < 400; i++) {
            // a by 0.5 and b by 0.5, so that every weight of the uniform policy is 1
            csv.append(i % 2 == 0 ? "a" : "b")
                    .append(",0.5,")
                    .append(i % 5 == 0 ? 1 : 0)
                    .append('\n');
        }
        String file = Files.writeString(folder.resolve("log.csv"), csv).toString();
        double last = 0;
        for (String kind : List.of("student", "bootstrap", "bernstein", "sequence")) {
            boolean sequence = kind.equals("sequence");
            Run run = replay(file, "--interval", kind, sequence ? "--range=0,2" : "--range=-2,2");
            Map<?, ?> ips = (Map<?, ?>) ((Map<?, ?>) run.json().get("value")).get("ips");
            assertThat((Double) ips.get("estimate")).isEqualTo(0.2, within(1e-12));
            double width = (Double) ips.get("upper") - (Double) ips.get("lower");
            assertThat(width).as(kind).isGreaterThan(kind.equals("bernstein") ? last : 0);
            last = kind.equals("bootstrap") ? width : last;
            Map<?, ?> dr = (Map<?, ?>) ((Map<?, ?>) run.json().get("value")).get("dr");
            if (sequence) {
                assertThat(dr.get("lower")).isEqualTo("null");
            } else {
                assertThat((Double) dr.get("lower")).isLessThan((Double) dr.get("upper"));
            }
        }
        assertThat(replay(file, "--interval", "wald").err())
                .contains("--interval must be student, bootstrap, bernstein or sequence, got 'wald'");
        assertThat(replay(file, "--interval", "sequence", "--range=-1,2").err())
                .contains("--interval sequence takes a --range from 0, got -1.0");
        assertThat(replay(file, "--interval", "bernstein").err())
                .contains("--interval bernstein needs --range: what a decision can bring at least and at most");
    }

    private static Run replay(String file, String... more) {
        String[] first = {
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
            "--json"
        };
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Run.of(all);
    }
}
