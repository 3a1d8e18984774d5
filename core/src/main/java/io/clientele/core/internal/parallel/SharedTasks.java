package io.clientele.core.internal.parallel;

import io.clientele.core.Execution;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbered tasks taken one after the other by the calling thread and by helpers in an executor.
 *
 * <p>A helper that starts late finds nothing to do; the caller waits only for helpers in the middle of a task. Numbers are
 * given out in rising order, so of several failures the one with the lowest number is always known and is the one thrown.
 */
final class SharedTasks {

    private final int count;
    private final Execution execution;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();

    // guarded by this
    private boolean closed;
    private int active;
    private int failedTask = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    SharedTasks(int count, Execution execution, IntConsumer task) {
        this.count = count;
        this.execution = execution;
        this.task = task;
    }

    void run() {
        int helpers = Math.min(execution.parallelism(), count) - 1;
        for (int i = 0; i < helpers && next.get() < count; i++) {
            try {
                execution.executor().execute(this::help);
            } catch (RejectedExecutionException full) {
                break; // the caller does the work alone
            }
        }
        work();
        Throwable thrown = close();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        execution.checkCancelled();
    }

    private void help() {
        synchronized (this) {
            if (closed) {
                return;
            }
            active++;
        }
        try {
            work();
        } finally {
            synchronized (this) {
                active--;
                notifyAll();
            }
        }
    }

    private void work() {
        int i = next.getAndIncrement();
        while (i < count) {
            try {
                execution.checkCancelled();
                task.accept(i);
            } catch (RuntimeException | Error e) {
                failed(i, e);
                return;
            }
            i = next.getAndIncrement();
        }
    }

    private synchronized void failed(int number, Throwable e) {
        next.set(count);
        Throwable known = failure;
        if (known == null || number < failedTask) {
            if (known != null) {
                e.addSuppressed(known);
            }
            failure = e;
            failedTask = number;
        } else if (known != e) {
            known.addSuppressed(e);
        }
    }

    /** Waits for helpers in the middle of a task; an interrupt is kept for the caller to see. */
    private synchronized @Nullable Throwable close() {
        closed = true;
        boolean interrupted = false;
        while (active > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }
}
