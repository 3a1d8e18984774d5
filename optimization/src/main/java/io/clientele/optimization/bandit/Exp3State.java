package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an {@link Exp3} bandit has learned, to go on after a restart or on another server.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * recipe.state().write(file);
 * Exp3 again = Exp3.of("red", "green").withState(Exp3State.read(file));
 * }</pre>
 */
public final class Exp3State {

    private static final Exp3StateCodec CODEC = new Exp3StateCodec();

    private final Map<String, Double> losses;
    private final long trials;

    private Exp3State(Map<String, Double> losses, long trials) {
        this.losses = losses;
        this.trials = trials;
    }

    /**
     * A state from its parts.
     *
     * @param losses by arm, each finite and at least 0
     * @param trials that they come from, at least 0
     * @return the state
     */
    public static Exp3State of(Map<String, Double> losses, long trials) {
        Check.atLeast("trials", trials, 0L);
        TreeMap<String, Double> sorted = new TreeMap<>(losses);
        sorted.forEach((arm, loss) -> Check.atLeast("loss of arm '" + arm + "'", loss, 0.0));
        return new Exp3State(Collections.unmodifiableMap(sorted), trials);
    }

    /** {@return the weighted losses by arm, sorted by name; an arm that never served is missing} */
    public Map<String, Double> losses() {
        return losses;
    }

    /** {@return how many trials were seen} */
    public long trials() {
        return trials;
    }

    /**
     * Writes the state as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the state as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a state that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the state
     */
    public static Exp3State read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a state that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the state
     */
    public static Exp3State read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exp3State that && losses.equals(that.losses) && trials == that.trials;
    }

    @Override
    public int hashCode() {
        return Objects.hash(losses, trials);
    }

    @Override
    public String toString() {
        return "Exp3State[losses=" + losses + ", trials=" + trials + "]";
    }
}
