package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of single capabilities: known answers, contract of the fields, texts of refusals. */
class CapabilityCommandsTest {

    @TempDir
    Path folder;

    private static Map<?, ?> first(Map<?, ?> json, String list) {
        return (Map<?, ?>) ((List<?>) json.get(list)).get(0);
    }

    private static Map<?, ?> at(Map<?, ?> json, String list, int index) {
        return (Map<?, ?>) ((List<?>) json.get(list)).get(index);
    }

    @Test
    void bestArm() {
        // (1,1), (2,1), (1,3): 19/60, 38/60, 3/60; expected maximum 53/70 (closed form)
        Run run = Run.of("bandit", "best", "--successes", "0,1,0", "--failures", "0,0,2", "--json");
        Map<?, ?> json = run.json();
        double[] p = {19.0 / 60, 38.0 / 60, 3.0 / 60};
        for (int i = 0; i < 3; i++) {
            assertThat((Double) at(json, "arms", i).get("probabilityBest")).isCloseTo(p[i], within(1e-12));
        }
        assertThat((Double) json.get("expectedMaximum")).isCloseTo(53.0 / 70, within(1e-12));
        assertThat(first(json, "arms").keySet().toString())
                .isEqualTo("[arm, probabilityBest, expectedLoss, mean, lower, upper]");
        assertThat(Run.of("bandit", "best", "--successes", "1,2", "--failures", "1")
                        .err())
                .contains("--successes and --failures must have as many numbers each, got 2 and 1");
        Run negative = Run.of("bandit", "best", "--successes", "1,-2", "--failures", "1,1");
        assertThat(negative.code()).isEqualTo(1);
        assertThat(negative.err()).contains("arm 'arm 1': successes and failures must be at least 0, got -2 and 1");
    }

