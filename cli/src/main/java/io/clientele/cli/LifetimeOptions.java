package io.clientele.cli;

import io.clientele.prediction.survival.SurvivalTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns a regression of lifetimes reads beside its features. */
final class LifetimeOptions {

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "until the event, or last seen")
    String time = "";

    @Option(
            names = "--event",
            required = true,
            paramLabel = "COLUMN",
            description = "0: still there when last seen; 1: had the event")
    String event = "";

    @Option(names = "--start", paramLabel = "COLUMN", description = "watched only after this time")
    @Nullable
    String start;

    @Option(names = "--weights", paramLabel = "COLUMN", description = "how often each row is meant")
    @Nullable
    String weights;

    /** Reads these columns, the features, and further columns of text. */
    DataSet read(CommonOptions common, FeatureOptions features, InputStream standardInput, List<String> texts) {
        List<String> numbers = new ArrayList<>(List.of(time, event));
        if (start != null) {
            numbers.add(start);
        }
        if (weights != null) {
            numbers.add(weights);
        }
        return DataSet.read(common, features, standardInput, numbers, texts, List.of());
    }

    /** The rows with their features as survival analysis has them. */
    SurvivalTable table(DataSet data) {
        SurvivalOptions columns = new SurvivalOptions();
        columns.time = time;
        columns.event = event;
        columns.start = start;
        columns.weights = weights;
        return columns.table(data).withFeatures(data.features());
    }
}
