package io.clientele.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Which columns of a CSV are features, for commands that fit on features. */
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
}
