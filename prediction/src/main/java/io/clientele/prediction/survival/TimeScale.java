package io.clientele.prediction.survival;

/** On which scale of time a coefficient is asked whether it changes. */
public enum TimeScale {
    /** 1 less the Kaplan-Meier curve just before the time: not moved by a few late events; the default in R. */
    KAPLAN_MEIER,
    /** Time itself. */
    IDENTITY,
    /** The rank of the time among all rows. */
    RANK,
    /** The logarithm of time; no event may be at time 0. */
    LOG
}
