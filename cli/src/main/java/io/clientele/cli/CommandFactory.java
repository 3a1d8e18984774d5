package io.clientele.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands commands the console they print to. */
final class CommandFactory implements IFactory {

    private static final Map<Class<?>, Function<Console, ?>> COMMANDS = Map.of(
            DemoCommand.class, DemoCommand::new,
            ReportCommand.class, ReportCommand::new,
            KMeansCommand.class, KMeansCommand::new,
            LogisticCommand.class, LogisticCommand::new);

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
