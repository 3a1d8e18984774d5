package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.Birch;
import io.clientele.segmentation.cluster.BirchModel;
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

/** A tree of groups of very many rows. */
@Command(
        name = "birch",
        mixinStandardHelpOptions = true,
        description = "A tree of groups of a million rows: close rows are summed up first, then merged (BIRCH, Ward).")
final class BirchCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--cut", required = true, paramLabel = "K", description = "cuts the tree into K groups")
    int cut;

    @Option(
            names = "--max-entries",
            paramLabel = "N",
            description = "most summaries, at least 2; default 10000; time grows with its square")
    @Nullable
    Integer maxEntries;

    @Option(names = "--labels", description = "adds the group of each row to the JSON")
    boolean labels;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the summaries and their tree")
    @Nullable
    Path modelOut;

    @Option(names = "--model-in", paramLabel = "FILE", description = "uses this model instead of fitting")
    @Nullable
    Path modelIn;

    BirchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        checkUsage();
        Stopwatch watch = new Stopwatch(common.timing);
        BirchModel given = modelIn == null ? null : BirchModel.read(modelIn);
        List<String> wanted = given == null ? List.of() : given.features();
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), wanted));
        FeatureTable table = data.features();
        Birch recipe = maxEntries == null ? Birch.create() : Birch.create().withMaxEntries(maxEntries);
        BirchModel model = given != null
                ? given
                : watch.time("fit", () -> Threads.with(common.threads, e -> recipe.fit(table, e)));
        int[] assigned = watch.time(
                "score",
                () -> given == null ? model.cut(cut) : Threads.with(common.threads, e -> model.assign(table, cut, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "cluster", data, i -> Integer.toString(assigned[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment birch",
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
        if (cut < 1) {
            throw Usage.wrong(spec, "--cut must be at least 1, got " + cut);
        }
        if (modelIn != null && (maxEntries != null || features.standardize)) {
            throw Usage.wrong(spec, "--model-in cannot be combined with --max-entries or --standardize");
        }
        if (maxEntries != null && maxEntries < 2) {
            throw Usage.wrong(spec, "--max-entries must be at least 2, got " + maxEntries);
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold means in standard"
                            + " deviations but not the scale; standardize the file first");
        }
    }

    /** Of the groups, by the rows that the model was fitted to. */
    private long[] sizes(BirchModel model) {
        int[] ofEntry = model.tree().cut(cut);
        long[] rows = model.sizes();
        long[] sizes = new long[cut];
        for (int e = 0; e < ofEntry.length; e++) {
            sizes[ofEntry[e]] += rows[e];
        }
        return sizes;
    }

    /** Means of the rows of each group, from those of the summaries. */
    private double[][] centers(BirchModel model) {
        int[] ofEntry = model.tree().cut(cut);
        long[] rows = model.sizes();
        long[] sizes = sizes(model);
        double[][] means = model.centers();
        double[][] centers = new double[cut][model.features().size()];
        for (int e = 0; e < ofEntry.length; e++) {
            double[] center = centers[ofEntry[e]];
            double share = (double) rows[e] / sizes[ofEntry[e]];
            for (int j = 0; j < center.length; j++) {
                center[j] += share * means[e][j];
            }
        }
        return centers;
    }

    private void write(JsonGenerator json, BirchModel model, int[] assigned) {
        Json.strings(json, "features", model.features());
        json.writeName("entries").writeNumber(model.entries());
        Json.number(json, "variance", model.variance());
        json.writeName("heights");
        Json.numbers(json, model.tree().heights());
        Json.rows(json, "centers", centers(model));
        Json.counts(json, "sizes", sizes(model));
        if (labels) {
            Json.labels(json, "labels", assigned);
        }
    }

    private void print(DataSet data, BirchModel model) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report().warnings());
        page.say(model.entries() + " summaries, the widest with a mean squared distance of "
                + Page.shown(model.variance()) + " to its mean");
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("cluster", "size"));
        head.addAll(model.features());
        lines.add(head);
        double[][] centers = centers(model);
        long[] sizes = sizes(model);
        for (int c = 0; c < centers.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Long.toString(sizes[c])));
            for (double x : centers[c]) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        if (features.standardize) {
            page.say("means are in standard deviations from the mean, as --standardize asks");
        }
        if (modelIn != null) {
            page.say("sizes are those when fitted");
        }
    }
}
