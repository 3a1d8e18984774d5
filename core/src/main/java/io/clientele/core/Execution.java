package io.clientele.core;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How work is run: on which threads, who hears of its progress, what can stop it. It never changes an answer: results are
 * equal to the bit for any executor and any parallelism.
 *
 * <p>Clientele starts no threads. The calling thread always works along, so a fit finishes even when the executor has no
 * free thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * Execution four = Execution.on(pool, 4).withProgress(p -> bar.update(p.completed(), p.total()));
 * }</pre>
 */
public final class Execution {

    private static final Executor CALLER = Runnable::run;
    private static final Execution SEQUENTIAL = new Execution(CALLER, 1, null, null);

    private final Executor executor;
    private final int parallelism;
    private final @Nullable ProgressListener listener;
    private final @Nullable Cancellation cancellation;

    private Execution(
            Executor executor,
            int parallelism,
            @Nullable ProgressListener listener,
            @Nullable Cancellation cancellation) {
        this.executor = executor;
        this.parallelism = parallelism;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** {@return the default: everything on the calling thread} */
    public static Execution sequential() {
        return SEQUENTIAL;
    }

    /**
     * Runs on the calling thread and up to {@code parallelism - 1} tasks of an executor.
     *
     * @param executor runs the tasks; stays the caller's, is never shut down; may be full or refuse tasks
     * @param parallelism how many threads may work at once, the calling one included; at least 1
     * @return how to run
     */
    public static Execution on(Executor executor, int parallelism) {
        Objects.requireNonNull(executor, "executor");
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, got " + parallelism);
        }
        return new Execution(executor, parallelism, null, null);
    }

    /**
     * The same, telling a listener of the progress.
     *
     * @param progressListener called on the thread that calls {@code fit}, and on no other
     * @return how to run
     */
    public Execution withProgress(ProgressListener progressListener) {
        Objects.requireNonNull(progressListener, "listener");
        return new Execution(executor, parallelism, progressListener, cancellation);
    }

    /**
     * The same, with a switch to stop it.
     *
     * @param stop when cancelled, the work ends with a {@link CancellationException}
     * @return how to run
     */
    public Execution withCancellation(Cancellation stop) {
        Objects.requireNonNull(stop, "cancellation");
        return new Execution(executor, parallelism, listener, stop);
    }

    /**
     * The same cancellation on the calling thread alone and without the listener; for work inside a task that is itself one of
     * many.
     *
     * @return how to run
     */
    public Execution onCallingThread() {
        return new Execution(CALLER, 1, null, cancellation);
    }

    /** {@return how many threads may work at once, the calling one included} */
    public int parallelism() {
        return parallelism;
    }

    /**
     * Ends the work if it was cancelled; algorithms call this between steps.
     *
     * @throws CancellationException if it was
     */
    public void checkCancelled() {
        if (cancellation != null && cancellation.isCancelled()) {
            throw new CancellationException("cancelled by the caller");
        }
    }

    /**
     * Tells the listener, if there is one, how far a phase has come. On a helping thread it does nothing, so that the
     * listener hears from the calling thread alone.
     *
     * @param phase what is being done
     * @param completed how many steps are done
     * @param total how many there are, or -1 when that is not known
     */
    public void progress(String phase, long completed, long total) {
        if (listener != null && !Crew.isHelping()) {
            listener.onProgress(new Progress(phase, completed, total));
        }
    }

    /**
     * Runs the same work on the calling thread and, as far as the executor has threads for it, on helping threads at the same
     * time; returns when none of them runs it any more. The work shares itself out: each run takes pieces from a common
     * counter until none are left. A helper that the executor has not started by the time the calling thread is done never
     * starts.
     *
     * @param most more threads than this are of no use
     * @param work safe to run on several threads at once
     */
    public void together(int most, Runnable work) {
        Objects.requireNonNull(work, "work");
        int helpers = Math.min(parallelism, most) - 1;
        if (helpers < 1) {
            work.run();
        } else {
            Crew.run(executor, helpers, work);
        }
    }

    @Override
    public String toString() {
        return "Execution[parallelism=" + parallelism + ", progress=" + (listener != null) + ", cancellable="
                + (cancellation != null) + "]";
    }
}