    @Test
    void proportionsFromCountsAndFromRowsAreTheSame() throws IOException {
        StringBuilder csv = new StringBuilder("unit,group,bought\n");
        for (int i = 0; i < 400; i++) {
            csv.append(i)
                    .append(i % 2 == 0 ? ",old," : ",new,")
                    .append(i % 10 == 0 || i % 7 == 1 ? 1 : 0)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), csv);
        Run rows = Run.of(
                "experiment",
                "proportions",
                "--data",
                file.toString(),
                "--variant",
                "group",
                "--outcome",
                "bought",
                "--control",
                "old",
                "--json");
        Map<?, ?> json = rows.json();
        Map<?, ?> old = at(json, "variants", 0);
        Map<?, ?> fresh = at(json, "variants", 1);
        assertThat(old.get("variant")).isEqualTo("old");
        Run counts = Run.of(
                "experiment",
                "proportions",
                "--successes",
                (long) (double) (Double) old.get("successes") + "," + (long) (double) (Double) fresh.get("successes"),
                "--trials",
                "200,200",
                "--names",
                "old,new",
                "--json");
        assertThat(counts.json().get("comparisons")).isEqualTo(json.get("comparisons"));
        assertThat(first(json, "comparisons").keySet().toString())
                .startsWith("[variant, difference, lower, upper, relative");
        assertThat((Double) json.get("sampleRatioP")).isEqualTo(1.0);
        Run other = Run.of(
                "experiment", "proportions", "--data", file.toString(), "--variant", "group", "--outcome", "unit");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("rows.csv, data row 3, column 'unit': the outcome must be 0 or 1, got 2.0");
        Run control = Run.of(
                "experiment",
                "proportions",
                "--data",
                file.toString(),
                "--variant",
                "group",
                "--outcome",
                "bought",
                "--control",
                "x");
        assertThat(control.err()).contains("no row has the control 'x'; the variants are [new, old]");
        assertThat(Run.of("experiment", "proportions").code()).isEqualTo(2);
        assertThat(Run.of("experiment", "proportions", "--successes", "1", "--trials", "3")
                        .err())
                .contains("a comparison takes at least two variants, got 1: control");
    }

    @Test
    void attributionOfThePublishedHandCase() throws IOException {
        // {C1>C2>C3 converts, C1 null, C2>C3 null}: P = 1/3, removal effects .5, 1, 1, credits .2, .4, .4
        Path file = Files.writeString(
                folder.resolve("paths.csv"), "path,conv,nulls\nC1 > C2 > C3,1,0\nC1,0,1\nC2 > C3,0,1\n");
        Run run = Run.of(
                "attribute",
                "--journeys",
                file.toString(),
                "--conversions",
                "conv",
                "--nulls",
                "nulls",
                "--model",
                "markov",
                "--bootstrap",
                "40",
                "--json");
        Map<?, ?> json = run.json();
        assertThat((Double) json.get("conversionProbability")).isCloseTo(1.0 / 3, within(1e-12));
        List<?> channels = (List<?>) first(json, "models").get("channels");
        double[] effects = {0.5, 1, 1};
        double[] credits = {0.2, 0.4, 0.4};
        for (int c = 0; c < 3; c++) {
            Map<?, ?> channel = (Map<?, ?>) channels.get(c);
            assertThat((Double) channel.get("removalEffect")).isCloseTo(effects[c], within(1e-12));
            assertThat((Double) channel.get("conversions")).isCloseTo(credits[c], within(1e-12));
            assertThat((Double) channel.get("lower")).isLessThanOrEqualTo((Double) channel.get("upper"));
        }
        Run all = Run.of(
                "attribute", "--journeys", file.toString(), "--conversions", "conv", "--nulls", "nulls", "--json");
        assertThat(((List<?>) all.json().get("models"))
                        .stream().map(m -> ((Map<?, ?>) m).get("model")).toList())
                .isEqualTo(List.of("first", "last", "linear", "position", "time-decay", "markov", "shapley"));
        Run half = Run.of("attribute", "--journeys", write("path,conv\na > b,0.5\n"), "--conversions", "conv");
        assertThat(half.code()).isEqualTo(1);
        assertThat(half.err()).contains("data row 1: column 'conv' must be a whole number, got 0.5");
        assertThat(Run.of("attribute", "--journeys", file.toString(), "--model", "best")
                        .err())
                .contains("--model must be one of first, last, linear, position, time-decay, markov, shapley,");
        assertThat(Run.of("attribute").code()).isEqualTo(2);
    }

    private String write(String csv) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), csv).toString();
    }

    @Test
    void kaplanMeierByHand() throws IOException {
        // at 5: 1 of 4 leaves, at 12: 1 of 3 leaves and one is censored after it, 30: the last one leaves
        Run run = Run.of(
                "survive",
                "kaplan-meier",
                "--data",
                write("t,e\n5,1\n12,0\n12,1\n30,1\n"),
                "--time",
                "t",
                "--event",
                "e",
                "--at",
                "6,20,99",
                "--json");
        Map<?, ?> group = first(run.json(), "groups");
        List<?> curve = (List<?>) group.get("curve");
        double[] survival = {0.75, 0.5, 0};
        for (int i = 0; i < 3; i++) {
            assertThat((Double) ((Map<?, ?>) curve.get(i)).get("survival")).isCloseTo(survival[i], within(1e-14));
        }
        assertThat((Double) group.get("subjects")).isEqualTo(4.0);
        assertThat((Double) ((Map<?, ?>) ((List<?>) group.get("at")).get(1)).get("survival"))
                .isCloseTo(0.5, within(1e-14));
        Run code = Run.of("survive", "kaplan-meier", "--data", write("t,e\n5,0.5\n"), "--time", "t", "--event", "e");
        assertThat(code.code()).isEqualTo(1);
        assertThat(code.err()).contains("column 'e', data row 1: the event must be 0 or a whole number above, got 0.5");
        assertThat(Run.of("survive", "log-rank", "--data", write("t,e\n5,1\n"), "--time", "t", "--event", "e")
                        .err())
                .contains("--group is needed: a test compares groups");
    }

    @Test
    void evaluationByHand() throws IOException {
        // of the four pairs of a 1 and a 0, three are in order: AUC 3/4
        Run run = Run.of(
                "predict",
                "evaluate",
                "--data",
                write("y,p\n1,0.9\n0,0.8\n1,0.7\n0,0.1\n"),
                "--target",
                "y",
                "--score",
                "p",
                "--json");
        Map<?, ?> json = run.json();
        assertThat((Double) ((Map<?, ?>) json.get("auc")).get("estimate")).isEqualTo(0.75);
        assertThat((Double) json.get("brier")).isCloseTo((0.01 + 0.64 + 0.09 + 0.01) / 4, within(1e-15));
        assertThat(json.keySet().toString()).contains("auc", "averagePrecision", "logLoss", "brier", "ks");
        Run scores = Run.of(
                "predict", "evaluate", "--data", write("y,p\n1,9\n0,8\n"), "--target", "y", "--score", "p", "--json");
        assertThat(scores.json().get("logLoss")).isEqualTo("null");
    }

    @Test
    void rfmWritesALinePerCustomer() throws IOException {
        String csv = "customer,order,time,amount\n"
                + "\"a, b\",1,2026-01-01,5\n\"a, b\",2,2026-01-05,5\nc,3,2026-01-03,2\nd,4,2026-01-04,50\n";
        Path out = folder.resolve("rfm.csv");
        Run run = Run.of(
                "segment",
                "rfm",
                "--orders",
                write(csv),
                "--bins",
                "2",
                "--out",
                out.toString(),
                "--as-of",
                "2026-01-10",
                "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.json().get("customers")).isEqualTo(3.0);
        assertThat(Files.readAllLines(out))
                .startsWith("customer,recencyDays,frequency,monetary,r,f,m,segment")
                .anyMatch(line -> line.startsWith("\"a, b\",5.0,2.0,10.0,"))
                .anyMatch(line -> line.startsWith("c,7.0,1.0,2.0,"));
        assertThat(Run.of("segment", "rfm", "--orders", write(csv), "--bins", "12")
                        .err())
                .contains("--bins must be between 2 and 9, got 12");
    }

    @Test
    void aModelThatCannotBeWrittenIsSaid() throws IOException {
        Run nowhere = Run.of(
                "segment",
                "kmeans",
                "--data",
                write("x\n1\n2\n9\n"),
                "--clusters",
                "2",
                "--model-out",
                folder.resolve("none").resolve("m.json").toString());
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("m.json").doesNotContain("Exception");
    }

    @Test
    void pathsWithoutTheSeparatorAreNoticed() throws IOException {
        Run run = Run.of("attribute", "--journeys", write("path\na|b\nb|a\n"), "--json");
        assertThat(run.json().get("warnings").toString()).contains("no path holds the separator ' > '");
        Run almost = Run.of("attribute", "--journeys", write("path\na>b\n"));
        assertThat(almost.code()).isEqualTo(1);
        assertThat(almost.err()).contains("data row 1: channel 'a>b' contains the separator '>'");
    }
}
