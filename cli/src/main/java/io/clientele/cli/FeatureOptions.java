package io.clientele.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of a CSV are features, and where results by row go, for commands that fit on features. */
final class FeatureOptions {

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description = "numeric columns used; default: all numeric columns not named by another flag")
    List<String> features = List.of();

    @Option(
            names = "--categorical",
            split = ",",
            paramLabel = "COLUMN",
            description = "columns coded one-hot; the first value in sorted order is the reference")
    List<String> categorical = List.of();

    @Option(names = "--standardize", description = "centre and scale features before fitting")
    boolean standardize;

    @Option(names = "--out", paramLabel = "FILE", description = "results per row as CSV, in input order")
    @Nullable
    Path out;

    /** The same columns as they are, for a model that standardises them itself. */
    FeatureOptions inTheirUnits() {
        FeatureOptions same = new FeatureOptions();
        same.features = features;
        same.categorical = categorical;
        same.out = out;
        return same;
    }
}
