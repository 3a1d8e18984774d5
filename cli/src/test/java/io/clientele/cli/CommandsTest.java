package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final String ROWS = "id,x,y,color,bought\na,1,2,red,0\nb,2,1,blue,1\nc,9,8,red,1\nd,8,9,green,0\n"
            + "e,2,2,blue,0\nf,9,9,red,1\n";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void kMeansHasTheFieldsOfTheContract() throws IOException {
        Path data = file("rows.csv", ROWS);
        Path out = folder.resolve("out.csv");
        Run run = Run.of(
                "segment",
                "kmeans",
                "--data",
                data.toString(),
                "--features",
                "x,y",
                "--clusters",
                "2",
                "--json",
                "--labels",
                "--timing",
                "--out",
                out.toString());
        assertThat(run.code()).isZero();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().stream().map(String::valueOf))
                .contains("command", "rows", "rejected", "warnings", "converged", "iterations", "centers", "sizes")
                .contains("inertia", "labels", "seconds");
        assertThat(json.get("command")).isEqualTo("segment kmeans");
        // by hand: {a, b, e} and {c, d, f}, each with two thirds in x and y
        assertThat(run.number("inertia")).isCloseTo(8.0 / 3, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Files.readAllLines(out)).hasSize(7).first().isEqualTo("cluster");
        assertThat(((Map<?, ?>) json.get("seconds")).keySet().stream().map(String::valueOf))
                .containsExactly("read", "fit", "score");
    }

    @Test
    void theModelIsWrittenAndUsedAgain() throws IOException {
        Path data = file("rows.csv", ROWS);
        Path model = folder.resolve("model.json");
        Run fitted = Run.of(
                "segment",
                "kmeans",
                "--data",
                data.toString(),
                "--features",
                "x,y",
                "--clusters",
                "2",
                "--json",
                "--labels",
                "--model-out",
                model.toString());
        Run used = Run.of(
                "segment", "kmeans", "--data", data.toString(), "--model-in", model.toString(), "--json", "--labels");
        assertThat(used.err()).isEmpty();
        assertThat(used.out()).isEqualTo(fitted.out());
        assertThat(Run.of("segment", "kmeans", "--data", data.toString()).code())
                .isEqualTo(2);
    }

    @Test
    void logisticHasTheFieldsOfTheContractAndCodesCategories() throws IOException {
        Path out = folder.resolve("p.csv");
        Run run = Run.of(
                "predict",
                "logistic",
                "--data",
                file("rows.csv", ROWS).toString(),
                "--target",
                "bought",
                "--features",
                "x",
                "--categorical",
                "color",
                "--penalty",
                "l2",
                "--strength",
                "0.5",
                "--json",
                "--out",
                out.toString());
        assertThat(run.err()).isEmpty();
        List<?> coefficients = (List<?>) run.json().get("coefficients");
        assertThat(coefficients.stream().map(c -> String.valueOf(((Map<?, ?>) c).get("name"))))
                .containsExactly("(intercept)", "x", "color=green", "color=red");
        assertThat(((Map<?, ?>) coefficients.get(1)).keySet().stream().map(String::valueOf))
                .containsExactly("name", "estimate", "standardError", "z", "p", "lower", "upper");
        assertThat(run.json().keySet().stream().map(String::valueOf)).contains("logLikelihood", "deviance", "aic");
        assertThat(Files.readAllLines(out)).hasSize(7).first().isEqualTo("probability");
    }

    @Test
    void tablesStandardInputGzipAndThreadsAgree() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(ROWS.getBytes(StandardCharsets.UTF_8));
        }
        Path zipped = Files.write(folder.resolve("rows.csv.gz"), bytes.toByteArray());
        String[] fit = {"segment", "kmeans", "--features", "x,y", "--clusters", "2", "--data"};
        Run plain = Run.with(ROWS, append(fit, "-"));
        assertThat(plain.code()).isZero();
        assertThat(plain.out()).startsWith("rows read 6 = used 6 + rejected 0").contains("cluster  size");
        assertThat(Run.of(append(fit, zipped.toString())).out()).isEqualTo(plain.out());
        assertThat(Run.with(ROWS, append(append(fit, "-"), "--threads", "7")).out())
                .isEqualTo(plain.out());
    }

    private static String[] append(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void helpListsWhatIsThere() {
        Run help = Run.of("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("demo", "report", "segment", "predict", "survive", "attribute", "experiment", "bandit")
                .doesNotContain("price", "budget");
        assertThat(Run.of("price").code()).isEqualTo(2);
        assertThat(Run.of("segment", "kmeans", "--nonsense").code()).isEqualTo(2);
        Run threads = Run.of("segment", "kmeans", "--data", "-", "--clusters", "2", "--threads", "0");
        assertThat(threads.code()).isEqualTo(2);
        assertThat(threads.err()).contains("--threads must be at least 1, got 0");
        assertThat(Run.of("predict", "logistic", "--data", "-", "--target", "y", "--strength", "1")
                        .err())
                .contains("--strength needs --penalty l2");
    }

    private void refused(String text, String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).contains(text);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
    }

    private void refusedData(String message, String csv) throws IOException {
        Path data = file("bad.csv", csv);
        refused(
                "bad.csv" + message,
                "segment",
                "kmeans",
                "--clusters",
                "1",
                "--features",
                "x",
                "--data",
                data.toString());
    }

    @Test
    void unusableDataEndsWithOneAndSaysWhy() throws IOException {
        refused("no.csv: there is no such file", "segment", "kmeans", "--clusters", "2", "--data", "no.csv");
        refusedData(": there is no column 'x'; the columns are [y, z]", "y,z\n1,2\n");
        refusedData(", line 3, column 'x': 'abc' is not a finite number", "x\n1\nabc\n");
        refusedData(", line 2, column 'x': 'NaN' is not a finite number", "x\nNaN\n");
        refusedData(", line 2, column 'x': '1e999' is not a finite number", "x\n1e999\n");
        refusedData(", line 3: has 1 fields, the header has 2", "x,y\n1,2\n3\n");
        refusedData(", line 1: two columns are named 'x'", "x,x\n1,2\n");
        refusedData(": the file is empty; a line of column names is needed", "");
        refusedData(": there are no rows after the line of column names", "x\n");
        Path latin = Files.write(folder.resolve("latin.csv"), "x\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(
                "latin.csv, line 2: holds bytes that are not UTF-8",
                "segment",
                "kmeans",
                "--clusters",
                "1",
                "--data",
                latin.toString());
        refused(
                "k must be at most the number of rows (1), got 3",
                "segment",
                "kmeans",
                "--clusters",
                "3",
                "--data",
                file("one.csv", "x\n1\n").toString());
    }

    @Test
    void skippedRowsAreCountedAndNamed() throws IOException {
        Path data = file("some.csv", "x\n1\nabc\n2\n");
        Path out = folder.resolve("out.csv");
        Run run = Run.of(
                "segment",
                "kmeans",
                "--clusters",
                "1",
                "--features",
                "x",
                "--on-bad-row",
                "skip",
                "--json",
                "--data",
                data.toString(),
                "--out",
                out.toString());
        assertThat(run.number("rows")).isEqualTo(3);
        assertThat(run.number("rejected")).isEqualTo(1);
        assertThat(String.valueOf(run.json().get("warnings"))).contains("line 3, column 'x': 'abc'");
        assertThat(Files.readAllLines(out)).containsExactly("cluster", "0", "", "0");
    }
}
