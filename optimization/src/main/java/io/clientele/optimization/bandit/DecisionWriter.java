package io.clientele.optimization.bandit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes decisions to a CSV while they are made, one line each, below a line of names. {@link DecisionReader} reads it.
 *
 * <p>Times in ISO 8601, propensities with all their digits. A file that is there already is added to. Lines reach the file when the
 * buffer is full, at {@link #flush} and when the writer is closed. Thread-safe; lines never mix.
 *
 * <pre>{@code
 * try (DecisionWriter writer = DecisionWriter.append(file)) {
 *     writer.add(record);
 * }
 * }</pre>
 */
public final class DecisionWriter implements AutoCloseable {

    static final String HEADER = "unit,time,version,arm,propensity,context";

    private final String name;
    private final Writer out;

    private DecisionWriter(String name, Writer out) {
        this.name = name;
        this.out = out;
    }

    /**
     * Goes on with a file, or starts it.
     *
     * @param file UTF-8
     * @return a writer; close it
     * @throws UncheckedIOException if the file cannot be written
     */
    public static DecisionWriter append(Path file) {
        String name = Objects.requireNonNull(file, "file").toString();
        try {
            boolean fresh = !Files.exists(file) || Files.size(file) == 0;
            BufferedWriter out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (fresh) {
                out.write(HEADER + "\n");
            }
            return new DecisionWriter(name, out);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /**
     * Adds a decision.
     *
     * @param decision to write
     * @throws UncheckedIOException if the file cannot be written
     */
    public synchronized void add(DecisionRecord decision) {
        try {
            out.write(quoted(decision.unit()) + "," + decision.time() + "," + decision.version() + ","
                    + quoted(decision.arm()) + "," + decision.propensity() + "," + decision.context() + "\n");
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** Brings to the file what was added so far. */
    public synchronized void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static UncheckedIOException failure(String name, IOException e) {
        return new UncheckedIOException(name + ": cannot be written: " + e.getMessage(), e);
    }

    @Override
    public String toString() {
        return "DecisionWriter[" + name + "]";
    }
}
