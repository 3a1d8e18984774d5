package io.clientele.prediction.linear;

/**
 * Whether several coefficients are all 0, judged by their covariance (Wald 1943).
 *
 * @param statistic about chi-squared if they are
 * @param degreesOfFreedom how many coefficients are tested
 * @param p of a statistic as large as this
 */
public record WaldTest(double statistic, int degreesOfFreedom, double p) {}
