package io.clientele.cli;

import picocli.CommandLine.Command;

/** When customers leave. */
@Command(
        name = "survive",
        mixinStandardHelpOptions = true,
        description = "When customers leave.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KaplanMeierCommand.class, LogRankCommand.class, CoxCommand.class, AftCommand.class})
final class SurviveCommand {}
