package io.clientele.segmentation.cluster;

/** What happens to a cluster that lost all its rows while k-means runs. */
public enum EmptyClusters {

    /** Its centre moves to the row that is farthest from its own centre (the first of several); counted in the report. */
    RELOCATE,

    /** Its centre stays where it is; the cluster may end empty. */
    KEEP
}
