package io.clientele.prediction.survival;

/** How a simultaneous band of a survival curve shares its width between times. */
public enum BandKind {
    /** As many standard errors everywhere (Nair 1984): the pointwise interval, wider by a factor. */
    EQUAL_PRECISION,
    /** Hall and Wellner (1980): narrower in the middle of the data than at its end; valid from early times on. */
    HALL_WELLNER
}
