package io.clientele.segmentation.profile;

import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is special about one segment.
 *
 * @param name of the segment
 * @param customers in it
 * @param share of all customers
 * @param shareInterval Wilson interval of the share
 * @param valueShare share of all value; empty without a value column, or if all value is not above 0
 * @param valueShareInterval of the share of value, as a ratio of two means
 * @param contrasts one a feature, the largest standardised difference first
 * @param rules which describe the segment, the most important first; those after the first are for customers whom the ones
 *     before do not fit. Empty if no rule is more often right than wrong
 * @param ruleCoverage share of the segment whom at least one rule fits, on the half the rules were not found on; 0 without rules
 * @param rulePrecision share of the customers whom at least one rule fits who are in the segment, on that half; empty without rules
 * @param typical rows of the customers nearest to the mean of the segment, the nearest first
 * @param borderline rows of the customers of the segment with the smallest margin to another one's mean, the smallest first
 */
public record SegmentProfile(
        String name,
        int customers,
        double share,
        Interval shareInterval,
        OptionalDouble valueShare,
        Optional<Interval> valueShareInterval,
        List<Contrast> contrasts,
        List<Rule> rules,
        double ruleCoverage,
        OptionalDouble rulePrecision,
        List<Integer> typical,
        List<Integer> borderline) {

    /**
     * How one feature differs.
     *
     * @param feature its name
     * @return the contrast of it
     */
    public Contrast contrast(String feature) {
        return contrasts.stream()
                .filter(contrast -> contrast.feature().equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no feature '" + feature + "'"));
    }
}
