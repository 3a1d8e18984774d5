package io.clientele.cli;

import picocli.CommandLine.Command;

/** What customers will do. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "What customers will do.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LogisticCommand.class, EvaluateCommand.class})
final class PredictCommand {}
