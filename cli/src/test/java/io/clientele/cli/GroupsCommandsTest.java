package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.segmentation.cluster.BirchModel;
import io.clientele.segmentation.cluster.HdbscanModel;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.KPrototypesModel;
import io.clientele.segmentation.cluster.SizeBoundedKMeansModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code segment choose}, {@code hdbscan}, {@code birch}, {@code kprototypes}, and {@code kmeans} with a scale or with bounds: fields,
 * files, texts of refusals.
 */
class GroupsCommandsTest {

    /** Two squares of side 1 with middles 10 apart in x. */
    private static final String ROWS = "id,x,y\na,0,0\nb,1,0\nc,0,1\nd,1,1\ne,10,0\nf,11,0\ng,10,1\nh,11,1\n";

    /** By number the first and third belong together, by country the first two. */
    private static final String MIXED = "x,country,code\n0,DE,49\n10,DE,49\n0,FR,33\n10,FR,33\n";

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

    private static void usage(Run run, String text) {
        assertThat(run.err().replaceAll("\\s+", " ")).contains(text);
        assertThat(run.code()).isEqualTo(2);
    }

    private static void refused(Run run, String text) {
        assertThat(run.err()).contains(text);
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aStandardizedModelIsWrittenAndTakesRowsInTheirUnits() throws IOException {
        Path model = folder.resolve("model.json");
        Path start = Files.writeString(folder.resolve("start.csv"), "x,y\n1,0\n-1,0\n");
        String[] fit = {
            "--clusters",
            "2",
            "--standardize",
            "--start-centers",
            start.toString(), // in standard deviations
            "--model-out",
            model.toString()
        };
        Run fitted = segment(
                "kmeans",
                Stream.concat(Stream.of(fit), Stream.of("--json", "--labels")).toArray(String[]::new));
        assertThat(fitted.err()).isEmpty();
        Map<?, ?> json = fitted.json();
        assertThat(json.keySet().toString())
                .isEqualTo(
                        "[command, rows, rejected, warnings, converged, iterations, features, centers, sizes, inertia,"
                                + " centersInOwnUnits, labels]");
        List<?> centers = (List<?>) json.get("centers");
        // x: mean 5.5, variance 25 + 1/4; y: 1/2 and 1/4
        double far = 5 / Math.sqrt(25.25);
        assertThat(Run.doubles(centers.get(0))).containsExactly(new double[] {far, 0}, within(1e-15));
        assertThat(Run.doubles(centers.get(1))).containsExactly(new double[] {-far, 0}, within(1e-15));
        assertThat(fitted.number("inertia")).isCloseTo(8 + 8 * 0.25 / 25.25, within(1e-13));
        List<?> own = (List<?>) json.get("centersInOwnUnits");
        assertThat(Run.doubles(own.get(0))).containsExactly(new double[] {10.5, 0.5}, within(1e-14));
        assertThat(Run.doubles(json.get("labels"))).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
        Run used = segment("kmeans", "--model-in", model.toString(), "--json", "--labels");
        assertThat(used.out()).isEqualTo(fitted.out());
        // 5 units of y are ten deviations, 5 of x are one
        assertThat(Run.doubles(
                        given("x,y\n5,0.5\n6,5\n", "kmeans", "--model-in", model.toString(), "--json", "--labels")
                                .json()
                                .get("labels")))
                .containsExactly(1, 0);
        assertThat(KMeansModel.read(model).isStandardized()).isTrue();
        assertThat(segment("kmeans", "--model-in", model.toString()).out())
                .isEqualTo(segment("kmeans", fit).out().replace("inertia 8", "inertia when fitted 8"))
                .contains("centers and inertia are in standard deviations from the mean, as --standardize asks");
    }

    @Test
    void boundsOnShares() throws IOException {
        String line = "x\n0\n1\n2\n3\n4\n10\n";
        Path model = folder.resolve("model.json");
        Path out = folder.resolve("out.csv");
        Run run = given(
                line,
                "kmeans",
                "--clusters",
                "2",
                "--most-share",
                "0.5",
                "--restarts",
                "3",
                "--model-out",
                model.toString(),
                "--out",
                out.toString(),
                "--json",
                "--labels");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo(
                        "[command, rows, rejected, warnings, converged, iterations, features, centers, sizes, inertia,"
                                + " prices, labels]");
        assertThat(Run.doubles(json.get("sizes"))).containsExactly(3, 3);
        double[] labels = Run.doubles(json.get("labels"));
        for (int i = 0; i < 6; i++) {
            assertThat(labels[i]).isEqualTo(i < 3 ? labels[0] : 1 - labels[0]);
        }
        // 0, 1, 2 and 3, 4, 10: squares 2 and 125 - 17² / 3
        assertThat(run.number("inertia")).isCloseTo(127 - 289 / 3.0, within(1e-12));
        assertThat(Files.readAllLines(out)).hasSize(7).startsWith("cluster");
        Run used = given(line, "kmeans", "--model-in", model.toString(), "--json");
        assertThat(used.err()).isEmpty();
        for (String field : List.of("centers", "sizes", "inertia", "prices")) {
            assertThat(used.json().get(field)).isEqualTo(json.get(field));
        }
        assertThat(SizeBoundedKMeansModel.read(model).mostShare()).isEqualTo(0.5);
        assertThat(given(line, "kmeans", "--clusters", "2", "--least-share", "0.5")
                        .out())
                .contains("price", "a row goes where squared distance plus price is least");
        Path starts = Files.writeString(folder.resolve("start.csv"), "x\n9\n0\n");
        Run from = given(
                line,
                "kmeans",
                "--clusters",
                "2",
                "--least-share",
                "0.4",
                "--start-centers",
                starts.toString(),
                "--json");
        // 6 rows: at least 2; 4 and 10 are cheaper with each other than any other two
        assertThat(Run.doubles(from.json().get("sizes"))).containsExactly(2, 4);
        assertThat(from.number("inertia")).isCloseTo(5 + 18, within(1e-12));
    }

    @Test
    void miniBatches() throws IOException {
        Path model = folder.resolve("model.json");
        Path start = Files.writeString(folder.resolve("start.csv"), "x,y\n9,0\n0,0\n");
        Run run = segment(
                "kmeans",
                "--clusters",
                "2",
                "--batch-size",
                "3",
                "--start-centers",
                start.toString(),
                "--model-out",
                model.toString(),
                "--json",
                "--labels");
        assertThat(run.err()).isEmpty();
        assertThat(Run.doubles(run.json().get("labels"))).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
        assertThat(Run.doubles(run.json().get("sizes"))).containsExactly(4, 4);
        // no center is at a mean of other rows than its own, so each is within its square
        List<?> centers = (List<?>) run.json().get("centers");
        assertThat(Run.doubles(centers.get(0))[0]).isBetween(10.0, 11.0);
        assertThat(Run.doubles(centers.get(1))[0]).isBetween(0.0, 1.0);
        assertThat(segment("kmeans", "--model-in", model.toString(), "--json", "--labels")
                        .out())
                .isEqualTo(run.out());
        assertThat(segment("kmeans", "--clusters", "2", "--batch-size", "8", "--standardize")
                        .out())
                .contains("as --standardize asks");
    }

    @Test
    void kMeansSaysWhatItCannotDo() {
        usage(segment("kmeans", "--clusters", "2", "--batch-size", "0"), "--batch-size must be at least 1, got 0");
        usage(
                segment("kmeans", "--clusters", "2", "--batch-size", "5", "--restarts", "2"),
                "--batch-size cannot be combined with --least-share, --most-share, --restarts or --max-iterations");
        usage(
                segment("kmeans", "--clusters", "2", "--batch-size", "5", "--standardize", "--model-out", "m.json"),
                "--standardize and --model-out exclude each other with bounds on shares or a batch size");
        usage(
                segment("kmeans", "--model-in", "m.json", "--least-share", "0.1"),
                "--model-in cannot be combined with --least-share, --most-share or --batch-size");
        usage(
                segment("kmeans", "--clusters", "2", "--least-share", "0.1", "--tolerance", "0.1"),
                "--tolerance cannot be combined with --least-share or --most-share");
        usage(
                segment("kmeans", "--clusters", "2", "--least-share", "0.1", "--standardize", "--model-out", "m.json"),
                "--standardize and --model-out exclude each other with bounds on shares or a batch size");
        refused(
                segment("kmeans", "--clusters", "2", "--least-share", "0.6"),
                "least share must be at most 1 / k (1 / 2), got 0.6");
        refused(
                segment("kmeans", "--clusters", "2", "--most-share", "0.3"),
                "most share must be at least 1 / k (1 / 2), got 0.3");
        refused(segment("kmeans", "--model-in", folder.resolve("none.json").toString()), "none.json");
    }

    @Test
    void chooseFindsTwoAndNone() throws IOException {
        Random random = new Random(1);
        StringBuilder two = new StringBuilder("x,y\n");
        StringBuilder one = new StringBuilder("x,y\n");
        for (int i = 0; i < 150; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            one.append(x).append(',').append(y).append('\n');
            two.append(x + (i < 50 ? 8 : 0)).append(',').append(y).append('\n');
        }
        Path model = folder.resolve("model.json");
        Run run = given(
                two.toString(), "choose", "--largest", "3", "--json", "--labels", "--model-out", model.toString());
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, segments, clear, reason, peaks,"
                        + " candidates, features, centers, sizes, inertia, labels]");
        assertThat(run.number("segments")).isEqualTo(2);
        assertThat(json.get("clear")).isEqualTo(true);
        assertThat(String.valueOf(json.get("reason"))).startsWith("2 segments: the density of the rows has 2 peaks");
        assertThat(Run.doubles(json.get("sizes"))).containsExactlyInAnyOrder(50, 100);
        List<?> candidates = (List<?>) json.get("candidates");
        assertThat(candidates).hasSize(2);
        Map<?, ?> first = (Map<?, ?>) candidates.get(0);
        assertThat(first.keySet().toString())
                .isEqualTo(
                        "[clusters, inertia, gap, gapError, silhouette, calinskiHarabasz, daviesBouldin, leastJaccard,"
                                + " smallestShare]");
        assertThat((Double) first.get("silhouette")).isGreaterThan(0.6);
        // the same two, by k-means told the number
        Run told = given(two.toString(), "kmeans", "--model-in", model.toString(), "--json", "--labels");
        assertThat(told.json().get("labels")).isEqualTo(json.get("labels"));
        assertThat(told.json().get("inertia")).isEqualTo(json.get("inertia")).isEqualTo(first.get("inertia"));
        Run none = given(one.toString(), "choose", "--largest", "3", "--standardize");
        assertThat(none.code()).isZero();
        assertThat(none.out())
                .contains("no clear segments", "silhouette", "found again", "0         150", "as --standardize asks");
    }

