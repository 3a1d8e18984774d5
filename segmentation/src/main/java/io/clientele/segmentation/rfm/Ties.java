package io.clientele.segmentation.rfm;

/** What score customers with the same value get. */
public enum Ties {

    /**
     * The same one: the score is 1 plus the number of quantiles strictly below the value. Groups can differ in size, and
     * where many customers share a value, a score can stay unused.
     */
    EQUAL,

    /**
     * Groups as equal in size as possible, the larger ones first; within a value the order of the rows decides, so that equal
     * customers can get different scores.
     */
    RANK
}
