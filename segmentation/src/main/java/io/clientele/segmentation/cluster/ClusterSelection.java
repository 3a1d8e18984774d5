package io.clientele.segmentation.cluster;

/** Which of nested clusters {@link Hdbscan} keeps. No kept cluster lies within another. */
public enum ClusterSelection {

    /**
     * Those that last longest: a cluster is kept if its rows stay together over a longer range of density (1 / distance, summed
     * over its rows) than the best clusters within it do; equal ones are not split.
     */
    EXCESS_OF_MASS,

    /** The innermost ones: more, smaller and more alike in size. */
    LEAF
}
