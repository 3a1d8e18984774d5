package io.clientele.cli;

import picocli.CommandLine.Command;

/** Which of several arms to show. */
@Command(
        name = "bandit",
        mixinStandardHelpOptions = true,
        description = "Which of several arms to show.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BestArmCommand.class, SharesCommand.class, RevenueArmsCommand.class, ReplayCommand.class})
final class BanditCommand {}
