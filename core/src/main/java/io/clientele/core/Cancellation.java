package io.clientele.core;

/**
 * A switch that stops the work it was given to. Once cancelled it stays so. Thread-safe.
 *
 * <pre>{@code
 * Cancellation stop = Cancellation.create();
 * Execution execution = Execution.sequential().withCancellation(stop);
 * // from any other thread:
 * stop.cancel();
 * }</pre>
 */
public final class Cancellation {

    private volatile boolean cancelled;

    private Cancellation() {}

    /** {@return a switch that has not been pulled} */
    public static Cancellation create() {
        return new Cancellation();
    }

    /** Asks the work to stop; it ends with a {@link java.util.concurrent.CancellationException} within one chunk's time. */
    public void cancel() {
        cancelled = true;
    }

    /** {@return whether {@link #cancel} was called} */
    public boolean isCancelled() {
        return cancelled;
    }
}
