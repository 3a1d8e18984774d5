package io.clientele.optimization.experiment;

/** How {@link EffectPrior} finds how much true effects differ from test to test. */
public enum SpreadEstimator {

    /** Restricted maximum likelihood: nearly right on average even with few tests. The default. */
    REML,

    /** Maximum likelihood: a little too small with few tests. */
    MAXIMUM_LIKELIHOOD,

    /** DerSimonian and Laird's (1986) moments, as most meta-analyses have it. */
    DERSIMONIAN_LAIRD
}
