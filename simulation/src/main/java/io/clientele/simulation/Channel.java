package io.clientele.simulation;

import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * A way of reaching customers, and what it really does.
 *
 * @param name what touchpoints are labelled with
 * @param touchesPerYear touches a year of the average customer
 * @param costPerTouch money for one touch
 * @param lift the causal effect: the probability that a touch of a living customer brings an order that would not have been
 * @param targeting 0: shown to anybody; 1: shown in proportion to how often the customer buys anyway, and not to those who left
 */
public record Channel(String name, double touchesPerYear, double costPerTouch, double lift, double targeting) {

    /**
     * Refuses rates below 0 and effects that are no probabilities.
     *
     * @param name what touchpoints are labelled with
     * @param touchesPerYear at least 0
     * @param costPerTouch at least 0
     * @param lift from 0 to 1
     * @param targeting from 0 to 1
     */
    public Channel {
        Objects.requireNonNull(name, "name");
        Check.between("touchesPerYear", touchesPerYear, 0, 10_000);
        Check.between("costPerTouch", costPerTouch, 0, 1e9);
        Check.between("lift", lift, 0, 1);
        Check.between("targeting", targeting, 0, 1);
    }
}
