package io.clientele.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Wrong usage: says what, shows the help, ends with 2. */
final class Usage {

    private Usage() {}

    static ParameterException wrong(@Nullable CommandSpec spec, String text) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
    }

    static void requireThreads(@Nullable CommandSpec spec, int threads) {
        if (threads < 1) {
            throw wrong(spec, "--threads must be at least 1, got " + threads);
        }
    }

    static void requireConfidence(@Nullable CommandSpec spec, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw wrong(spec, "--confidence must be above 0 and below 1, got " + confidence);
        }
    }
}
