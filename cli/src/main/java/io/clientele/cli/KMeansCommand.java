package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Moments;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.MiniBatchKMeans;
import io.clientele.segmentation.cluster.SizeBoundedKMeans;
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

    @Option(
            names = "--least-share",
            paramLabel = "X",
            description = "share of the rows that each group must have, at most 1 / K")
    @Nullable
    Double leastShare;

    @Option(
            names = "--most-share",
            paramLabel = "X",
            description = "share of the rows that each group may have, at least 1 / K")
    @Nullable
    Double mostShare;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description =
                    "goes by so many rows at a time: faster on millions of rows, groups a little wider (mini-batch"
                            + " k-means)")
    @Nullable
    Integer batchSize;

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
        checkUsage();
        Stopwatch watch = new Stopwatch(common.timing);
        KMeansGroups given = modelIn == null ? null : KMeansGroups.read(modelIn);
        List<String> wanted = given == null ? List.of() : given.features();
        // plain k-means keeps the scale in its model
        FeatureOptions read = plain() ? features.inTheirUnits() : features;
        DataSet data = watch.time("read", () -> DataSet.read(common, read, console.in(), List.of(), List.of(), wanted));
        FeatureTable table = data.features();
        KMeansGroups model =
                given != null ? given : watch.time("fit", () -> Threads.with(common.threads, e -> fit(table, e)));
        int[] assigned = watch.time(
                "score",
                () -> Threads.with(
                        common.threads, e -> given == null ? model.fitted(table, e) : model.assign(table, e)));
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

    private boolean bounded() {
        return leastShare != null || mostShare != null;
    }

    private boolean plain() {
        return !bounded() && batchSize == null;
    }

    private void checkUsage() {
        if (modelIn == null && clusters == null) {
            throw Usage.wrong(spec, "--clusters or --model-in is needed");
        }
        if (modelIn != null && (clusters != null || startCenters != null || features.standardize)) {
            throw Usage.wrong(spec, "--model-in cannot be combined with --clusters, --start-centers or --standardize");
        }
        if (modelIn != null && !plain()) {
            throw Usage.wrong(spec, "--model-in cannot be combined with --least-share, --most-share or --batch-size");
        }
        if (clusters != null && clusters < 1) {
            throw Usage.wrong(spec, "--clusters must be at least 1, got " + clusters);
        }
        if (bounded() && tolerance != null) {
            throw Usage.wrong(
                    spec,
                    "--tolerance cannot be combined with --least-share or --most-share: bounded k-means goes on until"
                            + " no label changes");
        }
        if (batchSize != null && (bounded() || restarts != null || maxIterations != null)) {
            throw Usage.wrong(
                    spec,
                    "--batch-size cannot be combined with --least-share, --most-share, --restarts or --max-iterations");
        }
        if (batchSize != null && batchSize < 1) {
            throw Usage.wrong(spec, "--batch-size must be at least 1, got " + batchSize);
        }
        if (!plain() && features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other with bounds on shares or a batch size: the model would"
                            + " hold centers in standard deviations but not the scale; standardize the file first");
        }
    }

    private KMeansGroups fit(FeatureTable table, Execution execution) {
        if (bounded()) {
            return KMeansGroups.of(boundedRecipe(table).fit(table, execution));
        }
        return KMeansGroups.of(
                batchSize == null
                        ? recipe(table).fit(table, execution)
                        : batchRecipe(table, batchSize).fit(table, execution));
    }

    private MiniBatchKMeans batchRecipe(FeatureTable table, int size) {
        MiniBatchKMeans recipe = MiniBatchKMeans.of(clusters == null ? 0 : clusters)
                .withBatchSize(size)
                .withSeed(common.seed);
        recipe = startCenters == null ? recipe : recipe.withStartCenters(startCenters(startCenters, table));
        return tolerance == null ? recipe : recipe.withTolerance(tolerance);
    }

    private KMeans recipe(FeatureTable table) {
        KMeans recipe =
                KMeans.of(clusters == null ? 0 : clusters).withSeed(common.seed).withStandardized(features.standardize);
        if (startCenters != null) {
            double[][] rows = startCenters(startCenters, table);
            recipe = recipe.withStartCenters(features.standardize ? inTheirUnits(rows, table) : rows);
        }
        recipe = maxIterations == null ? recipe : recipe.withMaxIterations(maxIterations);
        recipe = tolerance == null ? recipe : recipe.withTolerance(tolerance);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    private SizeBoundedKMeans boundedRecipe(FeatureTable table) {
        SizeBoundedKMeans recipe =
                SizeBoundedKMeans.of(clusters == null ? 0 : clusters).withSeed(common.seed);
        recipe = leastShare == null ? recipe : recipe.withLeastShare(leastShare);
        recipe = mostShare == null ? recipe : recipe.withMostShare(mostShare);
        recipe = startCenters == null ? recipe : recipe.withStartCenters(startCenters(startCenters, table));
        recipe = maxIterations == null ? recipe : recipe.withMaxIterations(maxIterations);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    private double[][] startCenters(String file, FeatureTable table) {
        CommonOptions other = new CommonOptions();
        other.data = file;
        FeatureTable centers = DataSet.read(
                        other, new FeatureOptions(), console.in(), List.of(), List.of(), table.names())
                .features();
        double[][] rows = new double[centers.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = centers.row(i);
        }
        return rows;
    }

    /** Start centers are printed and given alike: in standard deviations, as --standardize asks. */
    private static double[][] inTheirUnits(double[][] centers, FeatureTable table) {
        for (int j = 0; j < table.columns(); j++) {
            Moments moments = Moments.of(table.column(j));
            for (double[] center : centers) {
                center[j] = moments.mean() + Math.sqrt(moments.populationVariance()) * center[j];
            }
        }
        return centers;
    }

    private void write(JsonGenerator json, KMeansGroups model, int[] assigned) {
        Json.strings(json, "features", model.features());
        Json.rows(json, "centers", model.centers());
        Json.counts(json, "sizes", model.sizes());
        Json.number(json, "inertia", model.inertia());
        if (model.standardizes()) {
            Json.rows(json, "centersInOwnUnits", model.ownCenters());
        }
        double[] prices = model.prices();
        if (prices != null) {
            json.writeName("prices");
            Json.numbers(json, prices);
        }
        if (labels) {
            Json.labels(json, "labels", assigned);
        }
    }

    private void print(DataSet data, KMeansGroups model, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("cluster", "size"));
        double[] prices = model.prices();
        if (prices != null) {
            head.add("price");
        }
        head.addAll(model.features());
        lines.add(head);
        double[][] centers = model.centers();
        for (int c = 0; c < centers.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Long.toString(model.sizes()[c])));
            if (prices != null) {
                line.add(Page.shown(prices[c]));
            }
            for (double x : centers[c]) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        if (features.standardize || model.standardizes()) {
            page.say("centers and inertia are in standard deviations from the mean, as --standardize asks");
        }
        page.say((modelIn == null ? "inertia " : "inertia when fitted ") + Page.shown(model.inertia()));
        if (prices != null) {
            page.say("a row goes where squared distance plus price is least");
        }
        watch.print(console.out());
    }
}
