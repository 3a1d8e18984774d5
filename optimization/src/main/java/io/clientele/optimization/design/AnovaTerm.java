package io.clientele.optimization.design;

/**
 * A line of an analysis of variance.
 *
 * @param term such as "headline" or "headline:image"
 * @param sumOfSquares that it explains
 * @param degreesOfFreedom of the term
 * @param f its mean square by that within cells
 * @param p of "the term explains nothing"; 0 if it is below 4.9e-324
 * @param logP natural logarithm of p, also where p is too small for a double
 */
public record AnovaTerm(String term, double sumOfSquares, int degreesOfFreedom, double f, double p, double logP) {}
