package io.clientele.cli;

import picocli.CommandLine.Option;

/** The flags that every command on a CSV has. */
final class CommonOptions {

    /** What becomes of a row that cannot be read. */
    enum BadRow {
        stop,
        skip
    }

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV with a header, plain or .gz; - is standard input")
    String data = "-";

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "default ${DEFAULT-VALUE}; cannot change a result")
    int threads = 1;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "default ${DEFAULT-VALUE}")
    long seed;

    @Option(names = "--timing", description = "adds seconds for read, fit and score")
    boolean timing;

    @Option(
            names = "--on-bad-row",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description = "default ${DEFAULT-VALUE}; skipped rows are counted")
    BadRow onBadRow = BadRow.stop;
}
