package io.clientele.prediction.survival;

/** What Cox regression makes of events at the same time. */
public enum Ties {
    /** Efron (1977): each tied event sees the others half gone; close to the truth at hardly any cost. */
    EFRON,
    /** Breslow (1974): all tied events see the same risk set; biased towards 0 when there are many ties. */
    BRESLOW,
    /**
     * The exact partial likelihood of discrete time (Cox 1972): time O(at risk · tied · features²) for every tied time; no
     * weights.
     */
    EXACT
}
