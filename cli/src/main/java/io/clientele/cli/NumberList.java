package io.clientele.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Counts given on the command line, such as 120,150. */
final class NumberList {

    private NumberList() {}

    /** Refuses lists of different lengths. */
    static void requireEqualLengths(
            @Nullable CommandSpec spec, String name, List<Long> values, String other, List<Long> others) {
        if (values.size() != others.size()) {
            throw Usage.wrong(
                    spec,
                    name + " and " + other + " must have as many numbers each, got " + values.size() + " and "
                            + others.size());
        }
    }

    /** Names that were given, or {@code first}, then {@code prefix 1}, {@code prefix 2} ... */
    static List<String> names(@Nullable CommandSpec spec, List<String> given, int count, String first, String prefix) {
        if (!given.isEmpty()) {
            if (given.size() != count) {
                throw Usage.wrong(spec, "--names must be " + count + " names, got " + given.size());
            }
            return given;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(i == 0 ? first : prefix + i);
        }
        return names;
    }
}
