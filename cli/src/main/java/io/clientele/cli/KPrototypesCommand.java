package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KPrototypes;
import io.clientele.segmentation.cluster.KPrototypesModel;
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

/** Groups by numbers and categories together. */
@Command(
        name = "kprototypes",
        mixinStandardHelpOptions = true,
        description = "Groups of rows alike in numbers and categories (k-prototypes).")
final class KPrototypesCommand implements Callable<Integer> {

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
            names = "--categories",
            split = ",",
            paramLabel = "COLUMN",
            description = "columns of which only equal or not counts: texts or codes; an empty field is a category too")
    List<String> categories = List.of();

    @Option(
            names = "--gamma",
            paramLabel = "X",
            description = "what a different category adds to a squared distance; default: both kinds weigh alike")
    @Nullable
    Double gamma;

    @Option(names = "--max-iterations", paramLabel = "N", description = "default 300")
    @Nullable
    Integer maxIterations;

    @Option(names = "--restarts", paramLabel = "N", description = "starts of which the best is kept")
    @Nullable
    Integer restarts;

    @Option(names = "--labels", description = "adds the group of each row to the JSON")
    boolean labels;

    @Option(
            names = "--model-out",
            paramLabel = "FILE",
            description = "writes the fitted model; categories must be codes, numbers")
    @Nullable
    Path modelOut;

    @Option(names = "--model-in", paramLabel = "FILE", description = "uses this model instead of fitting")
    @Nullable
    Path modelIn;

    KPrototypesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        checkUsage();
        Stopwatch watch = new Stopwatch(common.timing);
        KPrototypesModel given = modelIn == null ? null : KPrototypesModel.read(modelIn);
        List<String> kinds = given == null ? categories : given.categories();
        List<String> numbers = new ArrayList<>(given == null ? List.of() : given.features());
        numbers.removeAll(kinds);
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), kinds, numbers));
        List<CategoryCodes> codes = new ArrayList<>();
        FeatureTable rows = data.features();
        for (String category : kinds) {
            CategoryCodes column = CategoryCodes.of(category, data.texts(category));
            if (modelIn != null || modelOut != null) {
                column.requireNumbers(data.read().source());
            }
            codes.add(column);
            rows = rows.columns() == 0
                    ? FeatureTable.of(List.of(category), column.codes())
                    : rows.withColumn(category, column.codes());
        }
        FeatureTable table = rows;
        KPrototypesModel model = given != null
                ? given
                : watch.time("fit", () -> Threads.with(common.threads, e -> recipe().fit(table, e)));
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
                    "segment kprototypes",
                    data.read(),
                    model.report(),
                    watch,
                    json -> write(json, model, codes, assigned));
        } else {
            print(data, model, codes);
            watch.print(console.out());
        }
        return 0;
    }

    private void checkUsage() {
        if (modelIn == null && clusters == null) {
            throw Usage.wrong(spec, "--clusters or --model-in is needed");
        }
        if (modelIn == null && categories.isEmpty()) {
            throw Usage.wrong(spec, "--categories is needed; without any, use segment kmeans");
        }
        if (modelIn != null && (clusters != null || !categories.isEmpty() || gamma != null || features.standardize)) {
            throw Usage.wrong(
                    spec, "--model-in cannot be combined with --clusters, --categories, --gamma or --standardize");
        }
        if (!features.categorical.isEmpty()) {
            throw Usage.wrong(spec, "--categorical would make numbers of categories; state them by --categories");
        }
        if (clusters != null && clusters < 1) {
            throw Usage.wrong(spec, "--clusters must be at least 1, got " + clusters);
        }
        for (String category : categories) {
            if (features.features.contains(category)) {
                throw Usage.wrong(spec, "column '" + category + "' is in both --features and --categories");
            }
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold centers in standard"
                            + " deviations but not the scale; standardize the file first");
        }
    }

    private KPrototypes recipe() {
        KPrototypes recipe = KPrototypes.of(clusters == null ? 0 : clusters)
                .withCategories(categories.toArray(String[]::new))
                .withSeed(common.seed);
        recipe = gamma == null ? recipe : recipe.withGamma(gamma);
        recipe = maxIterations == null ? recipe : recipe.withMaxIterations(maxIterations);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    /** Of a feature that is a category; null of a number. */
    private static @Nullable CategoryCodes codes(List<CategoryCodes> all, String feature) {
        return all.stream().filter(c -> c.column().equals(feature)).findFirst().orElse(null);
    }

    private void write(JsonGenerator json, KPrototypesModel model, List<CategoryCodes> codes, int[] assigned) {
        Json.strings(json, "features", model.features());
        Json.strings(json, "categories", model.categories());
        Json.number(json, "gamma", model.gamma());
        json.writeName("centers").writeStartArray();
        for (double[] center : model.centers()) {
            json.writeStartArray();
            for (int j = 0; j < center.length; j++) {
                CategoryCodes category = codes(codes, model.features().get(j));
                if (category == null) {
                    json.writeNumber(center[j]);
                } else {
                    json.writeString(category.text(center[j]));
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        Json.counts(json, "sizes", model.sizes());
        Json.number(json, "cost", model.cost());
        if (labels) {
            Json.labels(json, "labels", assigned);
        }
    }

    private void print(DataSet data, KPrototypesModel model, List<CategoryCodes> codes) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("cluster", "size"));
        head.addAll(model.features());
        lines.add(head);
        double[][] centers = model.centers();
        for (int c = 0; c < centers.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Long.toString(model.sizes()[c])));
            for (int j = 0; j < centers[c].length; j++) {
                CategoryCodes category = codes(codes, model.features().get(j));
                line.add(category == null ? Page.shown(centers[c][j]) : category.text(centers[c][j]));
            }
            lines.add(line);
        }
        page.table(lines);
        if (features.standardize) {
            page.say("numbers are in standard deviations from the mean, as --standardize asks");
        }
        page.say((modelIn == null ? "cost " : "cost when fitted ") + Page.shown(model.cost())
                + ", another category adds " + Page.shown(model.gamma()) + " to a squared distance");
    }
}
