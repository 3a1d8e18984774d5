package io.clientele.core;

/**
 * Something added up over rows: takes ranges of rows, merges with what was added up over later rows, gives a result.
 *
 * <p>One implementation serves threads, streams and clusters: a partition is a chunk, and partials are merged in the
 * order of their rows. Merging depends on that order and on nothing else. An accumulator belongs to one thread at a
 * time.
 *
 * @param <B> the columns that hold the rows
 * @param <A> the accumulator itself
 * @param <R> the result
 */
public interface Accumulator<B, A extends Accumulator<B, A, R>, R> {

    /**
     * Adds the rows {@code from} to {@code to - 1}.
     *
     * @param rows the columns
     * @param from first row, counted from 0
     * @param to one past the last row
     */
    void add(B rows, int from, int to);

    /**
     * Takes over what was added up over the rows that come right after ours.
     *
     * @param later a partial over later rows; not to be used afterwards
     */
    void merge(A later);

    /** {@return what the rows so far add up to} */
    R result();
}
