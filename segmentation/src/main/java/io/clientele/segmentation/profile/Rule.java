package io.clientele.segmentation.profile;

import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Up to three conditions that together describe customers of a segment. Precision and coverage are those on the half of the customers
 * that the rule was not found on.
 *
 * @param conditions all of which hold
 * @param customers whom it fits, in that half
 * @param precision share of them who are in the segment
 * @param precisionInterval Wilson interval of it
 * @param coverage share of the segment whom it fits
 * @param coverageInterval Wilson interval of it
 */
public record Rule(
        List<Condition> conditions,
        int customers,
        double precision,
        Interval precisionInterval,
        double coverage,
        Interval coverageInterval) {

    @Override
    public String toString() {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(" and "));
    }
}
