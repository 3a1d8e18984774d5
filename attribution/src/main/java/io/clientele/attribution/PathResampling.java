package io.clientele.attribution;

/**
 * Draws tables that could have been, from the one that was: what a bootstrap repeats a method on.
 *
 * <p>The paths and channels of every draw are those of {@link #paths}, in the same places, also where nobody takes them. A draw
 * depends on its number and on nothing else. Implementations are thread-safe.
 *
 * <p>{@link #ofJourneys} knows paths only; {@code JourneyTable.resampling} draws customers with all their journeys and their
 * own values, and is the better choice where there are journeys.
 */
public interface PathResampling {

    /** {@return the table that was seen} */
    PathTable paths();

    /**
     * A table that could have been.
     *
     * @param number of the draw, from 0
     * @return the table
     */
    PathTable draw(long number);

    /**
     * Draws journeys independently: every journey comes 0, 1, 2… times, Poisson with mean 1, so that the conversions and nulls of
     * a path are Poisson with their count as mean. All conversions of a path are taken to be worth their average, which makes
     * intervals of value too narrow where orders on the same path differ much in value.
     *
     * @param paths what was seen
     * @param seed any number
     * @return the draws
     */
    static PathResampling ofJourneys(PathTable paths, long seed) {
        return new JourneyResampling(paths, seed);
    }
}
