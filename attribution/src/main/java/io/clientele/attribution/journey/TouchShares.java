package io.clientele.attribution.journey;

/** How a journey's conversion is shared among its touches, such as {@code Rule.linear()::shares}. */
@FunctionalInterface
public interface TouchShares {

    /**
     * The shares of one converting journey.
     *
     * @param journeys the table
     * @param journey its number, from 0
     * @return one share for each touch, adding up to 1
     */
    double[] shares(JourneyTable journeys, int journey);
}
