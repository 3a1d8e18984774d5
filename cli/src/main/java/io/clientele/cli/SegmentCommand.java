package io.clientele.cli;

import picocli.CommandLine.Command;

/** Who the customers are. */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        description = "Who the customers are.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KMeansCommand.class, RfmCommand.class})
final class SegmentCommand {}
