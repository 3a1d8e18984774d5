package io.clientele.core.contract;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data and reference values that lie beside the project, in {@code ../shared}. Where they are absent a test reports
 * itself as skipped; with {@code CI=true} it fails.
 */
public final class SharedFiles {

    private SharedFiles() {}

    /**
     * A real data file.
     *
     * @param relative path below {@code ../shared/data}
     * @return where it is
     */
    public static Path data(String relative) {
        return find("data/" + relative);
    }

    /**
     * A reference case.
     *
     * @param relative path below {@code ../shared/golden}
     * @return where it is
     */
    public static Path golden(String relative) {
        return find("golden/" + relative);
    }

    private static Path find(String relative) {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve(relative);
            if (Files.isReadable(candidate)) {
                return candidate;
            }
        }
        String text = "../shared/" + relative + " was not found from " + start;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(text + "; with CI=true it has to be there");
        }
        return abort(text + "; the test is skipped");
    }
}
