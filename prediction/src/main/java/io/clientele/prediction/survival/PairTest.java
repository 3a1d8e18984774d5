package io.clientele.prediction.survival;

/**
 * Two of several groups compared.
 *
 * @param first name of a group
 * @param second name of the other
 * @param chiSquare the log-rank statistic of the two, with one degree of freedom
 * @param p without regard to the other pairs
 * @param adjustedP adjusted for the number of pairs
 */
public record PairTest(String first, String second, double chiSquare, double p, double adjustedP) {}
