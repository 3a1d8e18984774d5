package io.clientele.core.internal.parallel;

import io.clientele.core.Execution;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pieces computed in any order, merged in theirs, as soon as their turn comes.
 *
 * <p>A ring of slots holds the partial results that wait for an earlier piece. Nobody starts a piece further ahead than
 * the ring is long, so no more than that many partial results exist, however many pieces there are. A thread that would
 * run ahead waits; the thread that holds the earliest piece never does.
 */
final class OrderedFold<A> {

    /** Slots a thread: enough that a thread seldom waits for a slower one. */
    private static final int SLOTS = 4;

    private final int count;
    private final Execution execution;
    private final IntFunction<A> piece;
    private final BiConsumer<A, A> merge;
    private final Failures failures = new Failures();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final @Nullable Object[] ring; // guarded by lock
    private int next; // guarded by lock: first piece not taken
    private int merged; // guarded by lock: first piece not merged
    private boolean merging; // guarded by lock: somebody is merging
    private @Nullable A total; // touched by the merging thread only

    private OrderedFold(int count, Execution execution, IntFunction<A> piece, BiConsumer<A, A> merge) {
        this.count = count;
        this.execution = execution;
        this.piece = piece;
        this.merge = merge;
        this.ring = new Object[(int) Math.min(count, (long) SLOTS * Math.min(execution.parallelism(), count))];
    }

    static <A> A run(int count, Execution execution, IntFunction<A> piece, BiConsumer<A, A> merge) {
        if (execution.parallelism() == 1 || count == 1) {
            execution.checkCancelled();
            A total = Objects.requireNonNull(piece.apply(0), "piece");
            for (int i = 1; i < count; i++) {
                execution.checkCancelled();
                merge.accept(total, Objects.requireNonNull(piece.apply(i), "piece"));
            }
            execution.checkCancelled();
            return total;
        }
        OrderedFold<A> fold = new OrderedFold<>(count, execution, piece, merge);
        execution.together(count, fold::work);
        fold.failures.rethrow();
        execution.checkCancelled();
        return Objects.requireNonNull(fold.total, "total");
    }

    private void work() {
        for (int i = take(); i >= 0; i = take()) {
            try {
                execution.checkCancelled();
                deliver(i, Objects.requireNonNull(piece.apply(i), "piece"));
            } catch (Throwable failure) { // also a checked one that nobody declared: the others wait for this piece
                fail(i, failure);
            }
        }
    }

    /** The next piece, or -1 when there is none left to start. */
    private int take() {
        lock.lock();
        try {
            while (next < count && next - merged >= ring.length && !failures.any()) {
                room.awaitUninterruptibly();
            }
            return next < count && !failures.any() ? next++ : -1;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a partial result in its place and, if nobody is merging, merges all whose turn has come. */
    private void deliver(int index, A partial) {
        lock.lock();
        try {
            ring[index % ring.length] = partial;
            if (merging) {
                return; // the merging thread looks again before it stops
            }
            merging = true;
        } finally {
            lock.unlock();
        }
        while (mergeOne()) {
            // until the next partial result is not there yet
        }
    }

    private boolean mergeOne() {
        A ready;
        int turn;
        lock.lock();
        try {
            turn = merged;
            @SuppressWarnings("unchecked") // the ring holds A and nothing else
            A slot = (A) ring[turn % ring.length];
            if (slot == null || failures.any()) {
                merging = false;
                return false;
            }
            ready = slot;
        } finally {
            lock.unlock();
        }
        try {
            if (total == null) {
                total = ready;
            } else {
                merge.accept(total, ready);
            }
        } catch (Throwable failure) {
            fail(turn, failure);
            return false;
        }
        lock.lock();
        try {
            ring[turn % ring.length] = null;
            merged = turn + 1;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void fail(int index, Throwable failure) {
        failures.add(index, failure);
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
