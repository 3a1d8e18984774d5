package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.sequential.GroupSequentialMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running test, looked at from a shell. */
class ExperimentLookTest {

    @TempDir
    Path folder;

    private static String rows(int a, int ofA, int b, int ofB) {
        StringBuilder csv = new StringBuilder("group,bought\n");
        csv.append("control,1\n".repeat(a)).append("control,0\n".repeat(ofA - a));
        return csv.append("banner,1\n".repeat(b))
                .append("banner,0\n".repeat(ofB - b))
                .toString();
    }

    private static Run look(String csv, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "experiment",
                "look",
                "--data",
                "-",
                "--variant",
                "group",
                "--control",
                "control",
                "--outcome",
                "bought"));
        all.addAll(Arrays.asList(more));
        return Run.with(csv, all.toArray(String[]::new));
    }

    /** Three looks through a file; the standard error sqrt(p q / m + r s / n) by hand, the limits as the library has them. */
    @Test
    void threeLooksThroughAFile() throws Exception {
        String state = folder.resolve("test.json").toString();
        Map<?, ?> first = look(rows(20, 100, 26, 100), "--effect", "0.1", "--model-out", state, "--json")
                .json();
        double plan = GroupSequential.looks(10).design().informationFor(0.1, 0.8);
        double error = Math.sqrt(0.2 * 0.8 / 100 + 0.26 * 0.74 / 100);
        assertThat(first.keySet().stream().map(String::valueOf).toList())
                .contains(
                        "command", "rows", "decision", "looks", "informationShare", "limit", "verdict", "sampleRatioP")
                .doesNotContain("end");
        assertThat(first.get("decision")).isEqualTo("CONTINUE");
        assertThat((Double) first.get("difference")).isCloseTo(0.06, within(1e-12));
        assertThat((Double) first.get("standardError")).isCloseTo(error, within(1e-12));
        assertThat((Double) first.get("informationShare")).isCloseTo(1 / (error * error) / plan, within(1e-12));
        assertThat((String) first.get("verdict")).startsWith("Go on: nothing can be said yet, ");
        byte[] afterFirst = Files.readAllBytes(Path.of(state));
        Map<?, ?> second = look(rows(40, 200, 57, 210), "--model-in", state, "--model-out", state, "--json")
                .json();
        assertThat(second.get("looks")).isEqualTo(2.0);
        Files.write(Path.of(state + ".1"), afterFirst);
        GroupSequentialMonitor direct = GroupSequentialMonitor.read(Path.of(state + ".1"))
                .look((Double) second.get("difference"), (Double) second.get("standardError"));
        assertThat(second.get("limit")).isEqualTo(direct.criticalValue());
        assertThat(GroupSequentialMonitor.read(Path.of(state))).isEqualTo(direct);
        Map<?, ?> third = look(rows(80, 400, 180, 420), "--model-in", state, "--model-out", state, "--json")
                .json();
        assertThat(third.get("decision")).isEqualTo("STOP_BETTER");
        assertThat(third.get("verdict")).isEqualTo("Stop: 'banner' is higher than 'control'.");
        Map<?, ?> end = (Map<?, ?>) third.get("end");
        assertThat((Double) end.get("lower")).isPositive();
        assertThat((Double) end.get("logP")).isCloseTo(Math.log((Double) end.get("p")), within(1e-9));
        Run fourth = look(rows(90, 450, 200, 470), "--model-in", state, "--json");
        assertThat(fourth.code()).isEqualTo(1);
        assertThat(fourth.err()).contains("the test stopped at look 2 (STOP_BETTER)");
    }

    @Test
    void meansOnAPage() {
        Run run = Run.with(
                "group,spend\na,1\na,2\na,4\nb,2\nb,5\nb,7\n",
                "experiment",
                "look",
                "--data",
                "-",
                "--variant",
                "group",
                "--metric",
                "spend",
                "--effect",
                "3",
                "--last");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("stop at |z|")
                .contains("At the end, allowing for the looks: ")
                .contains("no difference was found");
    }

    @Test
    void refusals() {
        String state = folder.resolve("t.json").toString();
        assertThat(look(rows(20, 100, 20, 100)).err())
                .contains("give either --effect, at the first look, or --model-in, at later ones");
        assertThat(look(rows(20, 100, 20, 100), "--effect", "0").err())
                .contains("--effect must be a number other than 0, got 0.0");
        assertThat(look(rows(20, 100, 20, 100), "--effect", "0.1", "--rule", "fleming")
                        .err())
                .contains("there is no rule 'fleming'; rules are obrien-fleming, pocock");
        Run none = look(rows(0, 100, 0, 100), "--effect", "0.1", "--model-out", state);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("the outcome does not vary: 'control' and 'banner' have rates of 0.0 and 0.0");
        assertThat(Path.of(state)).as("no file of a look that failed").doesNotExist();
        assertThat(look(rows(20, 100, 26, 100), "--effect", "0.1", "--model-out", state)
                        .code())
                .isZero();
        Run back = look(rows(10, 50, 13, 50), "--model-in", state);
        assertThat(back.code()).isEqualTo(1);
        assertThat(back.err()).contains("look 1: information went back from");
        assertThat(look(rows(20, 100, 26, 100), "--model-in", state).err())
                .contains("there is nothing new to look at, wait for more units");
        assertThat(look(rows(20, 100, 26, 100), "--model-in", state, "--power", "0.9")
                        .err())
                .contains("--power, --rule and --confidence were fixed at the first look; leave them out");
        assertThat(look("group,bought\ncontrol,1\ncontrol,2\nbanner,1\n", "--effect", "0.1")
                        .err())
                .contains("the outcome must be 0 or 1, got 2.0");
        Run three = look("group,bought\ncontrol,1\ncontrol,0\nbanner,1\nvideo,0\n", "--effect", "0.1");
        assertThat(three.err()).contains("there are [banner, video]; choose one with --treatment");
        assertThat(look("group,bought\ncontrol,1\nbanner,0\n", "--effect", "0.1", "--treatment", "vidoe")
                        .err())
                .contains("no row has the variant 'vidoe'; beside the control there are [banner]");
        assertThat(look("group,bought\ncontrol,1\n", "--effect", "0.1").err())
                .contains("a comparison takes at least two variants, got 1: control");
    }
}
