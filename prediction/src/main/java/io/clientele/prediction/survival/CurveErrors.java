package io.clientele.prediction.survival;

/** Where the standard errors of a survival curve come from. */
public enum CurveErrors {
    /** Greenwood (1926): weights count repeats, rows are independent. */
    GREENWOOD,
    /**
     * Infinitesimal jackknife: right also when weights are sampling weights, and, where the table has clusters, when the rows
     * of a cluster depend on each other.
     */
    ROBUST
}
