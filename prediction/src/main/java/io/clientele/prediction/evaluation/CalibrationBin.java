package io.clientele.prediction.evaluation;

import io.clientele.core.stats.Interval;

/**
 * Rows of similar probability: what was promised beside what happened.
 *
 * @param lowest probability in the bin
 * @param highest probability in the bin
 * @param weight of its rows
 * @param meanProbability promised
 * @param eventRate share of label 1
 * @param interval Wilson interval of the event rate; a promise outside of it was off
 */
public record CalibrationBin(
        double lowest, double highest, double weight, double meanProbability, double eventRate, Interval interval) {}
