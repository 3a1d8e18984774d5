package io.clientele.prediction.retention;

/** On what a model's features act. */
public enum EffectScale {
    /** The logarithm of the rate of leaving, as in Cox regression. */
    LOG_HAZARD,
    /** The logarithm of the time until leaving, as in accelerated failure times. */
    LOG_TIME
}
