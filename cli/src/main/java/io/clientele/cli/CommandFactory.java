package io.clientele.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands commands the console they print to. */
final class CommandFactory implements IFactory {

    private static final Map<Class<?>, Function<Console, ?>> COMMANDS = Map.ofEntries(
            Map.entry(DemoCommand.class, DemoCommand::new),
            Map.entry(ReportCommand.class, ReportCommand::new),
            Map.entry(KMeansCommand.class, KMeansCommand::new),
            Map.entry(RfmCommand.class, RfmCommand::new),
            Map.entry(HierarchicalCommand.class, HierarchicalCommand::new),
            Map.entry(MixtureCommand.class, MixtureCommand::new),
            Map.entry(JudgeCommand.class, JudgeCommand::new),
            Map.entry(LogisticCommand.class, LogisticCommand::new),
            Map.entry(EvaluateCommand.class, EvaluateCommand::new),
            Map.entry(KaplanMeierCommand.class, KaplanMeierCommand::new),
            Map.entry(LogRankCommand.class, LogRankCommand::new),
            Map.entry(CoxCommand.class, CoxCommand::new),
            Map.entry(AftCommand.class, AftCommand::new),
            Map.entry(AttributeCommand.class, AttributeCommand::new),
            Map.entry(ProportionsCommand.class, ProportionsCommand::new),
            Map.entry(MeansCommand.class, MeansCommand::new),
            Map.entry(PowerCommand.class, PowerCommand::new),
            Map.entry(DesignCommand.class, DesignCommand::new),
            Map.entry(LookCommand.class, LookCommand::new),
            Map.entry(BestArmCommand.class, BestArmCommand::new),
            Map.entry(SharesCommand.class, SharesCommand::new),
            Map.entry(RevenueArmsCommand.class, RevenueArmsCommand::new),
            Map.entry(ReplayCommand.class, ReplayCommand::new));

    private final Console console;

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Console, ?> command = COMMANDS.get(type);
        if (command != null) {
            return type.cast(command.apply(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
