package io.clientele.attribution;

import io.clientele.core.Execution;

/**
 * A way to share conversions and their value among the channels of the paths that led to them.
 *
 * <p>Whatever the method, the credits add up to the conversions and to the value of the table. Implementations are immutable
 * and thread-safe, and give the same bits for any execution.
 */
public interface AttributionMethod {

    /** {@return a short name, such as {@code linear} or {@code markov}} */
    String name();

    /**
     * Shares the conversions of a table.
     *
     * @param paths with at least one conversion
     * @param execution how to run
     * @return what each channel earned
     * @throws io.clientele.core.FitException if there are no conversions
     */
    Attribution attribute(PathTable paths, Execution execution);

    /**
     * Shares the conversions of a table, on the caller's thread.
     *
     * @param paths with at least one conversion
     * @return what each channel earned
     */
    default Attribution attribute(PathTable paths) {
        return attribute(paths, Execution.sequential());
    }

    /**
     * The method for one draw of a {@link Bootstrap}. A method that itself draws at random draws anew for each, so that intervals hold
     * its own error as well as that of the customers.
     *
     * @param draw from 0
     * @return this method, unless it draws
     */
    default AttributionMethod forDraw(int draw) {
        return this;
    }
}
