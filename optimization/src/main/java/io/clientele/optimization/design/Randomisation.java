package io.clientele.optimization.design;

import io.clientele.core.stats.Interval;

/**
 * What can be said from the random assignment alone, without any model of the metric: how the observed difference stands among those
 * that other assignments would have shown.
 *
 * @param p the share of assignments whose difference is at least as large, either way, if the change does nothing to anybody
 * @param interval all effects, the same for everybody, that this test does not reject; infinite where there are too few assignments
 * @param assignments how many were looked at, the one that happened included
 * @param exact whether these are all there are; if not, they were drawn
 */
public record Randomisation(double p, Interval interval, int assignments, boolean exact) {}
