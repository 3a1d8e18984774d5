package io.clientele.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands commands the console they print to. */
final class CommandFactory implements IFactory {

    private final Console console;

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == KMeansCommand.class) {
            return type.cast(new KMeansCommand(console));
        }
        if (type == LogisticCommand.class) {
            return type.cast(new LogisticCommand(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
