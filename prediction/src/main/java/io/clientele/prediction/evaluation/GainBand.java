package io.clientele.prediction.evaluation;

import io.clientele.core.stats.Interval;

/**
 * One line of a gain table: the rows down to a share, by falling score.
 *
 * @param share of the rows, counted from the top
 * @param rows their weight
 * @param positives weight of label 1 among them
 * @param gain their share of all of label 1
 * @param cumulativeLift {@code gain / share}: how many times a random choice of as many rows
 * @param bandRate share of label 1 in this band alone, without the bands above
 * @param bandLift {@code bandRate} over the overall rate
 * @param bandInterval Wilson interval of {@code bandRate}
 */
public record GainBand(
        double share,
        double rows,
        double positives,
        double gain,
        double cumulativeLift,
        double bandRate,
        double bandLift,
        Interval bandInterval) {}
