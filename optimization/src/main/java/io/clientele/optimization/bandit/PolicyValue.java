package io.clientele.optimization.bandit;

import io.clientele.core.stats.Interval;

/**
 * What a policy would have earned per decision.
 *
 * @param estimate mean reward
 * @param standardError of the estimate, from the spread over the rows
 * @param interval of the kind asked for; by default Student's, with rows less one degrees of freedom
 */
public record PolicyValue(double estimate, double standardError, Interval interval) {}
