package io.clientele.prediction.survival;

import io.clientele.core.stats.Interval;

/**
 * Customers with similar predicted risks: what was promised and what came.
 *
 * @param rows how many there are
 * @param predicted the mean of their predicted risks
 * @param observed the share that had left by the horizon, by Kaplan and Meier, or Aalen and Johansen where there are several causes
 * @param interval of the observed share, symmetric on the scale of log(-log)
 */
public record CalibrationGroup(int rows, double predicted, double observed, Interval interval) {}
