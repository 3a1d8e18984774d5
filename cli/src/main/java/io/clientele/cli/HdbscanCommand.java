package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.ClusterSelection;
import io.clientele.segmentation.cluster.Hdbscan;
import io.clientele.segmentation.cluster.HdbscanModel;
import io.clientele.segmentation.cluster.Metric;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Dense groups, and rows in none. */
@Command(
        name = "hdbscan",
        mixinStandardHelpOptions = true,
        description = "Dense groups of any shape and number, and rows that belong to none (HDBSCAN).")
final class HdbscanCommand implements Callable<Integer> {

    /** How far apart two rows are. */
    enum Distance {
        euclidean,
        manhattan
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--min-cluster-size", paramLabel = "N", description = "rows that make a group, at least 2")
    @Nullable
    Integer minClusterSize;

    @Option(
            names = "--min-samples",
            paramLabel = "N",
            description =
                    "a row is as dense as its N-th nearest row is near, itself included; default: the cluster size")
    @Nullable
    Integer minSamples;

    @Option(
            names = "--selection",
            paramLabel = "excess-of-mass|leaf",
            description = "which of nested groups are kept: the lasting or the innermost; default excess-of-mass")
    @Nullable
    String selection;

    @Option(names = "--epsilon", paramLabel = "X", description = "groups closer than this are not split; default 0")
    @Nullable
    Double epsilon;

    @Option(
            names = "--metric",
            paramLabel = "euclidean|manhattan",
            description = "how far apart two rows are; default euclidean")
    @Nullable
    Distance metric;

    @Option(names = "--labels", description = "adds the group of each row to the JSON, -1 for none")
    boolean labels;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model, which holds the rows")
    @Nullable
    Path modelOut;

    @Option(names = "--model-in", paramLabel = "FILE", description = "uses this model instead of fitting")
    @Nullable
    Path modelIn;

    HdbscanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        checkUsage();
        ClusterSelection kept = selection();
        Stopwatch watch = new Stopwatch(common.timing);
        HdbscanModel given = modelIn == null ? null : HdbscanModel.read(modelIn);
        List<String> wanted = given == null ? List.of() : given.features();
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), wanted));
        FeatureTable table = data.features();
        HdbscanModel model = given != null
                ? given
                : watch.time(
                        "fit",
                        () -> Threads.with(common.threads, e -> recipe(kept).fit(table, e)));
        int[] assigned = given == null
                ? model.labels()
                : watch.time("score", () -> Threads.with(common.threads, e -> model.assign(table, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "cluster", data, i -> Integer.toString(assigned[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment hdbscan",
                    data.read(),
                    model.report(),
                    watch,
                    json -> write(json, model, assigned));
        } else {
            print(data, model);
            watch.print(console.out());
        }
        return 0;
    }

    private void checkUsage() {
        if (modelIn == null && minClusterSize == null) {
            throw Usage.wrong(spec, "--min-cluster-size or --model-in is needed");
        }
        if (modelIn != null
                && (minClusterSize != null
                        || minSamples != null
                        || selection != null
                        || epsilon != null
                        || metric != null
                        || features.standardize)) {
            throw Usage.wrong(
                    spec,
                    "--model-in cannot be combined with --min-cluster-size, --min-samples, --selection, --epsilon,"
                            + " --metric or --standardize");
        }
        if (minClusterSize != null && minClusterSize < 2) {
            throw Usage.wrong(spec, "--min-cluster-size must be at least 2, got " + minClusterSize);
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold rows in standard deviations"
                            + " but not the scale; standardize the file first");
        }
    }

    private ClusterSelection selection() {
        return switch (selection == null ? "excess-of-mass" : selection) {
            case "excess-of-mass" -> ClusterSelection.EXCESS_OF_MASS;
            case "leaf" -> ClusterSelection.LEAF;
            default -> throw Usage.wrong(spec, "--selection must be excess-of-mass or leaf, got " + selection);
        };
    }

    private Hdbscan recipe(ClusterSelection kept) {
        Hdbscan recipe = Hdbscan.of(minClusterSize == null ? 0 : minClusterSize).withSelection(kept);
        recipe = minSamples == null ? recipe : recipe.withMinSamples(minSamples);
        recipe = epsilon == null ? recipe : recipe.withEpsilon(epsilon);
        return metric == null
                ? recipe
                : recipe.withMetric(Metric.valueOf(metric.name().toUpperCase(Locale.ROOT)));
    }

    private static long noise(HdbscanModel model) {
        return Arrays.stream(model.labels()).filter(label -> label < 0).count();
    }

    private void write(JsonGenerator json, HdbscanModel model, int[] assigned) {
        Json.strings(json, "features", model.features());
        json.writeName("clusters").writeNumber(model.clusters());
        Json.labels(json, "sizes", model.sizes());
        json.writeName("noise").writeNumber(noise(model));
        json.writeName("stabilities");
        Json.numbers(json, model.stabilities());
        if (labels) {
            Json.labels(json, "labels", assigned);
            if (modelIn == null) {
                json.writeName("strengths");
                Json.numbers(json, model.strengths());
                json.writeName("outlierScores");
                Json.numbers(json, model.outlierScores());
            }
        }
    }

    private void print(DataSet data, HdbscanModel model) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report().warnings());
        List<List<String>> lines = Page.lines("cluster", "size", "stability");
        int[] sizes = model.sizes();
        double[] stabilities = model.stabilities();
        for (int c = 0; c < sizes.length; c++) {
            lines.add(List.of(Integer.toString(c), Integer.toString(sizes[c]), Page.shown(stabilities[c])));
        }
        lines.add(List.of("none", Long.toString(noise(model)), "-"));
        page.table(lines);
        if (modelIn != null) {
            page.say("sizes are those when fitted");
        }
    }
}
