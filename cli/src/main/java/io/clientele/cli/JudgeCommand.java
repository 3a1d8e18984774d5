package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.segmentation.cluster.ClusterQuality;
import io.clientele.segmentation.cluster.Silhouette;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Whether groups are compact and apart. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Whether groups are compact and apart (silhouette, Calinski-Harabasz, Davies-Bouldin).")
final class JudgeCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--labels", required = true, paramLabel = "COLUMN", description = "the group of each row")
    String labels = "";

    JudgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data = watch.time(
                "read", () -> DataSet.read(common, features, console.in(), List.of(), List.of(labels), List.of()));
        List<String> groups = data.texts(labels);
        List<String> names = List.copyOf(new TreeSet<>(groups));
        int[] codes = codes(data, groups, names);
        ClusterQuality quality = watch.time(
                "score", () -> Threads.with(common.threads, e -> ClusterQuality.of(data.features(), codes, e)));
        Silhouette silhouette = watch.time(
                "score", () -> Threads.with(common.threads, e -> Silhouette.euclidean(data.features(), codes, e)));
        if (features.out != null) {
            double[] values = silhouette.values();
            Output.rows(features.out, "silhouette", data, i -> Double.toString(values[i]));
        }
        if (common.json) {
            Output.json(
                    console.out(),
                    "segment judge",
                    data.read(),
                    List.of(),
                    watch,
                    json -> write(json, names, silhouette, quality));
        } else {
            print(data, names, silhouette, quality);
            watch.print(console.out());
        }
        return 0;
    }

    /** Each group's place among the names in order. */
    private int[] codes(DataSet data, List<String> groups, List<String> names) {
        int[] codes = new int[groups.size()];
        for (int i = 0; i < codes.length; i++) {
            if (groups.get(i).isBlank()) {
                throw new IllegalArgumentException(data.read().source() + ", column '" + labels + "', data row "
                        + (data.inputRow(i) + 1) + ": the label is empty; drop the row, or give it a label");
            }
            codes[i] = java.util.Collections.binarySearch(names, groups.get(i));
        }
        return codes;
    }

    private static void write(JsonGenerator json, List<String> names, Silhouette silhouette, ClusterQuality quality) {
        Json.number(json, "silhouette", silhouette.mean());
        Json.number(json, "calinskiHarabasz", quality.calinskiHarabasz());
        Json.number(json, "daviesBouldin", quality.daviesBouldin());
        int[] sizes = silhouette.sizes();
        double[] means = silhouette.byCluster();
        json.writeName("clusters").writeStartArray();
        for (int c = 0; c < sizes.length; c++) {
            json.writeStartObject();
            json.writeName("label").writeString(names.get(c));
            json.writeName("size").writeNumber(sizes[c]);
            Json.number(json, "silhouette", means[c]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void print(DataSet data, List<String> names, Silhouette silhouette, ClusterQuality quality) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), List.of());
        List<List<String>> lines = Page.lines("cluster", "size", "silhouette");
        int[] sizes = silhouette.sizes();
        double[] means = silhouette.byCluster();
        for (int c = 0; c < sizes.length; c++) {
            lines.add(List.of(names.get(c), Integer.toString(sizes[c]), Page.decimals(means[c], 4)));
        }
        page.table(lines);
        page.say("silhouette " + Page.decimals(silhouette.mean(), 4) + " (1: well apart, 0: on the border),"
                + " Calinski-Harabasz " + Page.shown(quality.calinskiHarabasz()) + " (more is better), Davies-Bouldin "
                + Page.shown(quality.daviesBouldin()) + " (less is better)");
    }
}
