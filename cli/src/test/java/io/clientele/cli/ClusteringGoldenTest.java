package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees, mixtures and judgements of the wholesale customers, from file to JSON; values in ../shared/golden/segmentation. */
class ClusteringGoldenTest {

    @TempDir
    Path folder;

    private static Path data() {
        return SharedFiles.golden("segmentation/kmeans-wholesale.csv");
    }

    private static Map<?, ?> segment(String command, Path data, String... flags) {
        Run run = Run.of(
                Stream.concat(Stream.of("segment", command, "--data", data.toString(), "--json"), Stream.of(flags))
                        .toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "complete", "average", "weighted", "ward"})
    void trees(String linkage) {
        Golden expected = Golden.load("segmentation/hierarchical-wholesale").at("expected", linkage);
        for (int k : new int[] {2, 5, 8}) {
            Map<?, ?> json = segment(
                    "hierarchical", data(), "--linkage", linkage, "--cut", Integer.toString(k), "--threads", "2");
            expected.at("heights").matches(Run.doubles(json.get("heights")), 1e-12, 1e-13);
            expected.at("cut_" + k).matches(Run.doubles(json.get("labels")), 0, 0);
        }
    }

    /** EM from the means of the reference's first groups ends where the reference does; tolerances of its policy. */
    @ParameterizedTest
    @ValueSource(strings = {"full", "tied", "diagonal", "spherical"})
    void mixtures(String shape) throws IOException {
        Golden golden = Golden.load("segmentation/mixture-wholesale");
        Golden expected = golden.at("expected", shape.equals("diagonal") ? "diag" : shape);
        List<String> columns = golden.at("settings", "columns").texts();
        Map<?, ?> json = segment(
                "mixture",
                data(),
                "--components",
                Integer.toString(expected.at("weights").size()),
                "--covariance",
                shape,
                "--start-means",
                startMeans(
                        golden.input(),
                        columns,
                        golden.at("settings", "initial_labels").wholes()),
                "--tolerance",
                "0",
                "--max-iterations",
                "20000",
                "--labels");
        assertThat(json.get("converged")).isEqualTo(true);
        assertThat(json.get("features")).isEqualTo(columns);
        expected.at("log_likelihood").matches((Double) json.get("logLikelihood"), 1e-10, 0);
        expected.at("bic").matches((Double) json.get("bic"), 1e-10, 0);
        expected.at("weights").matches(Run.doubles(json.get("weights")), 1e-7, 1e-9);
        expected.at("labels").matches(Run.doubles(json.get("labels")), 0, 0);
        List<?> means = (List<?>) json.get("means");
        List<?> covariances = (List<?>) json.get("covariances");
        for (int c = 0; c < means.size(); c++) {
            expected.at("means", c).matches(Run.doubles(means.get(c)), 1e-7, 1e-9);
            List<?> matrix = (List<?>) covariances.get(c);
            for (int j = 0; j < matrix.size(); j++) {
                double[] row = Run.doubles(matrix.get(j));
                switch (shape) {
                    case "full" -> expected.at("covariances", c, j).matches(row, 1e-7, 1e-9);
                    case "tied" -> expected.at("covariances", j).matches(row, 1e-7, 1e-9);
                    case "diagonal" -> expected.at("covariances", c, j).matches(row[j], 1e-7, 1e-9);
                    default -> expected.at("covariances", c).matches(row[j], 1e-7, 1e-9);
                }
            }
        }
    }

    private String startMeans(CsvTable input, List<String> columns, int[] labels) throws IOException {
        int k = Arrays.stream(labels).max().orElseThrow() + 1;
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < columns.size(); j++) {
                double[] values = input.numbers(columns.get(j));
                double sum = 0;
                int count = 0;
                for (int i = 0; i < labels.length; i++) {
                    sum += labels[i] == c ? values[i] : 0;
                    count += labels[i] == c ? 1 : 0;
                }
                text.append(j == 0 ? "" : ",").append(sum / count);
            }
            text.append('\n');
        }
        return Files.writeString(folder.resolve("means.csv"), text).toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 8})
    void judgements(int k) throws IOException {
        Golden expected = Golden.load("segmentation/kmeans-wholesale").at("expected", "k_" + k);
        int[] labels = expected.at("labels").wholes();
        List<String> lines = Files.readAllLines(data());
        StringBuilder text = new StringBuilder(lines.get(0)).append(",cluster\n");
        for (int i = 0; i < labels.length; i++) {
            text.append(lines.get(i + 1)).append(",c").append(labels[i]).append('\n');
        }
        Path file = Files.writeString(folder.resolve("labelled.csv"), text);
        Path out = folder.resolve("out.csv");
        Map<?, ?> json = segment("judge", file, "--labels", "cluster", "--threads", "3", "--out", out.toString());
        expected.at("silhouette").matches((Double) json.get("silhouette"), 1e-10, 1e-12);
        expected.at("calinski_harabasz").matches((Double) json.get("calinskiHarabasz"), 1e-10, 1e-12);
        expected.at("davies_bouldin").matches((Double) json.get("daviesBouldin"), 1e-10, 1e-12);
        List<?> clusters = (List<?>) json.get("clusters");
        assertThat(clusters).hasSize(k);
        for (int c = 0; c < k; c++) {
            Map<?, ?> cluster = (Map<?, ?>) clusters.get(c);
            assertThat(cluster.get("label")).isEqualTo("c" + c);
            expected.at("sizes", c).matches((Double) cluster.get("size"), 0, 0);
            expected.at("silhouette_by_cluster", c).matches((Double) cluster.get("silhouette"), 1e-10, 1e-12);
        }
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(labels.length + 1).startsWith("silhouette");
        for (int i = 0; i < 10; i++) {
            expected.at("silhouette_first_10", i).matches(Double.parseDouble(rows.get(i + 1)), 1e-10, 1e-12);
        }
    }
}
