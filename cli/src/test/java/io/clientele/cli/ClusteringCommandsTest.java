package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.segmentation.cluster.Dendrogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code segment hierarchical}, {@code mixture} and {@code judge}: fields of the contract, files, texts of refusals. */
class ClusteringCommandsTest {

    /** Two squares of side 1 with middles 10 apart in x. */
    private static final String ROWS = "id,x,y,group\na,0,0,left\nb,1,0,left\nc,0,1,left\nd,1,1,left\ne,10,0,right\n"
            + "f,11,0,right\ng,10,1,right\nh,11,1,right\n";

    @TempDir
    Path folder;

    private static Run segment(String command, String... flags) {
        return given(ROWS, command, flags);
    }

    private static Run given(String rows, String command, String... flags) {
        return Run.with(
                rows,
                Stream.concat(Stream.of("segment", command, "--data", "-"), Stream.of(flags))
                        .toArray(String[]::new));
    }

    @Test
    void hierarchicalByHand() throws IOException {
        Path out = folder.resolve("out.csv");
        Path model = folder.resolve("tree.json");
        Run run = segment(
                "hierarchical",
                "--linkage",
                "single",
                "--cut",
                "2",
                "--out",
                out.toString(),
                "--model-out",
                model.toString(),
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, heights, labels]");
        assertThat(Run.doubles(json.get("heights"))).containsExactly(1, 1, 1, 1, 1, 1, 9); // sides, then the gap
        assertThat(Run.doubles(json.get("labels"))).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(Files.readAllLines(out)).containsExactly("cluster", "0", "0", "0", "0", "1", "1", "1", "1");
        assertThat(Dendrogram.read(model).cut(2)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        Run uncut = segment("hierarchical", "--json");
        assertThat(uncut.json().keySet().toString()).contains("heights").doesNotContain("labels");
        // Ward: sqrt(2 * 4 * 4 / 8) times 10
        assertThat(Run.doubles(uncut.json().get("heights"))[6]).isCloseTo(20, within(1e-12));
        assertThat(segment("hierarchical", "--cut", "2").out())
                .contains("rows read 8 = used 8 + rejected 0", "groups left", "merged at height", "cluster", "20.00");
    }

    @Test
    void hierarchicalSaysWhatItCannotDo() {
        Run linkage = segment("hierarchical", "--linkage", "near");
        assertThat(linkage.code()).isEqualTo(2);
        assertThat(linkage.err())
                .contains("expected one of [single, complete, average, weighted, ward, centroid, median]", "'near'");
        Run none = segment("hierarchical", "--cut", "0");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--cut must be at least 1, got 0");
        Run many = segment("hierarchical", "--cut", "9");
        assertThat(many.code()).isEqualTo(1);
        assertThat(many.err()).contains("clusters must be at most the number of rows (8), got 9");
        Run out = segment("hierarchical", "--out", "labels.csv");
        assertThat(out.code()).isEqualTo(2);
        assertThat(out.err()).contains("--out needs --cut: rows have groups once the tree is cut");
        assertThat(segment("hierarchical", "--threads", "0").code()).isEqualTo(2);
    }

    @Test
    void mixtureHasTheFieldsOfTheContract() {
        Run run =
                segment("mixture", "--components", "2", "--covariance", "spherical", "--json", "--labels", "--timing");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, features, weights, means,"
                        + " covariances, logLikelihood, bic, labels, seconds]");
        // balls 10 apart with a variance of 1/4 in each column: no row is in doubt
        for (double weight : Run.doubles(json.get("weights"))) {
            assertThat(weight).isCloseTo(0.5, within(1e-12));
        }
        for (Object matrix : (List<?>) json.get("covariances")) {
            assertThat(Run.doubles(((List<?>) matrix).get(0))).containsExactly(new double[] {0.25, 0}, within(1e-12));
            assertThat(Run.doubles(((List<?>) matrix).get(1))).containsExactly(new double[] {0, 0.25}, within(1e-12));
        }
        double logLikelihood = 8 * (Math.log(0.5) - Math.log(2 * Math.PI * 0.25) - 1);
        assertThat(run.number("logLikelihood")).isCloseTo(logLikelihood, within(1e-9));
        // 1 weight, 4 means, 2 variances
        assertThat(run.number("bic")).isCloseTo(-2 * logLikelihood + 7 * Math.log(8), within(1e-9));
        double[] labels = Run.doubles(json.get("labels"));
        for (int i = 0; i < 8; i++) {
            assertThat(labels[i]).isEqualTo(i < 4 ? labels[0] : 1 - labels[0]);
        }
    }

