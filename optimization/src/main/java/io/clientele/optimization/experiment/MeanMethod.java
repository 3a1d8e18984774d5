package io.clientele.optimization.experiment;

/** What distribution the difference of two means, by its standard error, is held against. */
public enum MeanMethod {

    /** Student's t with Welch's (1947) degrees of freedom, each variant with its own variance. The default. */
    WELCH,

    /** Student's t with one variance for both variants. Wrong errors where variances and sizes differ. */
    STUDENT,

    /** The normal distribution, each variant with its own variance; for ratios and large samples. */
    NORMAL
}
