package io.clientele.segmentation.planted.a;

import io.clientele.segmentation.planted.b.Egg;

/** Needs the egg. */
public final class Hen {

    public Egg lay() {
        return new Egg();
    }
}