    @Test
    void mixtureIsWrittenAndReadBack() throws IOException {
        Path model = folder.resolve("model.json");
        Path fitted = folder.resolve("fitted.csv");
        Path read = folder.resolve("read.csv");
        Run fit = segment(
                "mixture",
                "--components",
                "2",
                "--covariance",
                "tied",
                "--model-out",
                model.toString(),
                "--out",
                fitted.toString());
        assertThat(fit.code()).isZero();
        assertThat(fit.out()).contains("component", "weight", "mean x", "50.0 %", "BIC");
        Run use = segment("mixture", "--model-in", model.toString(), "--out", read.toString());
        assertThat(use.out()).isEqualTo(fit.out().replace("log-likelihood", "log-likelihood when fitted"));
        assertThat(Files.readAllLines(read))
                .isEqualTo(Files.readAllLines(fitted))
                .hasSize(9)
                .startsWith("component");
    }

    @Test
    void mixtureSaysWhatItCannotDo() throws IOException {
        Run nothing = segment("mixture");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("--components or --model-in is needed");
        Run both = segment("mixture", "--components", "2", "--model-in", "model.json");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err())
                .contains("--model-in cannot be combined with --components, --start-means or --standardize");
        Run zero = segment("mixture", "--components", "0");
        assertThat(zero.code()).isEqualTo(2);
        assertThat(zero.err()).contains("--components must be at least 1, got 0");
        Run shape = segment("mixture", "--components", "2", "--covariance", "round");
        assertThat(shape.code()).isEqualTo(2);
        assertThat(shape.err()).contains("expected one of [full, tied, diagonal, spherical]", "'round'");
        Run starts = segment("mixture", "--components", "2", "--start-means", "m.csv", "--restarts", "3");
        assertThat(starts.code()).isEqualTo(2);
        assertThat(starts.err()).contains("--start-means and --restarts exclude each other");
        Run scaled = segment("mixture", "--components", "2", "--standardize", "--model-out", "model.json");
        assertThat(scaled.code()).isEqualTo(2);
        assertThat(scaled.err()).contains("--standardize and --model-out exclude each other");
        Path one = Files.writeString(folder.resolve("one.csv"), "x,y\n0,0\n");
        Run means = segment("mixture", "--components", "2", "--start-means", one.toString());
        assertThat(means.code()).isEqualTo(1);
        assertThat(means.err()).contains("start means must have one row per component (2), got 1");
        Run many = segment("mixture", "--components", "9");
        assertThat(many.code()).isEqualTo(1);
        assertThat(many.err()).contains("k must be at most the number of rows (8), got 9");
        Run constant = given("x,y\n1,5\n2,5\n3,5\n", "mixture", "--components", "2");
        assertThat(constant.code()).isEqualTo(1);
        assertThat(constant.err()).contains("'y'");
    }

    @Test
    void judgeByHand() {
        String square = "x,y,g\n0,0,a\n1,0,a\n9,9,b\n9,8,b\n";
        Run run = given(square, "judge", "--labels", "g", "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo(
                        "[command, rows, rejected, warnings, silhouette, calinskiHarabasz, daviesBouldin, clusters]");
        // centres (1/2, 0) and (9, 17/2): squares between 4 (17/4)² 2, within 4 / 4
        assertThat(run.number("calinskiHarabasz")).isCloseTo(2 * 4 * 17 * 17 / 16.0 / (1 / 2.0), within(1e-10));
        assertThat(run.number("daviesBouldin")).isCloseTo(1 / Math.hypot(8.5, 8.5), within(1e-14));
        double first = (Math.hypot(9, 9) + Math.hypot(9, 8)) / 2;
        double second = (Math.hypot(8, 9) + Math.hypot(8, 8)) / 2;
        assertThat(run.number("silhouette")).isCloseTo(1 - (1 / first + 1 / second) / 2, within(1e-14));
        assertThat(given(square, "judge", "--labels", "g").out())
                .contains("cluster", "silhouette 0.9168", "Calinski-Harabasz 289.0 (more is better)");
    }

    @Test
    void judgeSaysWhatItCannotDo() {
        Run flag = segment("judge");
        assertThat(flag.code()).isEqualTo(2);
        assertThat(flag.err()).contains("Missing required option: '--labels=COLUMN'");
        Run column = segment("judge", "--labels", "segment");
        assertThat(column.code()).isEqualTo(1);
        assertThat(column.err()).contains("there is no column 'segment'; the columns are [id, x, y, group]");
        Run one = given("x,g\n1,a\n2,a\n3,a\n", "judge", "--labels", "g");
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.err())
                .contains("labels must name at least 2 clusters and fewer than rows (3), got 1; there is nothing");
        Run empty = given("x,g\n1,a\n2,\n3,b\n", "judge", "--labels", "g");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err())
                .contains(
                        "standard input, column 'g', data row 2: the label is empty; drop the row, or give it a label");
    }
}
