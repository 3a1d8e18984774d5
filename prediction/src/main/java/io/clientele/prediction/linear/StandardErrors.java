package io.clientele.prediction.linear;

/** Where a regression's standard errors come from. */
public enum StandardErrors {

    /** The inverse of the information matrix: right when the model is. */
    MODEL,

    /** The sandwich HC0 (White 1980): right for many rows also when the model is only an approximation. */
    ROBUST
}
