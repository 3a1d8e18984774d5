package io.clientele.cli;

import picocli.CommandLine.Command;

/** Who the customers are. */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        description = "Who the customers are.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ChooseCommand.class,
            KMeansCommand.class,
            KPrototypesCommand.class,
            HierarchicalCommand.class,
            BirchCommand.class,
            MixtureCommand.class,
            HdbscanCommand.class,
            JudgeCommand.class,
            RfmCommand.class
        })
final class SegmentCommand {}
