package io.clientele.prediction.linear;

/** Where a regression's standard errors come from. */
public enum StandardErrors {

    /** The inverse of the information matrix: right when the model is. */
    MODEL,

    /** The sandwich HC0 (White 1980): right for many rows also when the model is only an approximation. */
    ROBUST,

    /**
     * The sandwich over clusters (Liang and Zeger 1986), times G / (G - 1): right for many clusters also when the rows of a
     * cluster, such as several months of one customer, resemble each other. A cluster of its own for each row also makes it
     * right for weights that undo unequal sampling.
     */
    CLUSTERED
}
