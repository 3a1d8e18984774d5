package io.clientele.segmentation.rfm;

/** What becomes of the money of returned lines. They never count as orders. */
public enum Returns {
    /** Money is what was bought, as if nothing had been returned. */
    LEFT_OUT,
    /** Money is what was bought less what was returned before the same instant; it may be negative. */
    SUBTRACTED
}
