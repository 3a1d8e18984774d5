package io.clientele.prediction.survival;

import io.clientele.core.Execution;

/** Log partial likelihood, score and information at the coefficients last asked for. */
abstract class PartialLikelihood {

    double logLikelihood;
    double[] score = new double[0];
    double[][] information = new double[0][];
    /** The diagonal of the first part of the information: what rounding is measured by. */
    double[] firstPart = new double[0];

    /**
     * Computes all at some coefficients.
     *
     * @param beta of the scaled columns
     * @return false if the likelihood cannot be represented there: take a smaller step
     */
    abstract boolean at(double[] beta, Execution execution);

    /** Lets go of what takes memory until coefficients are asked for again. */
    void forget() {}
}
