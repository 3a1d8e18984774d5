package io.clientele.core.planted;

import io.clientele.segmentation.cluster.KMeans;

/** A core class that knows a domain module. */
public final class CoreThatKnowsTooMuch {

    private CoreThatKnowsTooMuch() {}

    public Object recipe() {
        return KMeans.of(2);
    }
}
