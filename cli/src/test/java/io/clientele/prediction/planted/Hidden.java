package io.clientele.prediction.planted;

/** In a package that no module exports. */
public final class Hidden {

    private Hidden() {}
}
