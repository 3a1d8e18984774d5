package io.clientele.prediction.survival;

/** The shape of lifetimes in an {@link AftRegression}: the distribution of W in {@code log T = b'x + scale W}. */
public enum LifetimeDistribution {
    /** The rate of leaving does not change with time; the scale is 1. */
    EXPONENTIAL,
    /** The rate rises (scale below 1) or falls (above 1) for ever; hazards are proportional too. */
    WEIBULL,
    /** The rate rises, then falls. */
    LOG_NORMAL,
    /** The rate rises, then falls, with heavier tails; the odds of having left are proportional. */
    LOG_LOGISTIC,
    /**
     * One more parameter q (Prentice 1974): log-normal at q = 0, Weibull at q = 1, gamma at q = scale. Asks the data which of
     * them it is.
     */
    GENERALIZED_GAMMA
}
