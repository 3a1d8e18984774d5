package io.clientele.cli;

import picocli.CommandLine.Command;

/** What difference a change makes. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = "What difference a change makes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ProportionsCommand.class,
            MeansCommand.class,
            PowerCommand.class,
            DesignCommand.class,
            LookCommand.class
        })
final class ExperimentCommand {}
