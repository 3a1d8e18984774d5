package io.clientele.optimization.experiment;

/**
 * What {@link PermutationTest} found.
 *
 * @param difference the variant's mean less the control's
 * @param statistic the difference, by its standard error if the test is studentised
 * @param p two-sided p-value of "it makes no difference which variant a unit got"
 * @param arrangements how many ways to deal the units were looked at, the real one included
 * @param exact whether these are all there are
 */
public record PermutationResult(double difference, double statistic, double p, long arrangements, boolean exact) {}
