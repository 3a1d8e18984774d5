package io.clientele.segmentation.profile;

import io.clientele.core.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one feature differs between a segment and all other customers.
 *
 * @param feature its name
 * @param category of a feature with categories: the one that is most over-represented in the segment; empty for a number
 * @param inside mean in the segment; for categories the share of {@code category}
 * @param outside mean of all others; for categories the share of {@code category}
 * @param difference standardised: of means, in units of the root of the mean of both variances; of categories, Cramér's V. Infinite
 *     where means differ and nobody deviates from them
 * @param interval of the standardised difference of means (Bonett 2008); empty for categories
 * @param statistic z of the Mann-Whitney test, positive if the segment is higher; for categories chi-squared
 * @param pValue two-sided, of this feature alone
 * @param adjustedPValue for all features and segments of the profile together
 */
public record Contrast(
        String feature,
        OptionalDouble category,
        double inside,
        double outside,
        double difference,
        Optional<Interval> interval,
        double statistic,
        double pValue,
        double adjustedPValue) {

    Contrast withAdjusted(double adjusted) {
        return new Contrast(feature, category, inside, outside, difference, interval, statistic, pValue, adjusted);
    }
}
