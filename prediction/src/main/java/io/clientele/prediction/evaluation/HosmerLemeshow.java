package io.clientele.prediction.evaluation;

/**
 * A test of calibration on the bins of a {@link CalibrationTable} (Hosmer and Lemeshow 1980): small p means that promised and
 * seen rates differ by more than chance. It depends on the bins and finds ever smaller faults with more rows; look at the table
 * too.
 *
 * @param statistic about chi-squared for probabilities that are right
 * @param degreesOfFreedom number of bins less 2
 * @param p of a statistic as large as this
 */
public record HosmerLemeshow(double statistic, int degreesOfFreedom, double p) {}
