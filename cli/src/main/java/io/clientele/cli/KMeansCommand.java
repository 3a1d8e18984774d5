package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Groups of similar rows. */
@Command(name = "kmeans", mixinStandardHelpOptions = true, description = "Groups of similar rows (k-means).")
final class KMeansCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--clusters", paramLabel = "K", description = "how many groups")
    @Nullable
    Integer clusters;

    @Option(
            names = "--start-centers",
            paramLabel = "FILE",
            description = "CSV with the features as columns and a center per row")
    @Nullable
    String startCenters;

    @Option(names = "--max-iterations", paramLabel = "N", description = "default 300")
    @Nullable
    Integer maxIterations;

    @Option(names = "--tolerance", paramLabel = "X", description = "relative improvement below which to stop")
    @Nullable
    Double tolerance;

    @Option(names = "--restarts", paramLabel = "N", description = "starts of which the best is kept")
    @Nullable
    Integer restarts;

    @Option(names = "--labels", description = "adds the group of each row to the JSON")
    boolean labels;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model")
    @Nullable
    Path modelOut;

    @Option(names = "--model-in", paramLabel = "FILE", description = "uses this model instead of fitting")
    @Nullable
    Path modelIn;

    KMeansCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        if (modelIn == null && clusters == null) {
            throw Usage.wrong(spec, "--clusters or --model-in is needed");
        }
        if (modelIn != null && (clusters != null || startCenters != null || features.standardize)) {
            throw Usage.wrong(spec, "--model-in cannot be combined with --clusters, --start-centers or --standardize");
        }
        if (clusters != null && clusters < 1) {
            throw Usage.wrong(spec, "--clusters must be at least 1, got " + clusters);
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold centers in standard deviations"
                            + " but not the scale; standardize the file first");
        }
        Stopwatch watch = new Stopwatch(common.timing);
        KMeansModel given = modelIn == null ? null : KMeansModel.read(modelIn);
        List<String> wanted = given == null ? List.of() : given.features();
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), wanted));
        FeatureTable table = data.features();
        KMeansModel model = given != null
                ? given
                : watch.time(
                        "fit",
                        () -> Threads.with(common.threads, e -> recipe(table).fit(table, e)));
        int[] assigned = watch.time("score", () -> Threads.with(common.threads, e -> model.assign(table, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "cluster", data, i -> Integer.toString(assigned[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment kmeans",
                    data.read(),
                    model.report(),
                    watch,
                    json -> write(json, model, assigned));
        } else {
            print(data, model, watch);
        }
        return 0;
    }

    private KMeans recipe(FeatureTable table) {
        KMeans recipe = KMeans.of(clusters == null ? 0 : clusters).withSeed(common.seed);
        if (startCenters != null) {
            CommonOptions other = new CommonOptions();
            other.data = startCenters;
            FeatureTable centers = DataSet.read(
                            other, new FeatureOptions(), console.in(), List.of(), List.of(), table.names())
                    .features();
            double[][] rows = new double[centers.rows()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = centers.row(i);
            }
            recipe = recipe.withStartCenters(rows);
        }
        recipe = maxIterations == null ? recipe : recipe.withMaxIterations(maxIterations);
        recipe = tolerance == null ? recipe : recipe.withTolerance(tolerance);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    private void write(JsonGenerator json, KMeansModel model, int[] assigned) {
        Json.strings(json, "features", model.features());
        json.writeName("centers").writeStartArray();
        for (double[] center : model.centers()) {
            Json.numbers(json, center);
        }
        json.writeEndArray();
        json.writeName("sizes").writeStartArray();
        for (long size : model.sizes()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        Json.number(json, "inertia", model.inertia());
        if (labels) {
            json.writeName("labels").writeStartArray();
            for (int label : assigned) {
                json.writeNumber(label);
            }
            json.writeEndArray();
        }
    }

    private void print(DataSet data, KMeansModel model, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("cluster", "size"));
        head.addAll(model.features());
        lines.add(head);
        double[][] centers = model.centers();
        for (int c = 0; c < centers.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Long.toString(model.sizes()[c])));
            for (double x : centers[c]) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        if (features.standardize) {
            page.say("centers and inertia are in standard deviations from the mean, as --standardize asks");
        }
        page.say((modelIn == null ? "inertia " : "inertia when fitted ") + Page.shown(model.inertia()));
        watch.print(console.out());
    }
}
