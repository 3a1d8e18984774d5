package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.KMeansCandidate;
import io.clientele.segmentation.cluster.KMeansChoice;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.KMeansSelection;
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

/** How many groups there are, if any. */
@Command(
        name = "choose",
        mixinStandardHelpOptions = true,
        description = "How many groups of similar rows there are, if any (k-means of the number found).")
final class ChooseCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--largest",
            paramLabel = "K",
            defaultValue = "8",
            description = "most groups looked for; default ${DEFAULT-VALUE}")
    int largest = 8;

    @Option(names = "--sample", paramLabel = "N", description = "most rows measured; default 2000")
    @Nullable
    Integer sample;

    @Option(
            names = "--smallest-share",
            paramLabel = "X",
            description = "share of the rows below which a peak of the density is no group; default 0.01")
    @Nullable
    Double smallestShare;

    @Option(names = "--restarts", paramLabel = "N", description = "starts of every k-means; default 5")
    @Nullable
    Integer restarts;

    @Option(names = "--labels", description = "adds the group of each row to the JSON")
    boolean labels;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the groups, for segment kmeans")
    @Nullable
    Path modelOut;

    ChooseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        if (largest < 2) {
            throw Usage.wrong(spec, "--largest must be at least 2, got " + largest);
        }
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold centers in standard"
                            + " deviations but not the scale; use segment kmeans --standardize with the number found");
        }
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), List.of()));
        FeatureTable table = data.features();
        KMeansChoice choice = watch.time("fit", () -> Threads.with(common.threads, e -> recipe().fit(table, e)));
        KMeansModel best = choice.best();
        int[] assigned = watch.time("score", () -> Threads.with(common.threads, e -> best.assign(table, e)));
        if (modelOut != null) {
            best.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "cluster", data, i -> Integer.toString(assigned[i]));
        }
        List<String> warnings = new ArrayList<>(choice.warnings());
        warnings.addAll(best.report().warnings());
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment choose",
                    data.read(),
                    warnings,
                    watch,
                    json -> write(json, choice, assigned));
        } else {
            print(data, choice, warnings);
            watch.print(console.out());
        }
        return 0;
    }

    private KMeansSelection recipe() {
        KMeansSelection recipe = KMeansSelection.of(largest).withSeed(common.seed);
        recipe = sample == null ? recipe : recipe.withSample(sample);
        recipe = smallestShare == null ? recipe : recipe.withSmallestShare(smallestShare);
        return restarts == null ? recipe : recipe.withRestarts(restarts);
    }

    private void write(JsonGenerator json, KMeansChoice choice, int[] assigned) {
        KMeansModel best = choice.best();
        json.writeName("converged").writeBoolean(best.report().converged());
        json.writeName("iterations").writeNumber(best.report().iterations());
        json.writeName("segments").writeNumber(choice.segments());
        json.writeName("clear").writeBoolean(choice.clear());
        json.writeName("reason").writeString(choice.reason());
        json.writeName("peaks").writeNumber(choice.byPeaks());
        json.writeName("candidates").writeStartArray();
        for (KMeansCandidate candidate : choice.candidates()) {
            json.writeStartObject();
            json.writeName("clusters").writeNumber(candidate.k());
            Json.number(json, "inertia", candidate.inertia());
            Json.number(json, "gap", candidate.gap());
            Json.number(json, "gapError", candidate.gapError());
            Json.number(json, "silhouette", candidate.silhouette());
            Json.number(json, "calinskiHarabasz", candidate.calinskiHarabasz());
            Json.number(json, "daviesBouldin", candidate.daviesBouldin());
            Json.number(json, "leastJaccard", candidate.leastJaccard());
            Json.number(json, "smallestShare", candidate.smallestShare());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.strings(json, "features", best.features());
        Json.rows(json, "centers", best.centers());
        Json.counts(json, "sizes", best.sizes());
        Json.number(json, "inertia", best.inertia());
        if (labels) {
            Json.labels(json, "labels", assigned);
        }
    }

    private void print(DataSet data, KMeansChoice choice, List<String> warnings) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), warnings);
        page.say(choice.reason());
        page.gap();
        List<List<String>> lines =
                Page.lines("clusters", "silhouette", "Calinski-Harabasz", "Davies-Bouldin", "gap", "found again");
        for (KMeansCandidate candidate : choice.candidates()) {
            lines.add(List.of(
                    Integer.toString(candidate.k()),
                    Page.decimals(candidate.silhouette(), 4),
                    Page.shown(candidate.calinskiHarabasz()),
                    Page.shown(candidate.daviesBouldin()),
                    Page.decimals(candidate.gap(), 4),
                    Page.decimals(candidate.leastJaccard(), 2)));
        }
        if (!choice.candidates().isEmpty()) {
            page.table(lines);
            page.say("these measures have no vote; found again: mean Jaccard similarity of the least stable cluster");
            page.gap();
        }
        KMeansModel best = choice.best();
        List<List<String>> groups = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("cluster", "size"));
        head.addAll(best.features());
        groups.add(head);
        double[][] centers = best.centers();
        for (int c = 0; c < centers.length; c++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(c), Long.toString(best.sizes()[c])));
            for (double x : centers[c]) {
                line.add(Page.shown(x));
            }
            groups.add(line);
        }
        page.table(groups);
        if (features.standardize) {
            page.say("centers are in standard deviations from the mean, as --standardize asks");
        }
    }
}
