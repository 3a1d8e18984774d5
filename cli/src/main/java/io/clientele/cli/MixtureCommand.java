package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.CovarianceShape;
import io.clientele.segmentation.cluster.GaussianMixture;
import io.clientele.segmentation.cluster.GaussianMixtureModel;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Groups with a probability. */
@Command(
        name = "mixture",
        mixinStandardHelpOptions = true,
        description = "Groups to which rows belong with a probability (Gaussian mixture).")
final class MixtureCommand implements Callable<Integer> {

    /** What the covariances may look like. */
    enum Covariance {
        full,
        tied,
        diagonal,
        spherical
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--components", paramLabel = "K", description = "how many groups")
    @Nullable
    Integer components;

    @Option(
            names = "--covariance",
            paramLabel = "full|tied|diagonal|spherical",
            defaultValue = "full",
            description = "what groups may look like; default ${DEFAULT-VALUE}")
    Covariance covariance = Covariance.full;

    @Option(
            names = "--start-means",
            paramLabel = "FILE",
            description = "CSV with the features as columns and a mean per row")
    @Nullable
    String startMeans;

    @Option(names = "--max-iterations", paramLabel = "N", description = "default 1000")
    @Nullable
    Integer maxIterations;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "log-likelihood per row still to be gained below which to stop")
    @Nullable
    Double tolerance;

    @Option(names = "--restarts", paramLabel = "N", description = "starts of which the best is kept")
    @Nullable
    Integer restarts;

    @Option(names = "--labels", description = "adds the likeliest group of each row to the JSON")
    boolean labels;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model")
    @Nullable
    Path modelOut;

    @Option(names = "--model-in", paramLabel = "FILE", description = "uses this model instead of fitting")
    @Nullable
    Path modelIn;

    MixtureCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        checkUsage();
        Stopwatch watch = new Stopwatch(common.timing);
        GaussianMixtureModel given = modelIn == null ? null : GaussianMixtureModel.read(modelIn);
        List<String> wanted = given == null ? List.of() : given.features();
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), wanted));
        FeatureTable table = data.features();
        GaussianMixtureModel model = given != null
                ? given
                : watch.time(
                        "fit",
                        () -> Threads.with(common.threads, e -> recipe(table).fit(table, e)));
        int[] assigned = watch.time("score", () -> Threads.with(common.threads, e -> model.assign(table, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "component", data, i -> Integer.toString(assigned[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment mixture",
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
        if (modelIn == null && components == null) {
            throw Usage.wrong(spec, "--components or --model-in is needed");
        }
        if (modelIn != null && (components != null || startMeans != null || features.standardize)) {
            throw Usage.wrong(spec, "--model-in cannot be combined with --components, --start-means or --standardize");
        }
        if (components != null && components < 1) {
            throw Usage.wrong(spec, "--components must be at least 1, got " + components);
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold means in standard deviations"
                            + " but not the scale; standardize the file first");
        }
        if (startMeans != null && restarts != null) {
            throw Usage.wrong(spec, "--start-means and --restarts exclude each other: a given start is the only one");
        }
    }

    private GaussianMixture recipe(FeatureTable table) {
        GaussianMixture recipe = GaussianMixture.of(components == null ? 0 : components)
                .withShape(CovarianceShape.valueOf(covariance.name().toUpperCase(Locale.ROOT)))
                .withSeed(common.seed);
        if (startMeans != null) {
            CommonOptions other = new CommonOptions();
            other.data = startMeans;
            FeatureTable means = DataSet.read(
                            other, new FeatureOptions(), console.in(), List.of(), List.of(), table.names())
                    .features();
            double[][] rows = new double[means.rows()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = means.row(i);
            }
            recipe = recipe.withStartMeans(rows);
        }
        recipe = maxIterations == null ? recipe : recipe.withMaxIterations(maxIterations);
        recipe = tolerance == null ? recipe : recipe.withTolerance(tolerance);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    private void write(JsonGenerator json, GaussianMixtureModel model, int[] assigned) {
        Json.strings(json, "features", model.features());
        json.writeName("weights");
        Json.numbers(json, model.weights());
        json.writeName("means");
        write(json, model.means());
        json.writeName("covariances").writeStartArray(); // a matrix per component, whatever the shape
        for (int c = 0; c < model.k(); c++) {
            write(json, model.covariance(c));
        }
        json.writeEndArray();
        Json.number(json, "logLikelihood", model.logLikelihood());
        Json.number(json, "bic", model.bic());
        if (labels) {
            json.writeName("labels").writeStartArray();
            for (int label : assigned) {
                json.writeNumber(label);
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, double[][] matrix) {
        json.writeStartArray();
        for (double[] row : matrix) {
            Json.numbers(json, row);
        }
        json.writeEndArray();
    }

    private void print(DataSet data, GaussianMixtureModel model) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("component", "weight"));
        model.features().forEach(name -> head.add("mean " + name));
        lines.add(head);
        double[][] means = model.means();
        for (int c = 0; c < means.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Page.percent(model.weights()[c])));
            for (double x : means[c]) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        if (features.standardize) {
            page.say("means are in standard deviations from the mean, as --standardize asks");
        }
        page.say((modelIn == null ? "log-likelihood " : "log-likelihood when fitted ")
                + Page.shown(model.logLikelihood()) + ", BIC " + Page.shown(model.bic()) + " (less is better)");
    }
}
