package io.clientele.attribution.journey;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.core.Execution;

/**
 * A way to share conversions and their value among channels that looks at journeys one by one, with their times: what {@link
 * AttributionMethod} is for paths.
 *
 * <p>Whatever the method, the credits add up to the conversions and to the value of the table. Implementations are immutable
 * and thread-safe, and give the same bits for any execution.
 */
public interface JourneyMethod {

    /** {@return a short name, such as {@code time-decay}} */
    String name();

    /**
     * Shares the conversions of a table.
     *
     * @param journeys with at least one conversion
     * @param execution how to run
     * @return what each channel earned
     * @throws io.clientele.core.FitException if there are no conversions, or no model exists for these journeys
     */
    Attribution attribute(JourneyTable journeys, Execution execution);

    /**
     * Credits with intervals by drawing customers with all their journeys.
     *
     * @param journeys the table
     * @param bootstrap how many draws, at what confidence
     * @param seed any number
     * @param execution how to run
     * @return the credits and their intervals
     */
    AttributionIntervals intervals(JourneyTable journeys, Bootstrap bootstrap, long seed, Execution execution);

    /**
     * A method that looks at paths only, used on journeys.
     *
     * @param method such as {@code Rule.linear()}
     * @return the same method
     */
    static JourneyMethod of(AttributionMethod method) {
        return new PathsOnly(method);
    }
}
