package io.clientele.optimization.bandit.contextual;

import java.util.List;

/** Linear models of the reward after so many decisions. */
final class LinearModels {

    final Design design;
    final Factor[] factors;
    long decisions;

    LinearModels(Design design, Factor[] factors, long decisions) {
        this.design = design;
        this.factors = factors;
        this.decisions = decisions;
    }

    NormalScores scores(List<Integer> free) {
        return NormalScores.of(design, factors, free);
    }

    double[] coefficients(List<Integer> free) {
        return NormalScores.coefficients(design, factors, free);
    }
}
