package io.clientele.core.internal.parallel;

import io.clientele.core.Accumulator;
import io.clientele.core.Execution;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Rows in chunks: where a chunk ends depends on the number of rows only, and partial results merge in chunk order, so that
 * any number of threads gives the same bits.
 *
 * <p>Cancellation is looked at before each chunk. Of several chunks that fail, the lowest one's exception, which is the one a
 * single thread would have met, reaches the caller with the others suppressed in it; by then no chunk is running any more.
 */
public final class Chunks {

    /** Kernel tiles divide chunks, so that only the last tile of all is short. */
    public static final int TILE = 128;

    private static final int SMALLEST = 8 * TILE;
    private static final int LARGEST = 128 * TILE;
    private static final int WISHED = 64;

    private Chunks() {}

    /** Something done to the rows of one chunk. */
    @FunctionalInterface
    public interface Range {

        /**
         * Works on rows {@code from} to {@code to - 1}.
         *
         * @param chunk number of the chunk, from 0
         * @param from first row
         * @param to one past the last row
         */
        void run(int chunk, int from, int to);
    }

    /**
     * Something that adds the rows of one chunk to a partial result.
     *
     * @param <A> the partial result
     */
    @FunctionalInterface
    public interface Body<A> {

        /**
         * Adds rows {@code from} to {@code to - 1}.
         *
         * @param partial of this chunk, fresh
         * @param from first row
         * @param to one past the last row
         */
        void add(A partial, int from, int to);
    }

    /**
     * How many rows a chunk has.
     *
     * @param rows in all
     * @return a multiple of {@link #TILE}
     */
    public static int size(int rows) {
        int wished = (rows / WISHED + TILE - 1) / TILE * TILE;
        return Math.max(SMALLEST, Math.min(LARGEST, wished));
    }

    /**
     * How many chunks there are.
     *
     * @param rows in all
     * @return 0 when there are no rows
     */
    public static int count(int rows) {
        int size = size(rows);
        return (int) (((long) rows + size - 1) / size);
    }

    /**
     * Runs over disjoint rows; the body writes to its own rows and nothing else.
     *
     * @param rows in all
     * @param execution how to run
     * @param body what to do
     */
    public static void forEach(int rows, Execution execution, Range body) {
        int size = size(rows);
        tasks(count(rows), execution, chunk -> {
            int from = chunk * size;
            body.run(chunk, from, (int) Math.min(rows, (long) from + size));
        });
    }

    /**
     * Adds up rows: a fresh partial per chunk, merged in chunk order.
     *
     * @param <A> the partial result
     * @param rows in all
     * @param execution how to run
     * @param create makes the partial of a chunk
     * @param body adds a chunk's rows to its partial
     * @param merge takes the partial of later rows into the first
     * @return the merged result; of no rows, a fresh partial
     */
    public static <A> A reduce(
            int rows, Execution execution, IntFunction<A> create, Body<A> body, BiConsumer<A, A> merge) {
        int chunks = count(rows);
        if (chunks == 0) {
            execution.checkCancelled();
            return create.apply(0);
        }
        int size = size(rows);
        return OrderedFold.run(
                chunks,
                execution,
                chunk -> {
                    A partial = Objects.requireNonNull(create.apply(chunk), "partial");
                    int from = chunk * size;
                    body.add(partial, from, (int) Math.min(rows, (long) from + size));
                    return partial;
                },
                merge);
    }

    /**
     * Adds up rows with an accumulator.
     *
     * @param <B> the columns
     * @param <A> the accumulator
     * @param <R> its result
     * @param data the columns
     * @param rows in all
     * @param execution how to run
     * @param create makes an empty accumulator
     * @return the merged accumulator
     */
    public static <B, A extends Accumulator<B, A, R>, R> A accumulate(
            B data, int rows, Execution execution, Supplier<A> create) {
        return reduce(
                rows,
                execution,
                chunk -> create.get(),
                (part, from, to) -> part.add(data, from, to),
                Accumulator::merge);
    }

    /**
     * Runs independent tasks, each of which writes to its own place.
     *
     * @param count how many
     * @param execution how to run
     * @param task what to do; takes the number of the task
     */
    public static void tasks(int count, Execution execution, IntConsumer task) {
        Tasks.run(count, execution, task);
    }

    /**
     * Makes values independently and merges them in order, a few at a time, into the first.
     *
     * @param <A> the value
     * @param count how many, at least 1
     * @param execution how to run
     * @param task makes a value; takes its number
     * @param merge takes a later value into the first
     * @return the merged value
     */
    public static <A> A fold(int count, Execution execution, IntFunction<A> task, BiConsumer<A, A> merge) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        return OrderedFold.run(count, execution, task, merge);
    }
}
