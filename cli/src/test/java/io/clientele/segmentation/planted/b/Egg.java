package io.clientele.segmentation.planted.b;

import io.clientele.segmentation.planted.a.Hen;

/** Needs the hen. */
public final class Egg {

    public Hen hatch() {
        return new Hen();
    }
}
