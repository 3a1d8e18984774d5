package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference cases of ../shared/golden, from file to JSON. */
class GoldenThroughTheCommandLineTest {

    @TempDir
    Path folder;

    @Test
    void kMeansFromGivenCenters() throws IOException {
        Golden golden = Golden.load("segmentation/kmeans-wholesale");
        List<String> columns = golden.at("settings", "columns").texts();
        String first = golden.at("expected").names().stream()
                .filter(n -> n.startsWith("k_"))
                .findFirst()
                .orElseThrow();
        Golden expected = golden.at("expected", first);
        StringBuilder centers = new StringBuilder(String.join(",", columns)).append('\n');
        for (double[] center : expected.at("initial_centres").matrix()) {
            String line = java.util.Arrays.toString(center).replaceAll("[\\[\\] ]", "");
            centers.append(line).append('\n');
        }
        Path start = Files.writeString(folder.resolve("start.csv"), centers);
        Run run = Run.of(
                "segment",
                "kmeans",
                "--data",
                SharedFiles.golden("segmentation/kmeans-wholesale.csv").toString(),
                "--features",
                String.join(",", columns),
                "--clusters",
                Integer.toString((int) expected.at("k").number()),
                "--start-centers",
                start.toString(),
                "--labels",
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        // the tolerance that the reference file states
        expected.at("inertia").matches(run.number("inertia"), 1e-10, 1e-12);
        List<?> found = (List<?>) json.get("centers");
        for (int c = 0; c < found.size(); c++) {
            expected.at("centres", c).matches(Run.doubles(found.get(c)), 1e-10, 1e-12);
        }
        expected.at("labels").matches(Run.doubles(json.get("labels")), 0, 0);
        assertThat(json.get("converged")).isEqualTo(true);
    }

    @Test
    void logisticRegression() {
        Golden golden = Golden.load("linear/logistic-telco");
        Run run = Run.of(
                "predict",
                "logistic",
                "--data",
                SharedFiles.golden("linear/logistic-telco.csv").toString(),
                "--target",
                "churn",
                "--threads",
                "3",
                "--json");
        assertThat(run.err()).isEmpty();
        List<?> coefficients = (List<?>) run.json().get("coefficients");
        Golden expected = golden.at("expected", "coefficients");
        // both sides solve the same convex problem to convergence
        expected.at("coefficient").matches(column(coefficients, "estimate"), 1e-8, 1e-10);
        expected.at("std_error").matches(column(coefficients, "standardError"), 1e-8, 1e-10);
        assertThat(coefficients).hasSize(expected.at("name").size());
        assertThat(((Map<?, ?>) coefficients.get(0)).get("name")).isEqualTo("(intercept)");
    }

    private static double[] column(List<?> objects, String name) {
        return objects.stream()
                .mapToDouble(o -> (Double) ((Map<?, ?>) o).get(name))
                .toArray();
    }
}
