package io.clientele.cli;

import io.clientele.core.FitException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Exit codes: 0 done, 1 the data cannot be used, 2 wrong usage. */
@Command(
        name = "clientele",
        mixinStandardHelpOptions = true,
        version = "clientele 0.1.0-SNAPSHOT",
        description = "Understand and serve the customers of a shop.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ReportCommand.class,
            SegmentCommand.class,
            PredictCommand.class,
            SurviveCommand.class,
            AttributeCommand.class,
            ExperimentCommand.class,
            BanditCommand.class,
            HelpCommand.class
        })
public final class Main {

    static final int UNUSABLE = 1;

    Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its flags
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        int code = run(args, System.in, out, System.err);
        out.flush();
        System.exit(code);
    }

    /** Runs a command without ending the process. */
    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(new Console(in, out, err)));
        line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof IllegalArgumentException
                    || e instanceof FitException
                    || e instanceof UncheckedIOException) {
                err.println(text(e));
                return UNUSABLE;
            }
            throw e;
        });
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            err.println(wrong.getMessage());
            err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line.execute(args);
    }

    /** What is wrong, in words: the messages of missing files are their bare names. */
    private static String text(Exception e) {
        if (e.getCause() instanceof NoSuchFileException missing) {
            return missing.getMessage() + ": there is no such file or folder";
        }
        return String.valueOf(e.getMessage());
    }
}
