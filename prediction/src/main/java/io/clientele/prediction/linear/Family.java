package io.clientele.prediction.linear;

/** How a response depends on its linear predictor: what a row adds to the log-likelihood and to its derivatives. */
interface Family {

    /**
     * Fills {@code score}, {@code curvature} and {@code mean} of a tile from {@code eta}, {@code response} and {@code weight}.
     *
     * @return the weighted log-likelihood of its rows, up to terms that do not depend on {@code eta}
     */
    double fill(Tile tile, int n);

    /** Whether the curvature is the true second derivative, so that Newton's steps gain digits by doubling them. */
    boolean exactCurvature();
}
