package io.clientele.simulation;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;

/** Weekly prices around the usual ones. */
final class Prices {

    private static final double SPREAD = 0.15;

    private Prices() {}

    /** Log-normal; a function of the seed, the product and the week alone. */
    static double relative(long seed, int product, long week) {
        return StrictMath.exp(SPREAD * Samplers.gaussian(RandomStreams.stream(seed, "price " + product, week)));
    }
}
