package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.segmentation.cluster.Dendrogram;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.Linkage;
import java.nio.file.Path;
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

/** A tree of groups. */
@Command(
        name = "hierarchical",
        mixinStandardHelpOptions = true,
        description = "A tree of groups: the two closest are merged, again and again.")
final class HierarchicalCommand implements Callable<Integer> {

    private static final int MERGES_SHOWN = 10;

    /** How far apart two groups are. */
    enum Closeness {
        single,
        complete,
        average,
        weighted,
        ward,
        centroid,
        median
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--linkage",
            paramLabel = "single|complete|average|weighted|ward|centroid|median",
            defaultValue = "ward",
            description = "how far apart two groups are; default ${DEFAULT-VALUE}")
    Closeness linkage = Closeness.ward;

    @Option(names = "--cut", paramLabel = "K", description = "cuts the tree into K groups")
    @Nullable
    Integer cut;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the tree")
    @Nullable
    Path modelOut;

    HierarchicalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        if (cut != null && cut < 1) {
            throw Usage.wrong(spec, "--cut must be at least 1, got " + cut);
        }
        if (cut == null && features.out != null) {
            throw Usage.wrong(spec, "--out needs --cut: rows have groups once the tree is cut");
        }
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(), List.of()));
        HierarchicalClustering recipe =
                HierarchicalClustering.of(Linkage.valueOf(linkage.name().toUpperCase(Locale.ROOT)));
        Dendrogram tree = watch.time("fit", () -> Threads.with(common.threads, e -> recipe.fit(data.features(), e)));
        int[] labels = cut == null ? new int[0] : tree.cut(cut);
        if (modelOut != null) {
            tree.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "cluster", data, i -> Integer.toString(labels[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment hierarchical",
                    data.read(),
                    tree.report(),
                    watch,
                    json -> write(json, tree, labels));
        } else {
            print(data, tree, labels);
            watch.print(console.out());
        }
        return 0;
    }

    private void write(JsonGenerator json, Dendrogram tree, int[] labels) {
        json.writeName("heights");
        Json.numbers(json, tree.heights());
        if (cut != null) {
            json.writeName("labels").writeStartArray();
            for (int label : labels) {
                json.writeNumber(label);
            }
            json.writeEndArray();
        }
    }

    private void print(DataSet data, Dendrogram tree, int[] labels) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), tree.report().warnings());
        double[] heights = tree.heights();
        if (heights.length > 0) {
            List<List<String>> lines = Page.lines("groups left", "merged at height");
            for (int i = Math.max(0, heights.length - MERGES_SHOWN); i < heights.length; i++) {
                lines.add(List.of(Integer.toString(heights.length - i), Page.shown(heights[i])));
            }
            page.table(lines);
        }
        if (cut != null) {
            page.gap();
            long[] sizes = new long[cut];
            for (int label : labels) {
                sizes[label]++;
            }
            List<List<String>> lines = Page.lines("cluster", "size");
            for (int c = 0; c < sizes.length; c++) {
                lines.add(List.of(Integer.toString(c), Long.toString(sizes[c])));
            }
            page.table(lines);
        }
    }
}
