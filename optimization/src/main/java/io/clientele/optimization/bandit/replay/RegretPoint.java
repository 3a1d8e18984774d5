package io.clientele.optimization.bandit.replay;

/**
 * Where the runs of a simulation stand after some trials. Standard errors are those of the means over the runs; NaN for a single run.
 *
 * @param trials so far
 * @param regret expected successes lost so far, beside always showing the best arm: the mean over the runs
 * @param regretError its standard error
 * @param bestShare share of all trials so far in which the best arm (any of several) was shown: the mean over the runs
 * @param bestShareError its standard error
 */
public record RegretPoint(int trials, double regret, double regretError, double bestShare, double bestShareError) {}
