package io.clientele.segmentation.planted;

import io.clientele.prediction.planted.Hidden;

/** A domain class that knows another domain, and a package that is exported to nobody. */
public final class Intruder {

    private Intruder() {}

    public Class<?> look() {
        return Hidden.class;
    }

    public Hidden[] hold() {
        return new Hidden[0];
    }
}