    @Test
    void chooseSaysWhatItCannotDo() {
        usage(segment("choose", "--largest", "1"), "--largest must be at least 2, got 1");
        usage(
                segment("choose", "--standardize", "--model-out", "m.json"),
                "use segment kmeans --standardize with the number found");
        refused(segment("choose"), "largest must be at most half the number of rows (4), got 8");
        refused(segment("choose", "--largest", "2", "--sample", "9"), "sample must be at least 100, got 9");
    }

    @Test
    void hdbscanByHand() throws IOException {
        String rows = ROWS + "i,100,100\n";
        Path model = folder.resolve("model.json");
        Path out = folder.resolve("out.csv");
        Run run = given(
                rows,
                "hdbscan",
                "--min-cluster-size",
                "3",
                "--min-samples",
                "2",
                "--model-out",
                model.toString(),
                "--out",
                out.toString(),
                "--json",
                "--labels");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo(
                        "[command, rows, rejected, warnings, converged, iterations, features, clusters, sizes, noise,"
                                + " stabilities, labels, strengths, outlierScores]");
        assertThat(run.number("clusters")).isEqualTo(2);
        assertThat(run.number("noise")).isEqualTo(1);
        assertThat(Run.doubles(json.get("labels"))).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, -1);
        // four rows each, together from distance 9 down to 1
        assertThat(Run.doubles(json.get("stabilities")))
                .containsExactly(new double[] {4 * (1 - 1 / 9.0), 4 * (1 - 1 / 9.0)}, within(1e-14));
        assertThat(Run.doubles(json.get("strengths"))).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0);
        assertThat(Files.readAllLines(out)).containsExactly("cluster", "0", "0", "0", "0", "1", "1", "1", "1", "-1");
        Run used = given(
                "x,y\n0.5,0.5\n10.5,0.5\n50,50\n", "hdbscan", "--model-in", model.toString(), "--json", "--labels");
        assertThat(used.err()).isEmpty();
        assertThat(Run.doubles(used.json().get("labels"))).containsExactly(0, 1, -1);
        assertThat(used.json().keySet().toString()).doesNotContain("strengths");
        assertThat(HdbscanModel.read(model).minSamples()).isEqualTo(2);
        assertThat(given(
                                rows,
                                "hdbscan",
                                "--min-cluster-size",
                                "3",
                                "--selection",
                                "leaf",
                                "--epsilon",
                                "0.5",
                                "--metric",
                                "manhattan",
                                "--standardize")
                        .out())
                .contains("cluster  size  stability", "none");
    }

    @Test
    void hdbscanSaysWhatItCannotDo() {
        usage(segment("hdbscan"), "--min-cluster-size or --model-in is needed");
        usage(segment("hdbscan", "--min-cluster-size", "1"), "--min-cluster-size must be at least 2, got 1");
        usage(
                segment("hdbscan", "--model-in", "m.json", "--epsilon", "1"),
                "--model-in cannot be combined with --min-cluster-size, --min-samples, --selection, --epsilon,"
                        + " --metric or --standardize");
        usage(
                segment("hdbscan", "--min-cluster-size", "3", "--selection", "best"),
                "--selection must be excess-of-mass or leaf, got best");
        usage(
                segment("hdbscan", "--min-cluster-size", "3", "--standardize", "--model-out", "m.json"),
                "--standardize and --model-out exclude each other");
        refused(
                segment("hdbscan", "--min-cluster-size", "3", "--min-samples", "9"),
                "minSamples must be at most the number of rows (8), got 9");
    }

    @Test
    void birchByHand() {
        Path model = folder.resolve("model.json");
        Run run = segment("birch", "--cut", "2", "--json", "--labels", "--model-out", model.toString());
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, features, entries, variance,"
                        + " heights, centers, sizes, labels]");
        assertThat(run.number("entries")).isEqualTo(8);
        assertThat(run.number("variance")).isZero();
        // Ward: sqrt(2 * 4 * 4 / 8) times 10
        assertThat(Run.doubles(json.get("heights"))[6]).isCloseTo(20, within(1e-12));
        assertThat(Run.doubles(((List<?>) json.get("centers")).get(0))).containsExactly(0.5, 0.5);
        assertThat(Run.doubles(((List<?>) json.get("centers")).get(1))).containsExactly(10.5, 0.5);
        assertThat(Run.doubles(json.get("sizes"))).containsExactly(4, 4);
        assertThat(Run.doubles(json.get("labels"))).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        Run used = segment("birch", "--cut", "2", "--json", "--labels", "--model-in", model.toString());
        assertThat(used.out()).isEqualTo(run.out());
        assertThat(BirchModel.read(model).entries()).isEqualTo(8);
        Run summed = segment("birch", "--cut", "2", "--max-entries", "4", "--json", "--labels");
        assertThat(summed.number("entries")).isBetween(2.0, 4.0);
        assertThat(summed.number("variance")).isPositive();
        assertThat(summed.json().get("labels")).isEqualTo(json.get("labels"));
        assertThat(Run.doubles(((List<?>) summed.json().get("centers")).get(1)))
                .containsExactly(new double[] {10.5, 0.5}, within(1e-14));
        assertThat(segment("birch", "--cut", "2", "--model-in", model.toString())
                        .out())
                .contains("8 summaries", "cluster  size", "10.50", "sizes are those when fitted");
    }

    @Test
    void birchSaysWhatItCannotDo() {
        usage(segment("birch"), "Missing required option: '--cut=K'");
        usage(segment("birch", "--cut", "0"), "--cut must be at least 1, got 0");
        usage(segment("birch", "--cut", "2", "--max-entries", "1"), "--max-entries must be at least 2, got 1");
        usage(
                segment("birch", "--cut", "2", "--model-in", "m.json", "--standardize"),
                "--model-in cannot be combined with --max-entries or --standardize");
        usage(
                segment("birch", "--cut", "2", "--model-out", "m.json", "--standardize"),
                "--standardize and --model-out exclude each other");
        refused(segment("birch", "--cut", "9"), "clusters must be at most the number of summaries (8), got 9");
    }

    @Test
    void kPrototypesByHand() throws IOException {
        Run run = given(
                MIXED,
                "kprototypes",
                "--features",
                "x",
                "--categories",
                "country",
                "--clusters",
                "2",
                "--gamma",
                "1000",
                "--restarts",
                "5",
                "--json",
                "--labels");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, converged, iterations, features, categories, gamma,"
                        + " centers, sizes, cost, labels]");
        assertThat(json.get("features")).hasToString("[x, country]");
        assertThat(((List<?>) json.get("centers")).stream().map(String::valueOf))
                .containsExactlyInAnyOrder("[5.0, DE]", "[5.0, FR]");
        assertThat(run.number("cost")).isEqualTo(4 * 25);
        double[] labels = Run.doubles(json.get("labels"));
        assertThat(labels).containsExactly(labels[0], labels[0], 1 - labels[0], 1 - labels[0]);
        // categories that weigh nothing leave the numbers
        Run numbers = given(
                MIXED,
                "kprototypes",
                "--features",
                "x",
                "--categories",
                "country",
                "--clusters",
                "2",
                "--gamma",
                "0",
                "--restarts",
                "5",
                "--json");
        assertThat(numbers.number("cost")).isZero();
        // variance 25, and half of the pairs differ
        assertThat(given(
                                MIXED,
                                "kprototypes",
                                "--features",
                                "x",
                                "--categories",
                                "country",
                                "--clusters",
                                "1",
                                "--json")
                        .number("gamma"))
                .isEqualTo(50);
        assertThat(given("x,c\n1,\n2,a\n", "kprototypes", "--categories", "c", "--clusters", "2")
                        .code())
                .isZero();
    }

    @Test
    void kPrototypesOfCodesAreWrittenAndReadBack() throws IOException {
        Path model = folder.resolve("model.json");
        Path out = folder.resolve("out.csv");
        Run fit = given(
                MIXED,
                "kprototypes",
                "--categories",
                "code",
                "--clusters",
                "2",
                "--gamma",
                "1000",
                "--restarts",
                "5",
                "--standardize",
                "--out",
                out.toString());
        assertThat(fit.out()).contains("49", "33", "numbers are in standard deviations from the mean", "cost 4.000");
        Run written = given(
                MIXED,
                "kprototypes",
                "--categories",
                "code",
                "--clusters",
                "2",
                "--gamma",
                "1000",
                "--restarts",
                "5",
                "--model-out",
                model.toString(),
                "--json",
                "--labels");
        assertThat(written.err()).isEmpty();
        Run used = given(MIXED, "kprototypes", "--model-in", model.toString(), "--json", "--labels");
        assertThat(used.out()).isEqualTo(written.out());
        assertThat(KPrototypesModel.read(model).categories()).containsExactly("code");
        assertThat(Files.readAllLines(out)).hasSize(5).startsWith("cluster");
    }

    @Test
    void kPrototypesSayWhatTheyCannotDo() {
        usage(given(MIXED, "kprototypes", "--categories", "code"), "--clusters or --model-in is needed");
        usage(
                given(MIXED, "kprototypes", "--clusters", "2"),
                "--categories is needed; without any, use segment kmeans");
        usage(
                given(MIXED, "kprototypes", "--clusters", "0", "--categories", "code"),
                "--clusters must be at least 1, got 0");
        usage(
                given(MIXED, "kprototypes", "--clusters", "2", "--categories", "code", "--categorical", "country"),
                "--categorical would make numbers of categories; state them by --categories");
        usage(
                given(MIXED, "kprototypes", "--clusters", "2", "--categories", "code", "--features", "x,code"),
                "column 'code' is in both --features and --categories");
        usage(
                given(MIXED, "kprototypes", "--model-in", "m.json", "--gamma", "1"),
                "--model-in cannot be combined with --clusters, --categories, --gamma or --standardize");
        usage(
                given(
                        MIXED,
                        "kprototypes",
                        "--clusters",
                        "2",
                        "--categories",
                        "code",
                        "--standardize",
                        "--model-out",
                        "m.json"),
                "--standardize and --model-out exclude each other");
        String model = folder.resolve("m.json").toString();
        refused(
                given(MIXED, "kprototypes", "--clusters", "2", "--categories", "country", "--model-out", model),
                "standard input, column 'country': 'DE' is no code, and a model file holds codes, not texts; number the"
                        + " categories in the file first");
        refused(
                given("x,c\n1,7\n2,7.0\n", "kprototypes", "--clusters", "2", "--categories", "c", "--model-out", model),
                "column 'c': a code is written in two ways");
        refused(
                given(MIXED, "kprototypes", "--clusters", "2", "--categories", "nation"),
                "there is no column 'nation'");
        refused(
                given(MIXED, "kprototypes", "--clusters", "5", "--categories", "country"),
                "k must be at most the number of rows (4), got 5");
    }
}
