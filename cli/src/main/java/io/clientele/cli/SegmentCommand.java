package io.clientele.cli;

import picocli.CommandLine.Command;

/** Who the customers are. */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        description = "Who the customers are.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KMeansCommand.class,
            HierarchicalCommand.class,
            MixtureCommand.class,
            JudgeCommand.class,
            RfmCommand.class
        })
final class SegmentCommand {}
