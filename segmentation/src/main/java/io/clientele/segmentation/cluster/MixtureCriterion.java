package io.clientele.segmentation.cluster;

/** What decides between mixtures with different numbers of components and different shapes. */
public enum MixtureCriterion {

    /** Schwarz's criterion: how well the density fits, for the numbers it takes. */
    BIC,

    /** The same, and against components that overlap: how well the rows fall into clusters. */
    ICL
}
