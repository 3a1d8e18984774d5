package io.clientele.cli;

import io.clientele.prediction.survival.SurvivalTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns say how long each customer was watched and how that ended. */
final class SurvivalOptions {

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

    @Option(names = "--group", paramLabel = "COLUMN", description = "compared with each other")
    @Nullable
    String group;

    @Option(names = "--weights", paramLabel = "COLUMN", description = "how often each row is meant")
    @Nullable
    String weights;

    /** Reads these columns and further ones of text. */
    DataSet read(CommonOptions common, InputStream standardInput, List<String> furtherTexts) {
        List<String> numbers = new ArrayList<>(List.of(time, event));
        if (start != null) {
            numbers.add(start);
        }
        if (weights != null) {
            numbers.add(weights);
        }
        List<String> texts = new ArrayList<>(furtherTexts);
        if (group != null) {
            texts.add(group);
        }
        return DataSet.columns(common, standardInput, numbers, texts);
    }

    /** The rows as survival analysis has them. */
    SurvivalTable table(DataSet data) {
        double[] codes = data.numbers(event);
        int[] events = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            events[i] = (int) codes[i];
            if (events[i] != codes[i] || events[i] < 0) {
                throw new IllegalArgumentException(data.read().source() + ", column '" + event + "', data row "
                        + (data.inputRow(i) + 1) + ": the event must be 0 or a whole number above, got " + codes[i]);
            }
        }
        SurvivalTable table = SurvivalTable.of(data.numbers(time), events);
        if (start != null) {
            table = table.withStarts(data.numbers(start));
        }
        if (weights != null) {
            table = table.withWeights(data.numbers(weights));
        }
        return group == null ? table : table.withGroups(data.texts(group));
    }
}
