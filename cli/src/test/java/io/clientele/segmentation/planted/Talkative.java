package io.clientele.segmentation.planted;

import de.siegmar.fastcsv.reader.CsvReader;
import io.clientele.core.internal.solver.Cholesky;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;

/** Shows types in its signatures that callers should not have to know. */
public final class Talkative {

    private Talkative() {}

    public JsonParser result() {
        throw new IllegalStateException();
    }

    public Optional<List<? extends CsvReader<?>>> insideAnother() {
        return Optional.empty();
    }

    public CommandLine[] array() {
        return new CommandLine[0];
    }

    /** Internal types, in every place of a signature. */
    public static class Inner {

        public Cholesky result() {
            throw new IllegalStateException();
        }

        public <T extends Cholesky> void bound() {}

        public List<Cholesky[]> inside() {
            return List.of();
        }
    }
}
